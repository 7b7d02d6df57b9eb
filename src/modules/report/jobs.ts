import { addDays, periodOf } from '#lib/indicator';
import { listStaff } from '#modules/agency';
import type { Job, Schedule } from '#platform/manifest';
import { enqueue } from '#platform/jobs';
import { type Ctx, legalDay } from '#platform/runtime';
import type { ReportKind } from './contract.ts';
import { reportKinds } from './contract.ts';
import { sealReport } from './documents.ts';
import { makeReport } from './make-report.ts';
import { tell } from './notices.ts';

const isKind = (value: unknown): value is ReportKind => reportKinds.some((kind) => kind === value);

/** Orders the draft of the period that ended yesterday for every unit that has a secretary of the programme. */
async function orderDrafts(ctx: Ctx, kind: ReportKind): Promise<void> {
  const on = addDays(legalDay(ctx.clock.now()), -1);
  const holders = await listStaff(ctx, { role: 'programme-secretary' });
  const units = new Set(
    holders.flatMap((holder) =>
      holder.terms.flatMap((term) => (term.role === 'programme-secretary' ? [term.agency.id] : [])),
    ),
  );
  await enqueue(
    ctx,
    [...units].map((unitId) => ({
      name: 'report.draft',
      payload: { unitId, kind, on },
      key: `report.draft:${unitId}:${kind}:${on}`,
    })),
  );
}

async function draft(ctx: Ctx, order: { unitId: string; kind: ReportKind; on: string }): Promise<void> {
  const report = await makeReport(ctx, order);
  if (report.state === 'draft' && report.version === 1)
    await tell(ctx, report, { template: 'report.drafted', roles: ['programme-secretary'] });
}

export const jobs: readonly Job[] = [
  {
    name: 'report.schedule',
    run: async (ctx) => {
      const today = legalDay(ctx.clock.now());
      for (const kind of reportKinds) if (periodOf(kind, today).from === today) await orderDrafts(ctx, kind);
    },
  },
  {
    name: 'report.draft',
    run: async (ctx, payload) => {
      const { kind } = payload;
      if (isKind(kind))
        await draft(ctx, { unitId: String(payload['unitId']), kind, on: String(payload['on']) });
    },
  },
  { name: 'report.seal', run: (ctx, payload) => sealReport(ctx, String(payload['reportId'])) },
];

/** At 00:30 in Việt Nam, every day: drafts are made when a week, a month or a quarter begins. */
export const schedules: readonly Schedule[] = [{ job: 'report.schedule', cron: '30 17 * * *' }];
