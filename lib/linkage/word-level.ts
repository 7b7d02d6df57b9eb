import { isOneEdit } from './edit.ts';
import type { WordTable } from './words.ts';

export const wordLevel = {
  missing: 0,
  exact: 1,
  plain: 2,
  unmarked: 3,
  marks: 4,
  variant: 5,
  typo: 6,
  initial: 7,
  differs: 8,
} as const;

/** Row groups of a name: written with marks, or without any. */
export const markedRow = 1;
export const plainRow = 2;

/**
 * How two words of names agree.
 * exact: An = an. plain: the whole row has no marks, An ≈ Ấn. unmarked: only this word has none. marks: Ân ≠ Ấn.
 * variant: i/y or regional pair, Thy ≈ Thi, Huỳnh ≈ Hoàng. typo: one letter. initial: Ng. ≈ Nguyễn.
 */
export function compareWords(
  words: WordTable,
  pair: { row: number; person: number },
  plain: boolean,
): number {
  const { row, person } = pair;
  if (row === 0 || person === 0) return wordLevel.missing;
  if (row === person) return plain ? wordLevel.plain : wordLevel.exact;
  const [foldRow, foldPerson] = [words.folds.get(row), words.folds.get(person)];
  if (foldRow === foldPerson) {
    if (plain) return wordLevel.plain;
    return words.isPlain(row) ? wordLevel.unmarked : wordLevel.marks;
  }
  if (words.wides.get(row) === words.wides.get(person)) return wordLevel.variant;
  return compareLetters(words.foldTexts[foldRow] ?? '', words.foldTexts[foldPerson] ?? '');
}

function compareLetters(row: string, person: string): number {
  const isShort = row.length <= 2 && person.length > row.length;
  if (isShort && person.startsWith(row) && !/[aeiouy]$/.test(row)) return wordLevel.initial;
  const isLong = row.length > 2 && person.length > 1;
  const isTypo = isLong
    ? isOneEdit(row, person)
    : row.length === 2 && row === `${person.charAt(1)}${person.charAt(0)}`;
  return isTypo ? wordLevel.typo : wordLevel.differs;
}

/** True when the words are one word in some writing: up to a regional variant, not a typing error. */
export function wordsAgree(level: number): boolean {
  return level > wordLevel.missing && level <= wordLevel.variant;
}
