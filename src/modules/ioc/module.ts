import { defineRoom, type Job } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { texts } from './texts.ts';
import { makeBoards, watchFigures } from './watch.ts';

const boards: Job = {
  name: 'ioc.make_boards',
  run: async (ctx) => {
    await makeBoards(ctx);
  },
};
const watch: Job = {
  name: 'ioc.watch',
  run: async (ctx) => {
    await watchFigures(ctx);
  },
};

export const ioc = defineRoom({
  name: 'ioc',
  layer: 'insight',
  models: [38, 39],
  dependsOn: ['access', 'events', 'http', 'jobs', 'indicator', 'place'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  jobs: [boards, watch],
  schedules: [
    { job: 'ioc.make_boards', cron: '*/5 * * * *' },
    { job: 'ioc.watch', cron: '2,12,22,32,42,52 * * * *' },
  ],
  events: [
    'ioc.layout_saved',
    'ioc.alerts_changed',
    'ioc.alert_answered',
    'ioc.display_added',
    'ioc.display_paired',
    'ioc.display_revoked',
    'ioc.boundaries_imported',
    'ioc.map_chosen',
  ],
});
