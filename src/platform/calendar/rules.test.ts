import { describe, expect, it } from 'vitest';
import {
  calendar,
  at,
  cultureDay,
  holiday,
  hours,
  labour,
  notice,
  reasonsOf,
  saturdayWeek,
  tetRule,
  victory,
} from './rules-fixtures.ts';
import {
  formatMinute,
  instantOf,
  localTime,
  orderIntervals,
  parseInterval,
  parseMinute,
} from './rules-hours.ts';
import {
  addWorkingDays,
  buildCalendar,
  isOpenAt,
  workingDayFrom,
  workingDaysBetween,
  workingMinutes,
} from './rules.ts';

describe('time of day', () => {
  it('reads intervals and refuses what is none', () => {
    expect(parseInterval('07:30-11:30')).toEqual({ start: 450, end: 690 });
    expect(parseInterval('22:00-24:00')).toEqual({ start: 1320, end: 1440 });
    for (const bad of [
      '7:30-11:30',
      '11:30-07:30',
      '07:30-07:30',
      '07:60-08:00',
      '23:00-24:01',
      '25:00-26:00',
      '',
    ]) {
      expect(() => parseInterval(bad), bad).toThrow(RangeError);
    }
    expect(parseMinute('15:00')).toBe(900);
    expect(() => parseMinute('15h00')).toThrow(RangeError);
    expect(formatMinute(905)).toBe('15:05');
  });
  it('puts intervals in order and refuses overlaps', () => {
    expect(
      orderIntervals([parseInterval('13:00-17:00'), parseInterval('07:00-11:00')]).map((i) => i.start),
    ).toEqual([420, 780]);
    expect(() => orderIntervals([parseInterval('07:00-11:00'), parseInterval('10:59-12:00')])).toThrow(
      /overlap/,
    );
  });
  it('takes the legal day of UTC+7, also before 1970 and around midnight', () => {
    expect(localTime(new Date('2026-11-23T16:59:59.999Z'))).toEqual({ day: '2026-11-23', minute: 1439 });
    expect(localTime(new Date('2026-11-23T17:00:00Z'))).toEqual({ day: '2026-11-24', minute: 0 });
    expect(localTime(new Date('1969-12-31T16:00:00Z'))).toEqual({ day: '1969-12-31', minute: 1380 });
    expect(instantOf({ day: '2026-11-24', minute: 1440 })).toEqual(at('2026-11-25T00:00'));
  });
});

describe('weekly hours', () => {
  it('follows the row in force and has several intervals a day', () => {
    const short = [parseInterval('08:00-11:00'), parseInterval('14:00-16:00')];
    const cal = calendar({
      hours: [
        { ...hours(), to: '2026-07-01' },
        { from: '2026-07-01', to: null, week: [short, short, short, short, short, [], []] },
      ],
    });
    expect(cal.plan('2026-06-30').intervals).toEqual([
      parseInterval('07:00-11:30'),
      parseInterval('13:30-17:00'),
    ]);
    expect(cal.plan('2026-07-01').intervals).toEqual(short);
    expect(isOpenAt(cal, at('2026-07-01T11:00'))).toBe(false);
    expect(isOpenAt(cal, at('2026-07-01T10:59'))).toBe(true);
  });
  it('refuses a day without hours instead of guessing', () => {
    expect(() => calendar().plan('1980-01-01')).toThrow(/no opening hours/);
  });
  it('does not search for ever in an agency that never opens', () => {
    const closed = buildCalendar({
      hours: [hours([[], [], [], [], [], [], []])],
      holidays: [victory],
      notices: [],
    });
    expect(() => workingDayFrom(closed, '2026-01-01')).toThrow(/no working day/);
    expect(closed.plan('2026-04-30').reason.kind).toBe('holiday');
  });
});

