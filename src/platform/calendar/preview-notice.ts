import { errors as accessErrors, mayEver } from '#platform/access';
import { type Ctx, legalDay } from '#platform/runtime';
import type { CatalogNotice } from './contract.ts';
import { errors } from './errors.ts';
import { viewOf } from './get-calendar.ts';
import { policy } from './policy.ts';
import { deadline } from './rules-deadline.ts';
import { addDays, instantOf } from './rules-hours.ts';
import type { IsoDay } from './rules-hours.ts';
import { buildCalendar, isWorking } from './rules.ts';
import type { DayPlan, WorkingCalendar } from './rules.ts';
import { calendarDataOf, readKnown } from './store.ts';

/** Days looked at before and after what the notice names: substitutes and settled days move nearby. */
const AROUND = 21;
const SAMPLES = [1, 3, 5, 10, 15, 20] as const;
const NINE = 9 * 60;

function isSame(a: DayPlan, b: DayPlan): boolean {
  return JSON.stringify(a.intervals) === JSON.stringify(b.intervals) && a.reason.kind === b.reason.kind;
}

function lastWorkingDayBefore(calendar: WorkingCalendar, day: IsoDay): IsoDay {
  let at = addDays(day, -1);
  for (let i = 0; i < 60 && !isWorking(calendar.plan(at)); i += 1) at = addDays(at, -1);
  return at;
}

function dueDay(calendar: WorkingCalendar, receivedOn: IsoDay, amount: number): string | null {
  return deadline(
    calendar,
    { unit: 'WORKING_DAY', amount, cutOff: null, ends: 'closing' },
    { receivedAt: instantOf({ day: receivedOn, minute: NINE }), pauses: [] },
  ).dueDay;
}

/** What a notice would change, without publishing it: the days, and deadlines of dossiers received just before. */
export async function previewNotice(ctx: Ctx, notice: CatalogNotice) {
  if (!mayEver(policy, 'notice', { principal: ctx.principal, action: 'publish' }))
    throw accessErrors.error('forbidden');
  const named = notice.days.map((one) => one.day).toSorted();
  const [first] = named;
  const last = named.at(-1);
  if (first === undefined || last === undefined || last > addDays(first, 370))
    throw errors.error('bad_range');
  const known = await readKnown(ctx, ctx.clock.now());
  const data = calendarDataOf(known, notice.agencies?.[0] ?? null);
  const before = buildCalendar(data);
  const others = data.notices.filter((one) => one.id !== notice.id);
  const after = buildCalendar({ ...data, notices: [...others, notice] });
  const days = [];
  for (let day = addDays(first, -AROUND); day <= addDays(last, AROUND); day = addDays(day, 1)) {
    const [was, is] = [before.plan(day), after.plan(day)];
    if (!isSame(was, is)) days.push({ before: viewOf(was, ctx.language), after: viewOf(is, ctx.language) });
  }
  const today = legalDay(ctx.clock.now());
  const receivedOn = lastWorkingDayBefore(after, days[0]?.before.day ?? first);
  return {
    days,
    isPast: last < today,
    replacesOwn: data.notices.some((one) => one.id === notice.id),
    receivedOn,
    deadlines: SAMPLES.map((workingDays) => ({
      workingDays,
      before: dueDay(before, receivedOn, workingDays),
      after: dueDay(after, receivedOn, workingDays),
    })),
  };
}
