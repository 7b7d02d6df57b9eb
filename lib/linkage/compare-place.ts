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
import type { Resolver } from './compare-category.ts';
import { textHash } from './compare-text.ts';
import { Ints, log2Count } from './ints.ts';
import type { Section, Sections } from './snapshot.ts';

const placeLevels: readonly Level[] = [
  { name: 'missing', m: 1, groups: anyGroup },
  { name: 'same', m: 0.88, groups: anyGroup },
  { name: 'neighbour', m: 0.03, groups: anyGroup },
  { name: 'differs', m: 0.09, groups: anyGroup },
];
const spread = 32_768;

export interface PlaceOptions {
  /** Text of a row → codes of today's units: several when an old unit was split or the text is ambiguous. */
  readonly resolve?: Resolver | undefined;
  /** Codes of adjoining units. */
  readonly neighbours?: Resolver | undefined;
}

/**
 * Code of a unit. A person may have two, written `24133|24140` (lives there, registered there); a row has the codes its
 * text resolves to.
 */
export class PlaceComparator implements Comparator {
  readonly outputs: readonly Output[];
  readonly width = 1;
  readonly parts = ['unit'];
  private readonly field: string;
  private readonly shared: Shared;
  private readonly options: PlaceOptions;
  private offset = 0;
  private output = 0;
  private readonly ids = new Map<string, number>([['', 0]]);
  private readonly read = new Map<string, number>();
  private readonly resolved = new Map<string, readonly number[]>();
  private readonly near = new Map<number, ReadonlySet<number>>();
  private readonly hashes = new Ints(1024);
  private readonly codes: string[] = [''];
  private readonly byUnit = new Ints(1024);
  private row: readonly number[] = [];

  constructor(field: string, shared: Shared, options: PlaceOptions) {
    this.field = field;
    this.shared = shared;
    this.options = options;
    this.outputs = [{ field, levels: placeLevels }];
  }

  settle(offset: number, output: number): void {
    this.offset = offset;
    this.output = output;
  }

  private idOf(code: string): number {
    const known = this.ids.get(code);
    if (known !== undefined) return known;
    const id = Math.min(this.ids.size, spread - 1);
    this.ids.set(code, id);
    this.codes.push(code);
    this.hashes.set(id, Math.imul(textHash(code), 0x85ebca6b));
    return id;
  }

  private numberOf(text: string): number {
    const known = this.read.get(text);
    if (known !== undefined) return known;
    const [first = 0, second = 0] = text.split('|').map((code) => this.idOf(fold(code)));
    const packed = first + spread * (second === first ? 0 : second);
    this.read.set(text, packed);
    return packed;
  }

  write(values: Values, spot: Spot): void {
    spot.data[spot.at + this.offset] = this.numberOf(values[this.field] ?? '');
  }

  count(spot: Spot, step: number): void {
    const packed = spot.data[spot.at + this.offset] ?? 0;
    this.byUnit.add(packed % spread, step);
    const second = Math.floor(packed / spread);
    if (second !== 0) this.byUnit.add(second, step);
  }

  take(values: Values): void {
    this.row = this.resolve(values[this.field] ?? '');
    this.shared.groups[this.output] = 1;
  }

  private resolve(text: string): readonly number[] {
    if (text === '') return [];
    const known = this.resolved.get(text);
    if (known) return known;
    const codes = this.options.resolve ? this.options.resolve(text) : [text];
    const ids = codes.map((code) => this.idOf(fold(code))).filter((id) => id !== 0);
    if (this.resolved.size < 200_000) this.resolved.set(text, ids);
    return ids;
  }

  compare(data: Int32Array, at: number): void {
    const { levels, logU, pair } = this.shared;
    const packed = data[at + this.offset] ?? 0;
    pair.place = 0;
    const level = packed === 0 || this.row.length === 0 ? 0 : this.levelOf(packed);
    levels[this.output] = level;
    logU[this.output] = level === 1 ? this.chance() : level === 2 ? this.chance() + 2.3 : 0;
  }

  private levelOf(packed: number): number {
    const [first, second] = [packed % spread, Math.floor(packed / spread)];
    for (const id of this.row) {
      if (id !== first && (id !== second || second === 0)) continue;
      this.shared.pair.place = id;
      return 1;
    }
    return this.row.some((id) => this.nearOf(id).has(first)) ? 2 : 3;
  }

  private nearOf(id: number): ReadonlySet<number> {
    const known = this.near.get(id);
    if (known) return known;
    const codes = this.options.neighbours?.(this.codes[id] ?? '') ?? [];
    const found = new Set(codes.map((code) => this.idOf(fold(code))));
    this.near.set(id, found);
    return found;
  }

  /** The same in every index, whatever number the unit has there. */
  unitHash(id: number): number {
    return this.hashes.get(id);
  }

  /** Persons of a unit. */
  unitCount(id: number): number {
    return this.byUnit.get(id);
  }

  /** Units of a person: the first, and the second or 0. */
  unitsOf(spot: Spot): readonly [number, number] {
    const packed = spot.data[spot.at + this.offset] ?? 0;
    return [packed % spread, Math.floor(packed / spread)];
  }

  private chance(): number {
    let count = 1;
    for (const id of this.row) count += this.byUnit.get(id);
    return Math.min(0, log2Count(count) - this.shared.logSize);
  }

  personKey(_part: string, spot: Spot): number {
    const first = (spot.data[spot.at + this.offset] ?? 0) % spread;
    return first === 0 ? -1 : first;
  }

  rowKeys(): readonly number[] {
    return this.row.length > 4 ? [] : this.row;
  }

  save(): Readonly<Record<string, Section>> {
    return { byUnit: this.byUnit.used, codes: this.codes };
  }

  load(sections: Sections): void {
    for (const code of sections.texts('codes')) this.idOf(code);
    this.byUnit.restore(sections.ints('byUnit'));
  }

  get bytes(): number {
    return this.byUnit.bytes + (this.read.size + this.resolved.size) * 120;
  }
}
