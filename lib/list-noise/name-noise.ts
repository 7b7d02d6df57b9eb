import type { SyntheticName } from '#lib/synthetic-population';
import type { SeededRandom } from '#lib/synthetic-population';
import { fold } from '#lib/vietnamese';
import { otherTonePlace, telexKeys, vniKeys } from './keyboard-noise.ts';
import type { NoiseRates } from './rates.ts';

interface Step {
  readonly rate: keyof NoiseRates;
  /** The text changed, or the same text when the kind does not apply. */
  readonly apply: (text: string, random: SeededRandom) => string;
}

const regional: readonly (readonly [string, string])[] = [
  ['Hoàng', 'Huỳnh'],
  ['Vũ', 'Võ'],
  ['Phúc', 'Phước'],
  ['Chu', 'Châu'],
  ['Cảnh', 'Kiểng'],
  ['Nhân', 'Nhơn'],
  ['Sinh', 'Sanh'],
  ['Tùng', 'Tòng'],
  ['Bảo', 'Bửu'],
];
const iy: readonly (readonly [RegExp, string])[] = [
  [/Mỹ/g, 'Mĩ'],
  [/Quý/g, 'Quí'],
  [/\bThy\b/g, 'Thi'],
  [/\bLy\b/g, 'Li'],
  [/Lý/g, 'Lí'],
  [/\bVy\b/g, 'Vi'],
  [/\bMy\b/g, 'Mi'],
  [/Sỹ/g, 'Sĩ'],
  [/Vỹ/g, 'Vĩ'],
  [/Tý/g, 'Tí'],
];
const heard: readonly (readonly [RegExp, string])[] = [
  [/\u0303/, '\u0309'],
  [/\u0309/, '\u0303'],
  [/\bX(?=\p{L})/u, 'S'],
  [/\bS(?=\p{L})/u, 'X'],
  [/\bTr/, 'Ch'],
  [/\bGi/, 'D'],
  [/ng$/, 'n'],
  [/n$/, 'ng'],
  [/c$/, 't'],
];
const titlesOf = { male: ['Ông ', 'ông ', 'Anh ', 'Ô. '], female: ['Bà ', 'bà ', 'Chị ', 'B. '] } as const;
const remarks = [' (chủ hộ)', ' (đã chết)', ' (Cha)', ' - vợ', '(tạm vắng)'];
const plainLetters: Readonly<Record<string, string>> = {
  ĕ: 'e',
  ĭ: 'i',
  ŏ: 'o',
  ŭ: 'u',
  ƀ: 'b',
  Ƀ: 'B',
  ñ: 'n',
  Ĕ: 'E',
};
const yhMark = /^(Y |H')/;

const middleDropped: Step = {
  rate: 'nameMiddleDropped',
  apply: (text) => {
    const words = text.split(' ');
    return words.length < 3 || yhMark.test(text) ? text : `${words[0] ?? ''} ${words.at(-1) ?? ''}`;
  },
};

const reversed: Step = {
  rate: 'nameReversed',
  apply: (text, random) => {
    const words = text.split(' ');
    if (words.length < 2 || yhMark.test(text)) return text;
    const [family, given] = [words[0] ?? '', words.at(-1) ?? ''];
    const middle = words.slice(1, -1);
    return (random.chance(0.5) ? [given, family, ...middle] : [given, ...middle, family]).join(' ');
  },
};

const abbreviated: Step = {
  rate: 'nameAbbreviated',
  apply: (text) => {
    const words = text.split(' ');
    if (words.length < 3 || yhMark.test(text)) return text;
    const head = words[0] ?? '';
    const first = head.startsWith('Ng') ? 'Ng.' : `${head.charAt(0)}.`;
    return [first, ...words.slice(1, -1).map((word) => `${word.charAt(0)}.`), words.at(-1)].join(' ');
  },
};

const yhForm: Step = {
  rate: 'nameYH',
  apply: (text, random) => {
    if (text.startsWith('Y ')) return random.chance(0.5) ? `Y${text.slice(2)}` : `Y-${text.slice(2)}`;
    if (!text.startsWith("H'")) return text;
    return random.pick(['H’', "H' ", 'H ', 'H', 'H`', 'H´', 'H‘', 'Hʼ', 'h’ ']) + text.slice(2);
  },
};

const clanFirst: Step = {
  rate: 'nameClanFirst',
  apply: (text) => {
    const words = text.split(' ');
    const marked = text.startsWith('Y ') ? 2 : 1;
    if (!yhMark.test(text) || words.length <= marked) return text;
    return [...words.slice(marked), ...words.slice(0, marked)].join(' ');
  },
};

function typo(text: string, random: SeededRandom): string {
  const letters = Array.from(text);
  const at = 1 + random.int(Math.max(1, letters.length - 1));
  const letter = letters[at];
  if (letter === undefined || letter === ' ' || letters.length < 4) return text;
  const kind = random.int(4);
  if (kind === 0) letters.splice(at, 1);
  else if (kind === 1) letters.splice(at, 0, letter);
  else if (kind === 2) letters[at] = random.pick(Array.from('aeiouhnmtgcs'));
  else if (letters[at - 1] !== ' ') [letters[at - 1], letters[at]] = [letter, letters[at - 1] ?? ''];
  return letters.join('');
}

function misheard(text: string, random: SeededRandom): string {
  const words = text.split(' ');
  const at = random.int(words.length);
  const word = words[at]?.normalize('NFD') ?? '';
  const fitting = heard.filter(([pattern]) => pattern.test(word));
  if (fitting.length === 0) return text;
  const [pattern, written] = random.pick(fitting);
  words[at] = word.replace(pattern, written).normalize('NFC');
  return words.join(' ');
}

function regionalForm(text: string): string {
  const words = text.split(' ').map((word) => {
    const pair = regional.find((names) => names.includes(word));
    return pair ? ((pair[0] === word ? pair[1] : pair[0]) ?? word) : word;
  });
  return words.join(' ');
}

function spaced(text: string, random: SeededRandom): string {
  return random.pick([
    `${text} `,
    ` ${text}`,
    text.replace(' ', '  '),
    text.replace(' ', '\u00a0'),
    `${text}\u200b`,
  ]);
}

/** In the order in which they befall a name: what was heard, what was typed, how the file was saved. */
const steps: readonly Step[] = [
  { rate: 'nameRegional', apply: regionalForm },
  { rate: 'nameHeard', apply: misheard },
  middleDropped,
  reversed,
  clanFirst,
  yhForm,
  abbreviated,
  { rate: 'nameIY', apply: (text) => iy.reduce((value, [from, to]) => value.replace(from, to), text) },
  {
    rate: 'namePlainLetters',
    apply: (text) => text.replace(/[ĕĭŏŭƀɃñĔ]/g, (letter) => plainLetters[letter] ?? letter),
  },
  { rate: 'nameTypo', apply: typo },
  { rate: 'nameOtherTonePlace', apply: otherTonePlace },
];

const lastSteps: readonly Step[] = [
  { rate: 'nameEth', apply: (text) => text.replaceAll('Đ', 'Ð').replaceAll('đ', 'ð') },
  { rate: 'nameDecomposed', apply: (text) => text.normalize('NFD') },
  { rate: 'nameSpaces', apply: spaced },
];

/** Letters without marks, capitals and signs kept: as typed on a machine without an input method. */
export function withoutDiacritics(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đð]/g, 'd')
    .replace(/[ĐÐ]/g, 'D')
    .replace(/[ƀ]/g, 'b')
    .replace(/[Ƀ]/g, 'B');
}

