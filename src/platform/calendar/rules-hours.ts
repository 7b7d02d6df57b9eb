import { addDays, dayNumber, isoDay, weekday } from '#lib/lunar';
import type { IsoDay } from '#lib/lunar';

/** Minutes after local midnight, `end` exclusive, 0 ≤ start < end ≤ 1440. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Opening intervals of Monday … Sunday; an empty list is a weekly rest day. */
export type Week = readonly (readonly Interval[])[];

export interface HoursRow {
  readonly from: IsoDay;
  /** First day on which the row no longer holds. */
  readonly to: IsoDay | null;
  readonly week: Week;
}

export interface LocalTime {
  readonly day: IsoDay;
  readonly minute: number;
}

const minuteMs = 60_000;
const dayMinutes = 1440;
// QĐ 121-CP ngày 08/8/1967: giờ chính thức của nước ta là múi giờ thứ 7
const offsetMinutes = 7 * 60;

/** The legal day and the minute in it; seconds are dropped. */
export function localTime(instant: Date): LocalTime {
  const minutes = Math.floor(instant.getTime() / minuteMs) + offsetMinutes;
  const day = Math.floor(minutes / dayMinutes);
  return { day: isoDay(day), minute: minutes - day * dayMinutes };
}

/** The instant of a local time; minute 1440 is the midnight that ends the day. */
export function instantOf(time: LocalTime): Date {
  return new Date((dayNumber(time.day) * dayMinutes + time.minute - offsetMinutes) * minuteMs);
}

const intervalShape = /^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;

/** `07:30-11:30` → minutes. Throws RangeError when malformed, empty or backwards. */
export function parseInterval(text: string): Interval {
  const parts = intervalShape.exec(text);
  if (!parts) throw new RangeError(`not an interval: ${text}`);
  const [, h1, m1, h2, m2] = parts.map(Number);
  const start = Number(h1) * 60 + Number(m1);
  const end = Number(h2) * 60 + Number(m2);
  if (start >= end || end > dayMinutes) throw new RangeError(`not an interval: ${text}`);
  return { start, end };
}

/** `15:00` → 900. */
export function parseMinute(text: string): number {
  return parseInterval(`${text}-24:00`).start;
}

export function formatMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

export function formatInterval(interval: Interval): string {
  return `${formatMinute(interval.start)}-${formatMinute(interval.end)}`;
}

/** Intervals in order, refusing overlaps. */
export function orderIntervals(intervals: readonly Interval[]): Interval[] {
  const ordered = intervals.toSorted((a, b) => a.start - b.start);
  const overlap = ordered.some((interval, i) => i > 0 && interval.start < (ordered[i - 1]?.end ?? 0));
  if (overlap) throw new RangeError('opening intervals overlap');
  return ordered;
}

export function hoursOn(rows: readonly HoursRow[], day: IsoDay): readonly Interval[] {
  const row = rows.find((r) => r.from <= day && (r.to === null || day < r.to));
  if (!row) throw new RangeError(`no opening hours are in force on ${day}`);
  return row.week[weekday(day) - 1] ?? [];
}

export { addDays, weekday };
export type { IsoDay };
