import { memoise } from './memo.ts';

export type Tone = 'level' | 'grave' | 'hook' | 'tilde' | 'acute' | 'dot';

export interface Syllable {
  onset: string;
  /** Vowel letters with their own marks (ă â ê ô ơ ư), without tone. */
  nucleus: string;
  coda: string;
  tone: Tone;
}

const toneMarks: Record<string, Tone> = {
  '\u0300': 'grave',
  '\u0309': 'hook',
  '\u0303': 'tilde',
  '\u0301': 'acute',
  '\u0323': 'dot',
};
const markOfTone: Record<Tone, string> = {
  level: '',
  grave: '\u0300',
  hook: '\u0309',
  tilde: '\u0303',
  acute: '\u0301',
  dot: '\u0323',
};

/** Dictionary order of the six tones. */
export const toneOrder: readonly Tone[] = ['level', 'grave', 'hook', 'tilde', 'acute', 'dot'];

const rhymePattern = /^([aăâeêioôơuưy]+)(ch|ng|nh|c|k|m|n|p|t|)$/;

// The rhymes of Vietnamese: nucleus → codas it may carry ('-' = none). Coda k stands for Đắk, Lắk, Púk.
const rhymes: Record<string, string> = {
  a: '- c k ch m n ng nh p t',
  ă: 'c k m n ng p t',
  â: 'c k m n ng p t',
  e: '- c k m n ng p t',
  ê: '- c k ch m n ng nh p t',
  i: '- c k ch m n ng nh p t',
  o: '- c k m n ng p t',
  ô: '- c k m n ng p t',
  ơ: '- k m n p t',
  u: '- c k m n ng p t',
  ư: '- c k m n ng t',
  y: '- ch n nh t',
  ai: '-',
  ao: '-',
  au: '-',
  ay: '-',
  âu: '-',
  ây: '-',
  eo: '-',
  êu: '-',
  ia: '-',
  iu: '-',
  oi: '-',
  ôi: '-',
  ơi: '-',
  ua: '-',
  ui: '-',
  ưa: '-',
  ưi: '-',
  ưu: '-',
  yu: '-',
  iê: 'c k m n ng p t',
  yê: 'c m n ng t',
  uô: 'c k m n ng t',
  ươ: 'c k m n ng p t',
  iêu: '-',
  yêu: '-',
  uôi: '-',
  ươi: '-',
  ươu: '-',
  oa: '- c ch m n ng nh p t',
  oă: 'c m n ng p t',
  oe: '- m n ng t',
  oo: 'c k ng n',
  uâ: 'n ng t',
  uê: '- ch n nh',
  uơ: '-',
  uy: '- ch n nh p t',
  oai: '-',
  oao: '-',
  oay: '-',
  oeo: '-',
  uây: '-',
  uya: '-',
  uyu: '-',
  uyê: 'n t',
};

const stopped = new Set(['c', 'k', 'ch', 'p', 't']);

/** Takes tone marks out of a word: base letters in NFC and the tones found, in order. */
export function splitTones(word: string): { bare: string; tones: Tone[] } {
  const tones: Tone[] = [];
  let bare = '';
  for (const character of word.normalize('NFD')) {
    const tone = toneMarks[character];
    if (tone) tones.push(tone);
    else bare += character;
  }
  return { bare: bare.normalize('NFC'), tones };
}

/** Parts of a Vietnamese syllable, a missing tone allowed; undefined when the word is none (foreign, Ê Đê, mistyped). */
export function parseSyllable(word: string): Syllable | undefined {
  const { bare, tones } = splitTones(word.toLowerCase());
  if (tones.length > 1) return undefined;
  const parts = splitOnset(bare);
  if (!parts) return undefined;
  const tone = tones[0] ?? 'level';
  if (stopped.has(parts.coda) && (tone === 'grave' || tone === 'hook' || tone === 'tilde')) return undefined;
  return { ...parts, tone };
}

