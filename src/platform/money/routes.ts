import { handle } from '#platform/http';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { storeNotice } from './receive-notice.ts';
import { recordCashPayment } from './record-cash-payment.ts';
import { completeCashRefund, getRefund, listOpenRefunds, retryRefund } from './refund.ts';
import { listUnmatched, resolveNotice } from './resolve-notice.ts';
import { startPayment } from './start-payment.ts';
import { listPayerObligations } from './store-obligations.ts';
import { listReconciliations } from './store-reconciliations.ts';

type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer U)[]
    ? Wire<U>[]
    : T extends object
      ? { [K in keyof T]: Wire<T[K]> }
      : T;

/** RFC 3339 instants instead of Dates, the same for a first answer and a repeated one. */
const wire = <T>(value: T): Wire<T> => JSON.parse(JSON.stringify(value)) as Wire<T>;

export const routes = [
  handle(contract.receiveBankNotice, {
    action: 'money.receive-bank-notice',
    run: async (ctx, { body }, raw) => {
      const signature = raw.request.headers['x-signature'];
      const { rawBody } = raw.request;
      const isSigned =
        rawBody !== undefined &&
        typeof signature === 'string' &&
        ctx.ports.bank.isGenuine(rawBody, signature);
      if (!isSigned) throw errors.error('signature_refused');
      await storeNotice(ctx, body, 'webhook');
      return { accepted: true as const };
    },
  }),
  handle(contract.listMyObligations, {
    action: 'money.list-my-obligations',
    run: async (ctx) => wire({ items: await listPayerObligations(ctx) }),
  }),
  handle(contract.startPayment, {
    action: 'money.start-payment',
    run: async (ctx, { params }) => wire(await startPayment(ctx, params.id)),
  }),
  handle(contract.recordCashPayment, {
    action: 'money.record-cash-payment',
    run: async (ctx, { params }) => wire(await recordCashPayment(ctx, params.id)),
  }),
  handle(contract.listUnmatched, {
    action: 'money.list-unmatched',
    run: async (ctx) => wire({ items: await listUnmatched(ctx) }),
  }),
  handle(contract.resolveUnmatched, {
    action: 'money.resolve-unmatched',
    run: (ctx, { params, body }) => resolveNotice(ctx, params.id, body),
  }),
  handle(contract.listOpenRefunds, {
    action: 'money.list-open-refunds',
    run: async (ctx) => wire({ items: await listOpenRefunds(ctx) }),
  }),
  handle(contract.retryRefund, {
    action: 'money.retry-refund',
    run: async (ctx, { params }) => {
      await retryRefund(ctx, params.id);
      return wire(await getRefund(ctx, params.id));
    },
  }),
  handle(contract.completeCashRefund, {
    action: 'money.complete-cash-refund',
    run: async (ctx, { params }) => {
      await completeCashRefund(ctx, params.id);
      return wire(await getRefund(ctx, params.id));
    },
  }),
  handle(contract.listReconciliations, {
    action: 'money.list-reconciliations',
    run: async (ctx) => wire({ items: await listReconciliations(ctx) }),
  }),
];
