import { defineRoom } from '#platform/manifest';
import { consumers } from './consumers.ts';
import { errors } from './errors.ts';
import { writeExport } from './export-list.ts';
import { importStep } from './import-steps.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { runStep } from './run-steps.ts';
import { forgetPopulationChanges } from './store-changes.ts';
import { texts } from './texts.ts';

const TWO_DAYS_MS = 2 * 86_400_000;
const idOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const matching = defineRoom({
  name: 'matching',
  layer: 'registry',
  models: [20, 34, 35, 36],
  dependsOn: ['access', 'agency', 'audit', 'events', 'files', 'http', 'jobs', 'person', 'place', 'residence'],
  folder: import.meta.dirname,
  policy,
  errors,
  texts,
  routes,
  consumers,
  jobs: [
    {
      name: 'matching.import_step',
      run: (ctx, payload) => importStep(ctx, { editionId: idOf(payload['editionId']) }),
    },
    { name: 'matching.run_step', run: (ctx, payload) => runStep(ctx, { runId: idOf(payload['runId']) }) },
    {
      name: 'matching.write_export',
      run: (ctx, payload) => writeExport(ctx, { exportId: idOf(payload['exportId']) }),
    },
    {
      name: 'matching.forget_changes',
      run: (ctx) => forgetPopulationChanges(ctx, new Date(ctx.clock.now().getTime() - TWO_DAYS_MS)),
    },
  ],
  schedules: [{ job: 'matching.forget_changes', cron: '25 19 * * *' }],
  events: [
    'matching.list_created',
    'matching.edition_added',
    'matching.edition_discarded',
    'matching.import_requested',
    'matching.imported',
    'matching.import_refused',
    'matching.run_requested',
    'matching.run_finished',
    'matching.reestimated',
    'matching.row_judged',
    'matching.judgement_undone',
    'matching.group_judged',
    'matching.group_undone',
    'matching.correction_requested',
    'matching.correction_answered',
    'matching.member_changed',
    'matching.member_change_handled',
    'matching.export_requested',
    'matching.export_written',
  ],
});
