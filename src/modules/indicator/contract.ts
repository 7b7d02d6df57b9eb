import { z } from 'zod';
import { route } from '#lib/contract';
import { directions, figureStates, periodKinds, unitKinds } from '#lib/indicator';

export const errorCodes = {
  not_found: 404,
  not_typed: 422,
  wrong_period: 422,
  future_period: 422,
  denominator_needed: 422,
  denominator_zero: 422,
  already_entered: 409,
  changed_meanwhile: 409,
  second_person_needed: 403,
  already_confirmed: 409,
  not_your_unit: 403,
  definition_faulty: 422,
  period_too_long: 422,
} as const;

const Named = z.object({ vi: z.string(), en: z.string() });
const Instant = z.iso.datetime({ offset: true });
const day = z.iso.date();
const place = z.string().regex(/^\d{2}(?:\d{3})?$/);
const keyOf = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .max(60);
export const Period = z.object({ from: day, to: day });

/** A figure with all one needs to judge it. Places and units: null stands for the whole province, all units. */
export const Figure = z.object({
  key: z.string(),
  period: Period,
  place: z.string().nullable(),
  unitId: z.string().nullable(),
  /** `value`, `partial` (some days of the period are not computed yet) or why there is none. */
  state: z.enum(figureStates),
  /** Percent 0–100, a number, đồng or days, as `unit.kind` says. */
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  isTyped: z.boolean(),
  /** A typed figure that a second person has not confirmed yet. */
  isUnconfirmed: z.boolean(),
  target: z.number().nullable(),
  isOnTarget: z.boolean().nullable(),
  /** When the newest part of it was computed or typed. */
  computedAt: Instant.nullable(),
});
export type Figure = z.infer<typeof Figure>;

