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
import type { ParsedName } from './names.ts';
import { role } from './words.ts';
import { compareWords, markedRow, plainRow, wordLevel, wordsAgree } from './word-level.ts';
import type { Section, Sections } from './snapshot.ts';

const wordLevels = (differs: number): readonly Level[] => [
  { name: 'missing', m: 1, groups: anyGroup },
  { name: 'exact', m: 0.9, groups: markedRow },
  { name: 'plain', m: 0.93, groups: plainRow },
  { name: 'unmarked', m: 0.005, groups: markedRow },
  { name: 'marks', m: 0.01, groups: markedRow },
  { name: 'variant', m: 0.01, groups: anyGroup },
  { name: 'typo', m: 0.01, groups: anyGroup },
  { name: 'initial', m: 0.003, groups: anyGroup },
  { name: 'differs', m: differs, groups: anyGroup },
];

const middle = { missing: 0, same: 1, near: 2, dropped: 3, added: 4, reversed: 5, differs: 6 } as const;
const middleLevels: readonly Level[] = [
  { name: 'missing', m: 1, groups: anyGroup },
  { name: 'same', m: 0.9, groups: anyGroup },
  { name: 'near', m: 0.02, groups: anyGroup },
  { name: 'dropped', m: 0.04, groups: anyGroup },
  { name: 'added', m: 0.01, groups: anyGroup },
  { name: 'reversed', m: 0.02, groups: anyGroup },
  { name: 'differs', m: 0.01, groups: anyGroup },
];

interface RowName {
  given: number;
  family: number;
  middle: readonly number[];
}

/** A person's own name: given name, family name and what stands between, weighed by how many have that very name. */
export class NameComparator implements Comparator {
  readonly outputs: readonly Output[];
  readonly width = 1;
  readonly parts = ['pair', 'given', 'family'];
  private readonly field: string;
  private readonly shared: Shared;
  private offset = 0;
  private output = 0;
  private readonly byName = new Ints();
  private readonly byFold = new Ints();
  private readonly byPair = new Ints();
  private readonly byGiven = new Ints();
  private readonly byGivenFold = new Ints();
  private readonly byFamily = new Ints();
  private readonly byFamilyFold = new Ints();
  private readonly byMiddle = new Ints();
  private row: ParsedName = { words: [], given: 0, family: 0, middle: [] };
  private others: readonly RowName[] = [];
  private rowId = -1;
  private rowFold = -1;
  private plain = false;

  constructor(field: string, shared: Shared) {
    this.field = field;
    this.shared = shared;
    this.outputs = [
      { field: `${field}.given`, levels: wordLevels(0.05) },
      { field: `${field}.family`, levels: wordLevels(0.01) },
      { field: `${field}.middle`, levels: middleLevels },
    ];
  }

  settle(offset: number, output: number): void {
    this.offset = offset;
    this.output = output;
  }

  write(values: Values, spot: Spot): void {
    spot.data[spot.at + this.offset] = this.shared.names.intern(values[this.field] ?? '');
  }

  count(spot: Spot, step: number): void {
    const id = spot.data[spot.at + this.offset] ?? 0;
    const { names, words } = this.shared;
    const [given, family] = [names.given.get(id), names.family.get(id)];
    this.byName.add(id, step);
    this.byFold.add(names.fold.get(id), step);
    this.byPair.add(names.pair.get(id), step);
    this.byGiven.add(given, step);
    this.byGivenFold.add(words.folds.get(given), step);
    this.byFamily.add(family, step);
    this.byFamilyFold.add(words.folds.get(family), step);
    this.byMiddle.add(this.firstMiddle(id), step);
  }

  take(values: Values): void {
    const { names, words, groups } = this.shared;
    this.row = names.read(values[this.field] ?? '');
    this.plain = this.row.words.every((word) => words.isPlain(word));
    this.rowId = this.row.words.length === 0 ? -1 : names.idOf(this.row);
    this.rowFold = names.foldIdOf(this.row);
    this.others = this.otherOrders();
    const group = this.plain ? plainRow : markedRow;
    for (let at = 0; at < 3; at += 1) groups[this.output + at] = group;
  }

  private otherOrders(): readonly RowName[] {
    const { words, given, family } = this.row;
    if (family === 0 || words.length < 2) return [];
    const bare = words.filter((word) => this.shared.words.roles.get(word) < role.y);
    const [first = 0, second = 0] = bare;
    const orders: RowName[] = [{ given: family, family: given, middle: this.row.middle }];
    if (bare.length > 2) orders.push({ given: first, family: second, middle: bare.slice(2) });
    return orders;
  }

