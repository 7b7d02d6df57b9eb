import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const calendar = defineRoom({
  name: 'calendar',
  layer: 'platform',
  dependsOn: ['access', 'edition', 'events', 'http'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  events: ['calendar.published'],
});
