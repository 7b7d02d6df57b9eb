import { fold, foldWords, isRealDate, parsePhone } from '#lib/vietnamese';
import { isCmnd9, isPersonalNumber } from '#lib/identity';
import type { Birth } from './contract.ts';

// BLDS 91/2015 Đ.20 k.1
const FULL_AGE = 18;

const lastDayOfMonth = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const iso = (year: number, month: number, day: number) =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** The latest day on which the person may have been born: what is unknown is taken as the last of month or year. */
export function latestBirthDay(birth: Birth): string {
  const month = birth.month ?? 12;
  return iso(birth.year, month, birth.day ?? lastDayOfMonth(birth.year, month));
}

/** First day of full age; where the day of birth is unknown the latest possible one protects the minor. BLDS 91/2015 Đ.20, Đ.148 */
export function fullAgeDay(birth: Birth): string {
  const [year = 0, month = 1, day = 1] = latestBirthDay(birth).split('-').map(Number);
  const coming = year + FULL_AGE;
  return day > lastDayOfMonth(coming, month) ? iso(coming, month + 1, 1) : iso(coming, month, day);
}

export function isMinor(birth: Birth, today: string): boolean {
  return today < fullAgeDay(birth);
}

export function birthOf(row: {
  birth_year: number;
  birth_month: number | null;
  birth_day: number | null;
}): Birth {
  return { year: row.birth_year, month: row.birth_month, day: row.birth_day };
}

/** `yyyy`, `yyyy-MM` or `yyyy-MM-dd`: what is known. */
export function birthText(birth: Birth): string {
  if (birth.month === null) return String(birth.year);
  if (birth.day === null) return iso(birth.year, birth.month, 1).slice(0, 7);
  return iso(birth.year, birth.month, birth.day);
}

export function isPossibleBirth(birth: Birth, today: string): boolean {
  const known = { year: birth.year, month: birth.month ?? undefined, day: birth.day ?? undefined };
  if (!isRealDate(known)) return false;
  return birthText(birth) <= today.slice(0, birthText(birth).length);
}

/** Letters of Vietnamese and of the other peoples, spaces and the mark of H'; no digits, no signs. */
export function isPossibleName(name: string): boolean {
  return name.length <= 200 && /^\p{L}[\p{L}\p{M}'’ .-]*$/u.test(name);
}

export function searchKey(name: string): string {
  return fold(name);
}

/** The words to search by, or undefined when they would find half the province. */
export function searchWords(name: string): string[] | undefined {
  const words = foldWords(name).slice(0, 8);
  if (words.length === 0) return undefined;
  if (words.length === 1 && ['van', 'thi', 'y', 'h'].includes(words[0] ?? '')) return undefined;
  return words;
}

/** H'Hen is kept as one word; who types only "Hen Niê" is served too. */
export function withParticle(words: readonly string[]): string[] | undefined {
  const [first = '', ...rest] = words;
  return first.startsWith('h') || first.length === 0 ? undefined : [`h${first}`, ...rest];
}

export function isPossibleNumber(type: string, value: string): boolean {
  if (type === 'personal_number') return isPersonalNumber(value);
  if (type === 'cmnd9') return isCmnd9(value);
  return /^[\p{L}\d.-]{4,40}$/u.test(value);
}

/** Marriage age is checked by the act of marriage; here only that a parent is older than the child. */
export function canBeParent(parent: Birth, child: Birth): boolean {
  return parent.year < child.year;
}

/** A telephone number in national form, an e-mail address in lower-case domain; undefined when it is neither. */
export function cleanContact(kind: 'phone' | 'email', value: string): string | undefined {
  if (kind === 'phone') return parsePhone(value);
  const match = /^([^\s@<>,;:"()[\]\\]{1,64})@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i.exec(value.trim());
  return match?.[1] && match[2] ? `${match[1]}@${match[2].toLowerCase()}` : undefined;
}
