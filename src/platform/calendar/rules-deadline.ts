import { closingMinute, isWorking, workingDayFrom, workingDaysBetween, workingMinutes } from './rules.ts';
import type { DayReason, WorkingCalendar } from './rules.ts';
import { addDays, instantOf, localTime } from './rules-hours.ts';
import type { IsoDay, LocalTime } from './rules-hours.ts';

export type PeriodUnit = 'HOUR' | 'WORKING_DAY' | 'DAY';

/** How long something may take: dated data of a procedure. */
export interface Period {
  readonly unit: PeriodUnit;
  /** Whole units; 0 WORKING_DAY = within the day of receipt. */
  readonly amount: number;
  /** Minute of the day from which a receipt counts as one of the next working day; null = none. */
  readonly cutOff: number | null;
  /** Whether the last day ends when the office closes or at midnight. */
  readonly ends: 'closing' | 'midnight';
}

export interface Pause {
  readonly from: Date;
  /** null while the clock still stands. */
  readonly to: Date | null;
}

export interface Course {
  readonly receivedAt: Date;
  readonly pauses: readonly Pause[];
}

export type SkipReason =
  | Exclude<DayReason, { kind: 'ordinary' } | { kind: 'swapped_working' }>
  | { readonly kind: 'paused' };

export interface SkippedDay {
  readonly day: IsoDay;
  readonly reason: SkipReason;
}

export interface Deadline {
  readonly state: 'running' | 'stopped';
  /** null while stopped. */
  readonly dueAt: Date | null;
  readonly dueDay: IsoDay | null;
  /** Day the receipt counts for: later than the real one after the cut-off. */
  readonly receiptDay: IsoDay;
  /** Days between the receipt and the deadline that were not counted, in order. */
  readonly skipped: readonly SkippedDay[];
  /** What is left when the clock stands, in the unit of the period (minutes for HOUR); null while it runs. */
  readonly remaining: number | null;
}

interface Stop {
  readonly from: LocalTime;
  readonly to: LocalTime | null;
}

interface Count {
  readonly calendar: WorkingCalendar;
  readonly period: Period;
  readonly start: LocalTime;
  readonly stops: readonly Stop[];
}

const longestCount = 20_000;

/**
 * When something received must be done. The day of receipt is not counted (BLDS 2015 Đ.147 k.2); while the clock stands
 * the days after the stop up to and including the day of resumption are not counted, and whoever resumes with nothing
 * left has until the end of the next countable day. Throws RangeError for an impossible period or course.
 */
export function deadline(calendar: WorkingCalendar, period: Period, course: Course): Deadline {
  if (
    !Number.isSafeInteger(period.amount) ||
    period.amount < 0 ||
    (period.amount === 0 && period.unit !== 'WORKING_DAY')
  ) {
    throw new RangeError(`impossible period: ${period.amount} ${period.unit}`);
  }
  const stops = readStops(course);
  const count: Count = {
    calendar,
    period,
    stops,
    start: countedReceipt(calendar, period, localTime(course.receivedAt)),
  };
  if (period.unit === 'HOUR') return hourDeadline(count);
  return period.amount === 0 ? sameDayDeadline(count) : dayDeadline(count);
}

/** Working minutes until the deadline; 0 once it has passed. */
export function timeLeft(calendar: WorkingCalendar, now: Date, dueAt: Date): number {
  return workingMinutes(calendar, now, dueAt);
}

/** How late it is: both 0 until the deadline has passed. */
export function overdueBy(
  calendar: WorkingCalendar,
  dueAt: Date,
  now: Date,
): { minutes: number; workingDays: number } {
  if (now <= dueAt) return { minutes: 0, workingDays: 0 };
  const due = localTime(new Date(dueAt.getTime() - 1));
  const workingDays = workingDaysBetween(calendar, due.day, localTime(now).day);
  return { minutes: workingMinutes(calendar, dueAt, now), workingDays };
}

/** Pauses in order, merged where they touch, clipped to the receipt, in whole minutes. */
function readStops(course: Course): Stop[] {
  const merged: { from: Date; to: Date | null }[] = [];
  for (const pause of course.pauses.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    if (pause.to !== null && pause.to < pause.from) throw new RangeError('a pause ends before it begins');
    const last = merged.at(-1);
    const touches = last !== undefined && (last.to === null || pause.from <= last.to);
    if (touches) last.to = laterEnd(last.to, pause.to);
    else merged.push({ from: pause.from < course.receivedAt ? course.receivedAt : pause.from, to: pause.to });
  }
  return merged
    .map(({ from, to }) => ({ from: localTime(from), to: to && localTime(to) }))
    .filter((stop) => stop.to === null || before(stop.from, stop.to));
}

function laterEnd(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}

/** Where counting starts from: a receipt after the cut-off or on a day off counts for the next working day's opening. */
function countedReceipt(calendar: WorkingCalendar, period: Period, received: LocalTime): LocalTime {
  const plan = calendar.plan(received.day);
  if (period.cutOff === null || (isWorking(plan) && received.minute < period.cutOff)) return received;
  const day = workingDayFrom(calendar, addDays(received.day, 1));
  return { day, minute: calendar.plan(day).intervals[0]?.start ?? 0 };
}

const before = (a: LocalTime, b: LocalTime): boolean =>
  a.day < b.day || (a.day === b.day && a.minute < b.minute);

function due(count: Count, day: IsoDay, skipped: readonly SkippedDay[]): Deadline {
  // BLDS 2015 Đ.148 k.6: thời hạn kết thúc lúc hai mươi tư giờ của ngày cuối cùng
  const minute = count.period.ends === 'midnight' ? 1440 : closingMinute(count.calendar.plan(day));
  return settled(count, { day, minute }, skipped);
}

