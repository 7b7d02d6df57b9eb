import {
  canonicalTone,
  cleanText,
  defaultNameTables,
  fold,
  foldWide,
  isSyllable,
  isUnmarkedSyllable,
  unifyApostrophes,
} from '#lib/vietnamese';
import { Ints } from './ints.ts';
import type { Section, Sections } from './snapshot.ts';

/** What a word is in a name besides itself: Thị and Văn hint at a sex, Y and H' stand before a name. */
export const role = { none: 0, thi: 1, van: 2, y: 3, h: 4 } as const;

const clanHeads: ReadonlySet<string> = new Set(defaultNameTables.clanHeads);
const joinableHeads = ['nie', 'mlo', 'eban', 'kpa', 'siu', 'ksor', 'buon'];
const cleanPart = /^[\p{L}\p{M}'’]+$/u;
const memoLimit = 400_000;

function roleOf(text: string): number {
  if (text === 'thị' || text === 'thi') return role.thi;
  if (text === 'văn' || text === 'van') return role.van;
  if (text === 'y') return role.y;
  return text === 'h' ? role.h : role.none;
}

// "Hhen", "HBia": no syllable begins with h and another consonant, but some clans do (Hwing, Hđơk, Hmŏk).
const joinedH = /^h(?=[bcdđghjklmnñpqrstvwzƀč]\p{L})/u;

const joinedY = /^y(?=[bcdđghjklmñpqrstvwzƀč]\p{L}|n\p{L}\p{L})/u;
// "YAnh", "HAnh": a small letter after two capitals shows where the name begins.
const capitalsJoined = /^[YH](?=\p{Lu}\p{Ll})/u;

function splitJoined(word: string): string[] {
  const folded = fold(word);
  if (clanHeads.has(folded)) return [word];
  if (joinedH.test(word) || joinedY.test(word)) return [word.slice(0, 1), word.slice(1)];
  const head = joinableHeads.find((one) => folded.length > one.length + 2 && folded.startsWith(one));
  if (head === undefined || isSyllable(word) || isUnmarkedSyllable(word)) return [word];
  return [word.slice(0, head.length), word.slice(head.length)];
}

function cleanWord(raw: string): string {
  const clean = unifyApostrophes(cleanText(raw));
  const apart = capitalsJoined.test(clean) ? `${clean.charAt(0)} ${clean.slice(1)}` : clean;
  return canonicalTone(apart.toLowerCase());
}

function splitMarked(word: string): string[] {
  const at = word.indexOf("'");
  if (at < 0) return splitJoined(word);
  const before = word.slice(0, at);
  const after = word.slice(at + 1).replaceAll("'", '');
  if (before.length === 1 && after !== '') return [before, after];
  return [before + after].filter(Boolean);
}

/** Words by number: as written (canonical), without marks, and in the widest form (i/y, regional pairs). 0 is no word. */
export class WordTable {
  readonly texts: string[] = [''];
  readonly foldTexts: string[] = [''];
  readonly folds = new Ints();
  readonly wides = new Ints();
  readonly roles = new Ints();
  readonly clans = new Ints();
  private readonly ids = new Map<string, number>([['', 0]]);
  private readonly foldIds = new Map<string, number>([['', 0]]);
  private odd = new Set<string>();
  private pieces = new Map<string, readonly number[]>();

  constructor() {
    for (const column of [this.folds, this.wides, this.roles, this.clans]) column.push(0);
  }

  /** Number of a word in canonical small letters. */
  intern(text: string): number {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    const id = this.texts.length;
    const folded = fold(text);
    this.ids.set(text, id);
    this.texts.push(text);
    this.folds.push(this.foldId(folded));
    this.wides.push(this.foldId(foldWide(text)));
    this.roles.push(roleOf(text));
    this.clans.push(clanHeads.has(folded) ? 1 : 0);
    return id;
  }

  /** Number of a fold that some word has. */
  knownFold(text: string): number | undefined {
    return this.foldIds.get(text);
  }

  private foldId(text: string): number {
    const known = this.foldIds.get(text);
    if (known !== undefined) return known;
    const id = this.foldTexts.length;
    this.foldIds.set(text, id);
    this.foldTexts.push(text);
    return id;
  }

  /** True when the word carries no mark at all. */
  isPlain(id: number): boolean {
    return this.texts[id] === this.foldTexts[this.folds.get(id)];
  }

  /** True when there is nothing but letters and apostrophes, composed. Remembered with the words. */
  isClean(raw: string): boolean {
    if (this.pieces.has(raw)) return !this.odd.has(raw);
    return cleanPart.test(raw);
  }

  /** Words of one run of letters between spaces: `H'Hen` gives h and hen. */
  wordsOf(raw: string): readonly number[] {
    const known = this.pieces.get(raw);
    if (known) return known;
    const clean = cleanWord(raw);
    const words = clean
      .split(/[^\p{L}\p{N}\p{M}']+/u)
      .filter(Boolean)
      .flatMap(splitMarked)
      .map((word) => this.intern(word));
    if (this.pieces.size >= memoLimit) {
      this.pieces = new Map();
      this.odd = new Set();
    }
    this.pieces.set(raw, words);
    if (!cleanPart.test(raw)) this.odd.add(raw);
    return words;
  }

  save(): Readonly<Record<string, Section>> {
    return { texts: this.texts };
  }

  load(sections: Sections): void {
    for (const text of sections.texts('texts')) this.intern(text);
  }

  get bytes(): number {
    return this.texts.length * 160 + this.pieces.size * 120;
  }
}
