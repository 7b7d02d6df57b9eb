import { birthProvinces, compactNumber, numberHints } from '#lib/identity';
import { cleanText, fold, formatDate, isRealDate, parseDate, type PartialDate } from '#lib/vietnamese';
import { isExponent } from './mapping.ts';
import type { NoticeCode } from './texts.ts';
import { dateText } from './xlsx-sheet.ts';

/** What was understood of a cell, and what is to say about it. */
export interface CellReading<T> {
  readonly value?: T;
  readonly code?: NoticeCode;
  /** What was kept, as the notice shows it. */
  readonly kept?: string;
}

/**
 * A number as a list has it: decoration off, leading zeros that a spreadsheet lost put back. Eleven digits may as well be
 * twelve with one forgotten, so zeros are only put back where what then reads agrees with the year of birth in the row.
 */
export function readNumber(text: string, birthYear?: number): CellReading<string> {
  const trimmed = text.trim();
  if (trimmed === '') return {};
  if (/^(\d{9}|\d{12})$/.test(trimmed)) return { value: trimmed };
  if (isExponent(trimmed)) return readExponent(trimmed);
  const compact = compactNumber(trimmed.replace(/[.,]0$/, ''));
  if (!/^\d+$/.test(compact)) return { value: compact, code: 'number_letters' };
  if (compact.length === 12 || compact.length === 9) return { value: compact };
  return withZeros(compact, birthYear);
}

function withZeros(compact: string, birthYear: number | undefined): CellReading<string> {
  const kept = compact.padStart(compact.length > 9 ? 12 : 9, '0');
  const isShort = compact.length >= 6 && compact.length < 9;
  const isLong = compact.length >= 10 && compact.length < 12 && isPlausible(kept, birthYear);
  return isShort || isLong
    ? { value: kept, code: 'number_padded', kept }
    : { value: compact, code: 'number_length' };
}

function isPlausible(number: string, birthYear: number | undefined): boolean {
  return birthProvinces.has(number.slice(0, 3)) && numberHints(number).birthYear === birthYear;
}

function readExponent(text: string): CellReading<string> {
  const match = /^(\d)(?:[.,](\d+))?E\+?(\d+)$/i.exec(text);
  const digits = (match?.[1] ?? '') + (match?.[2] ?? '');
  return digits.length === Number(match?.[3] ?? 0) + 1 ? { value: digits } : { code: 'number_exponent' };
}

export interface DateContext {
  /** ISO day: births lie before it; decides the century of two-digit years. */
  readonly today?: string;
}

/** A day, month or year of birth, written dd/MM/yyyy, MM/yyyy or yyyy. */
export function readDate(text: string, context: DateContext = {}): CellReading<string> {
  if (/^\d{2}\/\d{2}\/\d{4}$/.test(text)) {
    const date = parseDate(text);
    if (date) return inTime(date, context);
  }
  const trimmed = cleanText(text)
    .replace(/^'/, '')
    .replace(/[ T]\d{1,2}:\d{2}(:\d{2})?.*$/, '');
  if (trimmed === '') return {};
  const plain = parseDate(trimmed);
  if (plain) return inTime(plain, context);
  const words = /^(?:ngày )?(\d{1,2})? ?(?:tháng )?(\d{1,2}),? năm (\d{4})$/iu.exec(trimmed);
  if (words) return inTime(partial(words[3], words[2], words[1]), context);
  return (
    shortYear(trimmed, context) ?? serialDay(trimmed) ?? monthFirst(trimmed) ?? { code: 'date_unreadable' }
  );
}

function partial(year?: string, month?: string, day?: string): PartialDate {
  return {
    year: Number(year),
    ...(month === undefined ? {} : { month: Number(month) }),
    ...(day === undefined ? {} : { day: Number(day) }),
  };
}

function inTime(date: PartialDate, { today }: DateContext): CellReading<string> {
  const value = formatDate(date);
  if (date.year < 1850) return { code: 'date_unreadable' };
  const isFuture = today !== undefined && date.year > Number(today.slice(0, 4));
  return isFuture ? { value, code: 'date_future' } : { value };
}

function shortYear(text: string, { today }: DateContext): CellReading<string> | undefined {
  const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})$/.exec(text);
  if (!match) return undefined;
  const now = Number((today ?? '2026').slice(2, 4));
  const short = Number(match[3]);
  const date = partial(String(short > now ? 1900 + short : 2000 + short), match[2], match[1]);
  if (!isRealDate(date)) return undefined;
  const kept = formatDate(date);
  return { value: kept, code: 'date_two_digit_year', kept };
}

function serialDay(text: string): CellReading<string> | undefined {
  if (!/^\d{4,5}$/.test(text) || Number(text) < 2100 || Number(text) > 60_000) return undefined;
  const kept = dateText(Number(text));
  return kept === undefined ? undefined : { value: kept, code: 'date_serial', kept };
}

function monthFirst(text: string): CellReading<string> | undefined {
  const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const date = partial(match?.[3], match?.[1], match?.[2]);
  if (!match || !isRealDate(date)) return undefined;
  const kept = formatDate(date);
  return { value: kept, code: 'date_month_first', kept };
}

export type Sex = 'male' | 'female';

const male = /^(nam|m|male|1|trai|ong)$/;
const female = /^(nu|f|female|0|2|gai|ba|w)$/;

export function readSex(text: string): CellReading<Sex> {
  const folded = fold(text);
  if (folded === '') return {};
  if (male.test(folded)) return { value: 'male' };
  return female.test(folded) ? { value: 'female' } : { code: 'sex_unclear' };
}

/** A mark in a column for men or women: anything that is not a plain no. */
export function isMarked(text: string): boolean {
  const trimmed = text.trim();
  return trimmed !== '' && !/^(0|-|không|khong|no|false)$/i.test(trimmed);
}