export const Indicator = z.object({
  key: z.string(),
  version: z.int(),
  models: z.array(z.int()),
  title: Named,
  about: Named,
  kind: z.enum(['computed', 'typed']),
  unit: z.object({ kind: z.enum(unitKinds), name: Named }),
  period: z.enum(periodKinds),
  direction: z.enum(directions),
  targets: z.array(z.object({ from: day, value: z.number(), source: z.string() })),
  owner: z.object({ key: z.string(), name: z.string(), today: z.array(Named.extend({ id: z.string() })) }),
  suppressBelow: z.int().nullable(),
  hasDenominator: z.boolean(),
  /** Told apart by commune, by unit. */
  byPlace: z.boolean(),
  byUnit: z.boolean(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  source: z.string(),
  verified: z.boolean(),
});
export type Indicator = z.infer<typeof Indicator>;

const asKnownOn = day.optional();

export const IndicatorRow = Indicator.extend({
  figure: Figure,
  previous: Figure,
  /** No computing since yesterday, or no typed figure for the last full period. */
  isStale: z.boolean(),
});
export type IndicatorRow = z.infer<typeof IndicatorRow>;

export const listIndicators = route({
  method: 'GET',
  path: '/indicators',
  summary: 'All indicators with their latest figure and the one before',
  query: z.object({
    search: z.string().trim().max(100).optional(),
    model: z.coerce.number().int().min(1).max(43).optional(),
    owner: z.string().max(80).optional(),
    kind: z.enum(['computed', 'typed']).optional(),
    stale: z.enum(['true', 'false']).optional(),
    on: day.optional(),
    asKnownOn,
    place: place.optional(),
    unitId: z.uuid().optional(),
  }),
  response: z.object({ items: z.array(IndicatorRow), on: day }),
});

export const getIndicator = route({
  method: 'GET',
  path: '/indicators/{key}',
  summary: 'An indicator: its definition and its figure of a period',
  params: z.object({ key: keyOf }),
  query: z.object({
    on: day.optional(),
    period: z.enum(periodKinds).optional(),
    asKnownOn,
    place: place.optional(),
    unitId: z.uuid().optional(),
  }),
  response: IndicatorRow,
});

/** For tiles and maps: several indicators at once, whole or told apart. */
export const readFigures = route({
  method: 'GET',
  path: '/indicator-figures',
  summary: 'Figures of several indicators for a period, for the province or by commune or unit',
  query: z.object({
    /** Keys with commas between. */
    keys: z.string().max(2000),
    on: day.optional(),
    period: z.enum(periodKinds).optional(),
    by: z.enum(['none', 'place', 'unit']).default('none'),
    place: place.optional(),
    unitId: z.uuid().optional(),
    asKnownOn,
  }),
  response: z.object({ items: z.array(Figure), on: day }),
});

export const readSeries = route({
  method: 'GET',
  path: '/indicators/{key}/series',
  summary: 'The figures of an indicator period by period; missing ones are there as missing',
  params: z.object({ key: keyOf }),
  query: z.object({
    from: day,
    to: day,
    period: z.enum(periodKinds).optional(),
    place: place.optional(),
    unitId: z.uuid().optional(),
    asKnownOn,
  }),
  response: z.object({ items: z.array(Figure) }),
});

const Side = z.object({
  expression: z.string(),
  total: z.number().nullable(),
  sourceView: z.string(),
});
export const CaseReference = z.object({
  id: z.string(),
  code: z.string(),
  label: z.string().nullable(),
  day: day.nullable(),
});

export const readMakeup = route({
  method: 'GET',
  path: '/indicators/{key}/makeup',
  summary: 'What a figure is made of; the cases behind it as far as the reader may see them',
  params: z.object({ key: keyOf }),
  query: z.object({
    from: day,
    to: day,
    place: place.optional(),
    unitId: z.uuid().optional(),
    side: z.enum(['numerator', 'denominator']).default('numerator'),
    cursor: z.string().max(80).optional(),
  }),
  response: z.object({
    figure: Figure,
    numerator: Side.nullable(),
    denominator: Side.nullable(),
    sourceRows: z.number(),
    versions: z.array(z.int()),
    computedAt: Instant.nullable(),
    /** Null where the source has no single cases to show. */
    cases: z.array(CaseReference).nullable(),
    nextCursor: z.string().nullable(),
    typed: z.array(z.lazy(() => TypedFigure)),
  }),
});

export const TypedFigure = z.object({
  id: z.string(),
  key: z.string(),
  period: Period,
  place: z.string().nullable(),
  unit: z.object({ id: z.string(), name: z.string() }),
  numerator: z.number(),
  denominator: z.number().nullable(),
  note: z.string(),
  evidence: z.object({ name: z.string() }).nullable(),
  enteredBy: z.string(),
  enteredAt: Instant,
  replacesId: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  confirmedAt: Instant.nullable(),
  isCurrent: z.boolean(),
  mayConfirm: z.boolean(),
  mayCorrect: z.boolean(),
});
export type TypedFigure = z.infer<typeof TypedFigure>;

export const listTypedFigures = route({
  method: 'GET',
  path: '/indicators/{key}/typed-figures',
  summary: 'Typed figures of an indicator, newest first, corrections beside what they corrected',
  params: z.object({ key: keyOf }),
  query: z.object({ unitId: z.uuid().optional() }),
  response: z.object({
    items: z.array(TypedFigure),
    /** Units for which the reader may type. */
    mayEnterFor: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
});

const amount = z.number().finite().min(0).max(1e15);
export const enterFigure = route({
  method: 'POST',
  path: '/indicators/{key}/typed-figures',
  summary: 'Type the figure of a period, or correct one',
  status: 201,
  params: z.object({ key: keyOf }),
  body: z.object({
    unitId: z.uuid(),
    place: place.nullable().default(null),
    /** Any day of the period meant. */
    on: day,
    numerator: amount,
    denominator: amount.nullable().default(null),
    note: z.string().trim().max(2000).default(''),
    /** The figure this one corrects. */
    replacesId: z.uuid().nullable().default(null),
  }),
  response: TypedFigure,
});

/** multipart/form-data with one file: PDF, image, DOCX, XLSX */
export const attachEvidence = route({
  method: 'POST',
  path: '/typed-figures/{id}/evidence',
  summary: 'The paper that a typed figure is taken from',
  params: z.object({ id: z.uuid() }),
  response: TypedFigure,
});
export const downloadEvidence = route({
  method: 'GET',
  path: '/typed-figures/{id}/evidence',
  summary: 'Download the evidence of a typed figure',
  params: z.object({ id: z.uuid() }),
});

export const confirmFigure = route({
  method: 'POST',
  path: '/typed-figures/{id}/confirmation',
  summary: 'Confirm a figure that a colleague has typed',
  params: z.object({ id: z.uuid() }),
  response: TypedFigure,
});

export const Run = z.object({
  id: z.string(),
  askedAt: Instant,
  period: Period,
  parts: z.int(),
  done: z.int(),
  failed: z.array(z.object({ sourceView: z.string(), fault: z.string() })),
  finishedAt: Instant.nullable(),
});
export const askComputing = route({
  method: 'POST',
  path: '/indicator-runs',
  summary: 'Compute the figures of a span of days anew, now',
  status: 202,
  body: z.object({ from: day.optional(), to: day.optional() }),
  response: Run,
});
export const lastRun = route({
  method: 'GET',
  path: '/indicator-runs/last',
  summary: 'The last computing and how far it is',
  response: z.object({ run: Run.nullable() }),
});
