import { repairText, splitNameNotes } from '#lib/vietnamese';
import { Ints } from './ints.ts';
import { SequenceTable } from './sequences.ts';
import { role, type WordTable } from './words.ts';
import type { Section, Sections } from './snapshot.ts';

export interface ParsedName {
  /** All words in order. */
  words: readonly number[];
  given: number;
  /** Family name, or the first word of the clan; 0 when there is none. */
  family: number;
  /** What is left, Thị and Văn with it, Y and H' not. */
  middle: readonly number[];
}

const empty: ParsedName = { words: [], given: 0, family: 0, middle: [] };
const titles = new Set(
  ['ông', 'bà', 'anh', 'chị', 'cụ', 'cháu', 'em', 'cô', 'chú', 'bác'].flatMap((title) => [
    title,
    title.toUpperCase(),
    title.charAt(0).toUpperCase() + title.slice(1),
  ]),
);
const shortTitle = /^\s*(?:Ô|B|A|C)\. ?(?=\S+ \S)/u;
const onlyLetters = /^[\p{L}\p{M}' ]+$/u;

/** Person names by number, each parsed once; equal after cleaning means the same number. 0 is no name. */
export class NameTable {
  readonly words: WordTable;
  readonly given = new Ints();
  readonly family = new Ints();
  readonly fold = new Ints();
  readonly pair = new Ints();
  private readonly starts = new Ints();
  private readonly arena = new Ints();
  private readonly middles = new Ints();
  private readonly ids = new SequenceTable();
  private readonly folds = new SequenceTable();
  private readonly pairs = new SequenceTable();

  constructor(words: WordTable) {
    this.words = words;
    this.register(empty);
  }

  get size(): number {
    return this.given.length;
  }

  /** Population side: remembers the name. */
  intern(raw: string): number {
    const { scratch } = this;
    scratch.length = 0;
    this.collect(raw, scratch);
    const known = this.ids.find(scratch);
    return known >= 0 ? known : this.register(this.arrange([...scratch]));
  }

  private readonly scratch: number[] = [];

  private collect(raw: string, words: number[]): void {
    for (let start = 0; start < raw.length; ) {
      const space = raw.indexOf(' ', start);
      const end = space < 0 ? raw.length : space;
      if (end > start) for (const word of this.words.wordsOf(raw.slice(start, end))) words.push(word);
      start = end + 1;
    }
  }

  /** Row side: titles and remarks off, keyboard and font remnants repaired; remembers nothing but words. */
  read(raw: string): ParsedName {
    const words = this.wordsIn(raw);
    if (words !== undefined) return this.arrange(words);
    const name = splitNameNotes(raw.replace(shortTitle, '')).name;
    const parsed = this.parse(onlyLetters.test(name) && this.isKnown(name) ? name : repairText(name).text);
    if (!parsed.words.some((word) => this.seen.get(word) === 0)) return parsed;
    return this.arrange(parsed.words.map((word) => this.withoutKeys(word)));
  }

  // The quick way: letters only, every word known from the population, no title in front.
  private wordsIn(raw: string): readonly number[] | undefined {
    const parts = raw.split(' ');
    const words: number[] = [];
    for (const part of parts) {
      if (part === '') continue;
      if (!this.words.isClean(part)) return undefined;
      for (const word of this.words.wordsOf(part)) {
        if (this.seen.get(word) === 0) return undefined;
        words.push(word);
      }
    }
    return words.length > 2 && titles.has(parts[0] ?? '') ? undefined : words;
  }

  // Keys of an input method in a word that is no Vietnamese syllable (Juee, Sieeng): what is left without them, if known.
  private withoutKeys(word: number): number {
    if (this.seen.get(word) !== 0) return word;
    const text = this.words.texts[word] ?? '';
    const bare = /\d/.test(text) ? text.replace(/\d/g, '') : bareOfTelex(text);
    if (bare === text || bare.length < 2) return word;
    const known = this.words.knownFold(bare);
    return known === undefined ? word : this.words.intern(bare);
  }

  private isKnown(name: string): boolean {
    for (const part of name.split(' ')) {
      for (const word of this.words.wordsOf(part)) if (this.seen.get(word) === 0) return false;
    }
    return true;
  }

  /** Words seen in names of the population. */
  private readonly seen = new Ints();

  /** -1 when nobody has the name. */
  idOf(parsed: ParsedName): number {
    return this.ids.find(parsed.words);
  }

  foldIdOf(parsed: ParsedName): number {
    return this.folds.find(parsed.words.map((word) => this.words.folds.get(word)));
  }

  /** Start and end of the middle words of a name in `middleWord`. */
  middleStart(id: number): number {
    return this.starts.get(id);
  }

  middleEnd(id: number): number {
    return this.starts.get(id) + this.middles.get(id);
  }

  middleWord(at: number): number {
    return this.arena.get(at);
  }

  private register(parsed: ParsedName): number {
    const id = this.ids.intern(parsed.words);
    this.given.push(parsed.given);
    this.family.push(parsed.family);
    this.starts.push(this.arena.length);
    this.middles.push(parsed.middle.length);
    for (const word of parsed.middle) this.arena.push(word);
    for (const word of parsed.words) this.seen.set(word, 1);
    this.fold.push(this.folds.intern(parsed.words.map((word) => this.words.folds.get(word))));
    this.pair.push(
      this.pairs.intern([this.words.wides.get(parsed.given), this.words.wides.get(parsed.family)]),
    );
    return id;
  }

  parse(raw: string): ParsedName {
    const words: number[] = [];
    this.collect(raw, words);
    return this.arrange(words);
  }

  /** Which word is which; the order given. */
  arrange(words: readonly number[]): ParsedName {
    const count = words.length;
    if (count === 0) return empty;
    if (count === 1) return { words, given: words[0] ?? 0, family: 0, middle: [] };
    const first = words[0] ?? 0;
    if (this.isPrefix(first, 0, words)) return this.arrangeClanLast(words);
    for (let at = 1; at < count - 1; at += 1) {
      if (!this.isPrefix(words[at] ?? 0, at, words)) continue;
      const middle = [...words.slice(1, at), ...words.slice(at + 2)];
      return { words, family: first, given: words[at + 1] ?? 0, middle };
    }
    return { words, family: first, given: words[count - 1] ?? 0, middle: words.slice(1, -1) };
  }

  private isPrefix(word: number, at: number, words: readonly number[]): boolean {
    const kind = this.words.roles.get(word);
    if (kind === role.h) return true;
    if (kind !== role.y) return false;
    return at === 0 || this.words.clans.get(words[0] ?? 0) === 1;
  }

  private arrangeClanLast(words: readonly number[]): ParsedName {
    const rest = words.slice(1);
    if (rest.length === 1) return { words, given: rest[0] ?? 0, family: 0, middle: [] };
    let at = rest.findIndex((word, index) => index > 0 && this.words.clans.get(word) === 1);
    if (at < 0) at = rest.length - 1;
    const middle = rest.filter((_, index) => index > 0 && index !== at);
    return { words, given: rest[0] ?? 0, family: rest[at] ?? 0, middle };
  }

  save(): Readonly<Record<string, Section>> {
    return this.ids.save();
  }

  load(sections: Sections): void {
    const before = new SequenceTable();
    before.load(sections);
    for (let id = 1; id < before.size; id += 1) this.register(this.arrange(before.valuesOf(id)));
  }

  get bytes(): number {
    const columns = [this.given, this.family, this.fold, this.pair, this.starts, this.arena, this.middles];
    const tables = this.ids.bytes + this.folds.bytes + this.pairs.bytes;
    return columns.reduce((sum, column) => sum + column.bytes, tables);
  }
}

function bareOfTelex(text: string): string {
  return text
    .replace(/dd/g, 'd')
    .replace(/([aeo])\1/g, '$1')
    .replace(/([aou])w/g, '$1')
    .replace(/(?<=[aeiouy]\p{L}*)[fsrxj]$/u, '');
}
