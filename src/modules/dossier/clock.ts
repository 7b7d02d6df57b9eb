import type { Duration, TimeLimit } from '#lib/service-definition';
import {
  type Deadline,
  type Period,
  type WorkingCalendar,
  deadline,
  getCalendar,
  overdueBy,
  parseMinute,
  skippedStretches,
  timeLeft,
} from '#platform/calendar';
import type { Ctx } from '#platform/runtime';

/** A duration of the definition as the calendar counts it. */
export function periodOf(duration: Duration | TimeLimit): Period {
  const cutOff = 'cutOff' in duration && duration.cutOff ? parseMinute(duration.cutOff) : null;
  return { unit: duration.unit, amount: duration.amount, cutOff, ends: 'closing' };
}

export interface DueQuestion {
  readonly agencyId: string;
  readonly period: Period;
  readonly receivedAt: Date;
  readonly pauses: readonly { readonly from: Date; readonly to: Date | null }[];
}

/** When something must be done by the agency's own calendar, and which days did not count. */
export async function dueDate(ctx: Ctx, question: DueQuestion): Promise<Deadline & { dueAt: Date }> {
  const calendar = await getCalendar(ctx, { agencyId: question.agencyId });
  const found = deadline(calendar, question.period, {
    receivedAt: question.receivedAt,
    pauses: question.pauses,
  });
  if (!found.dueAt) throw new RangeError('a stopped clock has no deadline');
  return { ...found, dueAt: found.dueAt };
}

/** Amber under two working hours. */
const SOON_MINUTES = 120;

export interface TimeLeftView {
  readonly dueAt: string;
  readonly workingMinutes: number;
  readonly level: 'calm' | 'soon' | 'late' | 'paused';
}

/** Working time left to a deadline; negative when it has passed. */
export function timeLeftOf(calendar: WorkingCalendar, dueAt: Date, now: Date): TimeLeftView {
  const isLate = now > dueAt;
  const minutes = isLate ? -overdueBy(calendar, dueAt, now).minutes : timeLeft(calendar, now, dueAt);
  const level = isLate ? 'late' : minutes <= SOON_MINUTES ? 'soon' : 'calm';
  return { dueAt: dueAt.toISOString(), workingMinutes: minutes, level };
}

/** Calendars of the agencies of a page of cases, each read once. */
export async function calendarsFor(
  ctx: Ctx,
  agencyIds: readonly string[],
): Promise<Map<string, WorkingCalendar>> {
  const calendars = new Map<string, WorkingCalendar>();
  for (const agencyId of new Set(agencyIds)) calendars.set(agencyId, await getCalendar(ctx, { agencyId }));
  return calendars;
}

export { skippedStretches };