  compare(data: Int32Array, at: number): void {
    const { levels, logU, pair, logSize, names } = this.shared;
    const id = data[at + this.offset] ?? 0;
    const out = this.output;
    pair.nameFold = -1;
    pair.family = 0;
    if (id === 0 || this.row.words.length === 0) {
      levels.fill(0, out, out + 3);
      return;
    }
    const fold = names.fold.get(id);
    if (id === this.rowId || (this.plain && fold === this.rowFold)) {
      const level = this.plain ? wordLevel.plain : wordLevel.exact;
      levels[out] = level;
      levels[out + 1] = names.family.get(id) === 0 ? wordLevel.missing : level;
      levels[out + 2] = middle.same;
      logU[out] = log2Count(1 + (this.plain ? this.byFold.get(fold) : this.byName.get(id))) - logSize;
      logU[out + 1] = 0;
      logU[out + 2] = 0;
      pair.nameFold = fold;
      pair.family = this.shared.words.folds.get(names.family.get(id));
      return;
    }
    this.compareParts(id, fold);
  }

  private compareParts(id: number, fold: number): void {
    const { levels, names, words, pair } = this.shared;
    const out = this.output;
    const person = { given: names.given.get(id), family: names.family.get(id) };
    let row: RowName = this.row;
    let given = compareWords(words, { row: row.given, person: person.given }, this.plain);
    let family = compareWords(words, { row: row.family, person: person.family }, this.plain);
    let between = -1;
    if (given >= wordLevel.typo && family >= wordLevel.typo) {
      for (const other of this.others) {
        const g = compareWords(words, { row: other.given, person: person.given }, this.plain);
        if (!wordsAgree(g)) continue;
        const f = compareWords(words, { row: other.family, person: person.family }, this.plain);
        if (!wordsAgree(f)) continue;
        [row, given, family, between] = [other, g, f, middle.reversed];
        break;
      }
    }
    if (between < 0 || this.compareMiddle(row.middle, id) === middle.differs) {
      between = this.compareMiddle(row.middle, id);
    }
    levels[out] = given;
    levels[out + 1] = family;
    levels[out + 2] = between;
    if (wordsAgree(family)) pair.family = words.folds.get(person.family);
    if (wordsAgree(given) && between === middle.same) pair.nameFold = fold;
    this.chance({ id, fold, ...person });
  }

  /** log2 of the chance that another person's name agrees as well as this one. */
  private chance(person: { id: number; fold: number; given: number; family: number }): void {
    const { levels, logU, logSize: total, names } = this.shared;
    const out = this.output;
    const [given, family, between] = [levels[out] ?? 0, levels[out + 1] ?? 0, levels[out + 2] ?? 0];
    const uGiven = this.wordChance(given, { exact: this.byGiven, fold: this.byGivenFold }, person.given);
    const uFamily = this.wordChance(family, { exact: this.byFamily, fold: this.byFamilyFold }, person.family);
    logU[out] = uGiven;
    logU[out + 1] = uFamily;
    logU[out + 2] = between === middle.same ? this.middleChance(person) : 0;
    if (!wordsAgree(given) || !wordsAgree(family)) return;
    const joint =
      between === middle.same
        ? log2Count(1 + this.byFold.get(person.fold)) - total
        : log2Count(1 + this.byPair.get(names.pair.get(person.id))) - total;
    logU[out + 2] = Math.min(0, joint - uGiven - uFamily);
  }

  private firstMiddle(id: number): number {
    const { names, words } = this.shared;
    const start = names.middleStart(id);
    return start === names.middleEnd(id) ? 0 : words.folds.get(names.middleWord(start));
  }

  // Where a clan is the family name, nobody has a middle word: no middle word on both sides says nothing.
  private middleChance(person: { id: number; family: number }): number {
    if (this.shared.words.clans.get(person.family) === 1) return 0;
    return log2Count(1 + this.byMiddle.get(this.firstMiddle(person.id))) - this.shared.logSize;
  }

  private wordChance(level: number, counts: { exact: Ints; fold: Ints }, word: number): number {
    if (level === wordLevel.missing || level === wordLevel.differs) return 0;
    const total = this.shared.logSize;
    if (level === wordLevel.exact) return log2Count(1 + counts.exact.get(word)) - total;
    const folded = log2Count(1 + counts.fold.get(this.shared.words.folds.get(word))) - total;
    if (level <= wordLevel.variant) return folded;
    if (level === wordLevel.initial) return Math.min(0, folded + 3);
    return Math.min(0, Math.log2(4 * 2 ** folded + 0.002));
  }

