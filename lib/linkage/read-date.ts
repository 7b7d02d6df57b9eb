import { parseDate } from '#lib/vietnamese';

/** Year, month and day in one number: year × 512 + month × 32 + day; 0 parts are unknown, 0 is no date. */
export function packDate(year: number, month: number, day: number): number {
  return year * 512 + month * 32 + day;
}

export const yearOf = (packed: number) => packed >> 9;
export const monthOf = (packed: number) => (packed >> 5) & 15;
export const dayOf = (packed: number) => packed & 31;

function digit(text: string, at: number): number {
  const code = text.charCodeAt(at) - 48;
  return code >= 0 && code <= 9 ? code : NaN;
}

// dd/MM/yyyy and yyyy-MM-dd, the two commonest, without a pattern.
function readFixed(text: string): number | undefined {
  if (text.length !== 10) return undefined;
  const isIso = text.charCodeAt(4) === 45;
  const [y, m, d] = isIso ? [0, 5, 8] : [6, 3, 0];
  const year =
    digit(text, y) * 1000 + digit(text, y + 1) * 100 + digit(text, y + 2) * 10 + digit(text, y + 3);
  const month = digit(text, m) * 10 + digit(text, m + 1);
  const day = digit(text, d) * 10 + digit(text, d + 1);
  return month >= 1 && month <= 12 && day >= 1 && day <= 28 && year > 1000
    ? packDate(year, month, day)
    : undefined;
}

const twoDigitYear = /^(\d{1,2})[./-](\d{1,2})[./-](\d{2})$/;

/**
 * Reads a date as lists write it, into one packed number; 0 when it is none. Two-digit years: the century in which the
 * person is at most a hundred years old on `thisYear`. Five digits: days since 1899-12-30, as spreadsheets count.
 */
export function readDate(text: string, thisYear = 2026): number {
  const fixed = readFixed(text);
  if (fixed !== undefined) return fixed;
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  const short = twoDigitYear.exec(trimmed);
  if (short) {
    const year = 2000 + Number(short[3]);
    return readDate(`${short[1]}/${short[2]}/${year > thisYear ? year - 100 : year}`);
  }
  if (/^\d{5}$/.test(trimmed)) return readSerial(Number(trimmed));
  const parsed = parseDate(trimmed);
  return parsed ? packDate(parsed.year, parsed.month ?? 0, parsed.day ?? 0) : readSloppy(trimmed);
}

function readSerial(serial: number): number {
  if (serial < 366 || serial > 60_000) return 0;
  const day = new Date((serial - 25_569) * 86_400_000);
  return packDate(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
}

// 31/02/1970, 15/13/1970: a day that cannot be still tells the year, and perhaps a day and month exchanged.
function readSloppy(text: string): number {
  const match = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})/.exec(text);
  if (match) {
    const [day, month, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
    return month > 12 && day <= 12
      ? packDate(year, day, month & 31)
      : packDate(year, month <= 12 ? month : 0, 0);
  }
  const year = /(?<!\d)(1[89]\d\d|20\d\d)(?!\d)/.exec(text);
  return year ? packDate(Number(year[1]), 0, 0) : 0;
}
