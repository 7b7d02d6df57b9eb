import { expect, test } from 'vitest';
import { legalDay, seededRandom, steppedClock, uuidv7 } from './index.ts';

test('ids are version 7, bear the time, and only grow, also within one millisecond and when the clock goes back', () => {
  const clock = steppedClock('2026-11-23T02:00:00.000Z');
  const ids = uuidv7(clock, seededRandom(1));
  const drawn = Array.from({ length: 10_000 }, () => ids.next());
  clock.set('2026-11-23T01:59:59.000Z');
  drawn.push(ids.next());
  expect(drawn.toSorted()).toEqual(drawn);
  expect(new Set(drawn).size).toBe(drawn.length);
  for (const id of drawn.slice(0, 50))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt((drawn[0] ?? '').replace('-', '').slice(0, 12), 16)).toBe(
    Date.parse('2026-11-23T02:00:00Z'),
  );
});

test('the same seed gives the same bytes, another seed others', () => {
  expect(seededRandom('a').bytes(32)).toEqual(seededRandom('a').bytes(32));
  expect(seededRandom('a').bytes(32)).not.toEqual(seededRandom('b').bytes(32));
});

test('a legal day is that of Việt Nam', () => {
  expect(legalDay(new Date('2026-11-23T16:59:59Z'))).toBe('2026-11-23');
  expect(legalDay(new Date('2026-11-23T17:00:00Z'))).toBe('2026-11-24');
});
