import { describe, expect, it } from 'vitest';
import {
  datesAgree,
  dongToWords,
  formatDate,
  formatDong,
  formatLongDate,
  formatPhone,
  isRealDate,
  numberToWords,
  parseDate,
  parseDong,
  parsePhone,
  toInternationalPhone,
  toIsoDate,
} from './index.ts';

describe('money', () => {
  it.each([
    [0, '0 đ'],
    [999, '999 đ'],
    [1000, '1.000 đ'],
    [1234567, '1.234.567 đ'],
    [-50000, '-50.000 đ'],
    [12345678901234567890n, '12.345.678.901.234.567.890 đ'],
  ])('%s → %s', (value, text) => expect(formatDong(value)).toBe(text));

  it('refuses fractions', () => expect(() => formatDong(1.5)).toThrow(RangeError));

  it.each([
    ['1.234.567 đ', 1234567n],
    ['1,234,567', 1234567n],
    ['50.000 VNĐ', 50000n],
    ['20000đ', 20000n],
    ['-1.000', -1000n],
    ['1.5', undefined],
    ['12.34', undefined],
    ['1.234,567', undefined],
    ['abc', undefined],
    ['', undefined],
  ])('reads %j as %s', (text, value) => expect(parseDong(text)).toBe(value));
});

describe('numbers in words', () => {
  it.each([
    [0, 'không'],
    [5, 'năm'],
    [10, 'mười'],
    [11, 'mười một'],
    [15, 'mười lăm'],
    [20, 'hai mươi'],
    [21, 'hai mươi mốt'],
    [24, 'hai mươi tư'],
    [55, 'năm mươi lăm'],
    [100, 'một trăm'],
    [101, 'một trăm linh một'],
    [105, 'một trăm linh năm'],
    [115, 'một trăm mười lăm'],
    [1000, 'một nghìn'],
    [1005, 'một nghìn không trăm linh năm'],
    [50000, 'năm mươi nghìn'],
    [1_000_001, 'một triệu không trăm linh một'],
    [1_234_005, 'một triệu hai trăm ba mươi tư nghìn không trăm linh năm'],
    [2_000_000_000, 'hai tỷ'],
    [2_000_015_000, 'hai tỷ không trăm mười lăm nghìn'],
    [1_000_000_000_000_000_000n, 'một tỷ tỷ'],
    [-7, 'âm bảy'],
  ])('%s → %s', (value, words) => expect(numberToWords(value)).toBe(words));

  it('speaks as the South on request', () => {
    expect(numberToWords(1105, { zeroTens: 'lẻ', thousand: 'ngàn' })).toBe('một ngàn một trăm lẻ năm');
  });
  it('writes amounts for receipts', () => expect(dongToWords(150000)).toBe('Một trăm năm mươi nghìn đồng'));
});

describe('dates', () => {
  it.each([
    ['15/01/2003', '2003-01-15'],
    ['15-1-2003', '2003-01-15'],
    ['15012003', '2003-01-15'],
    ['15 / 01 / 2003', '2003-01-15'],
    ['2003-01-15', '2003-01-15'],
    ['01/2003', '2003-01'],
    ['012003', '2003-01'],
    ['2003', '2003'],
    ['00/00/1952', '1952'],
    ['00/05/1952', '1952-05'],
    ['//1952', '1952'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2023', undefined],
    ['29/02/1900', undefined],
    ['31/04/2020', undefined],
    ['15/13/2020', undefined],
    ['15/00/2020', undefined],
    ['1/2/03', undefined],
    ['ngày', undefined],
    ['', undefined],
  ])('reads %j as %s', (text, iso) => {
    const date = parseDate(text);
    expect(date && toIsoDate(date)).toBe(iso);
  });

  it('writes what is known', () => {
    expect(formatDate('2026-11-03')).toBe('03/11/2026');
    expect(formatDate({ year: 1952 })).toBe('1952');
    expect(formatDate({ year: 1952, month: 4 })).toBe('04/1952');
    expect(formatDate('x')).toBe('');
    expect(formatLongDate({ year: 2026, month: 2, day: 5 })).toBe('ngày 05 tháng 02 năm 2026');
    expect(formatLongDate({ year: 2026, month: 3, day: 15 })).toBe('ngày 15 tháng 3 năm 2026');
  });

  it('compares what is known in both', () => {
    expect(datesAgree({ year: 1952 }, { year: 1952, month: 3, day: 15 })).toBe(true);
    expect(datesAgree({ year: 1952, month: 4 }, { year: 1952, month: 3 })).toBe(false);
    expect(datesAgree({ year: 1951 }, { year: 1952 })).toBe(false);
    expect(isRealDate({ year: 2020, day: 4 })).toBe(false);
  });
});

describe('phones', () => {
  it.each([
    ['0905123456', '0905 123 456'],
    ['+84 905 123 456', '0905 123 456'],
    ['84905123456', '0905 123 456'],
    ['+84(0)905123456', '0905 123 456'],
    ['01671234567', '0371 234 567'],
    ['02623812345', '0262 3 812 345'],
    ['0912', '0912'],
  ])('%s → %s', (raw, shown) => expect(formatPhone(raw)).toBe(shown));

  it.each(['0412345678', '01111234567', '090512345', '', 'abc'])('%j is no number', (raw) =>
    expect(parsePhone(raw)).toBeUndefined(),
  );
  it('goes abroad', () => expect(toInternationalPhone('0905 123 456')).toBe('+84905123456'));
});
