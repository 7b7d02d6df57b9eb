import { defineRoom } from '#platform/manifest';
import { errors } from './errors.ts';
import { consumers, jobs } from './jobs.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const organisation = defineRoom({
  name: 'organisation',
  layer: 'registry',
  dependsOn: ['access', 'audit', 'events', 'http', 'jobs', 'person'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  jobs,
  consumers,
  schedules: [{ job: 'organisation.end_lapsed', cron: '5 17 * * *' }],
  events: [
    'organisation.registered',
    'organisation.changed',
    'organisation.dissolved',
    'organisation.establishment_opened',
    'organisation.establishment_closed',
    'organisation.licence_granted',
    'organisation.licence_revoked',
    'organisation.representative_named',
    'organisation.representative_ended',
    'organisation.authorised',
    'organisation.authorisation_ended',
  ],
});
