import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const consent = defineRoom({
  name: 'consent',
  layer: 'registry',
  models: [1, 4],
  dependsOn: ['access', 'audit', 'events', 'http'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  events: ['consent.asked', 'consent.given', 'consent.refused', 'consent.withdrawn'],
});
