import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const devices = defineRoom({
  name: 'devices',
  layer: 'platform',
  dependsOn: ['access', 'audit', 'events', 'http'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  events: ['devices.paired', 'devices.revoked'],
});
