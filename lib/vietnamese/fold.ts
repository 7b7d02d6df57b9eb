import { cleanText, unifyApostrophes } from './clean.ts';
import { unaccentExceptions } from './unaccent-table.ts';

const marks = /\p{M}/gu;
const tableSize = 0x2070;
const table: (string | undefined)[] = [];

function foldCharacter(character: string): string {
  return (unaccentExceptions.get(character) ?? character.normalize('NFKD').replace(marks, '')).toLowerCase();
}

/**
 * The same text, character for character, as PostgreSQL's `lower(unaccent(normalize(x)))`, for every x made of
 * ASCII, Latin-1, Latin Extended-A/B, Spacing Modifier Letters, Combining Diacritical Marks, Latin Extended
 * Additional and General Punctuation (all Vietnamese and Central Highlands writing). Spaces, punctuation and
 * apostrophes stay. Outside these blocks the two may differ.
 */
export function foldForSearch(text: string): string {
  const composed = text.normalize('NFC');
  let result = '';
  for (let at = 0; at < composed.length; at += 1) {
    const code = composed.charCodeAt(at);
    if (code >= tableSize) return result + foldRest(composed.slice(at));
    let folded = table[code];
    if (folded === undefined) {
      folded = foldCharacter(composed.charAt(at));
      table[code] = folded;
    }
    result += folded;
  }
  return result;
}

function foldRest(text: string): string {
  let result = '';
  for (const character of text) result += foldCharacter(character);
  return result;
}

const loneLetter = /(?<![a-z0-9'.])([hm]) (?=[a-z])/g;
const markedLetter = /(?<![a-z0-9])([a-z]) ?' ?(?=[a-z])/g;
const plainWords = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/**
 * The blind key: equal for texts that differ only by case, tones, letter marks (đ→d, ƀ→b, ñ→n, č→c, ĕ ĭ ŏ ŭ),
 * composition, white space, punctuation, or by how the mark of H'/M'/R' is typed: `H'Hen`, `H’ Hen`, `H Hen`
 * and `HHen` are all `hhen`. Never decide on it alone: "An", "Ân" and "Ấn" are one key.
 */
export function fold(text: string): string {
  const plain = foldForSearch(unifyApostrophes(cleanText(text)));
  const marked = plain.includes("'") ? plain.replace(markedLetter, '$1') : plain;
  const joined = marked.replace(loneLetter, '$1');
  if (plainWords.test(joined)) return joined;
  return joined
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Words of the blind key. */
export function foldWords(text: string): string[] {
  const folded = fold(text);
  return folded === '' ? [] : folded.split(' ');
}

export function isSameFolded(first: string, second: string): boolean {
  return fold(first) === fold(second);
}
