import { fromLunar } from '#lib/lunar';
import {
  anyGroup,
  type Comparator,
  type Level,
  type Output,
  type Shared,
  type Spot,
  type Values,
} from './comparator.ts';
import { Ints, log2Count } from './ints.ts';
import { dayOf, monthOf, packDate, readDate, yearOf } from './read-date.ts';
import type { Section, Sections } from './snapshot.ts';

const fullRow = 1;
const yearRow = 2;
const monthRow = 4;

const on = {
  missing: 0,
  exact: 1,
  swapped: 2,
  lunar: 3,
  oneDigit: 4,
  dayMonth: 5,
  month: 6,
  yearOnly: 7,
  registerYearOnly: 8,
  year: 9,
  neighbourYear: 10,
  differs: 11,
} as const;

const dateLevels: readonly Level[] = [
  { name: 'missing', m: 1, groups: anyGroup },
  { name: 'exact', m: 0.85, groups: fullRow },
  { name: 'swapped', m: 0.04, groups: fullRow },
  { name: 'lunar', m: 0.01, groups: fullRow },
  { name: 'one_digit', m: 0.01, groups: fullRow },
  { name: 'day_month', m: 0.01, groups: fullRow },
  { name: 'month', m: 0.2, groups: fullRow | monthRow },
  { name: 'year_only', m: 0.97, groups: yearRow },
  { name: 'register_year_only', m: 0.03, groups: fullRow | monthRow },
  { name: 'year', m: 0.01, groups: fullRow | monthRow },
  { name: 'neighbour_year', m: 0.01, groups: anyGroup },
  { name: 'differs', m: 0.005, groups: anyGroup },
];

const isDefault = (packed: number) => {
  const monthAndDay = packed & 511;
  return monthAndDay < 32 || monthAndDay === 33 || monthAndDay === 415;
};
const logOfYear = -Math.log2(365);

/** A date of which parts may be unknown or typical errors wrong. 1 January and 31 December say no more than the year. */
export class DateComparator implements Comparator {
  readonly outputs: readonly Output[];
  readonly width = 1;
  readonly parts = ['date', 'year', 'day_month'];
  private readonly field: string;
  private readonly shared: Shared;
  private offset = 0;
  private output = 0;
  private readonly byDate = new Ints(1 << 20);
  private readonly byYear = new Ints(4096);
  private row = 0;
  private group = yearRow;
  private lunar = -1;
  private swapped = -1;

  constructor(field: string, shared: Shared) {
    this.field = field;
    this.shared = shared;
    this.outputs = [{ field, levels: dateLevels }];
  }

  settle(offset: number, output: number): void {
    this.offset = offset;
    this.output = output;
  }

  write(values: Values, spot: Spot): void {
    spot.data[spot.at + this.offset] = readDate(values[this.field] ?? '');
  }

  count(spot: Spot, step: number): void {
    const date = spot.data[spot.at + this.offset] ?? 0;
    this.byDate.add(date, step);
    this.byYear.add(yearOf(date), step);
  }

  take(values: Values): void {
    this.row = readDate(values[this.field] ?? '');
    const [year, month, day] = [yearOf(this.row), monthOf(this.row), dayOf(this.row)];
    this.group = isDefault(this.row) ? yearRow : day === 0 ? monthRow : fullRow;
    this.shared.groups[this.output] = this.group;
    this.swapped = this.group === fullRow && day <= 12 && day !== month ? packDate(year, day, month) : -1;
    this.lunar = -2;
  }

  compare(data: Int32Array, at: number): void {
    const { levels, logU } = this.shared;
    const person = data[at + this.offset] ?? 0;
    const level = person === 0 || this.row === 0 ? on.missing : this.levelOf(person);
    levels[this.output] = level;
    logU[this.output] = this.chance(level, person);
  }

  private levelOf(person: number): number {
    const row = this.row;
    const years = yearOf(row) - yearOf(person);
    if (this.group === fullRow && row === person) return on.exact;
    if (years === 0) return this.levelInYear(person);
    if (this.group === fullRow && !isDefault(person)) {
      if ((row & 511) === (person & 511))
        return isNeighbour(years) ? on.oneDigit : this.levelAcrossYears(person);
      if (this.lunarDate() === person) return on.lunar;
    }
    return isNeighbour(years) ? on.neighbourYear : on.differs;
  }

