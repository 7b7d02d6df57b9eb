import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const identityCheck = defineRoom({
  name: 'identity-check',
  layer: 'registry',
  models: [2],
  dependsOn: ['access', 'audit', 'devices', 'events', 'http', 'person'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  events: ['identity-check.answered', 'identity-check.card_refused', 'identity-check.holder_checked'],
});
