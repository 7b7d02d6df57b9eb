import { expect, test } from 'vitest';
import { amountText, changeText, periodName, readNumber } from './show.ts';

test.each([
  ['1.234', 1234],
  ['1.234.567,5', 1_234_567.5],
  ['12,5', 12.5],
  ['12.5', 12.5],
  [' 90 ', 90],
  ['', null],
  ['-3', null],
  ['9 phần', null],
  ['1,2,3', null],
])('%j is read as %j', (typed, value) => {
  expect(readNumber(typed)).toBe(value);
});

test('figures, changes and periods as a clerk writes them', () => {
  expect([amountText(82.14, 'percent'), amountText(1234567, 'number'), amountText(8000, 'money')]).toEqual([
    '82,1%',
    '1.234.567',
    '8.000\u00a0đ',
  ]);
  expect(changeText(82.1, 80, 'percent')).toBe('+2,1 điểm %');
  expect(changeText(5, 9, 'number')).toBe('−4');
  expect(changeText(5, 5, 'number')).toBe('=');
  expect(changeText(null, 5, 'number')).toBeNull();
  expect(periodName({ period: { from: '2026-11-01', to: '2026-11-30' } })).toBe('11/2026');
  expect(periodName({ period: { from: '2026-10-01', to: '2026-12-31' } })).toBe('Q4/2026');
});
