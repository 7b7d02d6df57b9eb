import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { createServer } from '#platform/http';
import { system } from '#platform/runtime';
import type { Ctx, Principal } from '#platform/runtime';
import { type TestHouse, citizen, officer, openHouse } from '../../../test/support/house.ts';
import {
  deadline,
  explainSkipped,
  getCalendar,
  importCalendar,
  publishHolidayRule,
  publishHours,
  publishNotice,
  readCalendarCatalog,
} from './index.ts';
import type { CalendarCatalog, CatalogNotice } from './index.ts';
import { previewNotice } from './preview-notice.ts';
import { parseInterval } from './rules-hours.ts';

const catalog = readCalendarCatalog(resolve(import.meta.dirname, '../../../catalog/calendar'));
const agency = '019ab000-0000-7000-8000-0000000000b1';
const otherAgency = '019ab000-0000-7000-8000-0000000000b2';
const publisher = officer('019ab000-0000-7000-8000-0000000000a1', {
  role: 'calendar-publisher',
  agencyId: agency,
});
const clerk = officer('019ab000-0000-7000-8000-0000000000a2', { role: 'reception', agencyId: agency });
const person = citizen('019ab000-0000-7000-8000-000000000001');

let house: TestHouse;
const act = <T>(principal: Principal, run: (ctx: Ctx) => Promise<T>): Promise<T> =>
  house.runner.act({ action: 'test.calendar', principal }, run);

const flood: CatalogNotice = {
  id: 'flood-2026-11',
  publishedOn: '2026-11-20',
  title: { vi: 'Đóng cửa vì lũ', en: 'Closed by flood' },
  agencies: null,
  settles: [],
  replaces: [],
  days: [{ day: '2026-11-26', kind: 'off' }],
  source: 'test',
  verified: true,
};

beforeAll(async () => {
  house = await openHouse({ rooms: ['calendar'] });
  await act(system, (ctx) => importCalendar(ctx, catalog));
});
afterAll(() => house.close());

describe('the preview of a notice', () => {
  const swap: CatalogNotice = {
    ...flood,
    id: 'swap-2026-12',
    days: [
      { day: '2026-12-14', kind: 'off', swappedWith: '2026-12-19' },
      { day: '2026-12-19', kind: 'working', swappedWith: '2026-12-14' },
    ],
  };

  test('says which days change and how deadlines move, and publishes nothing', async () => {
    const seen = await act(publisher, (ctx) => previewNotice(ctx, swap));
    expect(seen.days.map((day) => [day.before.day, day.before.working, day.after.working])).toEqual([
      ['2026-12-14', true, false],
      ['2026-12-19', false, true],
    ]);
    expect(seen.receivedOn).toBe('2026-12-11');
    expect(seen.deadlines.slice(0, 3)).toEqual([
      { workingDays: 1, before: '2026-12-14', after: '2026-12-15' },
      { workingDays: 3, before: '2026-12-16', after: '2026-12-17' },
      { workingDays: 5, before: '2026-12-18', after: '2026-12-19' },
    ]);
    const { rows } = await house.admin.query(`select 1 from calendar.notice where code = 'swap-2026-12'`);
    expect(rows).toEqual([]);
  });

  test('a notice over more than a year, or by whom may not publish, is refused', async () => {
    const long = { ...swap, days: [...swap.days, { day: '2028-01-03', kind: 'off' as const }] };
    await expect(act(publisher, (ctx) => previewNotice(ctx, long))).rejects.toMatchObject({
      code: 'calendar.bad_range',
    });
    await expect(act(clerk, (ctx) => previewNotice(ctx, swap))).rejects.toMatchObject({
      code: 'access.forbidden',
    });
  });
});

