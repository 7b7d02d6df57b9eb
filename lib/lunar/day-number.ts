/** A legal day as `YYYY-MM-DD`, proleptic Gregorian. */
export type IsoDay = string;

const shape = /^(\d{4})-(\d{2})-(\d{2})$/;
const msPerDay = 86_400_000;

/** Whole days since 1970-01-01. Throws RangeError for a day that does not exist. */
export function dayNumber(day: IsoDay): number {
  const parts = shape.exec(day);
  if (!parts) throw new RangeError(`not a day: ${day}`);
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms) || isoDay(ms / msPerDay) !== day) throw new RangeError(`no such day: ${day}`);
  return ms / msPerDay;
}

export function isoDay(number: number): IsoDay {
  return new Date(number * msPerDay).toISOString().slice(0, 10);
}

export function addDays(day: IsoDay, count: number): IsoDay {
  return isoDay(dayNumber(day) + count);
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function weekday(day: IsoDay): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}
