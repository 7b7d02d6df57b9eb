import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const vault = defineRoom({
  name: 'vault',
  layer: 'registry',
  models: [4],
  dependsOn: ['access', 'audit', 'events', 'http', 'files', 'signing'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  events: ['vault.deposited', 'vault.revoked'],
});