describe('the catalogue', () => {
  test('is imported once: again it changes nothing', async () => {
    const size = catalog.hours.length + catalog.holidays.length + catalog.notices.length;
    expect(await act(system, (ctx) => importCalendar(ctx, catalog))).toEqual({
      published: 0,
      unchanged: size,
    });
  });
  test('gives the days of 2026 and the twelve days of holiday by law', async () => {
    const cal = await act(person, (ctx) => getCalendar(ctx));
    expect(cal.plan('2026-11-24').reason).toMatchObject({
      kind: 'holiday',
      name: { vi: 'Ngày Văn hóa Việt Nam' },
    });
    expect(cal.plan('2026-02-20').reason).toMatchObject({ kind: 'holiday', provisional: false });
    expect(cal.plan('2026-08-31').reason.kind).toBe('swapped_off');
    expect(cal.plan('2026-08-22').intervals).toHaveLength(2);
    const days = Array.from({ length: 365 }, (_, i) =>
      new Date(Date.UTC(2027, 0, 1 + i)).toISOString().slice(0, 10),
    );
    expect(days.filter((day) => cal.plan(day).reason.kind === 'holiday')).toHaveLength(12);
  });
  test('refuses an agency it does not know', async () => {
    const strange: CalendarCatalog = {
      hours: [{ ...(catalog.hours[0] ?? never()), agency: 'H15.99' }],
      holidays: [],
      notices: [],
    };
    await expect(act(system, (ctx) => importCalendar(ctx, strange))).rejects.toThrow(/H15\.99/);
  });
  test('counts a deadline over 24/11 and says why', async () => {
    const cal = await act(clerk, (ctx) => getCalendar(ctx, { agencyId: agency }));
    const result = deadline(
      cal,
      { unit: 'WORKING_DAY', amount: 1, cutOff: null, ends: 'closing' },
      { receivedAt: new Date('2026-11-23T09:00:00+07:00'), pauses: [] },
    );
    expect(result.dueAt?.toISOString()).toBe('2026-11-25T10:00:00.000Z');
    expect(explainSkipped(result.skipped, 'vi')).toEqual(['không tính 24/11 (nghỉ Ngày Văn hóa Việt Nam)']);
  });
});

function never(): never {
  throw new Error('the catalogue has no hours');
}

describe('publishing', () => {
  test('an agency has hours of its own, others keep those of all', async () => {
    const week = Array.from({ length: 7 }, (_, i) => (i < 6 ? [parseInterval('08:00-12:00')] : []));
    const row = { agency: null, from: '2026-11-01', to: null, week, source: 'test', verified: true };
    await act(publisher, (ctx) => publishHours(ctx, agency, row));
    const own = await act(clerk, (ctx) => getCalendar(ctx, { agencyId: agency }));
    const other = await act(clerk, (ctx) => getCalendar(ctx, { agencyId: otherAgency }));
    expect(own.plan('2026-11-28').intervals).toEqual([parseInterval('08:00-12:00')]);
    expect(own.plan('2026-10-31').reason.kind).toBe('weekly_rest');
    expect(other.plan('2026-11-28').intervals).toEqual([]);
  });
  test('a notice reaches only the agencies it names and leaves an event', async () => {
    await act(publisher, (ctx) => publishNotice(ctx, [agency], flood));
    const own = await act(clerk, (ctx) => getCalendar(ctx, { agencyId: agency }));
    const other = await act(clerk, (ctx) => getCalendar(ctx, { agencyId: otherAgency }));
    expect(own.plan('2026-11-26').reason).toMatchObject({ kind: 'closed', name: { vi: 'Đóng cửa vì lũ' } });
    expect(other.plan('2026-11-26').reason.kind).toBe('ordinary');
    const { rows } = await house.admin.query(
      `select data from events.event where type = 'calendar.published' and data ->> 'key' like '%flood%'`,
    );
    expect(rows).toEqual([{ data: { what: 'notice', key: 'notice flood-2026-11' } }]);
  });
  test('a correction takes its place, the earlier row stays and can be asked for', async () => {
    const before = house.clock.now();
    house.clock.advance(60_000);
    await act(publisher, (ctx) =>
      publishNotice(ctx, [agency], { ...flood, days: [{ day: '2026-11-27', kind: 'off' }] }),
    );
    const now = await act(clerk, (ctx) => getCalendar(ctx, { agencyId: agency }));
    const then = await act(clerk, (ctx) => getCalendar(ctx, { agencyId: agency, knownAt: before }));
    expect([now.plan('2026-11-26'), now.plan('2026-11-27')].map((p) => p.reason.kind)).toEqual([
      'ordinary',
      'closed',
    ]);
    expect([then.plan('2026-11-26'), then.plan('2026-11-27')].map((p) => p.reason.kind)).toEqual([
      'closed',
      'ordinary',
    ]);
  });
  test('a rule ends by a later revision', async () => {
    const rule = catalog.holidays.find((holiday) => holiday.id === 'culture-day') ?? never();
    house.clock.advance(60_000);
    await act(system, (ctx) => publishHolidayRule(ctx, { ...rule, to: '2028-01-01' }));
    const cal = await act(clerk, (ctx) => getCalendar(ctx));
    expect([cal.plan('2027-11-24'), cal.plan('2028-11-24')].map((p) => p.reason.kind)).toEqual([
      'holiday',
      'ordinary',
    ]);
  });
  test('is refused to whoever is no publisher, by the code and by the database', async () => {
    for (const principal of [clerk, person]) {
      await expect(act(principal, (ctx) => publishNotice(ctx, null, flood))).rejects.toMatchObject({
        code: 'access.forbidden',
      });
      const behind = act(principal, (ctx) =>
        sql`insert into calendar.notice overriding user value select * from calendar.notice limit 1`.execute(
          ctx.db,
        ),
      );
      await expect(behind).rejects.toThrow(/row-level security/);
    }
  });
  test('cannot be undone: what was published is neither changed nor removed', async () => {
    for (const statement of [
      'update calendar.notice set source = $$x$$',
      'delete from calendar.holiday_rule',
      'truncate calendar.opening_hours',
    ]) {
      await expect(act(system, (ctx) => sql.raw(statement).execute(ctx.db))).rejects.toThrow(
        /permission denied/,
      );
    }
  });
});