function splitOnset(bare: string): Omit<Syllable, 'tone'> | undefined {
  for (const candidate of onsetCandidates(bare)) {
    const found = rhymePattern.exec(candidate.rest);
    if (!found) continue;
    const nucleus = found[1] ?? '';
    const coda = found[2] ?? '';
    if (rhymes[nucleus]?.split(' ').includes(coda === '' ? '-' : coda)) {
      return { onset: candidate.onset, nucleus, coda };
    }
  }
  return undefined;
}

function onsetCandidates(bare: string): { onset: string; rest: string }[] {
  const onset = /^(?:ngh|ng|nh|gh|kh|ph|th|tr|ch|[bcdđghklmnprstvx])/.exec(bare)?.[0] ?? '';
  const candidates = [];
  if (bare.startsWith('gi')) candidates.push({ onset: 'gi', rest: bare.slice(2) });
  if (bare.startsWith('qu')) candidates.push({ onset: 'qu', rest: bare.slice(2) });
  candidates.push({ onset, rest: bare.slice(onset.length) });
  return candidates;
}

/**
 * True for one written Vietnamese syllable; case and composition do not matter. Syllables that end in c, ch, p or t
 * need their sắc or nặng; those in k (Đăk Lăk) are seen without.
 */
export function isSyllable(word: string): boolean {
  const syllable = parseSyllable(word);
  if (!syllable) return false;
  return syllable.tone !== 'level' || syllable.coda === 'k' || !stopped.has(syllable.coda);
}

const unmarkedRhymes = new Set(
  Object.entries(rhymes).flatMap(([nucleus, codas]) =>
    codas.split(' ').map((coda) => stripMarks(nucleus) + (coda === '-' ? '' : coda)),
  ),
);

function stripMarks(letters: string): string {
  return letters.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
}

/** True for a word without any mark that some Vietnamese syllable becomes when its marks are lost: nguyen, duong. */
export function isUnmarkedSyllable(word: string): boolean {
  const lower = word.toLowerCase();
  if (!/^[a-z]+$/.test(lower)) return false;
  return onsetCandidates(lower).some(({ rest }) => unmarkedRhymes.has(rest));
}

/** True when the word carries a Vietnamese letter mark or tone (ă â ê ô ơ ư đ, the five tone marks). */
export function hasVietnameseMarks(word: string): boolean {
  const { bare, tones } = splitTones(word.toLowerCase());
  return tones.length > 0 || /[ăâđêôơư]/.test(bare);
}

function tonePosition(syllable: Syllable): number {
  const { nucleus, coda } = syllable;
  const marked = Math.max(...['ă', 'â', 'ê', 'ô', 'ơ', 'ư'].map((letter) => nucleus.lastIndexOf(letter)));
  if (marked >= 0) return nucleus.includes('ơ') ? nucleus.indexOf('ơ') : marked;
  if (nucleus.length === 3) return 1;
  return nucleus.length === 2 && coda !== '' ? 1 : 0;
}

/** Writes a syllable with its tone where the older and more common school puts it: hòa, khỏe, thúy, quý, già. */
export function composeSyllable(syllable: Syllable): string {
  const at = tonePosition(syllable);
  const { onset, nucleus, coda, tone } = syllable;
  const toned = nucleus.slice(0, at + 1) + markOfTone[tone] + nucleus.slice(at + 1);
  return (onset + toned + coda).normalize('NFC');
}

const words = /[\p{L}\p{M}]+/gu;

const canonicalWord = memoise((word: string): string => {
  const nfc = word.normalize('NFC');
  const syllable = parseSyllable(nfc);
  if (!syllable || syllable.tone === 'level') return nfc;
  const composed = composeSyllable(syllable);
  const cased = Array.from(nfc, (letter, index) => {
    const target = composed[index] ?? '';
    return letter === letter.toUpperCase() && letter !== letter.toLowerCase() ? target.toUpperCase() : target;
  });
  return cased.join('');
});

/**
 * Moves tone marks to their canonical letter (hoà → hòa, thuý → thúy, khoẻ → khỏe, qúy → quý) in every word that
 * is a Vietnamese syllable; other words are left as they are, in NFC. Case is kept.
 */
export function canonicalTone(text: string): string {
  return text.replace(words, canonicalWord);
}
