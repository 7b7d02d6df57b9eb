import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { jobs, schedules } from './jobs.ts';
import { policy } from './policy.ts';
import { texts } from './texts.ts';

export const files = defineRoom({
  name: 'files',
  layer: 'platform',
  dependsOn: ['access', 'jobs', 'events'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  jobs,
  schedules,
});
