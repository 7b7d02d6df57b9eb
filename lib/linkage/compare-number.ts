import {
  anyGroup,
  type Comparator,
  type Level,
  type Output,
  type Shared,
  type Spot,
  type Values,
} from './comparator.ts';
import { digitsDiffering, isOneLost, readNumber, type TypedNumber } from './read-number.ts';
import type { Section, Sections } from './snapshot.ts';

const twelveRow = 1;
const oldRow = 2;

export const numberLevel = {
  missing: 0,
  exact: 1,
  former: 2,
  cancelled: 3,
  oneDigit: 4,
  exchanged: 5,
  differs: 6,
} as const;

const numberLevels: readonly Level[] = [
  { name: 'missing', m: 1, groups: anyGroup },
  { name: 'exact', m: 0.94, groups: twelveRow },
  { name: 'former', m: 0.95, groups: oldRow },
  { name: 'cancelled', m: 0.004, groups: anyGroup },
  { name: 'one_digit', m: 0.02, groups: anyGroup },
  { name: 'exchanged', m: 0.01, groups: anyGroup },
  { name: 'differs', m: 0.012, groups: anyGroup },
];

const none: TypedNumber = { high: -1, low: -1, old: -1, short: -1, isMangled: false };
const hasMore = 1 << 30;

/** Numbers of a person besides the valid one and the first old one. */
interface More {
  readonly cancelled: readonly TypedNumber[];
  readonly former: readonly TypedNumber[];
}

export interface NumberLists {
  readonly cancelled?: readonly string[];
  readonly former?: readonly string[];
}

/** The personal number (12 digits) and the old one (9 digits). No check digit exists, so a wrong digit shows only here. */
export class NumberComparator implements Comparator {
  readonly outputs: readonly Output[];
  readonly width = 3;
  readonly parts = ['serial', 'old'];
  private readonly field: string;
  private readonly shared: Shared;
  private offset = 0;
  private output = 0;
  private readonly more = new Map<number, More>();
  private readonly holders = new Map<number, number[]>();
  row: TypedNumber = none;

  constructor(field: string, shared: Shared) {
    this.field = field;
    this.shared = shared;
    this.outputs = [{ field, levels: numberLevels }];
  }

  settle(offset: number, output: number): void {
    this.offset = offset;
    this.output = output;
  }

  write(values: Values, spot: Spot): void {
    const number = readNumber(values[this.field] ?? '');
    const at = spot.at + this.offset;
    spot.data[at] = number.high + 1;
    spot.data[at + 1] = number.low + 1;
    spot.data[at + 2] = number.old + 1;
  }

  /** Numbers of earlier days; told after `write`, with the place of the person in the store. */
  writeMore(lists: NumberLists, spot: Spot, slot: number): void {
    this.forget(slot);
    const cancelled = (lists.cancelled ?? []).map(readNumber);
    const former = (lists.former ?? []).map(readNumber);
    const at = spot.at + this.offset;
    const first = former.find((number) => number.old >= 0);
    if (first && (spot.data[at + 2] ?? 0) === 0) spot.data[at + 2] = first.old + 1;
    const others = former.filter((number) => number !== first);
    if (cancelled.length + others.length === 0) return;
    spot.data[at] = (spot.data[at] ?? 0) | hasMore;
    this.remember(slot, { cancelled, former: others });
  }

  private remember(slot: number, more: More): void {
    this.more.set(slot, more);
    for (const number of [...more.cancelled, ...more.former]) {
      const key = numberKey(number);
      this.holders.set(key, [...(this.holders.get(key) ?? []), slot]);
    }
  }

  /** The lists of a person as they were given; empty when there are none. */
  moreOf(slot: number): More | undefined {
    return this.more.get(slot);
  }

  forget(slot: number): void {
    const known = this.more.get(slot);
    if (!known) return;
    this.more.delete(slot);
    for (const number of [...known.cancelled, ...known.former]) {
      const key = numberKey(number);
      const left = (this.holders.get(key) ?? []).filter((holder) => holder !== slot);
      if (left.length > 0) this.holders.set(key, left);
      else this.holders.delete(key);
    }
  }

  /** Persons who once had the number of the row in hand. */
  formerHolders(): readonly number[] {
    if (this.holders.size === 0 || (this.row.high < 0 && this.row.old < 0)) return [];
    return this.holders.get(numberKey(this.row)) ?? [];
  }

  count(): void {
    // Numbers are unique: there is nothing to count.
  }

  take(values: Values): void {
    const text = values[this.field];
    this.row = text === undefined || text === '' ? none : readNumber(text);
    this.shared.groups[this.output] = this.row.high >= 0 ? twelveRow : oldRow;
  }

