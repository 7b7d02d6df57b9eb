import { expect, test } from 'vitest';
import { daysOfMonth, monthAfter, monthsBetween, placeIn } from './time-span.ts';

test('a day lies in its span in proportion, outside days at the ends', () => {
  const span = { from: '2026-11-01', to: '2026-11-30' };
  expect(placeIn(span, '2026-11-01')).toBe(0);
  expect(placeIn(span, '2026-11-16')).toBe(50);
  expect(placeIn(span, '2027-01-01')).toBe(100);
  expect(placeIn(span, '')).toBe(0);
});

test('months go over the year and are thinned', () => {
  expect(monthsBetween({ from: '2026-11-01', to: '2027-01-15' }).map((one) => one.words)).toEqual([
    '11/2026',
    '12/2026',
    '01/2027',
  ]);
  expect(monthsBetween({ from: '2023-09-01', to: '2027-06-01' }).length).toBeLessThanOrEqual(12);
});

test('a month has its days, Monday first', () => {
  const days = daysOfMonth('2026-11');
  expect(days).toHaveLength(30);
  expect(days[0]).toEqual({ day: '2026-11-01', column: 7 });
  expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
});
