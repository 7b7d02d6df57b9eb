import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, calendar, notice } from './rules-fixtures.ts';
import { deadline, overdueBy, timeLeft } from './rules-deadline.ts';
import type { Course, Period, PeriodUnit } from './rules-deadline.ts';
import { explainSkipped, skippedStretches } from './rules-explain.ts';
import { addDays, localTime, weekday } from './rules-hours.ts';
import { isWorking, workingMinutes } from './rules.ts';

const cal = calendar({
  notices: [
    notice('swap', {
      days: [
        { day: '2026-08-31', kind: 'off', swappedWith: '2026-08-22' },
        { day: '2026-08-22', kind: 'working', swappedWith: '2026-08-31' },
      ],
    }),
  ],
});
const days = (amount: number, over: Partial<Period> = {}): Period => ({
  unit: 'WORKING_DAY',
  amount,
  cutOff: null,
  ends: 'closing',
  ...over,
});
const received = (local: string, ...pauses: [string, string | null][]): Course => ({
  receivedAt: at(local),
  pauses: pauses.map(([from, to]) => ({ from: at(from), to: to === null ? null : at(to) })),
});
const dueOf = (period: Period, course: Course): string | null => {
  const due = deadline(cal, period, course).dueAt;
  return due && new Date(due.getTime() + 7 * 3_600_000).toISOString().slice(0, 16);
};

describe('working days', () => {
  it('begin the day after receipt and end at closing', () => {
    expect(dueOf(days(1), received('2026-11-18T07:00'))).toBe('2026-11-19T17:00');
    expect(dueOf(days(1), received('2026-11-18T23:59'))).toBe('2026-11-19T17:00');
    expect(dueOf(days(3), received('2026-11-18T09:00'))).toBe('2026-11-23T17:00');
  });
  it('leave out 24/11 and say so', () => {
    const result = deadline(cal, days(2), received('2026-11-23T09:00'));
    expect(result.dueDay).toBe('2026-11-26');
    expect(result.skipped).toEqual([
      {
        day: '2026-11-24',
        reason: expect.objectContaining({ kind: 'holiday', source: 'law of culture-day' }),
      },
    ]);
    expect(explainSkipped(result.skipped, 'vi')).toEqual(['không tính 24/11 (nghỉ lễ culture-day)']);
    expect(explainSkipped(result.skipped, 'en')).toEqual(['not counting 24/11 (culture-day)']);
  });
  it('count a swap Saturday and leave out the day swapped off', () => {
    expect(dueOf(days(1), received('2026-08-21T09:00'))).toBe('2026-08-22T17:00');
    const result = deadline(cal, days(1), received('2026-08-28T09:00'));
    expect(result.dueDay).toBe('2026-09-01');
    expect(explainSkipped(result.skipped, 'vi')).toEqual(['không tính 31/08 (nghỉ hoán đổi, làm bù 22/08)']);
  });
  it('received on a day off begin with the next working day', () => {
    expect(dueOf(days(1), received('2026-11-21T10:00'))).toBe('2026-11-23T17:00');
  });
  it('can end at midnight', () => {
    expect(dueOf(days(1, { ends: 'midnight' }), received('2026-11-18T07:00'))).toBe('2026-11-20T00:00');
    expect(deadline(cal, days(1, { ends: 'midnight' }), received('2026-11-18T07:00')).dueDay).toBe(
      '2026-11-19',
    );
  });
  it('put a whole Tết into one stretch, provisional while no notice is out', () => {
    const result = deadline(cal, days(1), received('2027-02-04T09:00'));
    expect(result.dueDay).toBe('2027-02-12');
    expect(skippedStretches(result.skipped).map((s) => [s.from, s.to, s.reason.kind])).toEqual([
      ['2027-02-05', '2027-02-09', 'holiday'],
      ['2027-02-10', '2027-02-11', 'substitute'],
    ]);
    expect(explainSkipped(result.skipped, 'vi')[0]).toBe(
      'không tính từ 05/02 đến 09/02 (nghỉ lễ tet, tạm tính, chờ thông báo chính thức)',
    );
  });
});

