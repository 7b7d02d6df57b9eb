import { z } from 'zod';

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const isRealDay = (text: string): boolean => {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
};

/** A legal day, `YYYY-MM-DD`, that exists. */
export const legalDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isRealDay, 'no such day');

const key = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
const text = z.string().min(1);
const mark = { source: key, verified: z.boolean(), note: text.optional() };

export const placeLevels = ['province', 'district', 'commune'] as const;
export const placeTypes = ['Tỉnh', 'Thành phố', 'Thị xã', 'Huyện', 'Phường', 'Xã', 'Thị trấn'] as const;

export const placeUnitRow = z.strictObject({
  code: z.string().regex(/^\d{2}(?:\d|\d{3})?$/),
  name: text,
  level: z.enum(placeLevels),
  type: z.enum(placeTypes),
  parent: z.string().nullable(),
  validFrom: legalDay.nullable(),
  validTo: legalDay.nullable(),
  formerProvince: z.string().optional(),
  agencyCode: z.string().optional(),
  areaKm2: z.number().positive().optional(),
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
  neighbours: z.array(z.string()).optional(),
  aliases: z.array(text).optional(),
  ...mark,
});
export type PlaceUnitRow = z.infer<typeof placeUnitRow>;

export const changeKinds = ['whole', 'partial', 'unchanged', 'renamed'] as const;

export const placeChangeRow = z.strictObject({
  on: legalDay,
  from: z.string(),
  to: z.string(),
  kind: z.enum(changeKinds),
  hint: text.optional(),
  ...mark,
});
export type PlaceChangeRow = z.infer<typeof placeChangeRow>;

export const agencyKinds = [
  'province-committee',
  'province-office',
  'department',
  'board',
  'province-centre',
  'province-police',
  'district-committee',
  'district-police',
  'commune-committee',
  'commune-centre',
  'commune-police',
  'ministry-unit',
  'vertical-agency',
  'bank',
  'public-service-unit',
] as const;

export const agencyRow = z.strictObject({
  key,
  code: z
    .string()
    .regex(/^[A-Z]\d{2}(?:\.\d{2,3})*$/)
    .nullable(),
  provisional: z.boolean(),
  name: text,
  nameEn: text,
  shortName: text.optional(),
  kind: z.enum(agencyKinds),
  parent: key.nullable(),
  dossierPrefix: text.optional(),
  places: z.array(z.string()).min(1),
  fields: z.array(text).optional(),
  validFrom: legalDay.nullable(),
  validTo: legalDay.nullable(),
  ...mark,
});
export type AgencyRow = z.infer<typeof agencyRow>;

export const agencySuccessionRow = z.strictObject({
  on: legalDay,
  from: key,
  to: key,
  scope: z.array(text),
  law: z.array(text).optional(),
  ...mark,
});
export type AgencySuccessionRow = z.infer<typeof agencySuccessionRow>;

export const instrumentKinds = [
  'constitution',
  'code',
  'law',
  'resolution',
  'ordinance',
  'decree',
  'decision',
  'circular',
  'directive',
  'plan',
  'letter',
] as const;

export const instrumentRow = z.strictObject({
  id: key,
  number: text,
  kind: z.enum(instrumentKinds),
  title: text,
  issuer: text,
  issuedOn: legalDay.nullable(),
  validFrom: legalDay.nullable(),
  validTo: legalDay.nullable(),
  amends: z.array(key).optional(),
  replacedBy: z.array(key).optional(),
  governs: text,
  ...mark,
});
export type InstrumentRow = z.infer<typeof instrumentRow>;

export const essentialServiceRow = z.strictObject({
  number: z.number().int().min(1),
  name: text,
  list: z.enum(['qd-06-2022', 'qd-422-2022', 'qd-206-2024']),
  candidate: z.boolean(),
  ministry: text,
  ministry2022: text.optional(),
  level: z.array(z.enum(['province', 'commune', 'vertical', 'company', 'school'])).min(1),
  codes: z.array(z.string().regex(/^\d\.\d{6}$/)),
  components: text.optional(),
  dataSources: z.array(text).optional(),
  fee: text.optional(),
  timeLimit: text.optional(),
  result: text.optional(),
  ...mark,
});
export type EssentialServiceRow = z.infer<typeof essentialServiceRow>;

const dueDay = z.union([
  legalDay,
  z.literal('continuous'),
  z.array(z.strictObject({ date: legalDay, scope: text })),
  z.null(),
]);

export const modelRow = z.strictObject({
  handbook: z.number().int().min(1).max(43),
  plan: z.number().int().min(1).max(40).nullable(),
  group: z.enum(['I', 'II', 'III', 'IV', 'V']),
  title: text,
  lead: z.array(text).min(1),
  with: z.array(text),
  due: dueDay,
  dueAnnex: legalDay.nullable(),
  platforms: z.array(text),
  cost: z.enum(['free', 'paid', 'reader', 'camera', 'kiosk', 'pos', 'reader+camera']),
  readiness: z.enum(['now', 'half_year', 'select_unit']),
  worksWhen: text,
  ...mark,
});
export type ModelRow = z.infer<typeof modelRow>;
