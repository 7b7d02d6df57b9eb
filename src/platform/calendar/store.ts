import type { Selectable } from 'kysely';
import { z } from 'zod';
import { kept } from '#platform/edition';
import { type Ctx, type Database, forgetInAct } from '#platform/runtime';
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
  forgetInAct(ctx, 'kept ');
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

interface PublishedRows {
  readonly hours: readonly Selectable<Database['calendar.opening_hours']>[];
  readonly rules: readonly Selectable<Database['calendar.holiday_rule']>[];
  readonly notices: readonly Selectable<Database['calendar.notice']>[];
}

/** All that was ever published, the latest of each key first. */
function readPublished(ctx: Ctx): Promise<PublishedRows> {
  return kept(ctx, { tables: ['calendar'], key: 'calendar rows' }, async () => {
    const [hours, rules, notices] = await Promise.all([
      ctx.db
        .selectFrom('calendar.opening_hours')
        .selectAll()
        .orderBy('agency_id')
        .orderBy('valid_from')
        .orderBy('published_at', 'desc')
        .orderBy('position', 'desc')
        .execute(),
      ctx.db
        .selectFrom('calendar.holiday_rule')
        .selectAll()
        .orderBy('code')
        .orderBy('valid_from')
        .orderBy('published_at', 'desc')
        .orderBy('position', 'desc')
        .execute(),
      ctx.db
        .selectFrom('calendar.notice')
        .selectAll()
        .orderBy('code')
        .orderBy('published_at', 'desc')
        .orderBy('position', 'desc')
        .execute(),
    ]);
    return { hours, rules, notices };
  });
}

/** The rows published at an instant, the first of each key. */
function latest<R extends { published_at: Date }>(
  rows: readonly R[],
  knownAt: Date,
  keyOf: (row: R) => string,
): R[] {
  const byKey = new Map<string, R>();
  for (const row of rows) {
    const key = keyOf(row);
    if (row.published_at <= knownAt && !byKey.has(key)) byKey.set(key, row);
  }
  return [...byKey.values()];
}

/** What was known at an instant; `edition` is the same for instants between which nothing was published. */
export interface KnownRows extends PublishedRows {
  readonly edition: string;
}

export async function readKnown(ctx: Ctx, knownAt: Date): Promise<KnownRows> {
  const published = await readPublished(ctx);
  const last = lastOf(published);
  if (knownAt < last) return knownOf(published, knownAt);
  return kept(ctx, { tables: ['calendar'], key: 'calendar rows of today' }, async () =>
    knownOf(published, last),
  );
}

function lastOf({ hours, rules, notices }: PublishedRows): Date {
  const times = [...hours, ...rules, ...notices].map((row) => row.published_at.getTime());
  return new Date(times.reduce((last, time) => Math.max(last, time), 0));
}

function knownOf(published: PublishedRows, knownAt: Date): KnownRows {
  const count = (rows: readonly { published_at: Date }[]): number =>
    rows.filter((row) => row.published_at <= knownAt).length;
  return {
    ...published,
    hours: latest(published.hours, knownAt, (row) => hoursKey(row.agency_id, row.valid_from)),
    rules: latest(published.rules, knownAt, (row) => ruleKey(row.code, row.valid_from)),
    notices: latest(published.notices, knownAt, (row) => noticeKey(row.code)),
    edition: [published.hours, published.rules, published.notices].map(count).join('-'),
  };
}

/** Everything that decides the working time of an agency. */
export function calendarDataOf(known: KnownRows, agencyId: string | null): CalendarData {
  return {
    hours: hoursOf(known, agencyId),
    holidays: known.rules.map(ruleOf),
    notices: noticesOf(known, agencyId),
  };
}

// own hours before those of all agencies; of two that hold on a day, the one that began later
function hoursOf(known: KnownRows, agencyId: string | null): HoursRow[] {
  return known.hours
    .filter((row) => row.agency_id === null || row.agency_id === agencyId)
    .toSorted(
      (a, b) =>
        Number(a.agency_id === null) - Number(b.agency_id === null) ||
        b.valid_from.localeCompare(a.valid_from),
    )
    .map((row) => ({ from: row.valid_from, to: row.valid_to, week: weekSchema.parse(row.week) }));
}

function ruleOf(row: Selectable<Database['calendar.holiday_rule']>): HolidayRule {
  return {
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
  };
}

function noticesOf(known: KnownRows, agencyId: string | null): Notice[] {
  return known.notices
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