describe('the cut-off', () => {
  const sameDay = days(0, { cutOff: 900 });
  it.each([
    ['2026-11-18T14:59', '2026-11-18T17:00', '2026-11-18'],
    ['2026-11-18T15:00', '2026-11-19T17:00', '2026-11-19'],
    ['2026-11-20T15:01', '2026-11-23T17:00', '2026-11-23'],
    ['2026-11-23T15:01', '2026-11-25T17:00', '2026-11-25'],
    ['2026-11-21T08:00', '2026-11-23T17:00', '2026-11-23'],
    ['2026-11-18T06:00', '2026-11-18T17:00', '2026-11-18'],
  ])('same-day: received %s → due %s', (at_, due, receiptDay) => {
    expect(dueOf(sameDay, received(at_))).toBe(due);
    expect(deadline(cal, sameDay, received(at_)).receiptDay).toBe(receiptDay);
  });
  it('moves the receipt of longer periods and of hours as well', () => {
    expect(dueOf(days(2, { cutOff: 900 }), received('2026-11-18T15:30'))).toBe('2026-11-23T17:00');
    expect(dueOf({ ...days(2, { cutOff: 900 }), unit: 'HOUR' }, received('2026-11-18T15:30'))).toBe(
      '2026-11-19T09:00',
    );
  });
  it('is a matter of the procedure: without one, 16:59 is still the same day and after closing the next', () => {
    expect(dueOf(days(0), received('2026-11-18T16:59'))).toBe('2026-11-18T17:00');
    expect(dueOf(days(0), received('2026-11-18T17:00'))).toBe('2026-11-19T17:00');
  });
});

describe('calendar days', () => {
  it('count days off but not a last day off', () => {
    expect(dueOf(days(3, { unit: 'DAY' }), received('2026-11-16T09:00'))).toBe('2026-11-19T17:00');
    expect(dueOf(days(3, { unit: 'DAY' }), received('2026-11-18T09:00'))).toBe('2026-11-23T17:00');
    expect(dueOf(days(5, { unit: 'DAY' }), received('2026-11-19T09:00'))).toBe('2026-11-25T17:00');
    const moved = deadline(cal, days(3, { unit: 'DAY' }), received('2026-11-21T09:00'));
    expect([moved.dueDay, moved.skipped.map((s) => s.day)]).toEqual(['2026-11-25', ['2026-11-24']]);
  });
});

describe('hours', () => {
  const hour = (amount: number): Period => days(amount, { unit: 'HOUR' });
  it('run in opening time only, from the minute of receipt', () => {
    expect(dueOf(hour(2), received('2026-11-18T10:30'))).toBe('2026-11-18T14:30');
    expect(dueOf(hour(8), received('2026-11-23T16:00'))).toBe('2026-11-25T16:00');
    expect(dueOf(hour(4), received('2026-11-18T13:30'))).toBe('2026-11-19T07:30');
    expect(dueOf(hour(1), received('2026-11-21T10:00'))).toBe('2026-11-23T08:00');
  });
  it('stand still minute by minute', () => {
    expect(dueOf(hour(2), received('2026-11-18T08:00', ['2026-11-18T09:00', '2026-11-18T09:45']))).toBe(
      '2026-11-18T10:45',
    );
    const stopped = deadline(cal, hour(2), received('2026-11-18T08:00', ['2026-11-18T09:15', null]));
    expect(stopped).toMatchObject({ state: 'stopped', dueAt: null, remaining: 45 });
  });
  it('list the working days lost to the stop', () => {
    const result = deadline(
      cal,
      hour(2),
      received('2026-11-16T16:00', ['2026-11-16T16:30', '2026-11-19T08:00']),
    );
    expect(result.skipped).toEqual(
      ['2026-11-17', '2026-11-18'].map((day) => ({ day, reason: { kind: 'paused' } })),
    );
    expect(dueOf(hour(2), received('2026-11-16T16:00', ['2026-11-16T16:30', '2026-11-19T08:00']))).toBe(
      '2026-11-19T09:30',
    );
  });
});

