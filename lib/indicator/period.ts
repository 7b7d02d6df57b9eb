import type { PeriodKind } from './definition.ts';

/** Legal days, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const dayMs = 86_400_000;
const parse = (day: string): Date => new Date(`${day}T00:00:00Z`);
const text = (date: Date): string => date.toISOString().slice(0, 10);

/** @returns the legal day `count` days later */
export function addDays(day: string, count: number): string {
  return text(new Date(parse(day).getTime() + count * dayMs));
}

/** Every day of a period. */
export function daysOf({ from, to }: Period): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

function monthStart(day: string, back = 0): string {
  const date = parse(day);
  return text(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1)));
}

function quarterStart(day: string): string {
  const date = parse(day);
  return text(new Date(Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3, 1)));
}

/** Weeks begin on Monday, quarters in January, April, July and October. */
export function periodOf(kind: PeriodKind, day: string): Period {
  if (kind === 'day' || kind === 'instant') return { from: day, to: day };
  if (kind === 'week') {
    const from = addDays(day, -((parse(day).getUTCDay() + 6) % 7));
    return { from, to: addDays(from, 6) };
  }
  if (kind === 'month') return { from: monthStart(day), to: addDays(monthStart(day, -1), -1) };
  const from = quarterStart(day);
  return { from, to: addDays(monthStart(from, -3), -1) };
}

/** The period of this kind just before. */
export function periodBefore(kind: PeriodKind, { from }: Period): Period {
  return periodOf(kind, addDays(from, -1));
}

/** Periods of a kind that touch a span, oldest first. */
export function periodsWithin(kind: PeriodKind, span: Period): Period[] {
  const periods: Period[] = [];
  for (let one = periodOf(kind, span.from); one.from <= span.to; one = periodOf(kind, addDays(one.to, 1)))
    periods.push(one);
  return periods;
}
