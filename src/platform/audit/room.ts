import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy-table.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const audit = defineRoom({
  name: 'audit',
  layer: 'platform',
  dependsOn: ['access', 'events', 'http'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
});
