import { composeSyllable, isSyllable, parseSyllable, splitTones, type Tone } from './syllable.ts';

const telexTones: Record<string, Tone> = { f: 'grave', r: 'hook', x: 'tilde', s: 'acute', j: 'dot' };
const vniTones: Record<string, Tone> = { '1': 'acute', '2': 'grave', '3': 'hook', '4': 'tilde', '5': 'dot' };
const viqrTones: Record<string, Tone> = { "'": 'acute', '`': 'grave', '?': 'hook', '~': 'tilde', '.': 'dot' };

interface Typed {
  bare: string;
  tone: Tone;
}

function withCase(source: string, target: string): string {
  const letters = source.replace(/[^\p{L}]/gu, '');
  if (letters.length > 1 && letters === letters.toUpperCase()) return target.toUpperCase();
  const first = letters.slice(0, 1);
  return first !== first.toLowerCase() ? target.slice(0, 1).toUpperCase() + target.slice(1) : target;
}

function finish(source: string, typed: Typed | undefined): string | undefined {
  if (!typed) return undefined;
  const syllable = parseSyllable(typed.bare);
  if (!syllable || splitTones(typed.bare).tones.length > 0) return undefined;
  const toned = { ...syllable, tone: typed.tone };
  const composed = composeSyllable(toned);
  return isSyllable(composed) ? withCase(source, composed) : undefined;
}

function takeTone(letters: string, tones: Record<string, Tone>): Typed | undefined {
  let tone: Tone = 'level';
  let count = 0;
  let vowelSeen = false;
  const kept: string[] = [];
  for (const letter of letters) {
    const found = vowelSeen ? tones[letter] : undefined;
    if (found) {
      tone = found;
      count += 1;
    } else kept.push(letter);
    if (/[aăâeêioôơuưy]/.test(letter)) vowelSeen = true;
  }
  return count > 1 ? undefined : { bare: kept.join(''), tone };
}

/** "Nguyeenx" → "Nguyễn", "Ddawsk" → "Đắk"; undefined when the result is no Vietnamese syllable. */
export function decodeTelexWord(word: string): string | undefined {
  if (!/^[a-z]+$/i.test(word)) return undefined;
  const shaped = moveDoubled(word.toLowerCase())
    .replace(/dd/g, 'đ')
    .replace(/aa/g, 'â')
    .replace(/ee/g, 'ê')
    .replace(/oo/g, 'ô')
    .replace(/uow|uwow/g, 'ươ')
    .replace(/aw/g, 'ă')
    .replace(/ow/g, 'ơ')
    .replace(/uw/g, 'ư');
  return finish(word, takeTone(shaped, telexTones));
}

// A tone key may stand between the two keys of a letter or a vowel and its w: "neesu", "Trafan", "dduwowngf".
function moveDoubled(word: string): string {
  return word.replace(/([aeou])([fsrxj])(\1|w)/g, '$1$3$2');
}

/** "Nguye64n" → "Nguyễn", "D9a81k" → "Đắk", "Tu7o7ng2" and "Tuong72" → "Tường". */
export function decodeVniKeysWord(word: string): string | undefined {
  if (!/^[a-z][a-z1-9]*$/i.test(word) || !/[1-9]/.test(word)) return undefined;
  const typed = takeTone(word.toLowerCase(), vniTones);
  if (!typed) return undefined;
  const bare = typed.bare.replace(/^d(.*?)9/, 'đ$1');
  // The horn key may stand once for both vowels of ươ.
  for (const shaped of [bare.replace(/uo7/, 'ươ'), bare]) {
    const decoded = finish(word, { ...typed, bare: applyShapeDigits(shaped) });
    if (decoded) return decoded;
  }
  return undefined;
}

const shapes: Readonly<Record<string, string>> = { a6: 'â', e6: 'ê', o6: 'ô', a8: 'ă', o7: 'ơ', u7: 'ư' };

function applyShapeDigits(bare: string): string {
  const adjacent = bare.replace(/[aeo]6|a8|[ou]7/g, (pair) => shapes[pair] ?? pair);
  const digit = /[678]/.exec(adjacent)?.[0];
  if (!digit) return adjacent;
  const letters = adjacent.replace(digit, '');
  if (digit === '7' && letters.includes('uo')) return letters.replace('uo', 'ươ');
  return letters.replace(/[aeou](?!.*[aeou])/, (vowel) => shapes[vowel + digit] ?? vowel);
}

/** VIQR (RFC 1456): "Nguye^~n" → "Nguyễn", "DDa('k" → "Đắk". */
export function decodeViqrWord(word: string): string | undefined {
  if (!/^[a-z(^+'`?~.]+$/i.test(word)) return undefined;
  const shaped = word
    .toLowerCase()
    .replace(/dd/g, 'đ')
    .replace(/a\^/g, 'â')
    .replace(/e\^/g, 'ê')
    .replace(/o\^/g, 'ô')
    .replace(/a\(/g, 'ă')
    .replace(/o\+/g, 'ơ')
    .replace(/u\+/g, 'ư');
  return finish(word, takeTone(shaped, viqrTones));
}
