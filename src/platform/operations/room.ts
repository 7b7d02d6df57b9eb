import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const operations = defineRoom({
  name: 'operations',
  layer: 'platform',
  dependsOn: ['access', 'events', 'http', 'jobs'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  events: ['operations.job_retried', 'operations.job_ended'],
});
