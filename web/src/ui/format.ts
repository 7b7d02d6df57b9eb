import type { Language } from '../app/language.tsx';

const ZONE = 'Asia/Ho_Chi_Minh';
const WEEKDAYS = {
  vi: ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function clockParts(instant: string | Date): Record<string, string> {
  const at = instant instanceof Date ? instant : new Date(instant);
  if (Number.isNaN(at.getTime())) return {};
  return Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]));
}

const LEGAL_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** dd/MM/yyyy of a legal day (yyyy-MM-dd) or of an instant as seen in Viet Nam. */
export function formatDate(value: string | Date | null | undefined): string {
  if (!value) return '';
  const day = typeof value === 'string' ? LEGAL_DAY.exec(value) : null;
  if (day) return `${day[3]}/${day[2]}/${day[1]}`;
  const p = clockParts(value);
  return p.day ? `${p.day}/${p.month}/${p.year}` : '';
}

export function formatTime(instant: string | Date | null | undefined): string {
  if (!instant) return '';
  const p = clockParts(instant);
  return p.hour ? `${p.hour}:${p.minute}` : '';
}

export function formatDateTime(instant: string | Date | null | undefined): string {
  const date = formatDate(instant);
  return date ? `${date}, ${formatTime(instant)}` : '';
}

/** dd/MM HH:mm, for dense lists where the year is plain. */
export function formatShort(instant: string | Date | null | undefined): string {
  if (!instant) return '';
  return `${formatDate(instant).slice(0, 5)} ${formatTime(instant)}`;
}

export function formatWeekday(value: string | Date, language: Language): string {
  const [d, m, y] = formatDate(value).split('/').map(Number);
  if (!d || !m || !y) return '';
  return WEEKDAYS[language][new Date(Date.UTC(y, m - 1, d)).getUTCDay()] ?? '';
}

export function formatDateLong(value: string | Date, language: Language): string {
  return `${formatWeekday(value, language)}, ${formatDate(value)}`;
}

/** yyyy-MM-dd as seen in Viet Nam. */
export function legalDay(instant: string | Date): string {
  const p = clockParts(instant);
  return `${p.year}-${p.month}-${p.day}`;
}

/** Accepts 14/03/1994, 14-3-1994, 14.3.94 is refused: a year has four digits. */
export function parseDate(typed: string): string | null {
  const found = /^\s*(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})\s*$/.exec(typed);
  if (!found) return null;
  const [day, month, year] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const at = new Date(Date.UTC(year, month - 1, day));
  const same = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  if (!same) return null;
  return `${found[3]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function formatNumber(value: number | bigint): string {
  const negative = value < 0;
  const digits = String(negative ? -value : value);
  const grouped = digits.replace(/\B(?=(\d{3})+(?!\d))/g, '.');
  return negative ? `−${grouped}` : grouped;
}

export function formatPercent(share: number): string {
  return `${(share * 100).toFixed(1).replace('.', ',')}%`;
}

/** 1.234.567 đ, with a space that does not break. */
export function formatMoney(amount: number | bigint): string {
  return `${formatNumber(amount)}\u00a0đ`;
}

/** Telephone in groups 4-3-3. */
export function formatPhone(phone: string): string {
  const digits = phone.replace(/^\+84/, '0').replace(/[^\d•]/g, '');
  const groups = /^(.{4})(.{3})(.{3})$/.exec(digits);
  return groups ? `${groups[1]} ${groups[2]} ${groups[3]}` : phone;
}

/** 066•••••0123: the one mask of the house. A value that is masked already passes through. */
export function maskNumber(number: string): string {
  if (number.includes('•')) return number;
  if (number.length < 8) return '•'.repeat(number.length);
  return `${number.slice(0, 3)}•••••${number.slice(-4)}`;
}

/** Lower case without diacritics, so that "dak lak" finds "Đắk Lắk". */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .replace(/[ƀɃ]/g, 'b')
    .toLowerCase();
}

/** Working minutes as words: "2 giờ 41 phút", "3 ngày". */
export function formatWorkingTime(minutes: number, language: Language, minutesPerDay = 480): string {
  const whole = Math.abs(Math.trunc(minutes));
  const words = language === 'vi' ? { d: 'ngày', h: 'giờ', m: 'phút' } : { d: 'days', h: 'h', m: 'min' };
  if (whole >= minutesPerDay * 2) return `${Math.floor(whole / minutesPerDay)} ${words.d}`;
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (hours === 0) return `${rest} ${words.m}`;
  return rest === 0 ? `${hours} ${words.h}` : `${hours} ${words.h} ${rest} ${words.m}`;
}

export function formatBytes(size: number): string {
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${Math.round(size / 1024)} kB`;
  return `${(size / 1024 / 1024).toFixed(1).replace('.', ',')} MB`;
}
