import { z } from 'zod';
import { route } from '#lib/contract';
import { Alert, Board, Display, LayoutBody, LayoutRow, MapShapesView } from './contract-shapes.ts';

export * from './contract-shapes.ts';

export const errorCodes = {
  not_found: 404,
  not_entitled: 403,
  changed_meanwhile: 409,
  unknown_indicator: 422,
  not_for_displays: 422,
  pairing_refused: 403,
  display_unknown: 401,
  boundaries_refused: 422,
  already_resolved: 409,
} as const;

const day = z.iso.date();
const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .max(60);
const id = z.object({ id: z.uuid() });
const pageNumber = z.coerce.number().int().min(0).max(20).default(0);

export const listLayouts = route({
  method: 'GET',
  path: '/ioc/layouts',
  summary: 'Layouts of the operations centre in their newest version',
  response: z.object({ items: z.array(LayoutRow) }),
});
export const saveLayout = route({
  method: 'PUT',
  path: '/ioc/layouts/{key}',
  summary: 'Save a layout as its next version',
  params: z.object({ key }),
  body: z.strictObject({
    /** The version one has seen; 0 for a new layout. */
    version: z.int().min(0),
    owner: z.string().trim().min(2).max(200),
    audience: z.enum(['display', 'staff']),
    body: LayoutBody,
  }),
  response: LayoutRow,
});

/** What a page shows now, or as it was known at the end of a day. */
export const getBoard = route({
  method: 'GET',
  path: '/ioc/boards/{key}',
  summary: 'A page of a layout: tiles, map and alerts, now or as known on a day',
  params: z.object({ key }),
  query: z.object({ page: pageNumber, on: day.optional() }),
  response: Board,
});
export const getDisplayBoard = route({
  method: 'GET',
  path: '/ioc/display-board',
  summary: 'What this paired screen shows; known by its own cookie',
  access: 'public',
  query: z.object({ page: pageNumber }),
  response: Board,
});

/** One commune: every figure of a layout for it, beside the province. */
export const getCommune = route({
  method: 'GET',
  path: '/ioc/communes/{code}',
  summary: 'The figures of a layout for one commune, with its rank among all',
  params: z.object({ code: z.string().regex(/^\d{5}$/) }),
  query: z.object({ layout: key, on: day.optional() }),
  response: z.object({
    code: z.string(),
    items: z.array(
      z.object({
        key: z.string(),
        title: z.object({ vi: z.string(), en: z.string() }),
        unitKind: z.string(),
        direction: z.string(),
        value: z.number().nullable(),
        state: z.string(),
        province: z.number().nullable(),
        /** 1 is the best where more is better, the least where less is. */
        rank: z.int().nullable(),
        of: z.int(),
        period: z.object({ from: day, to: day }),
      }),
    ),
  }),
});
export const compare = route({
  method: 'GET',
  path: '/ioc/comparison',
  summary: 'An indicator over all communes and the last periods: for ranks and small multiples',
  query: z.object({
    indicator: key,
    on: day.optional(),
    periods: z.coerce.number().int().min(2).max(12).default(6),
  }),
  response: z.object({
    key: z.string(),
    title: z.object({ vi: z.string(), en: z.string() }),
    unitKind: z.string(),
    direction: z.string(),
    periods: z.array(z.object({ from: day, to: day })),
    rows: z.array(z.object({ unit: z.string(), values: z.array(z.number().nullable()) })),
    province: z.array(z.number().nullable()),
  }),
});

export const listAlerts = route({
  method: 'GET',
  path: '/ioc/alerts',
  summary: 'Alerts, the newest first',
  query: z.object({
    state: z.enum(['open', 'acknowledged', 'resolved', 'running']).default('running'),
    /** As they stood at the end of this day. */
    on: day.optional(),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  response: z.object({ items: z.array(Alert), nextCursor: z.uuid().nullable() }),
});
const answer = z.strictObject({ version: z.int(), note: z.string().trim().max(1000).default('') });
export const acknowledgeAlert = route({
  method: 'POST',
  path: '/ioc/alerts/{id}/acknowledgement',
  summary: 'Take an alert on',
  params: id,
  body: answer,
  response: Alert,
});
export const resolveAlert = route({
  method: 'POST',
  path: '/ioc/alerts/{id}/resolution',
  summary: 'Close an alert, saying what was done',
  params: id,
  body: answer.extend({ note: z.string().trim().min(5).max(1000) }),
  response: Alert,
});

export const listDisplays = route({
  method: 'GET',
  path: '/ioc/displays',
  summary: 'Wall screens, paired and waiting',
  response: z.object({ items: z.array(Display) }),
});
export const addDisplay = route({
  method: 'POST',
  path: '/ioc/displays',
  summary: 'Prepare a wall screen: a code of ten minutes, shown once',
  status: 201,
  body: z.strictObject({ name: z.string().trim().min(2).max(80), layout: key }),
  response: z.object({ display: Display, code: z.string() }),
});
export const revokeDisplay = route({
  method: 'POST',
  path: '/ioc/displays/{id}/revocation',
  summary: 'Switch a wall screen off for good',
  params: id,
  body: z.strictObject({}),
  response: Display,
});
export const pairDisplay = route({
  method: 'POST',
  path: '/ioc/display-pairings',
  summary: 'Become a wall screen by a code',
  access: 'public',
  body: z.strictObject({ code: z.string().max(40) }),
  response: z.object({ name: z.string() }),
});
export const reportDisplay = route({
  method: 'POST',
  path: '/ioc/display-reports',
  summary: 'A wall screen says that it is alive',
  access: 'public',
  body: z.strictObject({}),
  status: 204,
});

export const getShapes = route({
  method: 'GET',
  path: '/ioc/map-shapes',
  summary: 'The official map in use; none: the schematic one is drawn',
  access: 'public',
  response: z.object({ map: MapShapesView.nullable(), name: z.string().nullable() }),
});
const Boundary = z.object({
  id: z.uuid(),
  name: z.string(),
  source: z.string(),
  pointsRead: z.int(),
  pointsKept: z.int(),
  importedAt: z.iso.datetime({ offset: true }),
  isInUse: z.boolean(),
});
export const listBoundaries = route({
  method: 'GET',
  path: '/ioc/boundaries',
  summary: 'Maps the province has supplied',
  response: z.object({ items: z.array(Boundary) }),
});
/** multipart/form-data with one GeoJSON or TopoJSON file */
export const importBoundaries = route({
  method: 'POST',
  path: '/ioc/boundaries',
  summary: 'Import official boundaries; either all communes or a list of what is wrong',
  status: 201,
  response: Boundary,
});
export const chooseMap = route({
  method: 'POST',
  path: '/ioc/map-choice',
  summary: 'Use a supplied map, or the schematic one again',
  body: z.strictObject({ boundaryId: z.uuid().nullable() }),
  response: z.object({ items: z.array(Boundary) }),
});
