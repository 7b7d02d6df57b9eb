import { z } from 'zod';
import { route } from '#lib/contract';
import { CandidateView, cursorQuery, RowView, rowReasons, rowStates } from './contract-shapes.ts';

const byId = z.object({ id: z.uuid() });

export const JudgementView = z.object({
  id: z.uuid(),
  verdict: z.enum(['same', 'none', 'papers']),
  round: z.number().int(),
  by: z.string(),
  at: z.iso.datetime({ offset: true }),
  note: z.string().nullable(),
  isUndone: z.boolean(),
});

export const queueViews = ['to_judge', 'second_look', 'third_look', 'needs_papers'] as const;

export const QueueCounters = z.object({
  to_judge: z.number().int(),
  second_look: z.number().int(),
  third_look: z.number().int(),
  needs_papers: z.number().int(),
  /** Settled by the engine, not found, and settled by people, in what the reader may see. */
  matched: z.number().int(),
  notFound: z.number().int(),
  byPeople: z.number().int(),
});

export const listQueue = route({
  method: 'GET',
  path: '/matching/queue',
  summary: 'Rows that wait for a person, those nearest to a decision first',
  query: z.object({
    view: z.enum(queueViews).default('to_judge'),
    list: z.uuid().optional(),
    commune: z.string().max(10).optional(),
    reason: z.enum(rowReasons).optional(),
    search: z.string().trim().max(100).optional(),
    ...cursorQuery,
  }),
  response: z.object({
    items: z.array(RowView),
    cursor: z.string().optional(),
    counters: QueueCounters,
    /** Pairs the reader settled in the last minute of work. */
    pace: z.number().nullable(),
    lists: z.array(
      z.object({ id: z.uuid(), title: z.string(), agencyName: z.string(), waiting: z.number().int() }),
    ),
    communes: z.array(z.object({ code: z.string(), name: z.string(), waiting: z.number().int() })),
  }),
});

export const listRows = route({
  method: 'GET',
  path: '/matching/lists/{id}/rows',
  summary: 'Rows of a list in the order of the file',
  params: byId,
  query: z.object({
    state: z.enum(rowStates).optional(),
    reason: z.enum(rowReasons).optional(),
    commune: z.string().max(10).optional(),
    search: z.string().trim().max(100).optional(),
    ...cursorQuery,
  }),
  response: z.object({ items: z.array(RowView), cursor: z.string().optional() }),
});

export const PairView = z.object({
  row: RowView,
  list: z.object({
    id: z.uuid(),
    title: z.string(),
    agencyName: z.string(),
    importedAt: z.iso.datetime({ offset: true }),
  }),
  /** Cells as handed in, header by header; personal numbers masked. */
  cells: z.array(z.object({ header: z.string(), value: z.string() })),
  candidates: z.array(CandidateView),
  engine: z.string().nullable(),
  /** Probabilities between which a person decides. */
  matchAt: z.number(),
  judgeAt: z.number(),
  /** log2 of the chance that any person of the register is meant: what evidence has to overcome. */
  prior: z.number().nullable(),
  population: z.number().int().nullable(),
  judgements: z.array(JudgementView),
  needsSecond: z.boolean(),
  /** Whether the reader may judge it now; why not, otherwise. */
  mayJudge: z.boolean(),
  whyNot: z.enum(['settled', 'own_judgement', 'lead_needed', 'not_yours']).nullable(),
  corrections: z.array(
    z.object({ id: z.uuid(), towards: z.enum(['list', 'register']), field: z.string(), state: z.string() }),
  ),
});

export const getPair = route({
  method: 'GET',
  path: '/matching/rows/{id}',
  summary: 'A row beside its candidates, on the basis of its list; the persons see that they were looked at',
  params: byId,
  response: PairView,
});
export const judgeRow = route({
  method: 'POST',
  path: '/matching/rows/{id}/judgements',
  summary: 'Say which candidate a row is, that it is none of them, or that papers are needed',
  params: byId,
  body: z.object({
    verdict: z.enum(['same', 'none', 'papers']),
    personId: z.uuid().nullable().default(null),
    note: z.string().trim().max(1000).nullable().default(null),
    version: z.number().int(),
  }),
  response: RowView,
});
export const undoJudgement = route({
  method: 'POST',
  path: '/matching/rows/{id}/undoing',
  summary: 'Take one’s last judgement back; a settled row only with a reason once a day has passed',
  params: byId,
  body: z.object({ reason: z.string().trim().max(500).nullable().default(null), version: z.number().int() }),
  response: RowView,
});
export const revealNumber = route({
  method: 'POST',
  path: '/matching/rows/{id}/number-reveal',
  summary: 'Show the numbers of a row and a candidate in full, with a reason',
  params: byId,
  body: z.object({ personId: z.uuid(), reason: z.string().trim().min(3).max(300) }),
  response: z.object({
    list: z.string().nullable(),
    register: z.array(z.object({ type: z.string(), value: z.string(), state: z.string() })),
  }),
});

