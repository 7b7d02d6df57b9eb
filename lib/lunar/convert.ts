import { dayNumber, isoDay } from './day-number.ts';
import type { IsoDay } from './day-number.ts';
import { lunarMonths, vietnam } from './lunar-year.ts';
import type { LunarMonth, LunarOptions } from './lunar-year.ts';

export interface LunarDay {
  year: number;
  month: number;
  day: number;
  leap: boolean;
}

function monthHolding(number: number, year: number, options: LunarOptions): LunarMonth | undefined {
  return lunarMonths(year, options).find((m) => number >= m.start && number < m.start + m.length);
}

/** The lunar day of a Gregorian day (years 1902–2199). Throws RangeError outside. */
export function toLunar(day: IsoDay, options: LunarOptions = vietnam): LunarDay {
  const number = dayNumber(day);
  const year = Number(day.slice(0, 4));
  const month = monthHolding(number, year, options) ?? monthHolding(number, year - 1, options);
  if (!month) throw new RangeError(`outside the computed years: ${day}`);
  return { year: month.year, month: month.month, day: number - month.start + 1, leap: month.leap };
}

/** The Gregorian day of a lunar day. Throws RangeError when that lunar day does not exist. */
export function fromLunar(
  lunar: Omit<LunarDay, 'leap'> & { leap?: boolean },
  options: LunarOptions = vietnam,
): IsoDay {
  const month = lunarMonths(lunar.year, options).find(
    (m) => m.month === lunar.month && m.leap === (lunar.leap ?? false),
  );
  if (!month || !Number.isInteger(lunar.day) || lunar.day < 1 || lunar.day > month.length) {
    throw new RangeError(
      `no such lunar day: ${lunar.day}/${lunar.month}${lunar.leap ? ' nhuận' : ''}/${lunar.year}`,
    );
  }
  return isoDay(month.start + lunar.day - 1);
}

/** The Gregorian day of mùng 1 Tết. */
export function tet(year: number, options: LunarOptions = vietnam): IsoDay {
  return fromLunar({ year, month: 1, day: 1 }, options);
}

const stems = ['Canh', 'Tân', 'Nhâm', 'Quý', 'Giáp', 'Ất', 'Bính', 'Đinh', 'Mậu', 'Kỷ'];
const branches = ['Thân', 'Dậu', 'Tuất', 'Hợi', 'Tý', 'Sửu', 'Dần', 'Mão', 'Thìn', 'Tỵ', 'Ngọ', 'Mùi'];

/** Name of a lunar year in the sixty-year cycle: 2026 → Bính Ngọ. */
export function yearName(year: number): string {
  return `${stems[((year % 10) + 10) % 10]} ${branches[((year % 12) + 12) % 12]}`;
}
