import { z } from 'zod';
import { legalDay } from './schemas.ts';

const key = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
const text = z.string().min(1);
const mark = { source: key, verified: z.boolean(), note: text.optional() };
const handbook = z.number().int().min(1).max(43);
const abbreviation = text.max(40);

export const planGroups = ['I', 'II', 'III', 'IV', 'V'] as const;

/** A group of models, with the number of models its three headings claim. */
export const planGroupRow = z.strictObject({
  group: z.enum(planGroups),
  name: text,
  nameEn: text,
  countBody: z.number().int(),
  countAnnex: z.number().int(),
  countHandbook: z.number().int(),
  ...mark,
});
export type PlanGroupRow = z.infer<typeof planGroupRow>;

/** Who an abbreviation of the plan is: one agency, or a group of actors (enterprises, facilities, local government). */
export const planUnitRow = z.strictObject({
  abbreviation,
  name: text,
  agency: key.nullable(),
  /** Field of work by which its tasks follow a succession unless a task names another. */
  field: text.optional(),
  aliases: z.array(text).optional(),
  ...mark,
});
export type PlanUnitRow = z.infer<typeof planUnitRow>;

export const planDevices = ['reader_qr', 'reader_chip', 'handheld', 'kiosk', 'camera', 'pos'] as const;

/** What plan and handbook say of a model beyond the sheet of models. Places: where in the source it stands. */
export const planModelRow = z.strictObject({
  handbook,
  short: text.max(24),
  goal: text,
  forces: z.array(text),
  tools: z.array(text),
  devices: z.array(z.enum(planDevices)),
  costNote: text.optional(),
  suppliers: z.array(text),
  legalBasis: z.array(text),
  placeBody: text.nullable(),
  placeAnnex: text.nullable(),
  placeHandbook: text,
  ...mark,
});
export type PlanModelRow = z.infer<typeof planModelRow>;

export const planRoles = ['lead', 'coordinate', 'carry_out', 'assess'] as const;

/** What the plan gives a unit to do in a model; field: by which field of work the task went to a successor. */
export const planTaskRow = z.strictObject({
  model: handbook,
  number: z.number().int().min(1),
  unit: abbreviation,
  role: z.enum(planRoles),
  with: z.array(abbreviation),
  field: text.optional(),
  text,
  place: text,
  ...mark,
});
export type PlanTaskRow = z.infer<typeof planTaskRow>;

export const planStepRow = z.strictObject({
  model: handbook,
  number: z.number().int().min(1),
  text,
  place: text,
  ...mark,
});
export type PlanStepRow = z.infer<typeof planStepRow>;

export const planPlaces = ['body', 'annex', 'handbook'] as const;
export const planDeadlineKinds = [
  'day',
  'month',
  'quarter',
  'year',
  'continuous',
  'by_project',
  'roadmap',
  'asked',
] as const;

/** A deadline as one part of the source gives it; `on` is the last day of what is said, null where none is said. */
export const planDeadlineRow = z.strictObject({
  model: handbook,
  number: z.number().int().min(1),
  part: z.enum(planPlaces),
  kind: z.enum(planDeadlineKinds),
  on: legalDay.nullable(),
  scope: text.optional(),
  place: text,
  ...mark,
});
export type PlanDeadlineRow = z.infer<typeof planDeadlineRow>;

/** A total that the handbook itself states, to be reproduced from the rows. */
export const planTotalRow = z.strictObject({
  key,
  name: text,
  value: z.number().int(),
  supplier: text.optional(),
  place: text,
  ...mark,
});
export type PlanTotalRow = z.infer<typeof planTotalRow>;

/** Where parts of the source contradict one another, and what is used here. */
export const planDifferenceRow = z.strictObject({
  key,
  topic: z.enum(['count', 'deadline', 'lead', 'supplier', 'name', 'numbering', 'text']),
  model: handbook.nullable(),
  says: z.array(z.strictObject({ place: text, value: text })).min(1),
  used: text,
  ...mark,
});
export type PlanDifferenceRow = z.infer<typeof planDifferenceRow>;
