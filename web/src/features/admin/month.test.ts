import { expect, test } from 'vitest';
import { monthOf } from './month.ts';

test('a month knows its ends and its neighbours, also over the year and in February', () => {
  expect(monthOf('2026-12', '2026-11-23')).toMatchObject({
    from: '2026-12-01',
    to: '2026-12-31',
    before: '2026-11',
    after: '2027-01',
  });
  expect(monthOf('2028-02', '2026-11-23').to).toBe('2028-02-29');
});

test.each([undefined, '2026-13', 'nonsense', ''])('without a month (%s) it is this one', (wanted) => {
  expect(monthOf(wanted, '2026-11-23')).toMatchObject({
    year: 2026,
    month: 11,
    from: '2026-11-01',
    to: '2026-11-30',
  });
});
