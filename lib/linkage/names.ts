import { repairText, splitNameNotes } from '#lib/vietnamese';
import { Ints } from './ints.ts';
import { role, type WordTable } from './words.ts';

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
const needsNotes = /[([{,;:.\d-]|^\s*(?:ông|bà|anh|chị|cụ|cháu|em|cô|chú|bác)\s|chết|mất|chủ hộ|vắng/iu;
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
  private readonly rawIds = new Map<string, number>();
  private readonly ids = new Map<string, number>();
  private readonly foldIds = new Map<string, number>();
  private readonly pairIds = new Map<number, number>();

  constructor(words: WordTable) {
    this.words = words;
    this.register(empty);
  }

  get size(): number {
    return this.given.length;
  }

  /** Population side: remembers the name. */
  intern(raw: string): number {
    const known = this.rawIds.get(raw);
    if (known !== undefined) return known;
    const parsed = this.parse(raw);
    const id = this.idOf(parsed) ?? this.register(parsed);
    this.rawIds.set(raw, id);
    return id;
  }

  /** Row side: titles and remarks off, keyboard and font remnants repaired; remembers nothing but words. */
  read(raw: string): ParsedName {
    const name = needsNotes.test(raw) ? splitNameNotes(raw.replace(shortTitle, '')).name : raw;
    if (onlyLetters.test(name) && this.isKnown(name)) return this.parse(name);
    const parsed = this.parse(repairText(name).text);
    if (!parsed.words.some((word) => this.seen.get(word) === 0)) return parsed;
    return this.arrange(parsed.words.map((word) => this.withoutKeys(word)));
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

  idOf(parsed: ParsedName): number | undefined {
    return this.ids.get(parsed.words.join(' '));
  }

  foldIdOf(parsed: ParsedName): number {
    return this.foldIds.get(parsed.words.map((word) => this.words.folds.get(word)).join(' ')) ?? -1;
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
    const id = this.given.length;
    this.ids.set(parsed.words.join(' '), id);
    this.given.push(parsed.given);
    this.family.push(parsed.family);
    this.starts.push(this.arena.length);
    this.middles.push(parsed.middle.length);
    for (const word of parsed.middle) this.arena.push(word);
    for (const word of parsed.words) this.seen.set(word, 1);
    const folded = parsed.words.map((word) => this.words.folds.get(word)).join(' ');
    this.fold.push(numberOf(this.foldIds, folded));
    this.pair.push(numberOf(this.pairIds, this.pairKey(parsed.given, parsed.family)));
    return id;
  }

  private pairKey(given: number, family: number): number {
    return this.words.wides.get(given) * 4_194_304 + this.words.wides.get(family);
  }

  parse(raw: string): ParsedName {
    const words: number[] = [];
    for (const part of raw.split(' ')) {
      if (part !== '') for (const word of this.words.wordsOf(part)) words.push(word);
    }
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

  get bytes(): number {
    const columns = [this.given, this.family, this.fold, this.pair, this.starts, this.arena, this.middles];
    const strings = (this.rawIds.size + this.ids.size + this.foldIds.size) * 90 + this.pairIds.size * 40;
    return columns.reduce((sum, column) => sum + column.bytes, strings);
  }
}

function bareOfTelex(text: string): string {
  return text
    .replace(/dd/g, 'd')
    .replace(/([aeo])\1/g, '$1')
    .replace(/([aou])w/g, '$1')
    .replace(/(?<=[aeiouy]\p{L}*)[fsrxj]$/u, '');
}

function numberOf<K>(ids: Map<K, number>, key: K): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  const id = ids.size;
  ids.set(key, id);
  return id;
}
