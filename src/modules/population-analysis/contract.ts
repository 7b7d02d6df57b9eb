import { z } from 'zod';
import { route } from '#lib/contract';

export const errorCodes = {
  not_found: 404,
  not_entitled: 403,
  already_open: 409,
  no_such_figure: 422,
} as const;

const instant = z.iso.datetime({ offset: true });
const code = z.string().regex(/^(\*|\d{2,5})$/);

/** When the figures were taken, from what, and by which rule they are shown. */
export const Snapshot = z.object({
  id: z.uuid(),
  /** Legal day in Viet Nam. */
  day: z.iso.date(),
  takenAt: instant,
  persons: z.int(),
  households: z.int(),
  /** Living persons without a home in the province; not part of `persons`. */
  unplaced: z.int(),
  /** Figures from 1 to `least` − 1 are not named. */
  least: z.int(),
  hidden: z.int(),
  /** Measures that are published for the province only. */
  withheld: z.array(z.string()),
  isOpen: z.boolean(),
});
export type Snapshot = z.output<typeof Snapshot>;

const count = z.int().nullable();
/** Which instant: the last one of this legal day or before; the newest when absent. */
const at = { day: z.iso.date().optional() };

export const listSnapshots = route({
  method: 'GET',
  path: '/population/snapshots',
  summary: 'The instants at which the population was counted, newest first',
  query: z.object({
    before: z.iso.date().optional(),
    limit: z.coerce.number().int().min(1).max(400).default(100),
  }),
  response: z.object({ items: z.array(Snapshot) }),
});
export const takeSnapshot = route({
  method: 'POST',
  path: '/population/snapshots',
  summary: 'Count the population now; the figures appear in a moment',
  status: 202,
  body: z.strictObject({}),
});
export const openSnapshot = route({
  method: 'POST',
  path: '/population/snapshots/{id}/opening',
  summary: 'Publish the figures of an instant for everybody',
  params: z.object({ id: z.uuid() }),
  body: z.strictObject({}),
  response: Snapshot,
});

/** A commune or the whole province (`*`). Null: too few to name. */
export const Summary = z.object({
  snapshot: Snapshot,
  place: z.string(),
  name: z.string(),
  persons: count,
  households: count,
  areaKm2: z.number().nullable(),
  sexes: z.array(z.object({ sex: z.enum(['male', 'female']), count })),
  broad: z.array(z.object({ group: z.string(), count })),
  ages: z.array(z.object({ group: z.string(), male: count, female: count })),
  ethnicities: z.array(z.object({ code: z.string(), name: z.string(), count })),
  hamlets: z.array(z.object({ name: z.string(), persons: count, households: count })),
});
export type Summary = z.output<typeof Summary>;
export const getSummary = route({
  method: 'GET',
  path: '/population/summary',
  summary: 'The population of the province or of a commune at an instant',
  query: z.object({ ...at, place: code.default('*') }),
  response: Summary,
});

export const measures = [
  'persons',
  'density',
  'households',
  'household-size',
  'female-share',
  'child-share',
  'older-share',
  'ethnicity-share',
] as const;
export const MapFigures = z.object({
  snapshot: Snapshot,
  measure: z.enum(measures),
  /** Of the province as a whole. */
  whole: z.number().nullable(),
  values: z.array(z.object({ unit: z.string(), value: z.number().nullable(), isHidden: z.boolean() })),
});
export type MapFigures = z.output<typeof MapFigures>;
export const getMap = route({
  method: 'GET',
  path: '/population/map',
  summary: 'One figure of every commune at an instant',
  query: z.object({
    ...at,
    measure: z.enum(measures).default('persons'),
    /** For `ethnicity-share`: the group. */
    group: z.string().max(10).optional(),
  }),
  response: MapFigures,
});

/** Every released figure as a table: text/csv or a workbook. */
export const exportFigures = route({
  method: 'GET',
  path: '/population/export',
  summary: 'All released figures of an instant as a file',
  query: z.object({ ...at, place: code.optional(), format: z.enum(['csv', 'xlsx']).default('csv') }),
});

export const OpenFigure = z.object({
  place: z.string(),
  placeName: z.string(),
  measure: z.string(),
  category: z.string(),
  sex: z.string(),
  value: count,
});
export const getOpenFigures = route({
  method: 'GET',
  path: '/open-data/population',
  summary: 'The published figures of the population, newest published instant',
  access: 'public',
  query: z.object({ place: code.default('*') }),
  response: z.object({ snapshot: Snapshot, items: z.array(OpenFigure) }),
});

export const listPeople = route({
  method: 'GET',
  path: '/population/people',
  summary: 'The persons behind a figure of a commune, masked; only under a declared purpose',
  query: z.object({
    place: z.string().regex(/^\d{5}$/),
    sex: z.enum(['male', 'female']).optional(),
    /** A five-year or broad group: `0-4`, `85+`, `15-59`. */
    age: z
      .string()
      .regex(/^\d{1,3}(-\d{1,3}|\+)$/)
      .optional(),
    ethnicity: z.string().max(10).optional(),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  response: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        fullName: z.string(),
        birthYear: z.int(),
        sex: z.string(),
        numberHint: z.string().nullable(),
      }),
    ),
    nextCursor: z.uuid().nullable(),
  }),
});
