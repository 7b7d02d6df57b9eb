import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const civilStatus = defineRoom({
  name: 'civil-status',
  layer: 'registry',
  dependsOn: ['access', 'audit', 'events', 'http', 'person'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  events: ['civil-status.act_registered', 'civil-status.act_cancelled'],
});
