import { describe, expect, it } from 'vitest';
import { markDates, markDifferences, markNumbers, maskDigits } from './rules-compare.ts';
import {
  groupKeyOf,
  type Judged,
  needsSecond,
  paceOf,
  standingOf,
  undoNeedsReason,
  whyNotJudge,
} from './rules.ts';

const same = (actorId: string, personId = 'p'): Judged => ({ verdict: 'same', personId, actorId });
const none = (actorId: string): Judged => ({ verdict: 'none', personId: null, actorId });
const papers = (actorId: string): Judged => ({ verdict: 'papers', personId: null, actorId });

describe('what judgements amount to', () => {
  it('settles at once where one pair of eyes is enough', () => {
    expect(standingOf([same('a')], false)).toEqual({ state: 'matched', personId: 'p' });
    expect(standingOf([none('a')], false)).toEqual({ state: 'not_found', personId: null });
  });

  it('waits for a second, who agrees or leaves it to a lead', () => {
    expect(standingOf([same('a')], true).state).toBe('second_look');
    expect(standingOf([same('a'), same('b')], true)).toEqual({ state: 'matched', personId: 'p' });
    expect(standingOf([same('a'), same('b', 'q')], true).state).toBe('third_look');
    expect(standingOf([same('a'), none('b'), same('c', 'q')], true)).toEqual({
      state: 'matched',
      personId: 'q',
    });
  });

  it('waits for papers without losing a first judgement', () => {
    expect(standingOf([same('a'), papers('b')], true).state).toBe('needs_papers');
    expect(standingOf([same('a'), papers('b'), same('b')], true).state).toBe('matched');
  });

  it('asks a second only below the bar of the kind', () => {
    expect([
      needsSecond(null, 0.1),
      needsSecond(0.9, 0.89),
      needsSecond(0.9, 0.95),
      needsSecond(1, 1),
    ]).toEqual([false, true, false, true]);
  });

  it('lets nobody confirm themselves, and only a lead decide between two', () => {
    const at = { judgements: [same('a')], state: 'second_look', isLead: true } as const;
    expect(whyNotJudge({ ...at, actorId: 'a' })).toBe('own_judgement');
    expect(whyNotJudge({ ...at, actorId: 'b' })).toBeNull();
    const third = { judgements: [same('a'), none('b')], state: 'third_look', actorId: 'c' } as const;
    expect(whyNotJudge({ ...third, isLead: false })).toBe('lead_needed');
    expect(whyNotJudge({ ...third, isLead: true })).toBeNull();
    expect(whyNotJudge({ ...third, state: 'matched', isLead: true })).toBe('settled');
  });
});

describe('groups, undoing, pace', () => {
  const candidate = (probability: number, weight: number) => ({
    probability,
    agreements: [
      { field: 'name', level: 'exact', weight: 9 },
      { field: 'birth', level: 'swapped', weight },
    ],
  });
  it('groups rows by what speaks against their one candidate', () => {
    expect(groupKeyOf([candidate(0.95, -1)], [])).toBe('birth=swapped');
    expect(groupKeyOf([candidate(0.95, 1)], [])).toBe('agreed');
    expect(groupKeyOf([candidate(0.8, -1)], [])).toBeNull();
    expect(groupKeyOf([candidate(0.95, -1), candidate(0.05, -3)], [])).toBeNull();
    expect(groupKeyOf([candidate(0.95, -1)], ['two_candidates'])).toBeNull();
  });
  it('wants a reason after a day', () => {
    const now = new Date('2026-11-23T10:00:00Z');
    expect(undoNeedsReason(new Date('2026-11-23T09:00:00Z'), now)).toBe(false);
    expect(undoNeedsReason(new Date('2026-11-22T09:00:00Z'), now)).toBe(true);
  });
  it('tells the pace of the last minutes', () => {
    const now = new Date('2026-11-23T10:00:00Z');
    const at = (seconds: number) => new Date(now.getTime() - seconds * 1000);
    expect(paceOf([at(0), at(4), at(8), at(12)], now)).toBe(15);
    expect(paceOf([at(0)], now)).toBeNull();
    expect(paceOf([at(900), at(901), at(902)], now)).toBeNull();
  });
});

describe('what differs', () => {
  it('marks letters, not case', () => {
    expect(markDifferences('Nie Y Blu', 'NIE Y Blŭ').mine).toEqual([
      { text: 'Nie Y Bl', differs: false },
      { text: 'u', differs: true },
    ]);
    expect(markDifferences('Trần Thị Hoa', 'Y Blŭ').mine).toEqual([{ text: 'Trần Thị Hoa', differs: true }]);
    expect(markDifferences('', 'Nam').theirs).toEqual([{ text: 'Nam', differs: false }]);
  });
  it('marks day and month where they changed places', () => {
    expect(markDates('03/07/1985', '07/03/1985')).toEqual({
      mine: [
        { text: '03', differs: true },
        { text: '/', differs: false },
        { text: '07', differs: true },
        { text: '/1985', differs: false },
      ],
      theirs: [
        { text: '07', differs: true },
        { text: '/', differs: false },
        { text: '03', differs: true },
        { text: '/1985', differs: false },
      ],
    });
    expect(markDates('1985', '07/03/1985').mine).toEqual([{ text: '1985', differs: false }]);
  });
  it('shows of a number only its ends and the digit that differs', () => {
    const { mine, theirs } = markNumbers('100199001234', '100199701234');
    expect(mine.map((part) => part.text).join('')).toBe('100•••0•1234');
    expect(theirs.find((part) => part.differs)?.text).toBe('7');
    expect(markNumbers('100199001234', '100188117777').mine).toEqual([
      { text: '100•••••1234', differs: true },
    ]);
    expect(maskDigits('CCCD 100199001234, nhà số 12')).toBe('CCCD 100•••••1234, nhà số 12');
  });
});
