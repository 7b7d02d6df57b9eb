import type { Job, Schedule } from '#platform/manifest';
import { rewrapKeys, sweepObjects, sweepStrays } from './sweep.ts';

export const jobs: readonly Job[] = [
  { name: 'files.remove', run: (ctx, { address }) => ctx.ports.fileStorage.remove(String(address)) },
  {
    name: 'files.sweep',
    run: async (ctx) => {
      await sweepObjects(ctx);
      await sweepStrays(ctx);
    },
  },
  {
    name: 'files.rewrap',
    run: async (ctx) => {
      await rewrapKeys(ctx);
    },
  },
];

// 02:00 and 02:30 in Vietnam
export const schedules: readonly Schedule[] = [
  { job: 'files.sweep', cron: '0 19 * * *' },
  { job: 'files.rewrap', cron: '30 19 * * *' },
];
