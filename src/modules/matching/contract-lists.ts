import { z } from 'zod';
import { route } from '#lib/contract';
import { cursorQuery, rowFields } from './contract-shapes.ts';

const words = z.object({ vi: z.string(), en: z.string() });

export const ListKind = z.object({
  key: z.string(),
  name: words,
  expected: z.array(z.enum(rowFields)),
  columns: z.array(z.enum(rowFields)),
  /** A pair less probable than this is seen by a second, different person; null: never. */
  secondBelow: z.number().nullable(),
  wantedFalseMatchRate: z.number(),
  retentionYears: z.number().int(),
  numberInExport: z.boolean(),
  legalBasis: z.string(),
  verified: z.boolean(),
});

export const Tally = z.object({
  fresh: z.number().int(),
  matched: z.number().int(),
  notFound: z.number().int(),
  toJudge: z.number().int(),
  secondLook: z.number().int(),
  thirdLook: z.number().int(),
  needsPapers: z.number().int(),
  byPeople: z.number().int(),
});

export const listStates = ['draft', 'importing', 'imported', 'matching', 'matched', 'closed'] as const;
export const editionStates = [
  'read',
  'unreadable',
  'queued',
  'staging',
  'applying',
  'applied',
  'refused',
  'replaced',
] as const;

export const ListView = z.object({
  id: z.uuid(),
  title: z.string(),
  kind: z.object({ key: z.string(), name: words }),
  agencyId: z.uuid(),
  agencyName: z.string(),
  state: z.enum(listStates),
  createdAt: z.iso.datetime({ offset: true }),
  changedAt: z.iso.datetime({ offset: true }),
  version: z.number().int(),
  tally: Tally,
  /** Changes of persons on the list that nobody has attended to. */
  newChanges: z.number().int(),
});

export const RunView = z.object({
  id: z.uuid(),
  state: z.enum(['queued', 'estimating', 'linking', 'finished', 'failed']),
  engine: z.string().nullable(),
  total: z.number().int(),
  done: z.number().int(),
  requestedAt: z.iso.datetime({ offset: true }),
  finishedAt: z.iso.datetime({ offset: true }).nullable(),
  trouble: z.string().nullable(),
  /** Probabilities from which the engine decides alone, and below which it says not found. */
  matchAt: z.number().nullable(),
  judgeAt: z.number().nullable(),
  estimatedFalseMatchRate: z.number().nullable(),
});

export const EditionView = z.object({
  id: z.uuid(),
  listId: z.uuid(),
  number: z.number().int(),
  fileName: z.string(),
  size: z.number().int(),
  state: z.enum(editionStates),
  headers: z.array(z.string()),
  /** First rows as they stand in the file, in the order of the headers; personal numbers masked. */
  sample: z.array(z.array(z.string())),
  /** Field of each column, in the order of the headers; null: kept as it is, not compared. */
  columns: z.array(z.enum(rowFields).nullable()),
  mappingSource: z.enum(['guessed', 'remembered', 'confirmed']),
  /** How the file was read: encoding, delimiter, sheet, and what was noticed. */
  reading: z.object({
    format: z.string(),
    encoding: z.string().nullable(),
    delimiter: z.string().nullable(),
    sheet: z.string().nullable(),
    notices: z.array(z.string()),
  }),
  rowsRead: z.number().int(),
  rowsTotal: z.number().int().nullable(),
  rowsFaulty: z.number().int(),
  rowsAdded: z.number().int(),
  rowsChanged: z.number().int(),
  rowsSame: z.number().int(),
  rowsGone: z.number().int(),
  trouble: z.string().nullable(),
  uploadedAt: z.iso.datetime({ offset: true }),
  version: z.number().int(),
});

export const ListDetail = ListView.extend({
  kindDetail: ListKind,
  editions: z.array(EditionView),
  run: RunView.nullable(),
  /** Whether the reader may change the list: a list-owner of its agency. */
  mayManage: z.boolean(),
});

const byId = z.object({ id: z.uuid() });

