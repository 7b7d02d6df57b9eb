import { z } from 'zod';
import {
  type Answer,
  type Asked,
  json,
  readJson,
  Refusal,
  type Route,
  sameSecret,
  type Stage,
} from '../kit/index.ts';

export interface Sms {
  id: string;
  to: string;
  text: string;
  idempotencyKey: string;
  parts: number;
  receivedAt: Date;
}

const order = z.object({
  to: z.string().regex(/^(0|\+84)\d{9}$/),
  text: z.string().min(1).max(1000),
  idempotencyKey: z.string().min(1).max(200),
});

// 3GPP TS 23.038: text outside the 7-bit alphabet goes as UCS-2, 70 signs in one message, 67 in each of several.
export function smsParts(text: string): number {
  const isPlain = /^[\x20-\x5a\x61-\x7a\n\r_]*$/.test(text);
  const [single, joined] = isPlain ? [160, 153] : [70, 67];
  return text.length <= single ? 1 : Math.ceil(text.length / joined);
}

export interface SmsParts {
  stage: Stage;
  kept: Sms[];
  apiKey: string | undefined;
}

export function smsRoutes(parts: SmsParts): Route[] {
  return [{ method: 'POST', path: '/v1/sms', handle: (asked) => accept(parts, asked) }];
}

function accept({ stage, kept, apiKey }: SmsParts, asked: Asked): Answer {
  const given = (asked.headers.authorization ?? '').replace(/^Bearer /, '');
  if (apiKey && !sameSecret(given, apiKey)) throw new Refusal(401, 'api_key_required');
  const { data, error } = order.safeParse(readJson(asked));
  if (error) throw new Refusal(400, 'invalid_body', error.issues[0]?.path.join('.') ?? '');
  const known = kept.find(({ idempotencyKey }) => idempotencyKey === data.idempotencyKey);
  if (known) {
    if (known.to !== data.to || known.text !== data.text) throw new Refusal(409, 'idempotency_key_reused');
    return json({ messageId: known.id, parts: known.parts });
  }
  const sms: Sms = {
    ...data,
    id: stage.surroundings.uuid(),
    parts: smsParts(data.text),
    receivedAt: stage.surroundings.now(),
  };
  kept.push(sms);
  return json({ messageId: sms.id, parts: sms.parts }, 201);
}
