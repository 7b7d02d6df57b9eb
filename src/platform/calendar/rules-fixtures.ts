import { parseInterval } from './rules-hours.ts';
import type { HoursRow, IsoDay, Week } from './rules-hours.ts';
import type { HolidayRule, Notice } from './rules-holidays.ts';
import { buildCalendar } from './rules.ts';
import type { CalendarData, WorkingCalendar } from './rules.ts';

// Made-up inputs for the tests of this room; the catalogue holds the real ones.

const day = ['07:00-11:30', '13:30-17:00'].map(parseInterval);
export const officeWeek: Week = [day, day, day, day, day, [], []];
export const saturdayWeek: Week = [day, day, day, day, day, [parseInterval('07:30-11:30')], []];

export const hours = (week: Week = officeWeek): HoursRow => ({ from: '1985-01-01', to: null, week });

export function holiday(id: string, on: string, over: Partial<HolidayRule> = {}): HolidayRule {
  const [d, m] = on.split('/').map(Number);
  return {
    id,
    name: { vi: `lễ ${id}`, en: id },
    from: '1985-01-01',
    to: null,
    on: { calendar: 'solar', month: m ?? 1, day: d ?? 1 },
    before: 0,
    after: 0,
    substitute: true,
    decidedYearly: false,
    source: `law of ${id}`,
    verified: true,
    ...over,
  };
}

export const tetRule = holiday('tet', '1/1', {
  on: { calendar: 'lunar', month: 1, day: 1 },
  before: 1,
  after: 3,
  decidedYearly: true,
});
export const cultureDay = holiday('culture-day', '24/11', { from: '2026-01-01' });
export const hungKings = holiday('hung-kings', '10/3', { on: { calendar: 'lunar', month: 3, day: 10 } });
export const victory = holiday('victory', '30/4');
export const labour = holiday('labour', '1/5');

export function notice(id: string, over: Partial<Notice> = {}): Notice {
  return {
    id,
    publishedOn: '2025-10-01',
    title: { vi: `thông báo ${id}`, en: `notice ${id}` },
    settles: [],
    replaces: [],
    days: [],
    source: `text of ${id}`,
    verified: true,
    ...over,
  };
}

export function calendar(data: Partial<CalendarData> = {}): WorkingCalendar {
  return buildCalendar({
    hours: [hours()],
    holidays: [tetRule, cultureDay, hungKings, victory, labour],
    notices: [],
    ...data,
  });
}

/** An instant of Vietnamese clock time. */
export const at = (local: string): Date => new Date(`${local}:00+07:00`);

export const reasonsOf = (cal: WorkingCalendar, days: readonly IsoDay[]): string[] =>
  days.map((d) => cal.plan(d).reason.kind);
