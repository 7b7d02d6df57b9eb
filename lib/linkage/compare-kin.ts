import {
  anyGroup,
  type Comparator,
  type Level,
  type Output,
  type Shared,
  type Spot,
  type Values,
} from './comparator.ts';
import { pairKey, type NameComparator } from './compare-name.ts';
import { Ints, log2Count } from './ints.ts';
import type { ParsedName } from './names.ts';
import { compareWords, markedRow, plainRow, wordLevel, wordsAgree } from './word-level.ts';
import type { Section, Sections } from './snapshot.ts';

const kin = { missing: 0, exact: 1, plain: 2, near: 3, partly: 4, differs: 5 } as const;
const kinLevels: readonly Level[] = [
  { name: 'missing', m: 1, groups: anyGroup },
  { name: 'exact', m: 0.85, groups: markedRow },
  { name: 'plain', m: 0.9, groups: plainRow },
  { name: 'near', m: 0.08, groups: anyGroup },
  { name: 'partly', m: 0.01, groups: anyGroup },
  { name: 'differs', m: 0.02, groups: anyGroup },
];

/** The name of a father, mother or spouse: one list of levels. Shares the table of names with the person's own. */
export class KinComparator implements Comparator {
  readonly outputs: readonly Output[];
  readonly width = 1;
  readonly parts = ['pair'];
  private readonly field: string;
  private readonly shared: Shared;
  private readonly own: NameComparator | undefined;
  private offset = 0;
  private output = 0;
  private readonly byFold = new Ints();
  private readonly byPair = new Ints();
  private row: ParsedName = { words: [], given: 0, family: 0, middle: [] };
  private rowId = -1;
  private rowFold = -1;
  private plain = false;

  constructor(field: string, shared: Shared, own: NameComparator | undefined) {
    this.field = field;
    this.shared = shared;
    this.own = own;
    this.outputs = [{ field, levels: kinLevels }];
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
    this.byFold.add(this.shared.names.fold.get(id), step);
    this.byPair.add(this.shared.names.pair.get(id), step);
  }

  take(values: Values): void {
    const { names, words, groups } = this.shared;
    this.row = names.read(values[this.field] ?? '');
    this.plain = this.row.words.every((word) => words.isPlain(word));
    this.rowId = this.row.words.length === 0 ? -1 : names.idOf(this.row);
    this.rowFold = names.foldIdOf(this.row);
    groups[this.output] = this.plain ? plainRow : markedRow;
  }

  compare(data: Int32Array, at: number): void {
    const { levels, logU, names } = this.shared;
    const id = data[at + this.offset] ?? 0;
    const level = id === 0 || this.row.words.length === 0 ? kin.missing : this.levelOf(id);
    levels[this.output] = level;
    if (level === kin.missing || level === kin.differs) logU[this.output] = 0;
    else if (level === kin.partly) logU[this.output] = -4;
    else {
      const count =
        level === kin.near ? this.byPair.get(names.pair.get(id)) : this.byFold.get(names.fold.get(id));
      logU[this.output] = this.chance(count, id);
    }
  }

  // A child mostly has the family name of one parent: what the name has said already is taken off.
  private chance(count: number, id: number): number {
    const { pair, logSize, words, names } = this.shared;
    const known = log2Count(1 + count) - logSize;
    const family = words.folds.get(names.family.get(id));
    if (pair.family === 0 || family !== pair.family || !this.own) return known;
    return Math.min(0, known + logSize - log2Count(1 + this.own.familyCount(family)));
  }

  private levelOf(id: number): number {
    const { names, words } = this.shared;
    if (id === this.rowId && !this.plain) return kin.exact;
    if (names.fold.get(id) === this.rowFold) return this.plain ? kin.plain : kin.near;
    const given = compareWords(words, { row: this.row.given, person: names.given.get(id) }, this.plain);
    const family = compareWords(words, { row: this.row.family, person: names.family.get(id) }, this.plain);
    if (wordsAgree(given) && (wordsAgree(family) || family === wordLevel.missing)) return kin.near;
    if (this.isReversed(id)) return kin.near;
    const isNear = (level: number) =>
      wordsAgree(level) || level === wordLevel.typo || level === wordLevel.initial;
    return isNear(given) && isNear(family) ? kin.partly : kin.differs;
  }

  private isReversed(id: number): boolean {
    const { names, words } = this.shared;
    const [person, first, second] = [names.given.get(id), this.row.words[0] ?? 0, this.row.words[1] ?? 0];
    if (words.folds.get(person) !== words.folds.get(first)) return false;
    const family = words.folds.get(names.family.get(id));
    return family === words.folds.get(this.row.given) || family === words.folds.get(second);
  }

  personKey(_part: string, spot: Spot): number {
    const { names, words } = this.shared;
    const id = spot.data[spot.at + this.offset] ?? 0;
    if (id === 0) return -1;
    return pairKey(words.wides.get(names.given.get(id)), words.wides.get(names.family.get(id)));
  }

  rowKeys(): readonly number[] {
    const { wides } = this.shared.words;
    if (this.row.words.length < 2) return [];
    return [pairKey(wides.get(this.row.given), wides.get(this.row.family))];
  }

  save(): Readonly<Record<string, Section>> {
    return { byFold: this.byFold.used, byPair: this.byPair.used };
  }

  load(sections: Sections): void {
    this.byFold.restore(sections.ints('byFold'));
    this.byPair.restore(sections.ints('byPair'));
  }

  get bytes(): number {
    return this.byFold.bytes + this.byPair.bytes;
  }
}
