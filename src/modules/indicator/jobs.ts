import type { Job, Schedule } from '#platform/manifest';
import { askComputing, computePart } from './compute.ts';

export const jobs: readonly Job[] = [
  {
    name: 'indicator.nightly',
    run: async (ctx) => {
      await askComputing(ctx);
    },
  },
  {
    name: 'indicator.compute',
    run: (ctx, payload) =>
      computePart(ctx, {
        runId: String(payload['runId']),
        part: Number(payload['part']),
        name: String(payload['name']),
        from: String(payload['from']),
        to: String(payload['to']),
      }),
  },
];

/** 23:40 in Việt Nam, while the day still bears its name, so that a stock belongs to it. */
export const schedules: readonly Schedule[] = [{ job: 'indicator.nightly', cron: '40 16 * * *' }];
