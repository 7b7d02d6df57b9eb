import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { jobs, schedules } from './jobs.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const indicator = defineRoom({
  name: 'indicator',
  layer: 'insight',
  dependsOn: ['access', 'audit', 'events', 'http', 'jobs', 'files', 'identity', 'agency', 'place'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  jobs,
  schedules,
  events: ['indicator.published', 'indicator.figure_entered', 'indicator.figure_confirmed'],
});
