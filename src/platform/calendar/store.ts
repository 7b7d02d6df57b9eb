import { z } from 'zod';
import { type Ctx, forgetInAct, oncePerAct } from '#platform/runtime';
import { noticeSchema, weekSchema } from './contract.ts';
import type { CatalogHours, CatalogNotice, CatalogRule } from './contract.ts';
import type { HolidayRule, Notice } from './rules-holidays.ts';
import { formatInterval } from './rules-hours.ts';
import type { HoursRow, Interval } from './rules-hours.ts';
import type { CalendarData } from './rules.ts';

export interface Published<T> {
  readonly row: T;
  readonly hash: string;
}

const daysSchema = noticeSchema.shape.days;
const settlesSchema = noticeSchema.shape.settles;
const dayKeys = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function stamp(ctx: Ctx, hash: string) {
  forgetInAct(ctx, 'calendar ');
  return {
    id: ctx.ids.next(),
    content_hash: hash,
    published_at: ctx.clock.now(),
    published_by: ctx.principal.id,
  };
}

function weekJson(week: readonly (readonly Interval[])[]): string {
  const entries = week.map((intervals, i) => [dayKeys[i] ?? '', intervals.map(formatInterval)] as const);
  return JSON.stringify(Object.fromEntries(entries.filter(([, intervals]) => intervals.length > 0)));
}

function daysJson(days: CatalogNotice['days']): string {
  return JSON.stringify(
    days.map((day) => (day.hours ? { ...day, hours: day.hours.map(formatInterval) } : day)),
  );
}

export async function insertHours(
  ctx: Ctx,
  agencyId: string | null,
  { row, hash }: Published<CatalogHours>,
): Promise<string> {
  const stamped = stamp(ctx, hash);
  await ctx.db
    .insertInto('calendar.opening_hours')
    .values({
      ...stamped,
      agency_id: agencyId,
      valid_from: row.from,
      valid_to: row.to,
      week: weekJson(row.week),
      source: row.source,
      verified: row.verified,
    })
    .execute();
  return stamped.id;
}

export async function insertHolidayRule(ctx: Ctx, { row, hash }: Published<CatalogRule>): Promise<string> {
  const stamped = stamp(ctx, hash);
  await ctx.db
    .insertInto('calendar.holiday_rule')
    .values({
      ...stamped,
      code: row.id,
      valid_from: row.from,
      valid_to: row.to,
      name_vi: row.name.vi,
      name_en: row.name.en,
      on_calendar: row.on.calendar,
      on_month: row.on.month,
      on_day: row.on.day,
      days_before: row.before,
      days_after: row.after,
      substitute: row.substitute,
      decided_yearly: row.decidedYearly,
      source: row.source,
      verified: row.verified,
    })
    .execute();
  return stamped.id;
}

export async function insertNotice(
  ctx: Ctx,
  agencyIds: readonly string[] | null,
  { row, hash }: Published<CatalogNotice>,
): Promise<string> {
  const stamped = stamp(ctx, hash);
  await ctx.db
    .insertInto('calendar.notice')
    .values({
      ...stamped,
      code: row.id,
      published_on: row.publishedOn,
      title_vi: row.title.vi,
      title_en: row.title.en,
      agency_ids: agencyIds === null ? null : [...agencyIds],
      settles: JSON.stringify(row.settles),
      replaces: row.replaces,
      days: daysJson(row.days),
      source: row.source,
      verified: row.verified,
    })
    .execute();
  return stamped.id;
}

/** Content hashes of the rows that count today, by key. */
export async function readHashes(ctx: Ctx): Promise<Map<string, string>> {
  const [hours, rules, notices] = [
    await ctx.db
      .selectFrom('calendar.opening_hours')
      .select(['agency_id', 'valid_from', 'content_hash'])
      .orderBy('published_at')
      .orderBy('position')
      .execute(),
    await ctx.db
      .selectFrom('calendar.holiday_rule')
      .select(['code', 'valid_from', 'content_hash'])
      .orderBy('published_at')
      .orderBy('position')
      .execute(),
    await ctx.db
      .selectFrom('calendar.notice')
      .select(['code', 'content_hash'])
      .orderBy('published_at')
      .orderBy('position')
      .execute(),
  ];
  return new Map([
    ...hours.map((row) => [hoursKey(row.agency_id, row.valid_from), row.content_hash] as const),
    ...rules.map((row) => [ruleKey(row.code, row.valid_from), row.content_hash] as const),
    ...notices.map((row) => [noticeKey(row.code), row.content_hash] as const),
  ]);
}

