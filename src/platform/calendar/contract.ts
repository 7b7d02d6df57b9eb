import { z } from 'zod';
import { route } from '#lib/contract';
import { dayNumber } from '#lib/lunar';
import { orderIntervals, parseInterval, parseMinute } from './rules-hours.ts';
import type { Interval } from './rules-hours.ts';

export const errorCodes = { no_hours: 404, bad_range: 422 } as const;

function attempt<T>(ctx: { issues: z.core.$ZodRawIssue[]; value: unknown }, read: () => T): T {
  try {
    return read();
  } catch {
    ctx.issues.push({ code: 'custom', input: ctx.value, message: 'not understood' });
    return z.NEVER;
  }
}

/** A legal day `YYYY-MM-DD` that exists. */
export const daySchema = z.string().refine(
  (text) => {
    try {
      dayNumber(text);
      return true;
    } catch {
      return false;
    }
  },
  { message: 'not a day' },
);

export const intervalSchema = z
  .string()
  .transform((text, ctx): Interval => attempt(ctx, () => parseInterval(text)));

export const intervalsSchema = z
  .array(intervalSchema)
  .transform((list, ctx): Interval[] => attempt(ctx, () => orderIntervals(list)));

export const minuteSchema = z
  .string()
  .transform((text, ctx): number => attempt(ctx, () => parseMinute(text)));

const named = z.object({ vi: z.string().min(1), en: z.string().min(1) });
const source = { source: z.string().min(1), verified: z.boolean() };

/** A week by day, as written in the catalogue: a day left out is a rest day. */
export const weekSchema = z
  .strictObject({
    mon: intervalsSchema.optional(),
    tue: intervalsSchema.optional(),
    wed: intervalsSchema.optional(),
    thu: intervalsSchema.optional(),
    fri: intervalsSchema.optional(),
    sat: intervalsSchema.optional(),
    sun: intervalsSchema.optional(),
  })
  .transform((week): Interval[][] =>
    [week.mon, week.tue, week.wed, week.thu, week.fri, week.sat, week.sun].map((list) => list ?? []),
  );

export const hoursSchema = z.strictObject({
  /** Key of an agency, or null for the hours of every agency that has none of its own. */
  agency: z.string().nullable(),
  from: daySchema,
  to: daySchema.nullable(),
  week: weekSchema,
  ...source,
});

export const holidayRuleSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: named,
  from: daySchema,
  to: daySchema.nullable(),
  on: z.strictObject({
    calendar: z.enum(['solar', 'lunar']),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(30),
  }),
  before: z.int().min(0).max(10),
  after: z.int().min(0).max(10),
  substitute: z.boolean(),
  decidedYearly: z.boolean(),
  ...source,
});

export const noticeSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  publishedOn: daySchema,
  title: named,
  /** Keys of the agencies it is for; null = all. */
  agencies: z.array(z.string()).min(1).nullable(),
  settles: z.array(z.strictObject({ rule: z.string(), year: z.int().min(1902).max(2199) })),
  replaces: z.array(z.string()).default([]),
  days: z.array(
    z.strictObject({
      day: daySchema,
      kind: z.enum(['off', 'working']),
      rule: z.string().optional(),
      swappedWith: daySchema.optional(),
      hours: intervalsSchema.optional(),
      name: named.optional(),
    }),
  ),
  ...source,
});

/** A period as procedures write it in the catalogue. */
export const periodSchema = z.strictObject({
  unit: z.enum(['HOUR', 'WORKING_DAY', 'DAY']),
  amount: z.int().min(0).max(3650),
  cutOff: minuteSchema.nullable().default(null),
  ends: z.enum(['closing', 'midnight']).default('closing'),
});

export const calendarCatalogSchema = z.strictObject({
  hours: z.array(hoursSchema).default([]),
  holidays: z.array(holidayRuleSchema).default([]),
  notices: z.array(noticeSchema).default([]),
});

export type CalendarCatalog = z.output<typeof calendarCatalogSchema>;
export type CatalogHours = z.output<typeof hoursSchema>;
export type CatalogRule = z.output<typeof holidayRuleSchema>;
export type CatalogNotice = z.output<typeof noticeSchema>;

const dayPlanSchema = z.object({
  day: z.string(),
  working: z.boolean(),
  intervals: z.array(z.string()),
  kind: z.string(),
  name: z.string().nullable(),
  /** Derived from the law while the year's official notice is not out. */
  provisional: z.boolean(),
});
export type DayPlanView = z.input<typeof dayPlanSchema>;

export const listDays = route({
  method: 'GET',
  path: '/calendar/days',
  summary: 'Working days and days off of an agency, with the reason of each day off',
  query: z.object({ from: daySchema, to: daySchema, agencyId: z.uuid().optional() }),
  response: z.object({ items: z.array(dayPlanSchema) }),
  access: 'public',
});

export const publishNotice = route({
  method: 'POST',
  path: '/calendar/notices',
  summary: 'Publish an official notice on days off; it wins over the days derived from the law',
  body: noticeSchema.extend({ agencies: z.array(z.uuid()).min(1).nullable() }),
  response: z.object({ id: z.string() }),
  status: 201,
});

export const previewNotice = route({
  method: 'POST',
  path: '/calendar/notice-previews',
  summary:
    'What a notice would change: days, and the deadlines of dossiers received just before; nothing is published',
  body: noticeSchema.extend({ agencies: z.array(z.uuid()).min(1).nullable() }),
  response: z.object({
    days: z.array(z.object({ before: dayPlanSchema, after: dayPlanSchema })),
    isPast: z.boolean(),
    /** An earlier notice has the same id: this one takes its place. */
    replacesOwn: z.boolean(),
    receivedOn: z.string(),
    deadlines: z.array(
      z.object({ workingDays: z.int(), before: z.string().nullable(), after: z.string().nullable() }),
    ),
  }),
});