  private compareMiddle(row: readonly number[], id: number): number {
    const { names } = this.shared;
    const [start, end] = [names.middleStart(id), names.middleEnd(id)];
    const count = end - start;
    let agreed = 0;
    let near = 0;
    for (const word of row) {
      const found = this.bestInMiddle(word, start, end);
      if (wordsAgree(found)) agreed += 1;
      else if (found === wordLevel.typo || found === wordLevel.initial) near += 1;
    }
    const reached = agreed + near;
    if (row.length === count && reached === count) return near === 0 ? middle.same : middle.near;
    if (reached === row.length && row.length < count) return middle.dropped;
    if (reached >= count && row.length > count) return middle.added;
    return middle.differs;
  }

  private bestInMiddle(word: number, start: number, end: number): number {
    const { names, words } = this.shared;
    let best: number = wordLevel.differs;
    for (let at = start; at < end; at += 1) {
      const level = compareWords(words, { row: word, person: names.middleWord(at) }, this.plain);
      if (level < best) best = level;
    }
    // Thanh and Thành are two names to whoever writes marks.
    return best === wordLevel.marks ? wordLevel.typo : best;
  }

  personKey(part: string, spot: Spot): number {
    const { names, words } = this.shared;
    const id = spot.data[spot.at + this.offset] ?? 0;
    const [given, family] = [words.wides.get(names.given.get(id)), words.wides.get(names.family.get(id))];
    if (part === 'given') return given === 0 ? -1 : given;
    if (part === 'family') return family === 0 ? -1 : family;
    return given === 0 ? -1 : pairKey(given, family);
  }

  rowKeys(part: string): readonly number[] {
    const { given, family } = this.row;
    if (part === 'given') return this.wordKeys(given, family);
    if (part === 'family') return this.wordKeys(family, 0);
    if (given === 0) return [];
    const { wides } = this.shared.words;
    const keys = [pairKey(wides.get(given), wides.get(family))];
    const rotated = this.others[1];
    if (rotated && this.isLikelyRotated())
      keys.push(pairKey(wides.get(rotated.given), wides.get(rotated.family)));
    return keys;
  }

  private wordKeys(word: number, other: number): readonly number[] {
    const { wides } = this.shared.words;
    const keys = word === 0 ? [] : [wides.get(word)];
    if (other !== 0 && this.isLikelyRotated()) keys.push(wides.get(other));
    return keys;
  }

  // "An Nguyễn Văn": the first word is more often a given name than a family name.
  private isLikelyRotated(): boolean {
    const { folds } = this.shared.words;
    const first = folds.get(this.row.family);
    return this.byGivenFold.get(first) > this.byFamilyFold.get(first) * 2;
  }

  /** How many have a family name that folds to this; for the names of parents. */
  familyCount(fold: number): number {
    return this.byFamilyFold.get(fold);
  }

  foldCount(fold: number): number {
    return this.byFold.get(fold);
  }

  save(): Readonly<Record<string, Section>> {
    return {
      byName: this.byName.used,
      byFold: this.byFold.used,
      byPair: this.byPair.used,
      byGiven: this.byGiven.used,
      byGivenFold: this.byGivenFold.used,
      byFamily: this.byFamily.used,
      byFamilyFold: this.byFamilyFold.used,
      byMiddle: this.byMiddle.used,
    };
  }

  load(sections: Sections): void {
    this.byName.restore(sections.ints('byName'));
    this.byFold.restore(sections.ints('byFold'));
    this.byPair.restore(sections.ints('byPair'));
    this.byGiven.restore(sections.ints('byGiven'));
    this.byGivenFold.restore(sections.ints('byGivenFold'));
    this.byFamily.restore(sections.ints('byFamily'));
    this.byFamilyFold.restore(sections.ints('byFamilyFold'));
    this.byMiddle.restore(sections.ints('byMiddle'));
  }

  get bytes(): number {
    const columns = [this.byName, this.byFold, this.byPair, this.byGiven, this.byGivenFold, this.byFamily];
    return columns.reduce((sum, column) => sum + column.bytes, this.byFamilyFold.bytes);
  }
}

/** The same for both orders. */
export function pairKey(first: number, second: number): number {
  const [low, high] = first < second ? [first, second] : [second, first];
  return (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 1;
}
