import type { Job, Schedule } from '#platform/manifest';
import { offerHandovers } from './handovers.ts';

/** Every morning: tasks of agencies that ended are offered to their successors. */
export const jobs: readonly Job[] = [
  {
    name: 'programme.offer_handovers',
    run: async (ctx) => {
      await offerHandovers(ctx);
    },
  },
];

/** 23:10 UTC is 06:10 in Việt Nam. */
export const schedules: readonly Schedule[] = [{ job: 'programme.offer_handovers', cron: '10 23 * * *' }];
