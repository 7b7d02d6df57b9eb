import { defineRoom } from '#platform/manifest';
import { consumers } from './consumers.ts';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const residence = defineRoom({
  name: 'residence',
  layer: 'registry',
  dependsOn: ['access', 'audit', 'events', 'http', 'person'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  consumers,
  events: [
    'residence.permanent_registered',
    'residence.temporary_registered',
    'residence.ended',
    'residence.absence_declared',
  ],
});
