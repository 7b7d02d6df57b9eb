import { cleanText, unifyApostrophes } from './clean.ts';
import { fold } from './fold.ts';
import { defaultNameTables, type NameTables } from './name-tables.ts';
import { memoise } from './memo.ts';
import { canonicalTone, splitTones, toneOrder } from './syllable.ts';

/**
 * `kinh`: family name, middle names, given name. `clan-last`: Y or H' + given name + clan (Ê Đê, M'nông, Gia Rai).
 * `clan-first`: family name or clan, then Y or H' and given name (Chăm H'roi, or an order reversed).
 * `single`: one word only.
 */
export type NameForm = 'kinh' | 'clan-last' | 'clan-first' | 'single';

export interface PersonName {
  /** Clean, canonical tones, the mark of H' joined: what is stored and shown. */
  full: string;
  form: NameForm;
  /** Họ: the family name, or the clan of a Y/H' name. */
  family: string;
  /** Chữ đệm; for a Y/H' name empty. */
  middle: string;
  /** Tên: the last word, or the name after Y/H'. */
  given: string;
  /** "Y" or "H'" where the name has it. */
  prefix: string;
}

/** Clean name with one apostrophe, H' joined to what follows, and tones at their canonical letter. Keeps case. */
export function normaliseName(text: string): string {
  const joined = unifyApostrophes(cleanText(text))
    .replace(/(?<!\p{L})([HhMmRr]) ?' ?(?=\p{L})/gu, "$1'")
    .replace(/(?<![\p{L}.])([Hh]) (?=\p{L}{2,})/gu, "$1'")
    .replace(/ ?[-–] ?/g, '-')
    .replace(/ ,/g, ',');
  return canonicalTone(joined);
}

/** "NGUYỄN VĂN AN" → "Nguyễn Văn An", "H'HEN NIÊ" → "H'Hen Niê". */
export function capitaliseName(text: string): string {
  return normaliseName(text)
    .toLowerCase()
    .replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());
}

function splitClan(words: string[], tables: NameTables): { given: string[]; clan: string[] } {
  if (words.length < 2) return { given: words, clan: [] };
  const heads = new Set(tables.clanHeads);
  const found = words.findIndex((word, index) => index > 0 && heads.has(fold(word)));
  const at = found > 0 ? found : words.length - 1;
  return { given: words.slice(0, at), clan: words.slice(at) };
}

function parseClanLast(full: string, tables: NameTables): PersonName | undefined {
  const match = /^(?:(Y)[ -]|(H)')(.+)$/iu.exec(full);
  if (!match) return undefined;
  const prefix = match[1] ? 'Y' : "H'";
  const { given, clan } = splitClan((match[3] ?? '').split(' '), tables);
  return { full, form: 'clan-last', family: clan.join(' '), middle: '', given: given.join(' '), prefix };
}

function parseClanFirst(full: string): PersonName | undefined {
  const match = /^(.+?) (?:(Y) |(H)')([^']+)$/iu.exec(full);
  if (!match) return undefined;
  const prefix = match[2] ? 'Y' : "H'";
  return { full, form: 'clan-first', family: match[1] ?? '', middle: '', given: match[4] ?? '', prefix };
}

/** Splits a person's name. Never fails: an empty text gives empty parts. */
export function parseName(text: string, tables: NameTables = defaultNameTables): PersonName {
  const full = normaliseName(text);
  const withPrefix = parseClanLast(full, tables) ?? parseClanFirst(full);
  if (withPrefix) return withPrefix;
  const words = full === '' ? [] : full.split(' ');
  if (words.length < 2) return { full, form: 'single', family: '', middle: '', given: full, prefix: '' };
  const folded = `${words.slice(0, -1).map(fold).join(' ')} `;
  const compound = tables.compoundFamilyNames.find((name) => folded.startsWith(`${name} `));
  const familyLength = compound ? compound.split(' ').length : 1;
  return {
    full,
    form: 'kinh',
    family: words.slice(0, familyLength).join(' '),
    middle: words.slice(familyLength, -1).join(' '),
    given: words.at(-1) ?? '',
    prefix: '',
  };
}

const alphabet = "0123456789'aăâbƀcčdđeêĕfghiĭjklmnñoôơŏpqrstuưŭvwxyz".split('');
const letterCode = new Map(alphabet.map((letter, index) => [letter, String.fromCharCode(0x30 + index)]));
const wordBreak = '!';

const sortWord = memoise((word: string): { letters: string; tone: number } => {
  const { bare, tones } = splitTones(word.toLowerCase());
  let letters = '';
  for (const letter of bare) letters += letterCode.get(letter) ?? letterCode.get(fold(letter)) ?? '';
  return { letters, tone: toneOrder.indexOf(tones[0] ?? 'level') };
});

function sortField(text: string): string {
  const words = text.split(/[ -]/).map(sortWord);
  return `${words.map(({ letters }) => letters).join(wordBreak)} ${words.map(({ tone }) => tone).join('')}`;
}

/**
 * Sort key in Vietnamese order: tên, then họ (clan), then chữ đệm (Y, H'). ASCII; compare bytewise
 * (`<` in code, COLLATE "C" in the database). Letters a ă â b … đ … ê …, then the tone: ngang huyền hỏi ngã sắc nặng.
 */
export function nameSortKey(name: string | PersonName): string {
  const parsed = typeof name === 'string' ? parseName(name) : name;
  return [parsed.given, parsed.family, parsed.prefix + parsed.middle].map(sortField).join(' ');
}

/** Compares two names in Vietnamese order, for Array.sort. */
export function compareNames(first: string, second: string): number {
  const a = nameSortKey(first);
  const b = nameSortKey(second);
  return a < b ? -1 : a > b ? 1 : 0;
}
