import { kept } from '#platform/edition';
import type { Ctx } from '#platform/runtime';
import type { DayPlanView } from './contract.ts';
import { errors } from './errors.ts';
import { addDays, formatInterval } from './rules-hours.ts';
import type { IsoDay } from './rules-hours.ts';
import { buildCalendar, isWorking } from './rules.ts';
import type { DayPlan, WorkingCalendar } from './rules.ts';
import { type KnownRows, calendarDataOf, readKnown } from './store.ts';

/**
 * Working time of an agency: its own hours, else those of all agencies; holidays; notices.
 * @param scope `agencyId` null = an agency without anything of its own; `knownAt` = as it was published at that instant
 * Throws `calendar.no_hours` when no hours at all are published.
 */
export async function getCalendar(
  ctx: Ctx,
  scope: { agencyId?: string | null; knownAt?: Date } = {},
): Promise<WorkingCalendar> {
  const agencyId = scope.agencyId ?? null;
  const known = await readKnown(ctx, scope.knownAt ?? ctx.clock.now());
  const key = `calendar of ${agencyId} ${known.edition}`;
  return kept(ctx, { tables: ['calendar'], key }, async () => build(known, agencyId));
}

function build(known: KnownRows, agencyId: string | null): WorkingCalendar {
  const data = calendarDataOf(known, agencyId);
  if (data.hours.length === 0) throw errors.error('no_hours');
  return buildCalendar(data);
}

const longestRange = 400;

/** The days of a range with the reason of each day off, in the asker's language. */
export async function listDays(
  ctx: Ctx,
  range: { from: IsoDay; to: IsoDay; agencyId?: string | undefined },
): Promise<DayPlanView[]> {
  if (range.to < range.from || range.to > addDays(range.from, longestRange)) throw errors.error('bad_range');
  const calendar = await getCalendar(ctx, { agencyId: range.agencyId ?? null });
  const views: DayPlanView[] = [];
  for (let day = range.from; day <= range.to; day = addDays(day, 1))
    views.push(viewOf(planOf(calendar, day), ctx.language));
  return views;
}

function planOf(calendar: WorkingCalendar, day: IsoDay): DayPlan {
  try {
    return calendar.plan(day);
  } catch (error) {
    if (error instanceof RangeError) throw errors.error('no_hours', {}, error);
    throw error;
  }
}

export function viewOf(plan: DayPlan, language: 'vi' | 'en'): DayPlanView {
  const { reason } = plan;
  return {
    day: plan.day,
    working: isWorking(plan),
    intervals: plan.intervals.map(formatInterval),
    kind: reason.kind,
    name: 'name' in reason ? reason.name[language] : null,
    provisional: 'provisional' in reason && reason.provisional,
  };
}
