import { cleanText, unifyApostrophes } from './clean.ts';
import { unaccentExceptions } from './unaccent-table.ts';

const marks = /\p{M}/gu;

function unaccent(text: string): string {
  let result = '';
  for (const character of text.normalize('NFC')) {
    result += unaccentExceptions.get(character) ?? character.normalize('NFKD').replace(marks, '');
  }
  return result;
}

/**
 * The same text, character for character, as PostgreSQL's `lower(unaccent(normalize(x)))`, for every x made of
 * ASCII, Latin-1, Latin Extended-A/B, Spacing Modifier Letters, Combining Diacritical Marks, Latin Extended
 * Additional and General Punctuation (all Vietnamese and Central Highlands writing). Spaces, punctuation and
 * apostrophes stay. Outside these blocks the two may differ.
 */
export function foldForSearch(text: string): string {
  return unaccent(text).toLowerCase();
}

/**
 * The blind key: equal for texts that differ only by case, tones, letter marks (đ→d, ƀ→b, ñ→n, č→c, ĕ ĭ ŏ ŭ),
 * composition, white space, punctuation, or by how the mark of H'/M'/R' is typed: `H'Hen`, `H’ Hen`, `H Hen`
 * and `HHen` are all `hhen`. Never decide on it alone: "An", "Ân" and "Ấn" are one key.
 */
export function fold(text: string): string {
  const plain = foldForSearch(unifyApostrophes(cleanText(text)));
  return plain
    .replace(/(?<![a-z0-9])([a-z]) ?' ?(?=[a-z])/g, '$1')
    .replace(/(?<![a-z0-9'.])([hm]) (?=[a-z])/g, '$1')
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