describe('stop and resume', () => {
  it('leaves out the days after the stop up to the day of resumption', () => {
    expect(dueOf(days(3), received('2026-11-16T09:00', ['2026-11-17T10:00', '2026-11-18T10:00']))).toBe(
      '2026-11-20T17:00',
    );
    expect(dueOf(days(3), received('2026-11-16T09:00', ['2026-11-17T10:00', '2026-11-17T15:00']))).toBe(
      '2026-11-19T17:00',
    );
    expect(dueOf(days(1), received('2026-11-16T08:00', ['2026-11-16T09:00', '2026-11-20T16:00']))).toBe(
      '2026-11-23T17:00',
    );
  });
  it('stopped on the very last day, leaves the next countable day after the resumption', () => {
    const course = received('2026-11-16T09:00', ['2026-11-18T16:00', '2026-11-19T16:00']);
    expect(dueOf(days(2), course)).toBe('2026-11-20T17:00');
    expect(deadline(cal, days(2), received('2026-11-16T09:00', ['2026-11-18T16:00', null]))).toMatchObject({
      state: 'stopped',
      remaining: 1,
    });
  });
  it('a stop after the deadline changes nothing: late stays late', () => {
    expect(dueOf(days(1), received('2026-11-16T09:00', ['2026-11-17T17:01', null]))).toBe('2026-11-17T17:00');
  });
  it('says what is left while the clock stands', () => {
    const result = deadline(cal, days(5), received('2026-11-16T09:00', ['2026-11-18T10:00', null]));
    expect(result).toMatchObject({ state: 'stopped', dueAt: null, dueDay: null, remaining: 3 });
  });
  it('explains a stop, with holidays inside it named as holidays', () => {
    const result = deadline(
      cal,
      days(2),
      received('2026-11-20T09:00', ['2026-11-20T10:00', '2026-11-26T10:00']),
    );
    expect(result.dueDay).toBe('2026-11-30');
    expect(explainSkipped(result.skipped, 'vi')).toEqual([
      'không tính 23/11 (tạm dừng, chờ bổ sung)',
      'không tính 24/11 (nghỉ lễ culture-day)',
      'không tính từ 25/11 đến 26/11 (tạm dừng, chờ bổ sung)',
    ]);
  });
  it('merges overlapping stops, forgets those before the receipt and those without length', () => {
    const split = received(
      '2026-11-16T09:00',
      ['2026-11-17T10:00', '2026-11-18T10:00'],
      ['2026-11-17T12:00', '2026-11-18T11:00'],
    );
    expect(dueOf(days(3), split)).toBe('2026-11-20T17:00');
    expect(
      dueOf(
        days(1),
        received(
          '2026-11-16T09:00',
          ['2026-11-10T10:00', '2026-11-12T10:00'],
          ['2026-11-17T10:00', '2026-11-17T10:00'],
        ),
      ),
    ).toBe('2026-11-17T17:00');
    expect(
      dueOf(
        days(1),
        received('2026-11-16T09:00', ['2026-11-17T10:00', null], ['2026-11-18T10:00', '2026-11-19T10:00']),
      ),
    ).toBeNull();
  });
  it('carries a same-day procedure to the day of resumption, again and again', () => {
    const sameDay = days(0, { cutOff: 900 });
    expect(dueOf(sameDay, received('2026-11-16T09:00', ['2026-11-16T10:00', '2026-11-18T09:00']))).toBe(
      '2026-11-18T17:00',
    );
    expect(dueOf(sameDay, received('2026-11-16T09:00', ['2026-11-16T10:00', '2026-11-18T16:00']))).toBe(
      '2026-11-19T17:00',
    );
    const twice = received(
      '2026-11-16T09:00',
      ['2026-11-16T10:00', '2026-11-18T16:00'],
      ['2026-11-18T16:30', '2026-11-20T08:00'],
    );
    expect(dueOf(sameDay, twice)).toBe('2026-11-20T17:00');
    expect(deadline(cal, sameDay, received('2026-11-16T09:00', ['2026-11-16T10:00', null]))).toMatchObject({
      state: 'stopped',
      remaining: 1,
    });
    expect(dueOf(sameDay, received('2026-11-16T09:00', ['2026-11-16T10:00', '2026-11-16T11:00']))).toBe(
      '2026-11-16T17:00',
    );
  });
});

describe('time left and overdue', () => {
  const dueAt = at('2026-11-25T17:00');
  it('is told in working minutes', () => {
    expect(timeLeft(cal, at('2026-11-23T15:00'), dueAt)).toBe(120 + 480);
    expect(timeLeft(cal, at('2026-11-25T17:00'), dueAt)).toBe(0);
    expect(timeLeft(cal, at('2026-11-26T08:00'), dueAt)).toBe(0);
  });
  it('lateness counts working days after the last day', () => {
    expect(overdueBy(cal, dueAt, at('2026-11-25T17:00'))).toEqual({ minutes: 0, workingDays: 0 });
    expect(overdueBy(cal, dueAt, at('2026-11-25T20:00'))).toEqual({ minutes: 0, workingDays: 0 });
    expect(overdueBy(cal, dueAt, at('2026-11-26T07:30'))).toEqual({ minutes: 30, workingDays: 1 });
    expect(overdueBy(cal, dueAt, at('2026-11-30T07:30'))).toEqual({ minutes: 990, workingDays: 3 });
    expect(overdueBy(cal, at('2026-11-26T00:00'), at('2026-11-26T08:00'))).toEqual({
      minutes: 60,
      workingDays: 1,
    });
  });
});

