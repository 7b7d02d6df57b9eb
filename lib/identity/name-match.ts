import { canonicalTone, capitaliseName, cleanText, fold, foldWords, normaliseName } from '#lib/vietnamese';
import { toMrzText } from './mrz.ts';

/**
 * `same`: equal letter for letter once case, composition and place of tones are set aside.
 * `same_unmarked`: equal without tones and marks, where one side has none (MRZ, upper-case exports).
 * `marks_differ`: equal without marks, but both sides have marks and they differ (Ánh / Anh): a different name or an error.
 * `reordered`: the same words in another order. `shortened`: one lacks words of the other, or is cut at the end.
 * `different`: none of these.
 */
export type NameVerdict = 'same' | 'same_unmarked' | 'marks_differ' | 'reordered' | 'shortened' | 'different';

export interface NameAgreement {
  verdict: NameVerdict;
  /** The form to show, taken from the side that has more marks. */
  preferred: string;
}

const hasMarks = (text: string) => /[^\u0020-\u007e]/.test(text.normalize('NFC'));

function isShortened(first: string[], second: string[]): boolean {
  const [short, long] = first.length <= second.length ? [first, second] : [second, first];
  if (short.length === 0 || short.length === long.length) return false;
  if (short.length < 2 || short[0] !== long[0] || short.at(-1) !== long.at(-1)) return false;
  let at = 0;
  for (const word of long) if (word === short[at]) at += 1;
  return at === short.length;
}

function judge(first: string, second: string): NameVerdict {
  const exact = (text: string) => canonicalTone(normaliseName(text)).toLowerCase();
  if (exact(first) === exact(second)) return 'same';
  if (fold(first) === fold(second))
    return hasMarks(first) && hasMarks(second) ? 'marks_differ' : 'same_unmarked';
  const [a, b] = [foldWords(first), foldWords(second)];
  if (a.join('') === b.join('') && a.length > 0) return 'same_unmarked';
  if ([...a].sort().join(' ') === [...b].sort().join(' ')) return 'reordered';
  return isShortened(a, b) ? 'shortened' : 'different';
}

/** Compares the name on a card with the name in a register, and says how they agree. */
export function matchNames(first: string, second: string): NameAgreement {
  const [a, b] = [cleanText(first), cleanText(second)];
  const marks = (text: string) => text.normalize('NFD').length;
  return {
    verdict: a === '' || b === '' ? 'different' : judge(a, b),
    preferred: capitaliseName(marks(b) > marks(a) ? b : a),
  };
}

/**
 * Compares a name with the name field of a machine-readable zone, which has no marks and may be cut. The order of
 * surname and given names is not looked at: the zone may put an Ê Đê clan first or last.
 */
export function matchMrzName(
  name: string,
  mrz: { surname: string; givenNames: string },
  length = 30,
): NameVerdict {
  const words = toMrzText(name).split('<').filter(Boolean);
  const zone = `${mrz.surname} ${mrz.givenNames}`.trim().split(/[ <]+/).filter(Boolean);
  if (words.length === 0 || zone.length === 0) return 'different';
  if (words.join('') === zone.join('')) return 'same_unmarked';
  if ([...words].sort().join(' ') === [...zone].sort().join(' ')) return 'reordered';
  const isFull = `${mrz.surname}<<${mrz.givenNames}`.length >= length - 1;
  return isFull && words.join('').startsWith(zone.join('')) ? 'shortened' : 'different';
}
