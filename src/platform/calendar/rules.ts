import { derivedHolidays, readNotices } from './rules-holidays.ts';
import type { HolidayDay, HolidayRule, Named, Notice, NoticeBoard, NoticeEntry } from './rules-holidays.ts';
import { addDays, hoursOn, instantOf, localTime } from './rules-hours.ts';
import type { HoursRow, Interval, IsoDay } from './rules-hours.ts';

export type DayReason =
  | { readonly kind: 'ordinary' }
  | { readonly kind: 'weekly_rest' }
  | { readonly kind: 'holiday'; readonly name: Named; readonly source: string; readonly provisional: boolean }
  | {
      readonly kind: 'substitute';
      readonly name: Named;
      readonly source: string;
      readonly provisional: boolean;
      readonly forDay: IsoDay;
    }
  | { readonly kind: 'swapped_off'; readonly source: string; readonly swappedWith: IsoDay }
  | { readonly kind: 'swapped_working'; readonly source: string; readonly swappedWith: IsoDay | null }
  | { readonly kind: 'closed'; readonly name: Named; readonly source: string };

export interface DayPlan {
  readonly day: IsoDay;
  /** Empty on a day off. */
  readonly intervals: readonly Interval[];
  readonly reason: DayReason;
}

/** Working time of one agency. Immutable; build a new one when its data change. */
export interface WorkingCalendar {
  /** Throws RangeError for a day on which the agency has no opening hours at all. */
  readonly plan: (day: IsoDay) => DayPlan;
}

export interface CalendarData {
  readonly hours: readonly HoursRow[];
  readonly holidays: readonly HolidayRule[];
  readonly notices: readonly Notice[];
}

const longestClosure = 400;

export const isWorking = (plan: DayPlan): boolean => plan.intervals.length > 0;

export function buildCalendar(data: CalendarData): WorkingCalendar {
  const board = readNotices(data.notices);
  const years = new Map<number, Map<IsoDay, DayReason>>();
  const daysOff = (year: number): Map<IsoDay, DayReason> => {
    const known = years.get(year) ?? derivedDaysOff(data, board, year);
    years.set(year, known);
    return known;
  };
  const plan = (day: IsoDay): DayPlan => {
    const usual = hoursOn(data.hours, day);
    const entry = board.entries.get(day);
    if (entry) return plannedByNotice(data, entry, day);
    const off = daysOff(Number(day.slice(0, 4))).get(day);
    if (off) return { day, intervals: [], reason: off };
    return { day, intervals: usual, reason: { kind: usual.length > 0 ? 'ordinary' : 'weekly_rest' } };
  };
  return { plan };
}

function plannedByNotice(data: CalendarData, entry: NoticeEntry, day: IsoDay): DayPlan {
  const { source } = entry.notice;
  if (entry.kind === 'working') {
    const swappedWith = entry.swappedWith ?? null;
    const intervals = entry.hours ?? hoursOn(data.hours, swappedWith ?? day);
    return { day, intervals, reason: { kind: 'swapped_working', source, swappedWith } };
  }
  const rule =
    data.holidays.find((r) => r.id === entry.rule && r.from <= day && (r.to === null || day < r.to)) ??
    data.holidays.find((r) => r.id === entry.rule);
  if (rule) {
    const reason: DayReason = { kind: 'holiday', name: entry.name ?? rule.name, source, provisional: false };
    return { day, intervals: [], reason };
  }
  if (entry.swappedWith) {
    return { day, intervals: [], reason: { kind: 'swapped_off', source, swappedWith: entry.swappedWith } };
  }
  return { day, intervals: [], reason: { kind: 'closed', name: entry.name ?? entry.notice.title, source } };
}

function derivedDaysOff(data: CalendarData, board: NoticeBoard, year: number): Map<IsoDay, DayReason> {
  const holidays = [year - 1, year].flatMap((y) => derivedHolidays(data.holidays, board, y));
  const off = new Map<IsoDay, DayReason>();
  for (const { day, rule } of holidays) off.set(day, holidayReason(rule));
  for (const holiday of holidays) {
    const substitute = substituteFor(data, board, { holiday, off });
    if (substitute) {
      off.set(substitute, { ...holidayReason(holiday.rule), kind: 'substitute', forDay: holiday.day });
    }
  }
  return off;
}

function holidayReason(rule: HolidayRule): Extract<DayReason, { kind: 'holiday' }> {
  return { kind: 'holiday', name: rule.name, source: rule.source, provisional: rule.decidedYearly };
}

// BLLĐ 2019 Đ.111 k.3: ngày lễ trùng ngày nghỉ hằng tuần thì nghỉ bù vào ngày làm việc kế tiếp
function substituteFor(
  data: CalendarData,
  board: NoticeBoard,
  { holiday, off }: { holiday: HolidayDay; off: ReadonlyMap<IsoDay, DayReason> },
): IsoDay | undefined {
  const hoursKnown = data.hours.some(
    (row) => row.from <= holiday.day && (row.to === null || holiday.day < row.to),
  );
  if (!holiday.rule.substitute || !hoursKnown || board.entries.has(holiday.day)) return undefined;
  if (hoursOn(data.hours, holiday.day).length > 0) return undefined;
  let day = addDays(holiday.day, 1);
  for (let i = 0; i < longestClosure; i += 1, day = addDays(day, 1)) {
    if (!off.has(day) && !board.entries.has(day) && hoursOn(data.hours, day).length > 0) return day;
  }
  return undefined;
}

/** The day itself when it is worked, otherwise the next working day. Throws RangeError after 400 days without one. */
export function workingDayFrom(calendar: WorkingCalendar, day: IsoDay): IsoDay {
  let at = day;
  for (let i = 0; i < longestClosure; i += 1, at = addDays(at, 1)) {
    if (isWorking(calendar.plan(at))) return at;
  }
  throw new RangeError(`no working day within ${longestClosure} days of ${day}`);
}

/** The n-th working day after a day (n ≥ 1). */
export function addWorkingDays(calendar: WorkingCalendar, day: IsoDay, count: number): IsoDay {
  let at = day;
  for (let i = 0; i < count; i += 1) at = workingDayFrom(calendar, addDays(at, 1));
  return at;
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(calendar: WorkingCalendar, from: IsoDay, to: IsoDay): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isWorking(calendar.plan(day))) count += 1;
  }
  return count;
}

/** Working minutes from one instant to a later one; 0 when `to` is not later. */
export function workingMinutes(calendar: WorkingCalendar, from: Date, to: Date): number {
  const start = localTime(from);
  const end = localTime(to);
  let minutes = 0;
  for (let day = start.day; day <= end.day; day = addDays(day, 1)) {
    for (const interval of calendar.plan(day).intervals) {
      const opens = day === start.day ? Math.max(interval.start, start.minute) : interval.start;
      const closes = day === end.day ? Math.min(interval.end, end.minute) : interval.end;
      minutes += Math.max(0, closes - opens);
    }
  }
  return minutes;
}

export function isOpenAt(calendar: WorkingCalendar, instant: Date): boolean {
  const { day, minute } = localTime(instant);
  return calendar.plan(day).intervals.some((interval) => minute >= interval.start && minute < interval.end);
}

/** The minute at which a working day closes; 0 on a day off. */
export function closingMinute(plan: DayPlan): number {
  return plan.intervals.at(-1)?.end ?? 0;
}

/** The instant at which a working day closes. */
export function closingOf(calendar: WorkingCalendar, day: IsoDay): Date {
  return instantOf({ day, minute: closingMinute(calendar.plan(day)) });
}