describe('impossible input', () => {
  it.each<[number, PeriodUnit]>([
    [-1, 'WORKING_DAY'],
    [1.5, 'WORKING_DAY'],
    [Number.NaN, 'DAY'],
    [0, 'DAY'],
    [0, 'HOUR'],
    [30_000, 'DAY'],
  ])('%d %s is refused', (amount, unit) => {
    expect(() => deadline(cal, days(amount, { unit }), received('2026-11-18T09:00'))).toThrow(RangeError);
  });
  it('a pause that ends before it begins is refused', () => {
    expect(() =>
      deadline(cal, days(1), received('2026-11-18T09:00', ['2026-11-19T09:00', '2026-11-18T09:00'])),
    ).toThrow(/before it begins/);
  });
});

describe('against plain counting', () => {
  const minuteOf2026 = fc
    .integer({ min: 0, max: 365 * 1440 - 1 })
    .map((m) => new Date(at('2026-01-01T00:00').getTime() + m * 60_000));
  const pause = fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 20_000 }));
  const pausesAfter = (start: Date, pairs: [number, number][]): Course['pauses'] =>
    pairs.map(([a, b]) => ({
      from: new Date(start.getTime() + a * 60_000),
      to: new Date(start.getTime() + (a + b) * 60_000),
    }));

  it('working days: as many working days lie after the receipt as were asked for', () => {
    fc.assert(
      fc.property(minuteOf2026, fc.integer({ min: 1, max: 60 }), (start, amount) => {
        const result = deadline(cal, days(amount), { receivedAt: start, pauses: [] });
        let worked = 0;
        for (
          let day = addDays(localTime(start).day, 1);
          day <= (result.dueDay ?? '');
          day = addDays(day, 1)
        ) {
          const off =
            weekday(day) > 5
              ? day !== '2026-08-22'
              : day === '2026-08-31' || cal.plan(day).reason.kind !== 'ordinary';
          if (!off) worked += 1;
        }
        expect(worked).toBe(amount);
        expect(isWorking(cal.plan(result.dueDay ?? ''))).toBe(true);
      }),
    );
  });
  it('hours: the open minutes outside the stops are exactly the budget', () => {
    fc.assert(
      fc.property(
        minuteOf2026,
        fc.integer({ min: 1, max: 80 }),
        fc.array(pause, { maxLength: 3 }),
        (start, amount, pairs) => {
          const course = { receivedAt: start, pauses: pausesAfter(start, pairs) };
          const due = deadline(cal, days(amount, { unit: 'HOUR' }), course).dueAt;
          if (!due) throw new Error('a course without an open pause always has a deadline');
          let open = 0;
          for (let t = start.getTime(); t < due.getTime(); t += 1_800_000) {
            const until = new Date(Math.min(t + 1_800_000, due.getTime()));
            const cuts = [
              t,
              until.getTime(),
              ...course.pauses.flatMap((p) => [p.from.getTime(), p.to?.getTime() ?? 0]),
            ]
              .filter((c) => c >= t && c <= until.getTime())
              .toSorted((a, b) => a - b);
            for (let i = 1; i < cuts.length; i += 1) {
              const [a, b] = [cuts[i - 1] ?? 0, cuts[i] ?? 0];
              const paused = course.pauses.some((p) => p.from.getTime() <= a && b <= (p.to?.getTime() ?? 0));
              if (!paused) open += workingMinutes(cal, new Date(a), new Date(b));
            }
          }
          expect(open).toBe(amount * 60);
        },
      ),
      { numRuns: 40 },
    );
  });
  it('a stop never brings a deadline forward, a longer period never ends sooner', () => {
    const unit = fc.constantFrom<PeriodUnit>('WORKING_DAY', 'DAY', 'HOUR');
    fc.assert(
      fc.property(
        minuteOf2026,
        fc.record({ u: unit, amount: fc.integer({ min: 1, max: 30 }) }),
        fc.array(pause, { maxLength: 3 }),
        (start, { u, amount }, pairs) => {
          const plain = deadline(cal, days(amount, { unit: u }), { receivedAt: start, pauses: [] });
          const paused = deadline(cal, days(amount, { unit: u }), {
            receivedAt: start,
            pauses: pausesAfter(start, pairs),
          });
          const longer = deadline(cal, days(amount + 1, { unit: u }), {
            receivedAt: start,
            pauses: pausesAfter(start, pairs),
          });
          expect(Number(paused.dueAt)).toBeGreaterThanOrEqual(Number(plain.dueAt));
          expect(Number(longer.dueAt)).toBeGreaterThanOrEqual(Number(paused.dueAt));
          expect(paused.skipped.every((s, i, all) => i === 0 || (all[i - 1]?.day ?? '') < s.day)).toBe(true);
        },
      ),
    );
  });
});
