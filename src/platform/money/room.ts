import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { jobs, schedules } from './jobs.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const money = defineRoom({
  name: 'money',
  layer: 'platform',
  dependsOn: ['access', 'edition', 'events', 'http', 'jobs'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  jobs,
  schedules,
  events: [
    'money.obligation_opened',
    'money.obligation_paid',
    'money.payment_short',
    'money.obligation_cancelled',
    'money.refund_due',
    'money.refunded',
    'money.refund_failed',
    'money.notice_unmatched',
    'money.notice_resolved',
    'money.reconciled',
  ],
});
