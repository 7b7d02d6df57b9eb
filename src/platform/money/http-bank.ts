import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { BankRefusal } from './bank.ts';
import type { Bank } from './bank.ts';
import type { StatementLine } from './rules-reconcile.ts';

export interface HttpBankOptions {
  readonly baseUrl: string;
  readonly webhookSecret: string;
  readonly apiKey?: string;
  readonly timeoutMs?: number;
}

const intentAnswer = z.object({ intentId: z.string().min(1).max(100), vietqr: z.string().min(1).max(1000) });
const refundAnswer = z.object({ status: z.literal('done'), occurredAt: z.iso.datetime({ offset: true }) });
const statementLine = z.object({
  reference: z.string().min(1).max(100),
  account: z.string().min(1).max(40),
  direction: z.enum(['credit', 'debit']),
  amount: z.int().min(1),
  description: z.string().max(2000),
  occurredAt: z.iso.datetime({ offset: true }),
  refundOf: z.string().optional(),
});

const largestAnswer = 50_000_000;

/** The bank over HTTP: POST /v1/intents, POST /v1/refunds, GET /v1/statements/{day}; notices come signed by HMAC. */
export function httpBank(options: HttpBankOptions): Bank {
  const ask = (path: string, body?: unknown): Promise<string> => call(options, path, body);
  return {
    isGenuine: (body, signature) => {
      const expected = createHmac('sha256', options.webhookSecret).update(body).digest();
      const given = Buffer.from(/^[0-9a-f]{64}$/i.test(signature) ? signature : '', 'hex');
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
    createIntent: async (intent) => intentAnswer.parse(JSON.parse(await ask('/v1/intents', intent))),
    refund: async (order) => {
      const answer = refundAnswer.parse(JSON.parse(await ask('/v1/refunds', order)));
      return { occurredAt: new Date(answer.occurredAt) };
    },
    statement: async (day) => {
      const lines = (await ask(`/v1/statements/${encodeURIComponent(day)}`)).split('\n').filter(Boolean);
      return lines.map((line) => readLine(statementLine.parse(JSON.parse(line))));
    },
  };
}

function readLine(line: z.output<typeof statementLine>): StatementLine {
  const { reference, refundOf, account, description } = line;
  const sign = line.direction === 'debit' ? -1 : 1;
  return {
    reference: refundOf ?? reference,
    account,
    amount: sign * line.amount,
    description,
    occurredAt: new Date(line.occurredAt),
  };
}

async function call(options: HttpBankOptions, path: string, body: unknown): Promise<string> {
  const answer = await fetch(new URL(path, options.baseUrl), {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      ...(options.apiKey ? { authorization: `Bearer ${options.apiKey}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'error',
    signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
  });
  const text = await answer.text();
  if (text.length > largestAnswer) throw new Error('the answer of the bank is too large');
  if (answer.ok) return text;
  // 408, 425 and 429 ask for patience; every other 4xx will not change by asking again (RFC 9110 §15.5)
  const isFinal =
    answer.status >= 400 && answer.status < 500 && ![401, 403, 408, 425, 429].includes(answer.status);
  if (isFinal) throw new BankRefusal(answer.status, text.slice(0, 200));
  throw new Error(`the bank answered ${answer.status}`);
}
