import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const procedure = defineRoom({
  name: 'procedure',
  layer: 'registry',
  models: [1],
  dependsOn: ['access', 'audit', 'events', 'http'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  events: ['procedure.published'],
});
