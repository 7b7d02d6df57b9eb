import { maskNumber, maskNumbersIn } from '#lib/identity';
import { foldWords } from '#lib/vietnamese';
import type { Segment } from './contract-shapes.ts';

const LONGEST = 300;

interface Marked {
  readonly mine: Segment[];
  readonly theirs: Segment[];
}

function join(characters: readonly string[], differs: readonly boolean[]): Segment[] {
  const segments: { text: string; differs: boolean }[] = [];
  characters.forEach((character, index) => {
    const last = segments.at(-1);
    if (last && last.differs === (differs[index] ?? false)) last.text += character;
    else segments.push({ text: character, differs: differs[index] ?? false });
  });
  return segments;
}

function commonLengths(mine: readonly string[], theirs: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: mine.length + 1 }, () => new Uint16Array(theirs.length + 1));
  for (let i = mine.length - 1; i >= 0; i--) {
    for (let j = theirs.length - 1; j >= 0; j--) {
      const [row, below] = [table[i], table[i + 1]];
      if (!row || !below) continue;
      row[j] = mine[i] === theirs[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

/** Which characters of two texts have no counterpart on the other side, by their longest common subsequence. */
function differences(mine: readonly string[], theirs: readonly string[]): [boolean[], boolean[]] {
  const table = commonLengths(mine, theirs);
  const marks: [boolean[], boolean[]] = [mine.map(() => true), theirs.map(() => true)];
  let [i, j] = [0, 0];
  while (i < mine.length && j < theirs.length) {
    if (mine[i] === theirs[j]) {
      marks[0][i++] = false;
      marks[1][j++] = false;
    } else if ((table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0)) i++;
    else j++;
  }
  return marks;
}

const charactersOf = (text: string): string[] => Array.from(text.normalize('NFC'));

/** Two texts with what differs marked; letter case does not count. Texts that share nothing are marked whole. */
export function markDifferences(mine: string, theirs: string): Marked {
  const [left, right] = [charactersOf(mine), charactersOf(theirs)];
  if (mine === '' || theirs === '' || left.length > LONGEST || right.length > LONGEST)
    return { mine: plainSegment(mine), theirs: plainSegment(theirs) };
  const lower = (list: readonly string[]) => list.map((character) => character.toLowerCase());
  const [a, b] = differences(lower(left), lower(right));
  const ends = (marks: boolean[]) => marks.filter((mark) => !mark).length;
  const isAlien = ends(a) * 2 < Math.min(left.length, right.length);
  return isAlien
    ? { mine: [{ text: mine, differs: true }], theirs: [{ text: theirs, differs: true }] }
    : { mine: join(left, a), theirs: join(right, b) };
}

/** An address: words of the list that the register does not have; what the register has beyond it is no difference. */
export function markWords(mine: string, theirs: string): Marked {
  if (mine === '' || theirs === '') return { mine: plainSegment(mine), theirs: plainSegment(theirs) };
  const known = new Set(foldWords(theirs));
  const parts = mine.split(/(\s+|,)/).filter((part) => part !== '');
  const isKnown = (part: string) => foldWords(part).every((word) => known.has(word));
  const marked = merge(parts.map((part) => ({ text: part, differs: !isKnown(part) })));
  return { mine: marked, theirs: plainSegment(theirs) };
}

/** Day, month and year are compared as parts, so that swapped ones are both marked. */
export function markDates(mine: string, theirs: string): Marked {
  const [left, right] = [mine.split('/'), theirs.split('/')];
  if (left.length !== right.length) return markDifferences(mine, theirs);
  const marksOf = (own: string[], other: string[]) =>
    own.flatMap((part, index): Segment[] => [
      ...(index > 0 ? [{ text: '/', differs: false }] : []),
      { text: part, differs: part !== other[index] },
    ]);
  return { mine: merge(marksOf(left, right)), theirs: merge(marksOf(right, left)) };
}

function merge(segments: readonly Segment[]): Segment[] {
  return segments.reduce<Segment[]>((done, segment) => {
    const last = done.at(-1);
    if (last?.differs === segment.differs)
      done[done.length - 1] = { text: last.text + segment.text, differs: last.differs };
    else done.push(segment);
    return done;
  }, []);
}

/**
 * Two numbers, masked, with the digits that differ marked where they stand, shown though they lie under the mask: what a
 * clerk has to compare is which digit, not the whole number.
 */
export function markNumbers(mine: string, theirs: string): Marked {
  if (mine.length !== theirs.length || mine.length < 8)
    return { mine: plainSegment(maskNumber(mine)), theirs: plainSegment(maskNumber(theirs)) };
  const differs = Array.from(mine, (digit, index) => digit !== theirs[index]);
  if (differs.filter(Boolean).length > 2)
    return {
      mine: [{ text: maskNumber(mine), differs: true }],
      theirs: [{ text: maskNumber(theirs), differs: true }],
    };
  const [front, back] = mine.length === 12 ? [3, 4] : [2, 3];
  const show = (number: string): Segment[] => {
    const characters = Array.from(number, (digit, index) => {
      const isOpen = index < front || index >= number.length - back || differs[index];
      return isOpen ? digit : '•';
    });
    return join(characters, differs);
  };
  return { mine: show(mine), theirs: show(theirs) };
}

export function plainSegment(text: string): Segment[] {
  return text === '' ? [] : [{ text, differs: false }];
}

/** Hides every number of nine or more digits in a cell, also one written in groups. */
export function maskDigits(text: string): string {
  return maskNumbersIn(text).replaceAll(/\d{9,}/g, (digits) => maskNumber(digits));
}
