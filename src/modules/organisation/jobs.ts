import type { Consumer, Job, StoredEvent } from '#platform/manifest';
import { type Ctx, legalDay } from '#platform/runtime';
import { endOne } from './authorise.ts';
import { endAuthorisationsOf } from './change-organisation.ts';
import { authorisationState } from './rules.ts';
import { listGivenRows, listHeldRows, listLapsedRows } from './store-mandates.ts';

/** Each morning: authorisations whose last day has passed are closed, so that what hung on them closes too. */
export async function endLapsed(ctx: Ctx): Promise<void> {
  for (const row of await listLapsedRows(ctx, legalDay(ctx.clock.now()))) await endOne(ctx, row, 'lapsed');
}

/** An authorisation ends with the death of who gave or holds it. BLDS 91/2015/QH13 Đ.140 k.3 */
async function endWithDeath(ctx: Ctx, event: StoredEvent): Promise<void> {
  const personId = event.streamId;
  const rows = [
    ...(await listGivenRows(ctx, { personId, organisations: [] })),
    ...(await listHeldRows(ctx, personId)),
  ];
  const day = legalDay(ctx.clock.now());
  for (const row of rows) if (authorisationState(row, day) !== 'ended') await endOne(ctx, row, 'death');
}

export const jobs: readonly Job[] = [{ name: 'organisation.end_lapsed', run: endLapsed }];

export const consumers: readonly Consumer[] = [
  { name: 'organisation.end-with-death', types: ['person.died'], run: endWithDeath },
  {
    name: 'organisation.end-with-dissolution',
    types: ['organisation.dissolved'],
    run: (ctx, event) => endAuthorisationsOf(ctx, event.streamId),
  },
];