  compare(data: Int32Array, at: number): void {
    const { levels, logU, pair } = this.shared;
    const level = this.row.high < 0 && this.row.old < 0 ? numberLevel.missing : this.levelOf(data, at);
    levels[this.output] = level;
    pair.numberAgrees =
      level === numberLevel.exact || level === numberLevel.oneDigit || level === numberLevel.exchanged;
    if (level === numberLevel.missing || level === numberLevel.differs) logU[this.output] = 0;
    else logU[this.output] = (level === numberLevel.oneDigit ? 1 : 0) - this.shared.logSize;
  }

  private levelOf(data: Int32Array, at: number): number {
    const flags = data[at + this.offset] ?? 0;
    const low = (data[at + this.offset + 1] ?? 0) - 1;
    const old = (data[at + this.offset + 2] ?? 0) - 1;
    const { row } = this;
    if (row.high >= 0) {
      if (row.low === low && row.high === (flags & ~hasMore) - 1) return numberLevel.exact;
    } else if (row.old === old) return numberLevel.former;
    const found = (flags & hasMore) === 0 ? numberLevel.missing : this.levelOfMore(at);
    if (found !== numberLevel.missing) return found;
    return row.high < 0 ? nearnessOf(row.old, old, 9) : this.nearness((flags & ~hasMore) - 1, low);
  }

  private nearness(high: number, low: number): number {
    const { row } = this;
    if (low < 0) return numberLevel.missing;
    if (row.short >= 0 && isOneLost(row.short, high, low)) return numberLevel.oneDigit;
    if (row.high !== high && row.low !== low) return this.isExchangedInside(high, low);
    return row.high === high ? nearnessOf(row.low, low, 6) : nearnessOf(row.high, high, 6);
  }

  // The two exchanged digits may lie on both sides of the middle.
  private isExchangedInside(high: number, low: number): number {
    const { row } = this;
    const isSwap =
      Math.floor(row.high / 10) === Math.floor(high / 10) &&
      row.low % 100_000 === low % 100_000 &&
      row.high % 10 === Math.floor(low / 100_000) &&
      Math.floor(row.low / 100_000) === high % 10;
    return isSwap ? numberLevel.exchanged : numberLevel.differs;
  }

  private levelOfMore(at: number): number {
    const known = this.more.get(at / this.stride);
    const isRow = (number: TypedNumber) => numberKey(number) === numberKey(this.row);
    if (known?.cancelled.some(isRow)) return numberLevel.cancelled;
    return known?.former.some(isRow) ? (this.row.old >= 0 ? numberLevel.former : numberLevel.cancelled) : 0;
  }

  /** Set by the index: integers per person. */
  stride = 1;

  // The last eight digits: year and serial. A wrong digit before them is still found by this key.
  personKey(part: string, spot: Spot): number {
    const at = spot.at + this.offset;
    if (part === 'old') return (spot.data[at + 2] ?? 0) - 1;
    const low = (spot.data[at + 1] ?? 0) - 1;
    return low < 0 ? -1 : ((((spot.data[at] ?? 0) & ~hasMore) - 1) % 100) * 1_000_000 + low;
  }

  rowKeys(part: string): readonly number[] {
    const { high, low, old } = this.row;
    if (part === 'old') return old < 0 ? [] : [old];
    return low < 0 ? [] : [(high % 100) * 1_000_000 + low];
  }

  save(): Readonly<Record<string, Section>> {
    const lists = [...this.more].map(([slot, { cancelled, former }]) =>
      JSON.stringify([slot, cancelled.map(numberKey), former.map(numberKey)]),
    );
    return { lists };
  }

  load(sections: Sections): void {
    for (const list of sections.texts('lists')) {
      const [slot, cancelled, former] = JSON.parse(list) as [number, number[], number[]];
      this.remember(slot, { cancelled: cancelled.map(numberOfKey), former: former.map(numberOfKey) });
    }
  }

  get bytes(): number {
    return (this.more.size + this.holders.size) * 200;
  }
}

function nearnessOf(first: number, second: number, width: number): number {
  if (second < 0) return numberLevel.missing;
  const { count, isSwap } = digitsDiffering(first, second, width);
  if (isSwap) return numberLevel.exchanged;
  return count === 1 ? numberLevel.oneDigit : numberLevel.differs;
}

function numberKey(number: TypedNumber): number {
  return number.high >= 0 ? number.high * 1_000_000 + number.low : -1 - number.old;
}

function numberOfKey(key: number): TypedNumber {
  if (key < 0) return { ...none, old: -1 - key };
  return { ...none, high: Math.floor(key / 1_000_000), low: key % 1_000_000 };
}
