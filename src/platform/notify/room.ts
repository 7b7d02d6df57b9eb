import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { beginDelivery, sweepDeliveries, transmitDelivery } from './send.ts';
import { texts } from './texts.ts';

export const notify = defineRoom({
  name: 'notify',
  layer: 'platform',
  dependsOn: ['access', 'events', 'http', 'jobs'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  jobs: [
    { name: 'notify.send', run: (ctx, { deliveryId }) => beginDelivery(ctx, String(deliveryId)) },
    {
      name: 'notify.transmit',
      run: (ctx, { deliveryId, attempt }) => transmitDelivery(ctx, String(deliveryId), Number(attempt)),
    },
    { name: 'notify.sweep', run: (ctx) => sweepDeliveries(ctx) },
  ],
  schedules: [{ job: 'notify.sweep', cron: '*/10 * * * *' }],
  events: ['notify.delivery_troubled'],
});
