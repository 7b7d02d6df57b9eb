import { z } from 'zod';
import { route } from '#lib/contract';

const instant = z.iso.datetime({ offset: true });

/** As it is inside the server: what the wire writes as text, `…At`, is a Date. */
export type WithDates<T> = { [K in keyof T]: K extends `${string}At` ? Date | Exclude<T[K], string> : T[K] };

export const errorCodes = {
  no_template: 500,
  missing_param: 500,
  personal_number: 500,
  not_found: 404,
} as const;

const sentence = z.strictObject({ vi: z.string().min(1).max(4000), en: z.string().min(1).max(4000) });

/** What a text message may name: it can be read over a shoulder and on a lost phone. */
export const smsParams = ['code', 'date', 'time', 'amount', 'office'] as const;
const smsPlaces = (text: string): string[] =>
  Array.from(text.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? '');

/** A template: `{name}` places are filled from the parameters of the notice. */
export const templateSchema = z
  .strictObject({
    code: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9_-]*$/),
    title: sentence,
    body: sentence,
    /** Left out: never by SMS. */
    sms: sentence.optional(),
  })
  .refine(
    ({ sms }) =>
      !sms || [...smsPlaces(sms.vi), ...smsPlaces(sms.en)].every((name) => smsParams.some((p) => p === name)),
    { message: `an SMS names nothing but ${smsParams.join(', ')}` },
  );
export type Template = z.output<typeof templateSchema>;
export const templatesSchema = z.strictObject({ templates: z.array(templateSchema) });

const noticeSchema = z.object({
  id: z.string(),
  title: z.string(),
  body: z.string(),
  about: z.string(),
  link: z.string().nullable(),
  createdAt: instant,
  readAt: instant.nullable(),
  deliveries: z.array(z.object({ channel: z.string(), to: z.string(), state: z.string() })),
});
export type NoticeView = WithDates<z.output<typeof noticeSchema>>;

export const listNotices = route({
  method: 'GET',
  path: '/notices',
  summary: 'My notices, newest first',
  query: z.object({
    before: z.coerce.number().int().positive().optional(),
    unread: z.enum(['true', 'false']).optional(),
  }),
  response: z.object({ items: z.array(noticeSchema), unread: z.int(), next: z.int().nullable() }),
});

export const markRead = route({
  method: 'POST',
  path: '/notices/{id}/read-mark',
  summary: 'Mark a notice as read',
  params: z.object({ id: z.uuid() }),
  status: 204,
});

export const markAllRead = route({
  method: 'POST',
  path: '/notices/read-marks',
  summary: 'Mark all my notices as read',
  response: z.object({ marked: z.int() }),
});

export const listTroubledDeliveries = route({
  method: 'GET',
  path: '/notice-deliveries',
  summary: 'Messages that failed or whose fate is unknown, newest first',
  response: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        channel: z.string(),
        to: z.string(),
        state: z.string(),
        attempts: z.int(),
        lastError: z.string().nullable(),
        createdAt: instant,
      }),
    ),
  }),
});