export const hoursKey = (agencyId: string | null, from: string): string => `hours ${agencyId ?? '*'} ${from}`;
export const ruleKey = (code: string, from: string): string => `rule ${code} ${from}`;
export const noticeKey = (code: string): string => `notice ${code}`;

export interface DataFilter {
  readonly agencyId: string | null;
  /** Only what had been published at this instant. */
  readonly knownAt: Date;
}

/** Everything that decides the working time of an agency, the latest published row of each key. */
export async function readCalendarData(ctx: Ctx, filter: DataFilter): Promise<CalendarData> {
  return {
    hours: await readHours(ctx, filter),
    holidays: await oncePerAct(ctx, `calendar rules ${filter.knownAt.getTime()}`, () =>
      readRules(ctx, filter),
    ),
    notices: await readNotices(ctx, filter),
  };
}

async function readHours(ctx: Ctx, { agencyId, knownAt }: DataFilter): Promise<HoursRow[]> {
  const rows = await ctx.db
    .selectFrom('calendar.opening_hours')
    .distinctOn(['agency_id', 'valid_from'])
    .select(['agency_id', 'valid_from', 'valid_to', 'week', 'published_at'])
    .where('published_at', '<=', knownAt)
    .where((where) =>
      agencyId === null
        ? where('agency_id', 'is', null)
        : where.or([where('agency_id', 'is', null), where('agency_id', '=', agencyId)]),
    )
    .orderBy('agency_id')
    .orderBy('valid_from')
    .orderBy('published_at', 'desc')
    .orderBy('position', 'desc')
    .execute();
  // own hours before those of all agencies; of two that hold on a day, the one that began later
  return rows
    .toSorted(
      (a, b) =>
        Number(a.agency_id === null) - Number(b.agency_id === null) ||
        b.valid_from.localeCompare(a.valid_from),
    )
    .map((row) => ({ from: row.valid_from, to: row.valid_to, week: weekSchema.parse(row.week) }));
}

async function readRules(ctx: Ctx, { knownAt }: DataFilter): Promise<HolidayRule[]> {
  const rows = await ctx.db
    .selectFrom('calendar.holiday_rule')
    .distinctOn(['code', 'valid_from'])
    .selectAll()
    .where('published_at', '<=', knownAt)
    .orderBy('code')
    .orderBy('valid_from')
    .orderBy('published_at', 'desc')
    .orderBy('position', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.code,
    name: { vi: row.name_vi, en: row.name_en },
    from: row.valid_from,
    to: row.valid_to,
    on: { calendar: z.enum(['solar', 'lunar']).parse(row.on_calendar), month: row.on_month, day: row.on_day },
    before: row.days_before,
    after: row.days_after,
    substitute: row.substitute,
    decidedYearly: row.decided_yearly,
    source: row.source,
    verified: row.verified,
  }));
}

function readNoticeRows(ctx: Ctx, knownAt: Date) {
  return ctx.db
    .selectFrom('calendar.notice')
    .distinctOn('code')
    .selectAll()
    .where('published_at', '<=', knownAt)
    .orderBy('code')
    .orderBy('published_at', 'desc')
    .orderBy('position', 'desc')
    .execute();
}

async function readNotices(ctx: Ctx, { agencyId, knownAt }: DataFilter): Promise<Notice[]> {
  const rows = await oncePerAct(ctx, `calendar notices ${knownAt.getTime()}`, () =>
    readNoticeRows(ctx, knownAt),
  );
  return rows
    .filter((row) => row.agency_ids === null || (agencyId !== null && row.agency_ids.includes(agencyId)))
    .map((row) => ({
      id: row.code,
      publishedOn: row.published_on,
      title: { vi: row.title_vi, en: row.title_en },
      settles: settlesSchema.parse(row.settles),
      replaces: row.replaces,
      days: daysSchema.parse(row.days),
      source: row.source,
      verified: row.verified,
    }));
}