export interface NameInput {
  readonly name: SyntheticName;
  readonly sex: 'male' | 'female';
  /** Stands in for the given name when that is written wrong. */
  readonly otherGiven: string;
}

export interface NoisyName {
  readonly text: string;
  readonly noise: readonly string[];
}

/** Share of one kind per name; a draw is made for each kind, so that rates stay independent. */
export function noisyName(input: NameInput, rates: NoiseRates, random: SeededRandom): NoisyName {
  const noise: string[] = [];
  let text = input.name.full;
  const run = ({ rate, apply }: Step) => {
    if (!random.chance(rates[rate])) return;
    const changed = apply(text, random);
    if (changed !== text) noise.push(rate);
    text = changed;
  };
  if (random.chance(rates.givenNameWrong) && fold(input.otherGiven) !== fold(input.name.given)) {
    text = withGiven(input.name, input.otherGiven);
    noise.push('givenNameWrong');
  }
  for (const step of steps) run(step);
  text = typed(text, { input, rates, random, noise });
  for (const step of lastSteps) run(step);
  return { text, noise };
}

interface Typing {
  readonly input: NameInput;
  readonly rates: NoiseRates;
  readonly random: SeededRandom;
  readonly noise: string[];
}

/** How the keys were struck: without marks, in capitals, with the input method off; and what was written around. */
function typed(name: string, typing: Typing): string {
  const { input, rates, random, noise } = typing;
  let text = name;
  const take = (rate: keyof NoiseRates, change: (value: string) => string) => {
    if (!random.chance(rates[rate])) return;
    text = change(text);
    noise.push(rate);
  };
  const [plain, keys] = [random.chance(rates.nameWithoutDiacritics), random.float()];
  if (plain) {
    text = withoutDiacritics(text);
    noise.push('nameWithoutDiacritics');
  } else if (keys < rates.nameTelex) {
    text = telexKeys(text);
    noise.push('nameTelex');
  } else if (keys < rates.nameTelex + rates.nameVniKeys) {
    text = vniKeys(text);
    noise.push('nameVniKeys');
  }
  take('nameUpperCase', (value) => value.toUpperCase());
  take('nameTitle', (value) => random.pick(titlesOf[input.sex]) + value);
  take('nameRemark', (value) => value + random.pick(remarks));
  return text;
}

function withGiven(name: SyntheticName, given: string): string {
  const at = name.full.lastIndexOf(name.given);
  return at < 0 ? name.full : name.full.slice(0, at) + given + name.full.slice(at + name.given.length);
}