describe('holidays by rule', () => {
  it('counts 24/11 from 2026 and not before', () => {
    expect(reasonsOf(calendar(), ['2025-11-24', '2026-11-24', '2027-11-24'])).toEqual([
      'ordinary',
      'holiday',
      'holiday',
    ]);
  });
  it('ends with the rule', () => {
    const cal = calendar({ holidays: [{ ...cultureDay, to: '2030-01-01' }] });
    expect(reasonsOf(cal, ['2029-11-24', '2031-11-24'])).toEqual(['holiday', 'ordinary']);
  });
  it('derives Tết at UTC+7 with one day before, provisional until the notice', () => {
    const plan = calendar().plan('2027-02-06');
    expect(plan.reason).toMatchObject({ kind: 'holiday', provisional: true, name: { vi: 'lễ tet' } });
    expect(reasonsOf(calendar(), ['2027-02-04', '2027-02-05', '2027-02-09'])).toEqual([
      'ordinary',
      'holiday',
      'holiday',
    ]);
  });
  it('gives a substitute for each holiday that falls on a rest day, in order', () => {
    // 2027: 5/2 Fri … 9/2 Tue; Sat 6 and Sun 7 are replaced by Wed 10 and Thu 11
    expect(reasonsOf(calendar(), ['2027-02-10', '2027-02-11', '2027-02-12'])).toEqual([
      'substitute',
      'substitute',
      'ordinary',
    ]);
    expect(calendar().plan('2027-02-11').reason).toMatchObject({ forDay: '2027-02-07', provisional: true });
    // 30/4/2033 is a Saturday, 1/5 a Sunday
    expect(reasonsOf(calendar(), ['2033-05-02', '2033-05-03', '2033-05-04'])).toEqual([
      'substitute',
      'substitute',
      'ordinary',
    ]);
  });
  it('gives Monday 27/4/2026 for Giỗ Tổ on a Sunday', () => {
    expect(calendar().plan('2026-04-27').reason).toMatchObject({ kind: 'substitute', forDay: '2026-04-26' });
  });
  it('gives none when the rule gives none or the agency works that day', () => {
    const none = calendar({ holidays: [{ ...victory, substitute: false }] });
    expect(reasonsOf(none, ['2033-04-30', '2033-05-02'])).toEqual(['holiday', 'ordinary']);
    const open = calendar({ hours: [hours(saturdayWeek)], holidays: [victory] });
    expect(reasonsOf(open, ['2033-04-30', '2033-05-02'])).toEqual(['holiday', 'ordinary']);
  });
  it('carries a substitute into the new year', () => {
    const cal = calendar({ holidays: [holiday('last', '31/12'), holiday('first', '1/1')] });
    // 31/12/2022 is a Saturday, 1/1/2023 a Sunday
    expect(reasonsOf(cal, ['2022-12-31', '2023-01-01', '2023-01-02', '2023-01-03', '2023-01-04'])).toEqual([
      'holiday',
      'holiday',
      'substitute',
      'substitute',
      'ordinary',
    ]);
  });
});

