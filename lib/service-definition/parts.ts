import { z } from 'zod';
import { legalDay } from '#lib/catalog';
import { condition } from './condition.ts';

/** A sentence in Vietnamese and English. */
export const bilingual = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) });
export type Bilingual = z.infer<typeof bilingual>;

export const key = z.string().regex(/^[a-z][A-Za-z0-9]*$/);
export const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
export const when = condition.optional();

export const channels = ['online', 'counter', 'post', 'kiosk'] as const;
export const channel = z.enum(channels);
export type Channel = z.infer<typeof channel>;

export const registers = [
  'account',
  'population',
  'residence',
  'civil-status',
  'land',
  'social-insurance',
  'business',
  'vehicle',
  'driving-licence',
  'social-protection',
  'vault',
] as const;
export const register = z.enum(registers);
export type Register = z.infer<typeof register>;

export const duration = z.strictObject({
  amount: z.number().int().min(0),
  unit: z.enum(['HOUR', 'WORKING_DAY', 'DAY']),
});
export type Duration = z.infer<typeof duration>;

/** Since when a figure holds, by which instrument, and whether that was checked. [validFrom, validTo). */
export const dated = {
  validFrom: legalDay,
  validTo: legalDay.nullable(),
  law: z.array(slug),
  verified: z.boolean(),
  note: z.string().min(1).optional(),
};

export type Dated = { validFrom: string; validTo: string | null };

/** Of several dated rows the one in force on a legal day. */
export function onDay<Row extends Dated>(rows: readonly Row[], day: string): Row | undefined {
  return rows.find((row) => row.validFrom <= day && (row.validTo === null || day < row.validTo));
}