describe('over HTTP', () => {
  const serve = async (principal: Principal) =>
    createServer({
      runner: house.runner,
      rooms: house.rooms,
      authenticate: async () => principal,
      origins: [],
    });

  test('anyone reads the days, in the language asked for', async () => {
    const server = await serve(person);
    const vi = await server.inject('/api/v1/calendar/days?from=2026-11-23&to=2026-11-25');
    expect(vi.json().items).toEqual([
      {
        day: '2026-11-23',
        working: true,
        intervals: ['07:00-11:30', '13:30-17:00'],
        kind: 'ordinary',
        name: null,
        provisional: false,
      },
      {
        day: '2026-11-24',
        working: false,
        intervals: [],
        kind: 'holiday',
        name: 'Ngày Văn hóa Việt Nam',
        provisional: false,
      },
      {
        day: '2026-11-25',
        working: true,
        intervals: ['07:00-11:30', '13:30-17:00'],
        kind: 'ordinary',
        name: null,
        provisional: false,
      },
    ]);
    const en = await server.inject({
      url: '/api/v1/calendar/days?from=2027-02-06&to=2027-02-06',
      headers: { 'accept-language': 'en' },
    });
    expect(en.json().items).toMatchObject([{ name: 'Lunar New Year', provisional: true }]);
    await server.close();
  });
  test.each([
    ['from=2026-11-25&to=2026-11-23', 422, 'calendar.bad_range'],
    ['from=2020-01-01&to=2026-11-23', 422, 'calendar.bad_range'],
    ['from=2026-02-30&to=2026-03-01', 422, 'http.invalid_input'],
    ['from=1999-01-01&to=1999-01-02', 404, 'calendar.no_hours'],
  ])('%s → %d %s', async (query, status, code) => {
    const server = await serve(person);
    const answer = await server.inject(`/api/v1/calendar/days?${query}`);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    await server.close();
  });
  test('a publisher publishes a notice, a malformed one is refused with its fields', async () => {
    const server = await serve(publisher);
    const post = (payload: object, key: string) =>
      server.inject({
        method: 'POST',
        url: '/api/v1/calendar/notices',
        payload,
        headers: { 'idempotency-key': key },
      });
    const notice = {
      ...flood,
      id: 'tet-2027',
      settles: [{ rule: 'tet', year: 2027 }],
      days: [
        { day: '2027-02-05', kind: 'off', rule: 'tet' },
        { day: '2027-02-13', kind: 'working', hours: ['07:30-11:30'] },
      ],
    };
    const first = await post(notice, 'k1');
    expect([first.statusCode, await post(notice, 'k1').then((r) => r.json().id)]).toEqual([
      201,
      first.json().id,
    ]);
    const cal = await act(clerk, (ctx) => getCalendar(ctx, { agencyId: otherAgency }));
    expect(cal.plan('2027-02-13').intervals).toEqual([parseInterval('07:30-11:30')]);
    expect(cal.plan('2027-02-08').reason.kind).toBe('ordinary');
    const bad = await post({ ...notice, days: [{ day: '2027-02-30', kind: 'off' }] }, 'k2');
    expect([bad.statusCode, bad.json().fields[0].path]).toEqual([422, 'body.days.0.day']);
    await server.close();
  });
});
