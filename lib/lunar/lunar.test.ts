import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { newMoon, sunLongitude, sunReaches, universalTime } from './astronomy.ts';
import {
  addDays,
  dayNumber,
  fromLunar,
  isoDay,
  lunarMonths,
  tet,
  toLunar,
  weekday,
  yearName,
} from './index.ts';

const beijing = { utcOffsetHours: 8 };
const jd = (instant: string): number => Date.parse(instant) / 86_400_000 + 2440587.5;
const leapOf = (year: number): number[] =>
  lunarMonths(year)
    .filter((m) => m.leap)
    .map((m) => m.month);

describe('days', () => {
  it('counts across months, leap days and centuries', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(dayNumber('2100-03-01') - dayNumber('2100-02-28')).toBe(1);
    expect(isoDay(dayNumber('1965-05-09'))).toBe('1965-05-09');
  });
  it('knows the weekday before and after 1970', () => {
    expect(weekday('2026-11-24')).toBe(2);
    expect(weekday('1969-12-28')).toBe(7);
    expect(weekday('2026-11-23')).toBe(1);
  });
  it.each(['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', '2026-04-31', '', '2026-04-30T00:00'])(
    'refuses %j',
    (day) => {
      expect(() => dayNumber(day)).toThrow(RangeError);
    },
  );
});

describe('astronomy', () => {
  it('reproduces the new moon worked out in Meeus, example 49.a', () => {
    expect(newMoon(-283)).toBeCloseTo(2443192.65118, 5);
  });
  it.each([
    ['2024-03-20T03:06:00Z', 0],
    ['2024-06-20T20:51:00Z', 90],
    ['2024-09-22T12:44:00Z', 180],
    ['2024-12-21T09:20:30Z', 270],
    ['2025-12-21T15:03:00Z', 270],
    ['1984-12-21T16:23:00Z', 270],
  ])('finds the sun of %s at %d° within a minute', (instant, degrees) => {
    const found = universalTime(sunReaches(degrees, jd(instant) + 3));
    expect(Math.abs(found - jd(instant)) * 1440).toBeLessThan(1);
  });
  it('never lets the sun stand still or run back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_415_100, max: 2_524_000 }), (day) => {
        const moved = (sunLongitude(day + 1) - sunLongitude(day) + 360) % 360;
        expect(moved).toBeGreaterThan(0.95);
        expect(moved).toBeLessThan(1.03);
      }),
    );
  });
});

describe('Tết at UTC+7', () => {
  it.each([
    [1968, '1968-01-29'],
    [1969, '1969-02-16'],
    [1985, '1985-01-21'],
    [2007, '2007-02-17'],
    [2024, '2024-02-10'],
    [2025, '2025-01-29'],
    [2026, '2026-02-17'],
    [2027, '2027-02-06'],
    [2028, '2028-01-26'],
    [2030, '2030-02-02'],
    [2053, '2053-02-18'],
  ])('%d falls on %s', (year, day) => {
    expect(tet(year)).toBe(day);
    expect(toLunar(day)).toEqual({ year, month: 1, day: 1, leap: false });
  });
  it('differs from the calendar of UTC+8 in just the years where the new moon falls between the midnights', () => {
    const differing = Array.from({ length: 86 }, (_, i) => 1968 + i).filter(
      (y) => tet(y) !== tet(y, beijing),
    );
    expect(differing).toEqual([1968, 1969, 1985, 2007, 2030, 2053]);
    expect(tet(1985, beijing)).toBe('1985-02-20');
    expect(tet(2030, beijing)).toBe('2030-02-03');
  });
  it('puts 10/3 on the day of Giỗ Tổ Hùng Vương', () => {
    expect(fromLunar({ year: 2026, month: 3, day: 10 })).toBe('2026-04-26');
    expect(fromLunar({ year: 2027, month: 3, day: 10 })).toBe('2027-04-16');
    expect(fromLunar({ year: 2025, month: 3, day: 10 })).toBe('2025-04-07');
  });
});

describe('months', () => {
  it.each([
    [2020, [4]],
    [2023, [2]],
    [2025, [6]],
    [2026, []],
    [2028, [5]],
    [2033, [11]],
    [1985, [2]],
    [1987, [7]],
  ])('leap months of %d are %j', (year, months) => {
    expect(leapOf(year)).toEqual(months);
  });
  it('knows how long Chạp is: 2025 ends on the 29th', () => {
    expect(toLunar('2026-02-16')).toEqual({ year: 2025, month: 12, day: 29, leap: false });
    expect(() => fromLunar({ year: 2025, month: 12, day: 30 })).toThrow(RangeError);
  });
  it('follow each other without gap or overlap for three centuries, 12 or 13 a year', () => {
    let next = lunarMonths(1901)[0]?.start;
    for (let year = 1901; year <= 2199; year += 1) {
      const months = lunarMonths(year);
      expect([12, 13]).toContain(months.length);
      for (const month of months) {
        expect(month.start).toBe(next);
        expect([29, 30]).toContain(month.length);
        next = month.start + month.length;
      }
      expect(months.filter((m) => !m.leap).map((m) => m.month)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
      ]);
      expect(months.filter((m) => m.leap).length).toBe(months.length - 12);
    }
  });
  it('turns every day into a lunar day and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: dayNumber('1902-03-01'), max: dayNumber('2199-12-31') }), (number) => {
        const day = isoDay(number);
        expect(fromLunar(toLunar(day))).toBe(day);
      }),
    );
  });
});

describe('bad input', () => {
  it('refuses lunar days that do not exist', () => {
    expect(() => fromLunar({ year: 2026, month: 13, day: 1 })).toThrow(/no such lunar day/);
    expect(() => fromLunar({ year: 2026, month: 2, day: 1, leap: true })).toThrow(/nhuận/);
    expect(() => fromLunar({ year: 2026, month: 1, day: 31 })).toThrow(RangeError);
    expect(() => fromLunar({ year: 2026, month: 1, day: 1.5 })).toThrow(RangeError);
    expect(() => fromLunar({ year: 2026, month: 1, day: 0 })).toThrow(RangeError);
  });
  it('says which years it computes', () => {
    expect(() => tet(1900)).toThrow(/1901 to 2199/);
    expect(() => tet(2200)).toThrow(RangeError);
    expect(() => tet(Number.NaN)).toThrow(RangeError);
  });
});

describe('names of years', () => {
  it.each([
    [1984, 'Giáp Tý'],
    [2024, 'Giáp Thìn'],
    [2026, 'Bính Ngọ'],
    [2027, 'Đinh Mùi'],
    [1945, 'Ất Dậu'],
    [1968, 'Mậu Thân'],
  ])('%d is %s', (year, name) => {
    expect(yearName(year)).toBe(name);
  });
});