export const GroupView = z.object({
  key: z.string(),
  count: z.number().int(),
  /** Words for what is alike in the group. */
  text: z.string(),
  lowest: z.number(),
  sample: z.array(RowView),
});
export const listGroups = route({
  method: 'GET',
  path: '/matching/lists/{id}/groups',
  summary: 'Groups of rows with one probable candidate that differ in the same way',
  params: byId,
  response: z.object({ items: z.array(GroupView) }),
});
export const judgeGroup = route({
  method: 'POST',
  path: '/matching/lists/{id}/group-judgements',
  summary: 'Settle many like rows at once, as one act that can be undone',
  params: byId,
  body: z.object({ key: z.string().max(120), count: z.number().int().min(1) }),
  response: z.object({ batchId: z.uuid(), settled: z.number().int() }),
});
export const undoGroup = route({
  method: 'POST',
  path: '/matching/group-judgements/{id}/undoing',
  summary: 'Take a group’s settlement back',
  params: byId,
  body: z.object({ reason: z.string().trim().max(500).nullable().default(null) }),
  response: z.object({ undone: z.number().int() }),
});

export const CorrectionView = z.object({
  id: z.uuid(),
  rowId: z.uuid(),
  listId: z.uuid(),
  listTitle: z.string(),
  position: z.number().int(),
  rowName: z.string(),
  towards: z.enum(['list', 'register']),
  field: z.string(),
  presentValue: z.string(),
  proposedValue: z.string(),
  note: z.string().nullable(),
  state: z.enum(['requested', 'accepted', 'refused', 'withdrawn']),
  answer: z.string().nullable(),
  requestedAt: z.iso.datetime({ offset: true }),
  answeredAt: z.iso.datetime({ offset: true }).nullable(),
  version: z.number().int(),
});
export const requestCorrection = route({
  method: 'POST',
  path: '/matching/rows/{id}/corrections',
  summary: 'Ask the owner of the list or of the register to correct what is wrong there',
  status: 201,
  params: byId,
  body: z.object({
    towards: z.enum(['list', 'register']),
    personId: z.uuid(),
    field: z.string().max(40),
    note: z.string().trim().max(1000).nullable().default(null),
  }),
  response: CorrectionView,
});
export const listCorrections = route({
  method: 'GET',
  path: '/matching/corrections',
  summary: 'Corrections asked for, by list and by state',
  query: z.object({
    list: z.uuid().optional(),
    state: z.enum(['requested', 'accepted', 'refused', 'withdrawn']).optional(),
    towards: z.enum(['list', 'register']).optional(),
    ...cursorQuery,
  }),
  response: z.object({ items: z.array(CorrectionView), cursor: z.string().optional() }),
});
export const answerCorrection = route({
  method: 'POST',
  path: '/matching/corrections/{id}/answer',
  summary: 'Accept or refuse a correction, with words',
  params: byId,
  body: z.object({
    accepted: z.boolean(),
    answer: z.string().trim().min(2).max(1000),
    version: z.number().int(),
  }),
  response: CorrectionView,
});

export const memberChangeKinds = [
  'died',
  'moved_away',
  'number_replaced',
  'name_changed',
  'residence_changed',
] as const;
export const MemberChangeView = z.object({
  id: z.uuid(),
  listId: z.uuid(),
  listTitle: z.string(),
  rowId: z.uuid(),
  position: z.number().int(),
  name: z.string(),
  kind: z.enum(memberChangeKinds),
  occurredOn: z.iso.date().nullable(),
  noticedAt: z.iso.datetime({ offset: true }),
  state: z.enum(['new', 'handled']),
  note: z.string().nullable(),
  version: z.number().int(),
});
export const listMemberChanges = route({
  method: 'GET',
  path: '/matching/member-changes',
  summary: 'What happened to persons on the reader’s lists since they were matched',
  query: z.object({
    list: z.uuid().optional(),
    state: z.enum(['new', 'handled']).optional(),
    kind: z.enum(memberChangeKinds).optional(),
    ...cursorQuery,
  }),
  response: z.object({
    items: z.array(MemberChangeView),
    cursor: z.string().optional(),
    waiting: z.number().int(),
  }),
});
export const handleMemberChange = route({
  method: 'POST',
  path: '/matching/member-changes/{id}/handling',
  summary: 'Say what was done about a change',
  params: byId,
  body: z.object({ note: z.string().trim().max(500).nullable().default(null), version: z.number().int() }),
  response: MemberChangeView,
});

export const LookupCandidate = z.object({
  personId: z.uuid(),
  name: z.string(),
  birthYear: z.number().int(),
  sex: z.string(),
  homePlace: z.string().nullable(),
  homePlaceName: z.string().nullable(),
  numberHint: z.string().nullable(),
  state: z.string(),
  probability: z.number(),
  score: z.number(),
  agreements: z.array(
    z.object({ field: z.string(), level: z.string(), levelText: z.string(), weight: z.number() }),
  ),
});
export const lookUpPopulation = route({
  method: 'POST',
  path: '/matching/lookups',
  summary:
    'Who may be meant by a name and a year, with the same score as in a batch; needs a declared purpose',
  body: z.object({
    fullName: z.string().trim().min(2).max(100),
    birth: z.string().trim().max(20).optional(),
    sex: z.enum(['male', 'female']).optional(),
    number: z.string().trim().max(20).optional(),
    place: z.string().max(10).optional(),
    limit: z.number().int().min(1).max(20).default(10),
  }),
  response: z.object({ items: z.array(LookupCandidate), engine: z.string(), population: z.number().int() }),
});

export type PairView = z.infer<typeof PairView>;
export type CorrectionView = z.infer<typeof CorrectionView>;
export type MemberChangeView = z.infer<typeof MemberChangeView>;
