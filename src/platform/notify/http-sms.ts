import { z } from 'zod';
import type { SmsTransport } from './ports.ts';
import type { Outcome } from './rules.ts';

export interface HttpSmsOptions {
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly timeoutMs?: number;
}

const answerSchema = z.object({ messageId: z.string().max(200) });

/** An SMS gateway over HTTP: POST /v1/sms { to, text, idempotencyKey }. */
export function httpSms(options: HttpSmsOptions): SmsTransport {
  return {
    send: async (sms) => {
      try {
        const answer = await fetch(new URL('/v1/sms', options.baseUrl), {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(options.apiKey ? { authorization: `Bearer ${options.apiKey}` } : {}),
          },
          body: JSON.stringify(sms),
          redirect: 'error',
          signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
        });
        return outcomeOf(answer.status, await answer.text());
      } catch (error) {
        return lostOutcome(error);
      }
    },
  };
}

function outcomeOf(status: number, body: string): Outcome {
  if (status >= 200 && status < 300) {
    const answer = answerSchema.safeParse(readJson(body));
    return answer.success
      ? { kind: 'accepted', providerId: answer.data.messageId }
      : { kind: 'unknown', detail: 'answer not understood' };
  }
  // a wrong key of ours or a busy gateway is our trouble, not the message's
  const mayPass = status >= 500 || [401, 403, 408, 425, 429].includes(status);
  return { kind: mayPass ? 'temporary' : 'permanent', detail: `http ${status}` };
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function lostOutcome(error: unknown): Outcome {
  const cause = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name;
  const neverSent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(cause);
  return { kind: neverSent ? 'temporary' : 'unknown', detail: cause };
}
