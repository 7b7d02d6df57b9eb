import { cleanText } from './clean.ts';
import { decodeTelexWord, decodeViqrWord, decodeVniKeysWord } from './keyboard.ts';
import { tcvn3ToUnicode, vniToUnicode } from './legacy-tables.ts';
import { canonicalTone, hasVietnameseMarks, isSyllable, isUnmarkedSyllable } from './syllable.ts';

/** How a Vietnamese text was written: Unicode, an 8-bit font encoding, or keys of an input method left in it. */
export type TextSystem = 'unicode' | 'tcvn3' | 'vni' | 'viqr' | 'telex' | 'vni-keys';

export interface Repair {
  text: string;
  system: TextSystem;
  changed: boolean;
}

export interface Detection {
  system: TextSystem;
  /** Share of the words with marks that are Vietnamese syllables under this system, 0..1. */
  confidence: number;
  /** The same share for every system, for an import page that lets a person choose. */
  shares: Record<TextSystem, number>;
}

const wordLike = /[^\s,;:/()\-–"]+/g;

function decodeByMap(text: string, map: ReadonlyMap<string, string>): string {
  let result = '';
  for (let at = 0; at < text.length; ) {
    const two = map.get(text.slice(at, at + 2));
    result += two ?? map.get(text.charAt(at)) ?? text.charAt(at);
    at += two && text.length - at > 1 ? 2 : 1;
  }
  return result;
}

function decodeTcvn3(text: string): string {
  return text.replace(/\S+/g, (word) => {
    const decoded = decodeByMap(word, tcvn3ToUnicode);
    // Capital fonts (".VnTimeH") keep the codes of the small letters.
    const plain = word.replace(/[^A-Za-z]/g, '');
    return plain.length > 1 && plain === plain.toUpperCase() ? decoded.toUpperCase() : decoded;
  });
}

function decodeWords(text: string, decode: (word: string) => string | undefined, words = wordLike): string {
  return text.replace(words, (word) => {
    const bare = word.replace(/[.?'`]+$/, '');
    return decode(word) ?? (bare === word ? word : (decode(bare) ?? bare) + word.slice(bare.length));
  });
}

function decodeTelex(text: string): string {
  const isPlain = (word: string) => isSyllable(word) || isUnmarkedSyllable(word);
  const decoded = decodeWords(text, (word) => (isPlain(word) ? word : decodeTelexWord(word)));
  // "oo" is a rhyme of its own (xoong) unless the text is known to hold Telex keys.
  return decoded === text
    ? text
    : decodeWords(decoded, (word) => (/oo/i.test(word) ? decodeTelexWord(word) : word));
}

/** Converts a whole text known to be in `system` to clean Unicode; words that do not decode stay. */
export function decodeLegacy(text: string, system: TextSystem): string {
  switch (system) {
    case 'unicode':
      return cleanText(text);
    case 'tcvn3':
      return cleanText(decodeTcvn3(text.normalize('NFC')));
    case 'vni':
      return cleanText(decodeByMap(text.normalize('NFC'), vniToUnicode));
    case 'viqr':
      return cleanText(decodeWords(text, decodeViqrWord, /\S+/g));
    case 'telex':
      return cleanText(decodeTelex(text));
    case 'vni-keys':
      return cleanText(decodeWords(text, decodeVniKeysWord));
  }
}

function wordsOf(text: string): string[] {
  return (text.match(wordLike) ?? [])
    .map((word) => word.replace(/[.?!]+$/, ''))
    .filter((word) => /\p{L}/u.test(word));
}

// How well a decoding explains the text: words with marks that are syllables, minus words that are not.
function score(text: string): { good: number; bad: number } {
  let good = 0;
  let bad = 0;
  for (const word of wordsOf(text)) {
    if (isSyllable(word)) good += hasVietnameseMarks(word) ? 1 : 0;
    else if (!isUnmarkedSyllable(word)) bad += 1;
  }
  return { good, bad };
}

// VNI before TCVN3: where both explain a value ("Leâ": Lê or Leõ), the commoner word is VNI's.
const candidates: readonly TextSystem[] = ['vni', 'tcvn3', 'viqr', 'vni-keys', 'telex'];

const beyondWindows1252 = /[^\p{ASCII}\u0080-\u00ffŒœŠšŽžŸƒˆ˜€‚„…†‡‰‹›‘’“”•–—™]/u;
const viqrMark = /[aeiouy][(^+~`]|dd/i;

function isPossible(system: TextSystem, text: string): boolean {
  // 8-bit text read as Windows-1252 has no other letters; ŭ, ơ or ị prove that it is Unicode already.
  if (system === 'tcvn3' || system === 'vni') return !beyondWindows1252.test(text.normalize('NFC'));
  // A lost letter looks like the hook of VIQR ("Th?"): ask for a mark that nothing else leaves behind.
  return system !== 'viqr' || viqrMark.test(text);
}

// Ñ alone is no proof of VNI: it is a letter of Ê Đê.
function isOnlyEnye(before: string, after: string): boolean {
  return before.replace(/ñ/g, 'đ').replace(/Ñ/g, 'Đ') === after;
}

/**
 * Repairs one value whose origin is unknown. A conversion is taken only when it leaves fewer words that are not
 * Vietnamese syllables than the text as it stands and brings at least one word with marks; otherwise the text is
 * only cleaned. Ê Đê and other names are not syllables in any system and so are never "repaired" by themselves.
 */
export function repairText(text: string): Repair {
  const asIs = cleanText(text);
  const base = score(asIs);
  let best: Repair = { text: asIs, system: 'unicode', changed: asIs !== text };
  if (base.bad === 0 && !text.includes('\u00ad')) return best;
  let bestScore = base;
  for (const system of candidates) {
    if (!isPossible(system, text)) continue;
    const decoded = decodeLegacy(text, system);
    const found = score(decoded);
    if (found.bad < bestScore.bad && found.good > base.good && !isOnlyEnye(asIs, decoded)) {
      best = { text: decoded, system, changed: true };
      bestScore = found;
    }
  }
  return best;
}

/** Judges a column or a file from a sample of its values. */
export function detectLegacy(samples: readonly string[]): Detection {
  const shares: Record<TextSystem, number> = {
    unicode: 0,
    tcvn3: 0,
    vni: 0,
    viqr: 0,
    telex: 0,
    'vni-keys': 0,
  };
  for (const system of ['unicode', ...candidates] as const) {
    let good = 0;
    let bad = 0;
    for (const sample of samples) {
      const found = score(decodeLegacy(sample, system));
      good += found.good;
      bad += found.bad;
    }
    shares[system] = good + bad === 0 ? 0 : good / (good + bad);
  }
  let system: TextSystem = 'unicode';
  for (const candidate of candidates) {
    if (shares[candidate] > shares[system] + 0.05) system = candidate;
  }
  return { system, confidence: shares[system], shares };
}

/** Cleaned, repaired and with canonical tones: what an import stores beside the raw value. */
export function normaliseText(text: string): string {
  return canonicalTone(repairText(text).text);
}
