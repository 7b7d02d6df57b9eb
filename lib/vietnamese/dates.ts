/** A calendar date of which day, or day and month, may be unknown. */
export interface PartialDate {
  year: number;
  month?: number;
  day?: number;
}

const pad = (value: number, width: number) => String(value).padStart(width, '0');

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function isRealDate(date: PartialDate): boolean {
  const { year, month, day } = date;
  if (!Number.isInteger(year) || year < 1 || year > 9999) return false;
  if (month === undefined) return day === undefined;
  if (!Number.isInteger(month) || month < 1 || month > 12) return false;
  return day === undefined || (Number.isInteger(day) && day >= 1 && day <= daysInMonth(year, month));
}

function build(year: number, month: number, day: number): PartialDate | undefined {
  const date: PartialDate = { year };
  if (month > 0) date.month = month;
  if (day > 0) date.day = day;
  return isRealDate(date) ? date : undefined;
}

const patterns: readonly { pattern: RegExp; order: readonly ('d' | 'm' | 'y')[] }[] = [
  { pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})$/, order: ['y', 'm', 'd'] },
  { pattern: /^(\d{4})-(\d{1,2})$/, order: ['y', 'm'] },
  { pattern: /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/, order: ['d', 'm', 'y'] },
  { pattern: /^(\d{1,2})[./-](\d{4})$/, order: ['m', 'y'] },
  { pattern: /^(\d{2})(\d{2})(\d{4})$/, order: ['d', 'm', 'y'] },
  { pattern: /^(\d{2})(\d{4})$/, order: ['m', 'y'] },
  { pattern: /^[/ .-]*(\d{4})$/, order: ['y'] },
];

/**
 * Reads a date as Vietnamese papers write it: 15/01/2003, 15-1-2003, 15012003, 01/2003, 2003, 00/00/1952, //1952,
 * and ISO 2003-01-15. Day and month of 0 mean unknown. Undefined when it is no such date.
 */
export function parseDate(text: string): PartialDate | undefined {
  const compact = text.trim().replace(/\s*([/.-])\s*/g, '$1');
  for (const { pattern, order } of patterns) {
    const match = pattern.exec(compact);
    if (!match) continue;
    const part = (name: 'd' | 'm' | 'y') => Number(match[order.indexOf(name) + 1] ?? 0);
    const [month, day] = [order.includes('m') ? part('m') : 0, order.includes('d') ? part('d') : 0];
    return build(part('y'), month, day);
  }
  return undefined;
}

/** dd/MM/yyyy, MM/yyyy or yyyy, whatever is known. */
export function formatDate(date: PartialDate | string): string {
  const known = typeof date === 'string' ? parseDate(date) : date;
  if (!known) return '';
  const year = pad(known.year, 4);
  if (known.month === undefined) return year;
  const month = `${pad(known.month, 2)}/${year}`;
  return known.day === undefined ? month : `${pad(known.day, 2)}/${month}`;
}

/** yyyy-MM-dd, yyyy-MM or yyyy. */
export function toIsoDate(date: PartialDate): string {
  const parts = [pad(date.year, 4)];
  if (date.month !== undefined) parts.push(pad(date.month, 2));
  if (date.month !== undefined && date.day !== undefined) parts.push(pad(date.day, 2));
  return parts.join('-');
}

/** True when nothing known in one contradicts the other: 1952 agrees with 15/03/1952. */
export function datesAgree(first: PartialDate, second: PartialDate): boolean {
  const same = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined || a === b;
  return first.year === second.year && same(first.month, second.month) && same(first.day, second.day);
}

/** "ngày 05 tháng 01 năm 2026", as decisions and receipts write it: days below 10 and months 1, 2 with a zero. */
export function formatLongDate(date: PartialDate): string {
  const day = date.day === undefined ? '' : `ngày ${pad(date.day, 2)} `;
  const padded = (month: number) => (month < 3 ? pad(month, 2) : String(month)); // NĐ 30/2020 Phụ lục I II.4
  const month = date.month === undefined ? '' : `tháng ${padded(date.month)} `;
  return `${day}${month}năm ${date.year}`;
}
