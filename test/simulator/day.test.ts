import { expect, test } from 'vitest';
import { simulateDay } from './day.ts';

const isLong = process.env.SEREPOK_LONG === '1';
const seeds = Array.from({ length: isLong ? 20 : 1 }, (_, index) => `day-${index + 1}`);
const steps = isLong ? 300 : 90;

test.each(seeds)(
  '%s: whatever a day brings, records, books and log agree and nothing is left half done',
  async (seed) => {
    const day = await simulateDay(seed, steps);
    expect(day.left, day.story.join('\n')).toEqual([]);
    expect(day.dossiers).toBe(day.states.length);
    expect(day.dossiers).toBeGreaterThan(1);
    // what was approved while the signature service was silent goes on by itself
    expect(day.states.filter((state) => /^(approved|signed)\//.test(state))).toEqual([]);
    expect(day.states.filter((state) => state.startsWith('issued/')).length).toBeGreaterThan(0);
    expect(day.story.some((line) => line.includes('falls silent'))).toBe(true);
  },
  isLong ? 600_000 : 120_000,
);

test('the same seed tells the same story', async () => {
  const [first, second] = [await simulateDay('again', 14), await simulateDay('again', 14)];
  expect(second.story).toEqual(first.story);
  expect(second.states).toEqual(first.states);
}, 120_000);