  private levelAcrossYears(person: number): number {
    return digitsApart(yearOf(this.row), yearOf(person)) === 1 ? on.oneDigit : on.dayMonth;
  }

  private levelInYear(person: number): number {
    const row = this.row;
    if (this.group === yearRow) return on.yearOnly;
    const isMonthKnown = monthOf(person) !== 0 && (dayOf(person) === 0 || dayOf(row) === 0);
    if (isMonthKnown) return monthOf(person) === monthOf(row) ? on.month : on.year;
    if (isDefault(person)) return on.registerYearOnly;
    if (person === this.swapped) return on.swapped;
    if (isOneDigitInYear(row, person)) return on.oneDigit;
    return this.lunarDate() === person ? on.lunar : on.year;
  }

  /** The solar day when what the row says is the lunar one; computed once per row, when first asked for. */
  private lunarDate(): number {
    if (this.lunar === -2) this.lunar = solarOf(this.row);
    return this.lunar;
  }

  private chance(level: number, person: number): number {
    const { logSize, pair } = this.shared;
    if (level === on.missing || level === on.differs) return 0;
    const total = pair.numberAgrees ? log2Count(1 + this.byYear.get(yearOf(person))) : logSize;
    const year = log2Count(1 + this.byYear.get(yearOf(person))) - total;
    switch (level) {
      case on.exact:
      case on.swapped:
      case on.lunar:
        return Math.max(log2Count(1 + this.byDate.get(person)) - total, year + logOfYear);
      case on.oneDigit:
        return year + logOfYear + 3.5;
      case on.dayMonth:
        return logOfYear;
      case on.month:
        return year - 3.6;
      case on.registerYearOnly:
        return log2Count(1 + this.byDate.get(person)) - total;
      case on.neighbourYear:
        return Math.min(0, year + 1);
      default:
        return year;
    }
  }

  personKey(part: string, spot: Spot): number {
    return keyOf(part, spot.data[spot.at + this.offset] ?? 0);
  }

  rowKeys(part: string): readonly number[] {
    if (this.row === 0) return [];
    if (part !== 'date') {
      const key = keyOf(part, this.row);
      return key < 0 ? [] : [key];
    }
    if (this.group !== fullRow) return [];
    const keys = [this.row];
    if (this.swapped > 0) keys.push(this.swapped);
    return keys;
  }

  save(): Readonly<Record<string, Section>> {
    return { byDate: this.byDate.used, byYear: this.byYear.used };
  }

  load(sections: Sections): void {
    this.byDate.restore(sections.ints('byDate'));
    this.byYear.restore(sections.ints('byYear'));
  }

  get bytes(): number {
    return this.byDate.bytes + this.byYear.bytes;
  }
}

function keyOf(part: string, date: number): number {
  if (date === 0) return -1;
  if (part === 'year') return yearOf(date);
  if (isDefault(date)) return -1;
  return part === 'date' ? date : date & 511;
}

function isOneDigitInYear(row: number, person: number): boolean {
  if (monthOf(person) === monthOf(row)) return digitsApart(dayOf(row), dayOf(person)) === 1;
  return dayOf(person) === dayOf(row) && digitsApart(monthOf(row), monthOf(person)) === 1;
}

const isNeighbour = (years: number) => years === 1 || years === -1;

function digitsApart(first: number, second: number): number {
  let [a, b, count] = [first, second, 0];
  while (a > 0 || b > 0) {
    if (a % 10 !== b % 10) count += 1;
    a = Math.floor(a / 10);
    b = Math.floor(b / 10);
  }
  return count;
}

function solarOf(packed: number): number {
  const [year, month, day] = [yearOf(packed), monthOf(packed), dayOf(packed)];
  if (year < 1903 || year > 2150 || day > 30) return -1;
  try {
    const [y, m, d] = fromLunar({ year, month, day }).split('-').map(Number);
    return packDate(y ?? 0, m ?? 0, d ?? 0);
  } catch {
    return -1;
  }
}
