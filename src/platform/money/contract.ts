import { z } from 'zod';
import { route } from '#lib/contract';

const instant = z.iso.datetime({ offset: true });

/** As it is inside the server: what the wire writes as text, `…At`, is a Date. */
export type WithDates<T> = { [K in keyof T]: K extends `${string}At` ? Date | Exclude<T[K], string> : T[K] };

export const errorCodes = {
  not_found: 404,
  no_account: 404,
  unbalanced: 500,
  insufficient: 409,
  key_reused: 409,
  transfer_state: 409,
  already_paid: 409,
  not_payable: 409,
  not_refundable: 409,
  amount_too_large: 422,
  signature_refused: 401,
  notice_settled: 409,
  bank_unavailable: 503,
} as const;

const dong = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

export const bankNoticeSchema = z.object({
  noticeId: z.string().min(1).max(100),
  account: z.string().min(1).max(40),
  amount: dong,
  description: z.string().max(2000),
  occurredAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  reference: z.string().min(1).max(100),
});

export const obligationStates = ['open', 'short', 'paid', 'cancelled', 'refunded'] as const;

const obligationSchema = z.object({
  id: z.string(),
  code: z.string(),
  kind: z.string(),
  reference: z.string(),
  description: z.string(),
  amount: z.int(),
  received: z.int(),
  state: z.enum(obligationStates),
  openedAt: instant,
  expiresAt: instant.nullable(),
  paidAt: instant.nullable(),
});
export type ObligationView = WithDates<z.output<typeof obligationSchema>>;

const paymentSchema = z.object({
  obligationId: z.string(),
  code: z.string(),
  amount: z.int(),
  bin: z.string(),
  account: z.string(),
  holder: z.string(),
  purpose: z.string(),
  vietqr: z.string(),
  expiresAt: instant.nullable(),
});
export type PaymentView = WithDates<z.output<typeof paymentSchema>>;

const unmatchedSchema = z.object({
  id: z.string(),
  account: z.string(),
  amount: z.int(),
  description: z.string(),
  occurredAt: instant,
  reference: z.string(),
  state: z.enum(['unknown', 'conflict']),
  reason: z.string().nullable(),
  suggestions: z.array(
    z.object({ obligationId: z.string(), code: z.string(), owing: z.int(), description: z.string() }),
  ),
});
export type UnmatchedView = WithDates<z.output<typeof unmatchedSchema>>;

const byId = z.object({ id: z.uuid() });
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

export const receiveBankNotice = route({
  method: 'POST',
  path: '/bank-notices',
  summary: 'The bank tells a credit; signed with X-Signature (HMAC-SHA256 of the body)',
  body: bankNoticeSchema,
  response: z.object({ accepted: z.literal(true) }),
  status: 202,
  access: 'public',
});

export const listMyObligations = route({
  method: 'GET',
  path: '/obligations',
  summary: 'What I, or those I represent, owe or have paid',
  response: items(obligationSchema),
});

export const startPayment = route({
  method: 'POST',
  path: '/obligations/{id}/payment',
  summary: 'Get the VietQR code for what is still owed',
  params: byId,
  response: paymentSchema,
});

export const recordCashPayment = route({
  method: 'POST',
  path: '/obligations/{id}/cash-payment',
  summary: 'Record money taken at the counter',
  params: byId,
  response: obligationSchema,
});

export const listUnmatched = route({
  method: 'GET',
  path: '/unmatched-notices',
  summary: 'Credits that no obligation could be found for',
  response: items(unmatchedSchema),
});

export const resolveUnmatched = route({
  method: 'POST',
  path: '/unmatched-notices/{id}/resolution',
  summary: 'Say what an unmatched credit is: payment of an obligation, or to be sent back',
  params: byId,
  body: z.discriminatedUnion('as', [
    z.object({ as: z.literal('payment'), obligationId: z.uuid() }),
    z.object({ as: z.literal('refund'), reason: z.string().min(1).max(500) }),
    z.object({ as: z.literal('not_money'), reason: z.string().min(1).max(500) }),
  ]),
  response: z.object({ state: z.string() }),
});

export const listReconciliations = route({
  method: 'GET',
  path: '/reconciliations',
  summary: 'Daily reconciliation with the bank, newest first',
  response: items(
    z.object({
      day: z.string(),
      account: z.string(),
      agreed: z.int(),
      bankTotal: z.int(),
      bookTotal: z.int(),
      state: z.string(),
      differences: z.array(z.record(z.string(), z.unknown())),
      runAt: instant,
    }),
  ),
});

const refundSchema = z.object({
  id: z.string(),
  obligationId: z.string().nullable(),
  method: z.enum(['transfer', 'cash']),
  amount: z.int(),
  reason: z.string(),
  state: z.enum(['due', 'done', 'failed']),
  failure: z.string().nullable(),
  createdAt: instant,
});
export type RefundView = WithDates<z.output<typeof refundSchema>>;

export const listOpenRefunds = route({
  method: 'GET',
  path: '/refunds',
  summary: 'Refunds that are due or that the bank refused, oldest first',
  response: items(refundSchema),
});

export const retryRefund = route({
  method: 'POST',
  path: '/refunds/{id}/retry',
  summary: 'Send a refused refund to the bank again',
  params: byId,
  response: refundSchema,
});

export const completeCashRefund = route({
  method: 'POST',
  path: '/refunds/{id}/cash-return',
  summary: 'Record that a refund was handed back in cash',
  params: byId,
  response: refundSchema,
});
