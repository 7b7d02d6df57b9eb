import type { FontStyle } from '#lib/pades';
import { errors } from './errors.ts';

export interface DocumentData {
  readonly [key: string]: DataValue;
}
export type DataValue = string | number | boolean | null | undefined | DocumentData | readonly DataValue[];

export interface Span {
  readonly text: string;
  readonly style: FontStyle;
}

const PLACE = /\{([A-Za-z0-9.]+)(\?)?(?:\|([a-z]+))?\}/g;
const MARKS = /(\*\*|_)/;

/** `**bold**` and `_italic_` belong to the template alone: what is filled in is never read as markup. */
export function fillSpans(template: string, data: DocumentData, base: FontStyle = 'regular'): Span[] {
  const spans: Span[] = [];
  let bold = base.startsWith('bold');
  let italic = base.endsWith('italic');
  for (const piece of outsidePlaces(template)) {
    if (piece === '**') bold = !bold;
    else if (piece === '_') italic = !italic;
    else if (piece !== '') spans.push({ text: fillPlaces(piece, data), style: styleOf(bold, italic) });
  }
  return spans.filter((span) => span.text !== '');
}

function outsidePlaces(template: string): string[] {
  return template.split(/(\{[^}]*\})/).flatMap((part) => (part.startsWith('{') ? [part] : part.split(MARKS)));
}

function styleOf(bold: boolean, italic: boolean): FontStyle {
  if (bold) return italic ? 'bold-italic' : 'bold';
  return italic ? 'italic' : 'regular';
}

export function fillPlain(template: string, data: DocumentData): string {
  return fillPlaces(template, data);
}

function fillPlaces(text: string, data: DocumentData): string {
  return text.replace(PLACE, (...[, path, optional, format]: (string | undefined)[]) => {
    const value = lookUp(data, path ?? '');
    if (value === undefined || value === null || value === '') {
      if (optional) return '';
      throw errors.error('value_missing', { path: path ?? '' });
    }
    return FORMATS[format ?? 'plain']?.(value) ?? plain(value);
  });
}

export function lookUp(data: DocumentData, path: string): DataValue {
  let value: DataValue = data;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const record = value as DocumentData;
    value = Object.hasOwn(record, key) ? record[key] : undefined;
  }
  return value;
}

export function listAt(data: DocumentData, path: string): DocumentData[] {
  const value = lookUp(data, path);
  if (!Array.isArray(value)) throw errors.error('value_missing', { path });
  return value.map((row: DataValue, index) => ({
    index: index + 1,
    ...(typeof row === 'object' && row !== null && !Array.isArray(row)
      ? (row as DocumentData)
      : { value: row }),
  }));
}

export function holds(data: DocumentData, path: string): boolean {
  const value = lookUp(data, path);
  return Array.isArray(value)
    ? value.length > 0
    : value !== undefined && value !== null && value !== false && value !== '';
}

function plain(value: DataValue): string {
  return typeof value === 'string' ? value.normalize('NFC') : String(value as number);
}

interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

// Asia/Ho_Chi_Minh is UTC+7 without summer time; a legal day is given as such
function localTime(value: string): LocalTime {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(value);
  const instant = isDay
    ? new Date(`${value}T00:00:00Z`)
    : new Date(new Date(value).getTime() + 7 * 3_600_000);
  return {
    year: instant.getUTCFullYear(),
    month: instant.getUTCMonth() + 1,
    day: instant.getUTCDate(),
    hour: instant.getUTCHours(),
    minute: instant.getUTCMinutes(),
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** NĐ 30/2020 phụ lục I: days below 10 and months 1 and 2 take a zero in front, other months do not. */
export function formalDay(value: string): string {
  const { day, month, year } = localTime(value);
  return `ngày\u00a0${two(day)} tháng\u00a0${month <= 2 ? two(month) : month} năm\u00a0${year}`;
}

const FORMATS: Record<string, (value: DataValue) => string> = {
  plain,
  date: (value) => formalDay(plain(value)),
  day: (value) => {
    const { day, month, year } = localTime(plain(value));
    return `${two(day)}/${two(month)}/${year}`;
  },
  time: (value) => {
    const { hour, minute } = localTime(plain(value));
    return `${two(hour)}\u00a0giờ\u00a0${two(minute)}\u00a0phút, ${formalDay(plain(value))}`;
  },
  dong: (value) => `${plain(value).replace(/\B(?=(\d{3})+$)/g, '.')}\u00a0đ`,
  two: (value) => plain(value).padStart(2, '0'),
  upper: (value) => plain(value).toLocaleUpperCase('vi'),
  // one mask in the whole house: the first three and the last four digits stay
  mask: (value) => plain(value).replace(/^(\d{3})\d+(\d{4})$/, '$1•••••$2'),
};