export const listKinds = route({
  method: 'GET',
  path: '/matching/kinds',
  summary: 'Kinds of lists that can be matched, with their rules',
  response: z.object({ items: z.array(ListKind) }),
});
export const listLists = route({
  method: 'GET',
  path: '/matching/lists',
  summary: 'Lists that the reader owns or helps to clean, the last changed first',
  query: z.object({
    search: z.string().trim().max(100).optional(),
    kind: z.string().max(60).optional(),
    state: z.enum(listStates).optional(),
    ...cursorQuery,
  }),
  response: z.object({ items: z.array(ListView), cursor: z.string().optional() }),
});
export const createList = route({
  method: 'POST',
  path: '/matching/lists',
  summary: 'Begin a list: title and kind',
  status: 201,
  body: z.object({ title: z.string().trim().min(3).max(200), kind: z.string().max(60) }),
  response: ListDetail,
});
export const getList = route({
  method: 'GET',
  path: '/matching/lists/{id}',
  summary: 'A list with its editions, its last run and its progress',
  params: byId,
  response: ListDetail,
});
export const addEdition = route({
  method: 'POST',
  path: '/matching/lists/{id}/editions',
  summary: 'Hand in a file (multipart/form-data); its columns are read and guessed, nothing is imported yet',
  status: 201,
  params: byId,
  response: EditionView,
});
export const confirmMapping = route({
  method: 'POST',
  path: '/matching/editions/{id}/mapping',
  summary: 'Confirm what each column means and import the file; remembered for files with the same headers',
  status: 202,
  params: byId,
  body: z.object({ columns: z.array(z.enum(rowFields).nullable()).max(300), version: z.number().int() }),
  response: EditionView,
});
export const discardEdition = route({
  method: 'POST',
  path: '/matching/editions/{id}/withdrawal',
  summary: 'Leave a file that is not imported yet aside',
  params: byId,
  body: z.object({ version: z.number().int() }),
  response: EditionView,
});
export const RowProblem = z.object({
  position: z.number().int(),
  column: z.string().nullable(),
  code: z.string(),
  text: z.string(),
  isFatal: z.boolean(),
  valueHint: z.string().nullable(),
});
export const listProblems = route({
  method: 'GET',
  path: '/matching/editions/{id}/problems',
  summary: 'What is wrong with which row of a file',
  params: byId,
  query: z.object({
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({ items: z.array(RowProblem), next: z.number().int().optional() }),
});
export const downloadProblems = route({
  method: 'GET',
  path: '/matching/editions/{id}/problem-report',
  summary: 'The error report, row by row, as CSV',
  params: byId,
});
export const requestRun = route({
  method: 'POST',
  path: '/matching/lists/{id}/runs',
  summary: 'Match the whole list with the population: one basis, one entry in the audit log',
  status: 202,
  params: byId,
  body: z.object({ version: z.number().int() }),
  response: ListDetail,
});
export const requestReestimation = route({
  method: 'POST',
  path: '/matching/lists/{id}/re-estimation',
  summary: 'Learn the weights anew from the pairs that people have judged; the next run uses them',
  params: byId,
  body: z.object({ version: z.number().int() }),
  response: z.object({
    pairs: z.number().int(),
    engine: z.string(),
    matchAt: z.number(),
    judgeAt: z.number(),
    estimatedFalseMatchRate: z.number(),
  }),
});
export const CommuneProgress = Tally.extend({ communeCode: z.string(), communeName: z.string() });
export const getProgress = route({
  method: 'GET',
  path: '/matching/lists/{id}/progress',
  summary: 'How far each commune is with a list',
  params: byId,
  response: z.object({ items: z.array(CommuneProgress) }),
});
export const ExportView = z.object({
  id: z.uuid(),
  format: z.enum(['xlsx', 'csv']),
  state: z.enum(['queued', 'ready', 'failed']),
  rows: z.number().int(),
  fileName: z.string().nullable(),
  requestedAt: z.iso.datetime({ offset: true }),
});
export const requestExport = route({
  method: 'POST',
  path: '/matching/lists/{id}/exports',
  summary: 'The cleaned list in the department’s own format with added columns',
  status: 202,
  params: byId,
  body: z.object({ format: z.enum(['xlsx', 'csv']) }),
  response: ExportView,
});
export const listExports = route({
  method: 'GET',
  path: '/matching/lists/{id}/exports',
  summary: 'Exports asked for, the last first',
  params: byId,
  response: z.object({ items: z.array(ExportView) }),
});
export const downloadExport = route({
  method: 'GET',
  path: '/matching/exports/{id}/content',
  summary: 'The exported file',
  params: byId,
});

export type ListKind = z.infer<typeof ListKind>;
export type ListView = z.infer<typeof ListView>;
export type ListDetail = z.infer<typeof ListDetail>;
export type EditionView = z.infer<typeof EditionView>;
export type RunView = z.infer<typeof RunView>;
export type Tally = z.infer<typeof Tally>;
export type ExportView = z.infer<typeof ExportView>;