describe('official notices', () => {
  const tet2027 = notice('tet-2027', {
    publishedOn: '2026-10-01',
    settles: [{ rule: 'tet', year: 2027 }],
    days: ['2027-02-04', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08'].map((day) => ({
      day,
      kind: 'off' as const,
      rule: 'tet',
    })),
  });
  it('win over the derived days, substitutes included', () => {
    const cal = calendar({ notices: [tet2027] });
    expect(cal.plan('2027-02-04').reason).toMatchObject({
      kind: 'holiday',
      provisional: false,
      source: 'text of tet-2027',
    });
    expect(reasonsOf(cal, ['2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11'])).toEqual([
      'holiday',
      'ordinary',
      'ordinary',
      'ordinary',
    ]);
    expect(calendar().plan('2028-01-26').reason).toMatchObject({ provisional: true });
  });
  it('later ones win over earlier ones, whatever the order they come in', () => {
    const later = notice('tet-2027-b', {
      publishedOn: '2026-11-15',
      settles: [{ rule: 'tet', year: 2027 }],
      days: [
        { day: '2027-02-08', kind: 'off', rule: 'tet' },
        { day: '2027-02-09', kind: 'off', rule: 'tet' },
      ],
    });
    for (const notices of [
      [tet2027, later],
      [later, tet2027],
    ]) {
      const cal = calendar({ notices });
      expect(reasonsOf(cal, ['2027-02-04', '2027-02-05', '2027-02-08', '2027-02-09'])).toEqual([
        'ordinary',
        'ordinary',
        'holiday',
        'holiday',
      ]);
    }
  });
  it('can be replaced as a whole', () => {
    const swap = notice('swap', {
      days: [
        { day: '2026-01-02', kind: 'off', swappedWith: '2026-01-10' },
        { day: '2026-01-10', kind: 'working', swappedWith: '2026-01-02' },
      ],
    });
    const cal = calendar({
      notices: [swap, notice('cancel', { publishedOn: '2025-12-01', replaces: ['swap'] })],
    });
    expect(reasonsOf(cal, ['2026-01-02', '2026-01-10'])).toEqual(['ordinary', 'weekly_rest']);
  });
  it('swap days, with the hours of the day exchanged or hours of their own', () => {
    const own = [parseInterval('08:00-12:00')];
    const cal = calendar({
      notices: [
        notice('a', {
          days: [
            { day: '2026-01-02', kind: 'off', swappedWith: '2026-01-10' },
            { day: '2026-01-10', kind: 'working', swappedWith: '2026-01-02' },
          ],
        }),
        notice('b', { days: [{ day: '2026-01-17', kind: 'working', hours: own }] }),
      ],
    });
    expect(cal.plan('2026-01-02').reason).toMatchObject({ kind: 'swapped_off', swappedWith: '2026-01-10' });
    expect(cal.plan('2026-01-10').intervals).toHaveLength(2);
    expect(cal.plan('2026-01-17').intervals).toEqual(own);
    expect(workingDaysBetween(cal, '2026-01-01', '2026-01-17')).toBe(12);
  });
  it('never hand a substitute day to a day a notice made working', () => {
    // 30/4/2028 is a Sunday; Monday 1/5 is the other holiday, so the substitute is Tuesday unless that is a swap day
    const base = calendar({ holidays: [victory, labour] });
    expect(base.plan('2028-05-02').reason.kind).toBe('substitute');
    const cal = calendar({
      holidays: [victory, labour],
      notices: [notice('w', { days: [{ day: '2028-05-02', kind: 'working' }] })],
    });
    expect(reasonsOf(cal, ['2028-05-02', '2028-05-03'])).toEqual(['swapped_working', 'substitute']);
  });
  it('close an agency for a day with a reason of its own', () => {
    const cal = calendar({
      notices: [
        notice('flood', {
          days: [{ day: '2026-11-25', kind: 'off', name: { vi: 'đóng cửa vì lũ', en: 'closed by flood' } }],
        }),
      ],
    });
    expect(cal.plan('2026-11-25').reason).toMatchObject({ kind: 'closed', name: { vi: 'đóng cửa vì lũ' } });
  });
});

describe('working time', () => {
  const cal = calendar();
  it('counts minutes across lunch, nights, weekends and holidays', () => {
    expect(workingMinutes(cal, at('2026-11-23T11:00'), at('2026-11-23T14:00'))).toBe(60);
    expect(workingMinutes(cal, at('2026-11-23T16:00'), at('2026-11-25T08:00'))).toBe(120);
    expect(workingMinutes(cal, at('2026-11-20T00:00'), at('2026-11-23T23:59'))).toBe(960);
    expect(workingMinutes(cal, at('2026-11-23T12:00'), at('2026-11-23T13:00'))).toBe(0);
    expect(workingMinutes(cal, at('2026-11-24T12:00'), at('2026-11-23T13:00'))).toBe(0);
  });
  it('adds working days over the holiday', () => {
    expect(addWorkingDays(cal, '2026-11-23', 1)).toBe('2026-11-25');
    expect(addWorkingDays(cal, '2026-11-20', 3)).toBe('2026-11-26');
    expect(workingDaysBetween(cal, '2026-11-23', '2026-11-25')).toBe(1);
    expect(workingDaysBetween(cal, '2026-11-25', '2026-11-23')).toBe(0);
  });
  it('holds the whole of Tết 2026 as the notice has it', () => {
    const days = ['16', '17', '18', '19', '20'].map((d) => ({
      day: `2026-02-${d}`,
      kind: 'off' as const,
      rule: 'tet',
    }));
    const year = calendar({
      holidays: [tetRule],
      notices: [notice('tet-2026', { settles: [{ rule: 'tet', year: 2026 }], days })],
    });
    expect(workingDaysBetween(year, '2026-02-13', '2026-02-23')).toBe(1);
  });
});
