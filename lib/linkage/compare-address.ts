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
import type { PlaceComparator } from './compare-place.ts';
import { textHash } from './compare-text.ts';
import { Ints, log2Count } from './ints.ts';
import type { Section, Sections } from './snapshot.ts';

const addressLevels: readonly Level[] = [
  { name: 'missing', m: 1, groups: anyGroup },
  { name: 'same', m: 0.8, groups: anyGroup },
  { name: 'most', m: 0.08, groups: anyGroup },
  { name: 'some', m: 0.04, groups: anyGroup },
  { name: 'differs', m: 0.08, groups: anyGroup },
];
const shortForms: Readonly<Record<string, string>> = { t: 'thon', th: 'thon', b: 'buon', tdp: 'pho' };
// Words of one name go together (Ako Dhông): the rarest counts whole, the others a quarter.
// Those who live in one house share its address: agreement cannot say more than which house.
const mostBits = -13;

/** Free text of hamlet, street and house: the words they share, each by how rare it is. */
export class AddressComparator implements Comparator {
  readonly outputs: readonly Output[];
  readonly width = 1;
  readonly parts: readonly string[] = [];
  private readonly field: string;
  private readonly shared: Shared;
  private offset = 0;
  private output = 0;
  private readonly ids = new Map<string, number>([['', 0]]);
  private readonly wordIds = new Map<string, number>();
  private readonly starts = new Ints();
  private readonly arena = new Ints();
  private readonly byWord = new Ints();
  private readonly hashes = new Ints();
  private readonly stamps = new Ints();
  private stamp = 0;
  private rowBits = 0;

  /** How many of a unit have a word, by hash of both; a rare clash makes a word look a little commoner. */
  private readonly byUnit = new Int32Array(1 << 21);
  private readonly place: PlaceComparator | undefined;

  constructor(field: string, shared: Shared, place: PlaceComparator | undefined) {
    this.field = field;
    this.shared = shared;
    this.place = place;
    this.outputs = [{ field, levels: addressLevels }];
    this.starts.push(0);
    this.starts.push(0);
  }

  settle(offset: number, output: number): void {
    this.offset = offset;
    this.output = output;
  }

  private wordsOf(text: string): string[] {
    const words = text.split(/[\s,;|]+/).flatMap((part) => (part === '' ? [] : this.folded(part)));
    return words.map((word, at) => {
      if (word.length > 2 || !/^\d/.test(word)) return word;
      const before = words[at - 1] ?? '';
      return `${before === 'to' ? 'pho' : before} ${word}`;
    });
  }

  private readonly foldedParts = new Map<string, readonly string[]>();

  private folded(part: string): readonly string[] {
    const known = this.foldedParts.get(part);
    if (known) return known;
    const found = fold(part.replaceAll('/', 'x'))
      .replace(/^(t|th|b|tdp)(?= |\d|$)/, (short) => `${shortForms[short] ?? short} `)
      .split(' ')
      .filter(Boolean);
    if (this.foldedParts.size < 200_000) this.foldedParts.set(part, found);
    return found;
  }

  private numberOf(text: string): number {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    const id = this.ids.size;
    this.ids.set(text, id);
    for (const word of new Set(this.wordsOf(text))) {
      const wordId = this.wordIds.get(word) ?? this.wordIds.size;
      if (wordId === this.wordIds.size) {
        this.wordIds.set(word, wordId);
        this.hashes.set(wordId, textHash(word));
      }
      this.arena.push(wordId);
    }
    this.starts.push(this.arena.length);
    return id;
  }

  write(values: Values, spot: Spot): void {
    spot.data[spot.at + this.offset] = this.numberOf(values[this.field] ?? '');
  }

  count(spot: Spot, step: number): void {
    const id = spot.data[spot.at + this.offset] ?? 0;
    const [first, second] = this.place?.unitsOf(spot) ?? [0, 0];
    for (let at = this.starts.get(id); at < this.starts.get(id + 1); at += 1) {
      const word = this.arena.get(at);
      this.byWord.add(word, step);
      if (first !== 0) this.addInUnit(word, first, step);
      if (second !== 0) this.addInUnit(word, second, step);
    }
  }

  take(values: Values): void {
    const text = values[this.field] ?? '';
    this.stamp += 1;
    this.rowBits = 0;
    this.shared.groups[this.output] = 1;
    if (text === '') return;
    for (const word of this.wordsOf(text)) {
      const id = this.wordIds.get(word);
      if (id === undefined) this.rowBits += 8;
      else if (this.stamps.get(id) !== this.stamp) {
        this.stamps.set(id, this.stamp);
        this.rowBits += this.bitsOf(id);
      }
    }
  }

  private bitsOf(word: number): number {
    return this.shared.logSize - log2Count(Math.max(1, this.byWord.get(word)));
  }

  // By what the words say, not by their numbers: an index built in another order counts in the same cells.
  private cellOf(word: number, unit: number): number {
    const hash = Math.imul(this.hashes.get(word) ^ (this.place?.unitHash(unit) ?? 0), 0x9e3779b1);
    return (hash ^ (hash >>> 15)) & 0x1fffff;
  }

  private addInUnit(word: number, unit: number, step: number): void {
    const cell = this.cellOf(word, unit);
    this.byUnit[cell] = (this.byUnit[cell] ?? 0) + step;
  }

  // Where the unit agrees, a word says no more than which part of the unit.
  private bitsInUnit(word: number, unit: number): number {
    const persons = this.place?.unitCount(unit) ?? 0;
    return Math.max(
      0,
      log2Count(persons) - log2Count(Math.max(1, this.byUnit[this.cellOf(word, unit)] ?? 0)),
    );
  }

  compare(data: Int32Array, at: number): void {
    const { levels, logU } = this.shared;
    const id = data[at + this.offset] ?? 0;
    levels[this.output] = 0;
    logU[this.output] = 0;
    if (id === 0 || this.rowBits === 0) return;
    const unit = this.shared.pair.place;
    let shared = 0;
    let all = 0;
    let said = 0;
    let most = 0;
    const end = this.starts.get(id + 1);
    for (let word = this.starts.get(id); word < end; word += 1) {
      const wordId = this.arena.get(word);
      const bits = this.bitsOf(wordId);
      all += bits;
      if (this.stamps.get(wordId) !== this.stamp) continue;
      shared += bits;
      const own = unit === 0 ? bits : this.bitsInUnit(wordId, unit);
      said += own;
      if (own > most) most = own;
    }
    if (all === 0) return;
    const level = levelOf(shared / Math.min(all, this.rowBits));
    levels[this.output] = level;
    if (level < 4) logU[this.output] = Math.max(mostBits, -most - 0.25 * (said - most));
  }

  personKey(): number {
    return -1;
  }

  rowKeys(): readonly number[] {
    return [];
  }

  save(): Readonly<Record<string, Section>> {
    return { byWord: this.byWord.used, byUnit: this.byUnit, texts: [...this.ids.keys()] };
  }

  load(sections: Sections): void {
    for (const text of sections.texts('texts')) this.numberOf(text);
    this.byUnit.set(sections.ints('byUnit'));
    this.byWord.restore(sections.ints('byWord'));
  }

  get bytes(): number {
    return this.starts.bytes + this.arena.bytes + this.byWord.bytes + this.ids.size * 110;
  }
}

function levelOf(likeness: number): number {
  if (likeness >= 0.9) return 1;
  if (likeness >= 0.6) return 2;
  return likeness >= 0.3 ? 3 : 4;
}
