import type { Job, Schedule } from '#platform/manifest';
import { matchStoredNotice } from './receive-notice.ts';
import { reconcileDay } from './reconcile-day.ts';
import { sendRefund } from './refund.ts';
import { registerIntent } from './start-payment.ts';

export const jobs: readonly Job[] = [
  { name: 'money.register-intent', run: (ctx, { intentId }) => registerIntent(ctx, String(intentId)) },
  { name: 'money.match-notice', run: (ctx, { id }) => matchStoredNotice(ctx, String(id)) },
  { name: 'money.send-refund', run: (ctx, { refundId }) => sendRefund(ctx, String(refundId)) },
  {
    name: 'money.reconcile',
    run: (ctx, { day }) => reconcileDay(ctx, typeof day === 'string' ? day : undefined),
  },
];

// 01:30 in Vietnam: the bank's day is closed
export const schedules: readonly Schedule[] = [{ job: 'money.reconcile', cron: '30 18 * * *' }];
