import { dayNumber, toLunar } from '#lib/lunar';
import type { SeededRandom, SyntheticBirth } from '#lib/synthetic-population';
import type { NoisyValue } from './number-noise.ts';
import type { NoiseRates } from './rates.ts';

/** How an office writes days. */
export type DateHabit = 'dd/MM/yyyy' | 'd/M/yyyy' | 'dd-MM-yyyy' | 'dd.MM.yyyy' | 'yyyy-MM-dd' | 'ddMMyyyy';

// Of the days of a year 144 lie on a day up to 12, and 12 of those read the same when swapped; a fifth of all rows has
// no full day to swap.
const SHARE_SWAPPABLE = (132 / 365) * 0.8;

interface FullDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function writeDay({ year, month, day }: FullDay, habit: DateHabit): string {
  switch (habit) {
    case 'dd/MM/yyyy':
      return `${two(day)}/${two(month)}/${year}`;
    case 'd/M/yyyy':
      return `${day}/${month}/${year}`;
    case 'dd-MM-yyyy':
      return `${two(day)}-${two(month)}-${year}`;
    case 'dd.MM.yyyy':
      return `${two(day)}.${two(month)}.${year}`;
    case 'yyyy-MM-dd':
      return `${year}-${two(month)}-${two(day)}`;
    case 'ddMMyyyy':
      return `${two(day)}${two(month)}${year}`;
  }
}

function isoOf({ year, month, day }: FullDay): string {
  return `${year}-${two(month)}-${two(day)}`;
}

function writeYear(year: number, rates: NoiseRates, random: SeededRandom): string {
  const roll = random.float();
  if (roll < rates.birthYearAsJanuary) return `01/01/${year}`;
  return roll < rates.birthYearAsJanuary + rates.birthYearWithZeros ? `00/00/${year}` : String(year);
}

interface Drawing {
  readonly rates: NoiseRates;
  readonly random: SeededRandom;
  readonly habit: DateHabit;
}

/** A day of birth as a list has it. */
export function noisyBirth(birth: SyntheticBirth, drawing: Drawing): NoisyValue {
  const { rates, random, habit } = drawing;
  if (random.chance(rates.birthMissing)) return { text: '', noise: ['birthMissing'] };
  const off = random.chance(rates.birthYearOff);
  const year = off ? birth.year + (random.chance(0.5) ? 1 : -1) : birth.year;
  const noise = off ? ['birthYearOff'] : [];
  const { month, day } = birth;
  if (random.chance(rates.birthYearOnly))
    return { text: writeYear(year, rates, random), noise: [...noise, 'birthYearOnly'] };
  if (month === undefined) return { text: writeYear(year, rates, random), noise };
  if (day === undefined) return { text: `${two(month)}/${year}`, noise };
  const changed = changeDay({ year, month, day }, rates, random);
  const all = [...noise, ...changed.noise];
  if (random.chance(rates.birthTwoDigitYear)) {
    const { year: y, month: m, day: d } = changed.day;
    return { text: `${two(d)}/${two(m)}/${two(y % 100)}`, noise: [...all, 'birthTwoDigitYear'] };
  }
  if (random.chance(rates.birthSerial)) {
    const serial = dayNumber(isoOf(changed.day)) + 25_569;
    if (serial > 60) return { text: String(serial), noise: [...all, 'birthSerial'] };
  }
  return { text: writeDay(changed.day, habit), noise: all };
}

function changeDay(
  date: FullDay,
  rates: NoiseRates,
  random: SeededRandom,
): { day: FullDay; noise: readonly string[] } {
  const { year, month, day } = date;
  const swappable = day <= 12 && day !== month;
  if (random.chance(rates.birthSwapped / SHARE_SWAPPABLE) && swappable)
    return { day: { year, month: day, day: month }, noise: ['birthSwapped'] };
  if (random.chance(rates.birthLunar) && year > 1903) {
    const lunar = toLunar(isoOf(date));
    return { day: { year: lunar.year, month: lunar.month, day: lunar.day }, noise: ['birthLunar'] };
  }
  if (random.chance(rates.birthDayTypo)) {
    const other = random.chance(0.7)
      ? { year, month, day: 1 + ((day + random.int(26)) % 28) }
      : { year, month: 1 + ((month + random.int(10)) % 12), day: Math.min(day, 28) };
    return { day: other, noise: ['birthDayTypo'] };
  }
  return { day: date, noise: [] };
}
