import { describe, expect, test } from 'vitest';
import { beginWall, heardWall, missedWall, tickWall, type WallState, wallTimes } from './wall-machine.ts';

const board = { pages: 2, rotateMs: 40_000 };

/** Steps a screen second by second; `isUp` says whether the server answers then. */
function live(hours: number, isUp: (at: number) => boolean) {
  let state: WallState = beginWall(0);
  const counts = { ask: 0, report: 0, version: 0, turns: 0, lost: 0 };
  for (let at = 0; at <= hours * 3_600_000; at += 1000) {
    const { page } = state;
    const ticked = tickWall(state, at);
    state = ticked.state;
    if (state.page !== page) counts.turns += 1;
    for (const act of ticked.acts) counts[act] += 1;
    if (ticked.acts.includes('ask'))
      state = isUp(at) ? heardWall(state, at, { page: state.page, ...board }) : missedWall(state, at);
    if (state.lostSince !== null) counts.lost += 1;
  }
  return { state, counts };
}

describe('a wall screen left alone', () => {
  test('24 hours: turns its pages, asks no more than it must, and remembers no more than at the start', () => {
    const { state, counts } = live(24, () => true);
    expect(counts.turns).toBe(Math.floor(86_400 / 40));
    expect(counts.ask).toBe(counts.turns + 1);
    expect(counts.report).toBe(288);
    expect(Object.keys(state)).toEqual(Object.keys(beginWall(0)));
  });
  test('a server that is away for two hours is asked ever more rarely, and found again within five minutes', () => {
    const away = (at: number) => at < 3_600_000 || at > 3 * 3_600_000;
    const { state, counts } = live(4, away);
    expect(state.failures).toBe(0);
    expect(counts.lost).toBeGreaterThan(7100);
    expect(counts.lost).toBeLessThan(7200 + wallTimes.longestRetry / 1000 + 60);
    const asked = live(3, away).counts.ask - live(1, away).counts.ask;
    expect(asked).toBeLessThan(35);
  });
  test('one page is not turned but refreshed each minute', () => {
    let state = heardWall(beginWall(0), 0, { page: 0, pages: 1, rotateMs: 40_000 });
    expect(tickWall(state, 59_000).acts).toEqual([]);
    expect(tickWall(state, 60_000).acts).toEqual(['ask']);
    state = tickWall(state, 60_000).state;
    expect(tickWall(state, 61_000).acts).toEqual([]);
  });
});
