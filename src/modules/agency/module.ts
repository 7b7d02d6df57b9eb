import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { emergencyConsumers } from './tell-approvers.ts';
import { texts } from './texts.ts';

export const agency = defineRoom({
  name: 'agency',
  layer: 'registry',
  dependsOn: ['access', 'basis', 'catalog', 'edition', 'events', 'http', 'notify', 'place'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  consumers: emergencyConsumers,
  events: ['agency.staff_added', 'agency.term_granted', 'agency.term_ended'],
});
