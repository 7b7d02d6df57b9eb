import { newMoon, newMoonNumberNear, sunLongitude, sunReaches, universalTime } from './astronomy.ts';
import { dayNumber } from './day-number.ts';

export interface LunarMonth {
  /** Year in which this month lies, named by the Gregorian year of its Tết. */
  year: number;
  /** 1 … 12. */
  month: number;
  /** A leap month repeats the number of the month before it. */
  leap: boolean;
  /** First day, in days since 1970-01-01. */
  start: number;
  /** 29 or 30. */
  length: number;
}

export interface LunarOptions {
  /** Hours east of Greenwich that decide on which day an instant falls. */
  utcOffsetHours: number;
}

// QĐ 121-CP ngày 08/8/1967: âm lịch Việt Nam tính theo giờ chính thức, múi giờ thứ 7
export const vietnam: LunarOptions = { utcOffsetHours: 7 };

export const firstYear = 1901;
export const lastYear = 2199;

const unixEpochJd = 2440587.5;

/** The local day, in days since 1970-01-01, on which an ephemeris instant falls. */
export function localDay(jde: number, options: LunarOptions): number {
  return Math.floor(universalTime(jde) - unixEpochJd + options.utcOffsetHours / 24);
}

function jdeAtLocalMidnight(day: number, options: LunarOptions): number {
  const ut = day + unixEpochJd - options.utcOffsetHours / 24;
  return ut + (ut - universalTime(ut));
}

function newMoonOnOrBefore(day: number, options: LunarOptions): number {
  let k = newMoonNumberNear(day + unixEpochJd) + 1;
  while (localDay(newMoon(k), options) > day) k -= 1;
  return k;
}

function winterSolsticeDay(year: number, options: LunarOptions): number {
  return localDay(sunReaches(270, dayNumber(`${year}-12-21`) + unixEpochJd), options);
}

/** Sector of the ecliptic (0 … 11, each 30°) in which the sun stands when a local day begins. */
function sectorAt(day: number, options: LunarOptions): number {
  return Math.floor(sunLongitude(jdeAtLocalMidnight(day, options)) / 30);
}

/** The months from the eleventh (that of the winter solstice of `year - 1`) to the one before the next eleventh. */
function solsticeYear(year: number, options: LunarOptions): LunarMonth[] {
  const first = newMoonOnOrBefore(winterSolsticeDay(year - 1, options), options);
  const next = newMoonOnOrBefore(winterSolsticeDay(year, options), options);
  const starts = Array.from({ length: next - first + 1 }, (_, i) => localDay(newMoon(first + i), options));
  const hasLeap = next - first === 13;
  const months: LunarMonth[] = [];
  let number = 11;
  let leapFound = false;
  for (let i = 0; i < next - first; i += 1) {
    const start = starts[i] ?? 0;
    const end = starts[i + 1] ?? 0;
    const leap = hasLeap && !leapFound && i > 0 && sectorAt(start, options) === sectorAt(end, options);
    if (leap) leapFound = true;
    else if (i > 0) number = (number % 12) + 1;
    months.push({ year: number >= 11 ? year - 1 : year, month: number, leap, start, length: end - start });
  }
  return months;
}

const cache = new WeakMap<LunarOptions, Map<number, LunarMonth[]>>();

/** The 12 or 13 months of a lunar year, first to last. */
export function lunarMonths(year: number, options: LunarOptions = vietnam): LunarMonth[] {
  if (!Number.isInteger(year) || year < firstYear || year > lastYear) {
    throw new RangeError(`lunar years are computed for ${firstYear} to ${lastYear}, not ${year}`);
  }
  const known = cache.get(options) ?? new Map<number, LunarMonth[]>();
  cache.set(options, known);
  const months =
    known.get(year) ??
    [...solsticeYear(year, options), ...solsticeYear(year + 1, options)].filter((m) => m.year === year);
  known.set(year, months);
  return months;
}
