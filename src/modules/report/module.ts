import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { jobs, schedules } from './jobs.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const report = defineRoom({
  name: 'report',
  layer: 'insight',
  dependsOn: [
    'access',
    'audit',
    'events',
    'http',
    'jobs',
    'files',
    'documents',
    'signing',
    'notify',
    'agency',
    'one-stop',
    'indicator',
    'programme',
  ],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  jobs,
  schedules,
  events: ['report.made', 'report.signed', 'report.sealed', 'report.sent', 'report.received'],
});
