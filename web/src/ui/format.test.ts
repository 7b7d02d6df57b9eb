import { describe, expect, test } from 'vitest';
import {
  formatDate,
  formatDateLong,
  formatDateTime,
  formatMoney,
  formatPercent,
  formatPhone,
  formatWorkingTime,
  maskNumber,
  parseDate,
  plain,
} from './format.ts';

describe('dates', () => {
  test('an instant is shown in Vietnamese time, also across midnight', () => {
    expect(formatDateTime('2026-11-22T17:30:00Z')).toBe('23/11/2026, 00:30');
    expect(formatDate('2026-11-22T16:59:59Z')).toBe('22/11/2026');
  });
  test('a legal day is not moved by any zone', () => {
    expect(formatDate('1994-03-14')).toBe('14/03/1994');
    expect(formatDateLong('2026-11-23', 'vi')).toBe('Thứ Hai, 23/11/2026');
    expect(formatDateLong('2026-11-22', 'en')).toBe('Sunday, 22/11/2026');
  });
  test('nothing and nonsense give an empty text', () => {
    expect(formatDate(null)).toBe('');
    expect(formatDateTime('yesterday')).toBe('');
  });
  test.each([
    ['14/03/1994', '1994-03-14'],
    ['4.3.1994', '1994-03-04'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2023', null],
    ['31/04/2026', null],
    ['14/03/94', null],
    ['1994-03-14', null],
    ['', null],
  ])('typed %s is %s', (typed, expected) => {
    expect(parseDate(typed)).toBe(expected);
  });
});

describe('numbers', () => {
  test('money is grouped by points and keeps its sign apart from colour', () => {
    expect(formatMoney(1234567)).toBe('1.234.567\u00a0đ');
    expect(formatMoney(0)).toBe('0\u00a0đ');
    expect(formatMoney(-7000)).toBe('−7.000\u00a0đ');
    expect(formatMoney(12n)).toBe('12\u00a0đ');
  });
  test('per cent has a comma and no space', () => {
    expect(formatPercent(0.967)).toBe('96,7%');
  });
  test('telephone in 4-3-3, anything else is left alone', () => {
    expect(formatPhone('+84900000123')).toBe('0900 000 123');
    expect(formatPhone('1022')).toBe('1022');
  });
  test('one mask, also for short and masked values', () => {
    expect(maskNumber('100000000123')).toBe('100•••••0123');
    expect(maskNumber('100•••••0123')).toBe('100•••••0123');
    expect(maskNumber('1234')).toBe('••••');
  });
});

test('text without diacritics, also letters of Ê Đê and decomposed ones', () => {
  expect(plain('Đắk Lắk')).toBe('dak lak');
  expect(plain('Y Wŭt Ƀkrông')).toBe('y wut bkrong');
  expect(plain('Nguyễn'.normalize('NFD'))).toBe('nguyen');
});

test.each([
  [46, 'còn', '46 phút'],
  [161, 'còn', '2 giờ 41 phút'],
  [120, 'còn', '2 giờ'],
  [-90, 'quá', '1 giờ 30 phút'],
  [1440, 'còn', '3 ngày'],
])('%d working minutes (%s) read %s', (minutes, _side, words) => {
  expect(formatWorkingTime(minutes, 'vi')).toBe(words);
});
