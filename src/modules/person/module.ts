import { defineRoom } from '#platform/manifest';
import { forgetVerdicts } from './check-population.ts';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { type Pull, pullChanges, usualPull } from './pull-changes.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';

export const person = defineRoom({
  name: 'person',
  layer: 'registry',
  dependsOn: ['access', 'audit', 'events', 'http', 'jobs'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  jobs: [
    { name: 'person.forget_verdicts', run: async (ctx) => void (await forgetVerdicts(ctx)) },
    {
      name: 'person.pull_changes',
      run: async (ctx, payload) =>
        void (await pullChanges(ctx, { ...usualPull(ctx), ...(payload as Partial<Pull>) })),
    },
  ],
  schedules: [
    { job: 'person.forget_verdicts', cron: '17 * * * *' },
    { job: 'person.pull_changes', cron: '35 18 * * *' },
  ],
  events: [
    'person.registered',
    'person.name_changed',
    'person.identifier_added',
    'person.number_replaced',
    'person.died',
    'person.moved_away',
    'person.kinship_recorded',
    'person.kinship_ended',
    'person.contact_changed',
  ],
});
