import { expect, test } from 'vitest';
import { elephantRace } from '../../../lib/service-definition/made-up.fixture.ts';
import { gatewayTime, pathBetween, typedAnswers } from './rules.ts';

test.each([
  [null, 1, [1]],
  [null, 2, [1, 2]],
  [1, 2, [2]],
  [2, 9, [4, 9]],
  [2, 10, [4, 9, 10]],
  [1, 10, [2, 4, 9, 10]],
  [5, 10, [4, 9, 10]],
  [6, 9, [4, 9]],
  [1, 7, [7]],
  [4, 4, []],
  [3, 4, []],
  [10, 9, []],
  [4, 7, [5, 1, 7]],
])('from %s to %s the gateway is told %j', (from, to, path) => {
  expect(pathBetween(from, to)).toEqual(path);
});

test('times are local and without separators', () => {
  expect(gatewayTime(new Date('2026-11-23T17:05:09Z'))).toBe('20261124000509');
  expect(gatewayTime(null)).toBe('');
});

test('what the gateway sends as text is counted as the definition asks', () => {
  const declared = { place: '24277', prize: ' 500000 ', hasPrize: 'Có', posterPages: 'nhiều', other: '7' };
  expect(typedAnswers(elephantRace, declared)).toEqual({
    place: '24277',
    prize: 500_000,
    hasPrize: true,
    posterPages: 'nhiều',
    other: '7',
  });
});
