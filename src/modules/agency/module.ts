import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const agency = defineRoom({
  name: 'agency',
  layer: 'registry',
  dependsOn: ['access', 'catalog', 'events', 'http', 'place'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  events: ['agency.staff_added', 'agency.term_granted', 'agency.term_ended'],
});
