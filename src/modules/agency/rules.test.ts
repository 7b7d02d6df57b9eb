import { describe, expect, test } from 'vitest';
import { isWithin, overlaps, successorKeys } from './rules.ts';

describe('rules', () => {
  const step = (way: `${string}>${string}`, on: string, scope: string[] = []) => {
    const [from = '', to = ''] = way.split('>');
    return { from, to, on, scope, law: [], note: null, verified: true };
  };
  const known = {
    agencies: new Map([
      ['a', { validFrom: '-infinity', validTo: '2025-03-01' }],
      ['b', { validFrom: '2025-03-01', validTo: '2025-07-01' }],
      ['c', { validFrom: '-infinity', validTo: null }],
      ['d', { validFrom: '2025-07-01', validTo: null }],
    ]),
    successions: [
      step('a>b', '2025-03-01', ['x', 'y']),
      step('a>c', '2025-03-01', ['z']),
      step('b>d', '2025-07-01'),
      step('c>d', '2026-01-01', ['z']),
    ],
  };
  test.each([
    ['a', '2025-02-28', undefined, ['a']],
    ['a', '2025-03-01', undefined, ['b', 'c']],
    ['a', '2025-07-01', undefined, ['c', 'd']],
    ['a', '2025-07-01', 'x', ['d']],
    ['a', '2025-07-01', 'z', ['c']],
    ['a', '2026-01-01', 'z', ['d']],
    ['c', '2026-01-01', undefined, ['c']],
    ['c', '2026-01-01', 'z', ['d']],
    ['a', '2026-01-01', 'nothing', []],
    ['unknown', '2026-01-01', undefined, ['unknown']],
  ])('%s on %s for %s is %j', (...row) => {
    const [key, day, field, expected] = row;
    expect(successorKeys(key, known, { day, field })).toEqual(expected);
  });
  test('a circle of successions comes to an end', () => {
    const circle = {
      agencies: new Map([
        ['a', { validFrom: '-infinity', validTo: '2025-01-01' }],
        ['b', { validFrom: '-infinity', validTo: '2025-01-01' }],
      ]),
      successions: [step('a>b', '2025-01-01'), step('b>a', '2025-01-01')],
    };
    expect(successorKeys('a', circle, { day: '2026-01-01' })).toEqual([]);
  });
  test('periods', () => {
    const open = { validFrom: '2025-01-01', validTo: null };
    expect(overlaps(open, { validFrom: '2024-01-01', validTo: '2025-01-01' })).toBe(false);
    expect(overlaps(open, { validFrom: '2024-01-01', validTo: '2025-01-02' })).toBe(true);
    expect(isWithin(open, open)).toBe(true);
    expect(isWithin(open, { validFrom: '2025-01-01', validTo: '2030-01-01' })).toBe(true);
    expect(
      isWithin(
        { validFrom: '2025-01-01', validTo: '2031-01-01' },
        { validFrom: '2025-01-01', validTo: '2030-01-01' },
      ),
    ).toBe(false);
    expect(isWithin({ validFrom: '2024-12-31', validTo: null }, open)).toBe(false);
    expect(
      isWithin(
        { validFrom: '2030-01-01', validTo: null },
        { validFrom: '2025-01-01', validTo: '2030-01-01' },
      ),
    ).toBe(false);
  });
});
