import { defineRoom, type Job } from '#platform/manifest';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { takeSnapshot } from './take-snapshot.ts';
import { texts } from './texts.ts';

const count: Job = {
  name: 'population-analysis.take_snapshot',
  run: async (ctx) => {
    await takeSnapshot(ctx);
  },
};

export const populationAnalysis = defineRoom({
  name: 'population-analysis',
  layer: 'insight',
  models: [37],
  dependsOn: ['access', 'events', 'http', 'jobs', 'person', 'place', 'residence'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  jobs: [count],
  // 00:10 in Viet Nam
  schedules: [{ job: 'population-analysis.take_snapshot', cron: '10 17 * * *' }],
  events: ['population-analysis.snapshot_taken', 'population-analysis.figures_opened'],
});