function settled(count: Count, at: LocalTime, skipped: readonly SkippedDay[]): Deadline {
  const receiptDay = count.start.day;
  return { state: 'running', dueAt: instantOf(at), dueDay: at.day, receiptDay, skipped, remaining: null };
}

function stopped(count: Count, remaining: number, skipped: readonly SkippedDay[]): Deadline {
  return { state: 'stopped', dueAt: null, dueDay: null, receiptDay: count.start.day, skipped, remaining };
}

function offReason(calendar: WorkingCalendar, day: IsoDay): SkipReason {
  const { reason } = calendar.plan(day);
  return reason.kind === 'ordinary' || reason.kind === 'swapped_working' ? { kind: 'weekly_rest' } : reason;
}

/** The clock stands at the close of the day because of a stop on it or before it. */
function standsAtClose(count: Count, day: IsoDay): boolean {
  const close = { day, minute: closingMinute(count.calendar.plan(day)) || 1440 };
  return count.stops.some(
    (stop) => before(stop.from, close) && (stop.to === null || !before(stop.to, close)),
  );
}

function isExcluded(count: Count, day: IsoDay): boolean {
  return count.stops.some((stop) => stop.from.day < day && (stop.to === null || day <= stop.to.day));
}

function standsForGood(count: Count, day: IsoDay): boolean {
  return count.stops.some((stop) => stop.to === null && stop.from.day < day);
}

function dayDeadline(count: Count): Deadline {
  const { calendar, period } = count;
  const skipped: SkippedDay[] = [];
  let counted = 0;
  let day = count.start.day;
  for (let i = 0; i < longestCount; i += 1) {
    day = addDays(day, 1);
    if (standsForGood(count, day)) return stopped(count, Math.max(1, period.amount - counted), skipped);
    const off = !isWorking(calendar.plan(day));
    const last = counted + 1 >= period.amount;
    // BLDS 2015 Đ.148 k.5: ngày cuối cùng là ngày nghỉ thì kết thúc vào ngày làm việc tiếp theo
    const skippedOff = off && (period.unit === 'WORKING_DAY' || last);
    if (isExcluded(count, day))
      skipped.push({ day, reason: off ? offReason(calendar, day) : { kind: 'paused' } });
    else if (skippedOff) skipped.push({ day, reason: offReason(calendar, day) });
    else if (!last) counted += 1;
    else if (standsAtClose(count, day)) skipped.push({ day, reason: { kind: 'paused' } });
    else return due(count, day, skipped);
  }
  throw new RangeError('the deadline lies too far ahead');
}

function sameDayDeadline(count: Count): Deadline {
  const { calendar, period } = count;
  const skipped: SkippedDay[] = [];
  let from = count.start;
  for (const stop of count.stops) {
    if (!before(stop.from, { day: closingDay(calendar, from), minute: 1440 })) break;
    if (standsAtClose({ ...count, stops: [stop] }, closingDay(calendar, from))) {
      if (stop.to === null) return stopped(count, 1, skipped);
      from = countedReceipt(calendar, period, stop.to);
    }
  }
  const end = closingDay(calendar, from);
  for (let at = addDays(count.start.day, 1); at < end; at = addDays(at, 1)) {
    skipped.push({
      day: at,
      reason: isWorking(calendar.plan(at)) ? { kind: 'paused' } : offReason(calendar, at),
    });
  }
  return due(count, end, skipped);
}

/** The day whose close comes next after a time. */
function closingDay(calendar: WorkingCalendar, from: LocalTime): IsoDay {
  const stillOpen = from.minute < closingMinute(calendar.plan(from.day));
  return workingDayFrom(calendar, stillOpen ? from.day : addDays(from.day, 1));
}

/** Running stretches of a day: its intervals from the start of the count, without the stops. */
function runningIntervals(count: Count, day: IsoDay): { start: number; end: number }[] {
  const startMinute = day === count.start.day ? count.start.minute : 0;
  let open = count.calendar
    .plan(day)
    .intervals.map((i) => ({ start: Math.max(i.start, startMinute), end: i.end }))
    .filter((i) => i.start < i.end);
  for (const stop of count.stops) {
    if (stop.from.day > day || (stop.to !== null && stop.to.day < day)) continue;
    const from = stop.from.day === day ? stop.from.minute : 0;
    const to = stop.to?.day === day ? stop.to.minute : 1440;
    open = open
      .flatMap((i) => [
        { start: i.start, end: Math.min(i.end, from) },
        { start: Math.max(i.start, to), end: i.end },
      ])
      .filter((i) => i.start < i.end);
  }
  return open;
}

function hourDeadline(count: Count): Deadline {
  const { calendar, period } = count;
  const skipped: SkippedDay[] = [];
  let left = period.amount * 60;
  let day = count.start.day;
  for (let i = 0; i < longestCount; i += 1, day = addDays(day, 1)) {
    const working = isWorking(calendar.plan(day));
    const running = runningIntervals(count, day);
    if (!working && day > count.start.day) skipped.push({ day, reason: offReason(calendar, day) });
    if (working && running.length === 0 && isExcluded(count, day))
      skipped.push({ day, reason: { kind: 'paused' } });
    for (const interval of running) {
      const length = interval.end - interval.start;
      if (length >= left) return settled(count, { day, minute: interval.start + left }, skipped);
      left -= length;
    }
    if (standsForGood(count, addDays(day, 1))) return stopped(count, left, skipped);
  }
  throw new RangeError('the deadline lies too far ahead');
}
