import { z } from 'zod';
import { type Answer, type Asked, json, readJson, Refusal, type Route, sameSecret } from '../kit/index.ts';
import type { Book, Entry } from './book.ts';

// Money in đồng has no minor unit; NAPAS 247 carries less than 500 million a transfer (from memory, so configurable here).
const amount = z.int().min(1).max(499_999_999);

const intentOrder = z.object({
  account: z.string().regex(/^\d{6,19}$/),
  amount,
  code: z.string().regex(/^[A-Za-z0-9-]{4,25}$/),
  description: z.string().max(200),
});

const refundOrder = z.object({
  reference: z.string().min(1).max(40),
  amount,
  idempotencyKey: z.string().min(1).max(100),
});

export function apiRoutes(book: Book, apiKey: string | undefined): Route[] {
  const guarded =
    (handle: (asked: Asked) => Answer) =>
    (asked: Asked): Answer => {
      const given = (asked.headers.authorization ?? '').replace(/^Bearer /, '');
      if (apiKey && !sameSecret(given, apiKey)) throw new Refusal(401, 'api_key_required');
      return handle(asked);
    };
  return [
    { method: 'POST', path: '/v1/intents', handle: guarded((asked) => openIntent(book, asked)) },
    { method: 'GET', path: '/v1/intents/:id', handle: guarded((asked) => showIntent(book, asked)) },
    { method: 'GET', path: '/v1/statements/:day', handle: guarded((asked) => showStatement(book, asked)) },
    { method: 'POST', path: '/v1/refunds', handle: guarded((asked) => makeRefund(book, asked)) },
  ];
}

function parse<T>(shape: z.ZodType<T>, asked: Asked): T {
  const { data, error } = shape.safeParse(readJson(asked));
  if (error) throw new Refusal(400, 'invalid_body', error.issues[0]?.path.join('.') ?? '');
  return data;
}

function openIntent(book: Book, asked: Asked): Answer {
  const { intent, isNew } = book.open(parse(intentOrder, asked));
  return json({ intentId: intent.intentId, vietqr: intent.vietqr }, isNew ? 201 : 200);
}

function showIntent(book: Book, asked: Asked): Answer {
  const intent = book.find(asked.params.id ?? '');
  if (!intent) throw new Refusal(404, 'unknown_intent');
  const { createdAt, ...shown } = intent;
  return json({ ...shown, paid: book.paid(intent), createdAt: createdAt.toISOString() });
}

function showStatement(book: Book, asked: Asked): Answer {
  const day = asked.params.day ?? '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Refusal(400, 'bad_day');
  const lines = book.statement(day).map((entry) => JSON.stringify(statementLine(entry)));
  return {
    status: 200,
    headers: { 'content-type': 'application/x-ndjson; charset=utf-8' },
    body: lines.map((line) => `${line}\n`).join(''),
  };
}

function statementLine(entry: Entry): Record<string, unknown> {
  const { intentId: _intentId, ...line } = entry;
  return { ...line, occurredAt: entry.occurredAt.toISOString() };
}

function makeRefund(book: Book, asked: Asked): Answer {
  const { refund, isNew } = book.refund(parse(refundOrder, asked));
  return json(refund, isNew ? 201 : 200);
}
