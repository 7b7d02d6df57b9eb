import { handle } from '#platform/http';
import * as contract from './contract.ts';
import { errors } from './errors.ts';
import { storeNotice } from './receive-notice.ts';
import { recordCashPayment } from './record-cash-payment.ts';
import { listUnmatched, resolveNotice } from './resolve-notice.ts';
import { startPayment } from './start-payment.ts';
import { listPayerObligations } from './store-obligations.ts';
import { listReconciliations } from './store-reconciliations.ts';

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
    run: async (ctx) => ({ items: await listPayerObligations(ctx) }),
  }),
  handle(contract.startPayment, {
    action: 'money.start-payment',
    run: (ctx, { params }) => startPayment(ctx, params.id),
  }),
  handle(contract.recordCashPayment, {
    action: 'money.record-cash-payment',
    run: (ctx, { params }) => recordCashPayment(ctx, params.id),
  }),
  handle(contract.listUnmatched, {
    action: 'money.list-unmatched',
    run: async (ctx) => ({ items: await listUnmatched(ctx) }),
  }),
  handle(contract.resolveUnmatched, {
    action: 'money.resolve-unmatched',
    run: (ctx, { params, body }) => resolveNotice(ctx, params.id, body),
  }),
  handle(contract.listReconciliations, {
    action: 'money.list-reconciliations',
    run: async (ctx) => ({ items: await listReconciliations(ctx) }),
  }),
];
