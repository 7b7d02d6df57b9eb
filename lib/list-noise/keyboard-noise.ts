import { splitTones, type Tone } from '#lib/vietnamese';

const telexTone: Readonly<Record<Tone, string>> = {
  level: '',
  grave: 'f',
  hook: 'r',
  tilde: 'x',
  acute: 's',
  dot: 'j',
};
const vniTone: Readonly<Record<Tone, string>> = {
  level: '',
  acute: '1',
  grave: '2',
  hook: '3',
  tilde: '4',
  dot: '5',
};
const telexLetters: Readonly<Record<string, string>> = {
  ă: 'aw',
  â: 'aa',
  ê: 'ee',
  ô: 'oo',
  ơ: 'ow',
  ư: 'uw',
  đ: 'dd',
};
const vniLetters: Readonly<Record<string, string>> = {
  ă: 'a8',
  â: 'a6',
  ê: 'e6',
  ô: 'o6',
  ơ: 'o7',
  ư: 'u7',
  đ: 'd9',
};

function asKeys(
  text: string,
  letters: Readonly<Record<string, string>>,
  tones: Readonly<Record<Tone, string>>,
): string {
  return text.replace(/[\p{L}\p{M}]+/gu, (word) => {
    const { bare, tones: found } = splitTones(word);
    let keys = '';
    for (const letter of bare) {
      const small = letters[letter.toLowerCase()];
      if (small === undefined) keys += letter;
      else keys += letter === letter.toLowerCase() ? small : small.charAt(0).toUpperCase() + small.slice(1);
    }
    return keys + tones[found[0] ?? 'level'];
  });
}

/** "Nguyễn Đức" → "Nguyeenx DDuwcs": what is left when the input method was off. */
export function telexKeys(text: string): string {
  return asKeys(text, telexLetters, telexTone);
}

/** "Nguyễn" → "Nguye6n4". */
export function vniKeys(text: string): string {
  return asKeys(text, vniLetters, vniTone);
}

/** hòa → hoà, thúy → thuý: the newer school of tone places, which half of all lists use. */
export function otherTonePlace(text: string): string {
  return text.normalize('NFC').replace(/[\p{L}\p{M}]+/gu, (word) =>
    word
      .normalize('NFD')
      .replace(/(?<!q)(o)([\u0300\u0301\u0303\u0309\u0323])([ae])$/iu, '$1$3$2')
      .replace(/(?<!q)(u)([\u0300\u0301\u0303\u0309\u0323])(y)$/iu, '$1$3$2')
      .normalize('NFC'),
  );
}
