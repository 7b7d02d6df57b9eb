import { fold } from '#lib/vietnamese';
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
import type { Section, Sections } from './snapshot.ts';

const categoryLevels: readonly Level[] = [
  { name: 'missing', m: 1, groups: anyGroup },
  { name: 'same', m: 0.97, groups: anyGroup },
  { name: 'differs', m: 0.03, groups: anyGroup },
];
const spread = 64;

export type Resolver = (text: string) => readonly string[];

/** What a category is told by besides itself: by the whole name (sex), or by the family name (ethnic group). */
export type Implied = 'name' | 'family' | undefined;

const sexWords: Readonly<Record<string, string>> = {
  nam: 'male',
  nu: 'female',
  m: 'male',
  f: 'female',
  trai: 'male',
  gai: 'female',
};

/** A value out of few: equal or not. */
export class CategoryComparator implements Comparator {
  readonly outputs: readonly Output[];
  readonly width = 1;
  readonly parts = ['value'];
  private readonly field: string;
  private readonly shared: Shared;
  private readonly options: { implied: Implied; resolve?: Resolver | undefined };
  private offset = 0;
  private output = 0;
  private readonly ids = new Map<string, number>([['', 0]]);
  private readonly read = new Map<string, number>();
  private readonly byValue = new Ints(64);
  private readonly byImplied = new Ints();
  private readonly impliers = new Ints();
  private row = 0;

  constructor(field: string, shared: Shared, options: { implied: Implied; resolve?: Resolver | undefined }) {
    this.field = field;
    this.shared = shared;
    this.options = options;
    this.outputs = [{ field, levels: categoryLevels }];
  }

  settle(offset: number, output: number): void {
    this.offset = offset;
    this.output = output;
  }

  private idOf(text: string): number {
    const folded = fold(text);
    const value = sexWords[folded] ?? folded;
    const known = this.ids.get(value);
    if (known !== undefined) return known;
    return this.addValue(value);
  }

  private addValue(value: string): number {
    const id = Math.min(this.ids.size, spread - 1);
    this.ids.set(value, id);
    return id;
  }

  private numberOf(text: string): number {
    const known = this.read.get(text);
    if (known !== undefined) return known;
    const id = this.idOf(this.options.resolve?.(text)[0] ?? text);
    if (this.read.size < 10_000) this.read.set(text, id);
    return id;
  }

  write(values: Values, spot: Spot): void {
    const value = this.numberOf(values[this.field] ?? '');
    spot.data[spot.at + this.offset] = value + spread * this.implier(spot);
  }

  // The name is written before: its number is the first integer after the state.
  private implier(spot: Spot): number {
    const { names, words } = this.shared;
    if (this.options.implied === undefined) return 0;
    const name = spot.data[spot.at + 1] ?? 0;
    return this.options.implied === 'name' ? names.fold.get(name) : words.folds.get(names.family.get(name));
  }

  count(spot: Spot, step: number): void {
    const value = spot.data[spot.at + this.offset] ?? 0;
    this.byValue.add(value % spread, step);
    if (this.options.implied === undefined || value % spread === 0) return;
    this.byImplied.add(this.cell(value), step);
    this.impliers.add(Math.floor(value / spread), step);
  }

  // Sexes are two: a narrow table suffices for the many names.
  private cell(value: number): number {
    const implier = Math.floor(value / spread);
    return this.options.implied === 'name' ? implier * 4 + (value & 3) : value;
  }

  take(values: Values): void {
    this.row = this.numberOf(values[this.field] ?? '');
    this.shared.groups[this.output] = 1;
  }

  compare(data: Int32Array, at: number): void {
    const { levels, logU } = this.shared;
    const packed = data[at + this.offset] ?? 0;
    const person = packed % spread;
    const level = person === 0 || this.row === 0 ? 0 : person === this.row ? 1 : 2;
    levels[this.output] = level;
    logU[this.output] = level === 1 ? this.chance(packed) : 0;
  }

  private chance(packed: number): number {
    const { pair, logSize } = this.shared;
    if (this.options.implied === 'name' && pair.numberAgrees) return 0;
    const isImplied = this.options.implied === 'name' ? pair.nameFold >= 0 : pair.family !== 0;
    if (this.options.implied === undefined || !isImplied)
      return log2Count(1 + this.byValue.get(packed % spread)) - logSize;
    return Math.min(
      0,
      log2Count(1 + this.byImplied.get(this.cell(packed))) -
        log2Count(1 + this.impliers.get(Math.floor(packed / spread))),
    );
  }

  personKey(_part: string, spot: Spot): number {
    const value = (spot.data[spot.at + this.offset] ?? 0) % spread;
    return value === 0 ? -1 : value;
  }

  rowKeys(): readonly number[] {
    return this.row === 0 ? [] : [this.row];
  }

  save(): Readonly<Record<string, Section>> {
    return {
      byValue: this.byValue.used,
      byImplied: this.byImplied.used,
      impliers: this.impliers.used,
      values: [...this.ids.keys()],
    };
  }

  load(sections: Sections): void {
    for (const value of sections.texts('values')) if (!this.ids.has(value)) this.addValue(value);
    this.byValue.restore(sections.ints('byValue'));
    this.byImplied.restore(sections.ints('byImplied'));
    this.impliers.restore(sections.ints('impliers'));
  }

  get bytes(): number {
    return this.byImplied.bytes + this.impliers.bytes;
  }
}
