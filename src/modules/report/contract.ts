import { z } from 'zod';
import { route } from '#lib/contract';
import { figureStates, unitKinds } from '#lib/indicator';

export const errorCodes = {
  not_found: 404,
  not_your_unit: 403,
  future_period: 422,
  section_changed: 409,
  changed_meanwhile: 409,
  not_in_this_state: 409,
  empty_report: 422,
  nobody_to_send: 422,
  already_received: 409,
} as const;

export const reportKinds = ['week', 'month', 'quarter'] as const;
export type ReportKind = (typeof reportKinds)[number];
export const reportStates = ['draft', 'presented', 'signed', 'numbered', 'sealed', 'sent'] as const;
export type ReportState = (typeof reportStates)[number];
/** The parts that are written by hand, in the order of the paper. */
export const sectionKeys = ['overview', 'review', 'results', 'obstacles', 'proposals', 'plan'] as const;
export type SectionKey = (typeof sectionKeys)[number];

const Instant = z.iso.datetime({ offset: true });
const day = z.iso.date();
const Unit = z.object({ id: z.string(), name: z.string() });

/** One line of the table of figures, as it stood when it was taken. */
export const FigureLine = z.object({
  key: z.string(),
  models: z.array(z.int()),
  title: z.string(),
  unit: z.object({ kind: z.enum(unitKinds), name: z.string() }),
  state: z.enum(figureStates),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  isTyped: z.boolean(),
  /** Of the last report, or of the period before where there is none. */
  previous: z.number().nullable(),
  target: z.number().nullable(),
  isOnTarget: z.boolean().nullable(),
});
export type FigureLine = z.infer<typeof FigureLine>;

export const TaskLine = z.object({
  title: z.string(),
  unit: z.string().nullable(),
  dueOn: day.nullable(),
  doneOn: day.nullable(),
  note: z.string().nullable(),
});
export type TaskLine = z.infer<typeof TaskLine>;
export const Tasks = z.object({
  done: z.array(TaskLine),
  late: z.array(TaskLine),
  stuck: z.array(TaskLine),
});
export type Tasks = z.infer<typeof Tasks>;

export const Section = z.object({
  key: z.enum(sectionKeys),
  text: z.string(),
  /** The number of the last saving; named when saving again. */
  version: z.int(),
  savedBy: z.string().nullable(),
  savedAt: Instant,
});
export type Section = z.infer<typeof Section>;

const head = {
  id: z.string(),
  unit: Unit,
  kind: z.enum(reportKinds),
  period: z.object({ from: day, to: day }),
  title: z.string(),
  state: z.enum(reportStates),
  /** As on the paper: 05/BC-CAT */
  number: z.string().nullable(),
  issuedOn: day.nullable(),
  madeAt: Instant,
  sentAt: Instant.nullable(),
};
export const ReportRow = z.object(head);
export type ReportRow = z.infer<typeof ReportRow>;

export const acts = ['edit', 'present', 'return', 'sign', 'number', 'send', 'take-back'] as const;
export const Report = z.object({
  ...head,
  version: z.int(),
  figures: z.array(FigureLine),
  tasks: Tasks,
  figuresAt: Instant,
  sections: z.array(Section),
  previous: z.object({ id: z.string(), title: z.string(), number: z.string().nullable() }).nullable(),
  returnedNote: z.string().nullable(),
  signedBy: z.string().nullable(),
  signedAt: Instant.nullable(),
  /** The symbol the clerk may change before numbering: BC-CAT */
  symbol: z.string(),
  steps: z.array(z.object({ kind: z.string(), note: z.string(), by: z.string().nullable(), at: Instant })),
  dispatches: z.array(
    z.object({
      receiver: Unit,
      sentAt: Instant,
      receivedAt: Instant.nullable(),
      receivedBy: z.string().nullable(),
    }),
  ),
  /** Whom it goes to when nobody else is named. */
  receivers: z.array(Unit),
  may: z.array(z.enum(acts)),
});
export type Report = z.infer<typeof Report>;

export const listReports = route({
  method: 'GET',
  path: '/reports',
  summary: 'Reports of my units, newest period first',
  query: z.object({
    kind: z.enum(reportKinds).optional(),
    state: z.enum(reportStates).optional(),
    unitId: z.uuid().optional(),
    search: z.string().trim().max(100).optional(),
    cursor: z.string().max(80).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  response: z.object({
    items: z.array(ReportRow),
    nextCursor: z.string().nullable(),
    /** Units for which the reader may make reports. */
    mayMakeFor: z.array(Unit),
  }),
});

export const makeReport = route({
  method: 'POST',
  path: '/reports',
  summary: 'Make the report of a unit for a period, or open the one there is',
  status: 201,
  body: z.object({ unitId: z.uuid(), kind: z.enum(reportKinds), on: day }),
  response: Report,
});

const params = z.object({ id: z.uuid() });
export const getReport = route({
  method: 'GET',
  path: '/reports/{id}',
  summary: 'A report with its figures, parts and history',
  params,
  response: Report,
});

/** On a conflict the problem names the other text: params `theirs`, `version`, `by`. */
export const saveSection = route({
  method: 'PUT',
  path: '/reports/{id}/sections/{section}',
  summary: 'Save a part; refused with both texts when somebody has saved it meanwhile',
  params: params.extend({ section: z.enum(sectionKeys) }),
  body: z.object({ text: z.string().max(20_000), version: z.int().min(0) }),
  response: Section,
});
export const listSectionVersions = route({
  method: 'GET',
  path: '/reports/{id}/sections/{section}/versions',
  summary: 'Every saved text of a part, newest first',
  params: params.extend({ section: z.enum(sectionKeys) }),
  response: z.object({ items: z.array(Section) }),
});

const seen = z.object({ version: z.int() });
export const refreshFigures = route({
  method: 'POST',
  path: '/reports/{id}/figures-refreshment',
  summary: 'Take the figures anew while the report is a draft',
  params,
  body: seen,
  response: Report,
});
export const presentReport = route({
  method: 'POST',
  path: '/reports/{id}/presentation',
  summary: 'Put the report before the leader',
  params,
  body: seen,
  response: Report,
});
export const returnReport = route({
  method: 'POST',
  path: '/reports/{id}/return',
  summary: 'Give it back to be written again, or take it back',
  params,
  body: seen.extend({ note: z.string().trim().min(1).max(2000) }),
  response: Report,
});
export const signReport = route({
  method: 'POST',
  path: '/reports/{id}/signature',
  summary: 'Sign exactly this text and these figures',
  params,
  body: seen,
  response: Report,
});
export const numberReport = route({
  method: 'POST',
  path: '/reports/{id}/number',
  summary: 'Enter it in the register; it is sealed by itself then',
  params,
  body: seen.extend({
    symbol: z
      .string()
      .trim()
      .regex(/^BC-[\p{L}0-9.-]{1,20}$/u)
      .optional(),
  }),
  response: Report,
});
export const sendReport = route({
  method: 'POST',
  path: '/reports/{id}/dispatches',
  summary: 'Send the sealed report',
  params,
  body: z.object({ receiverIds: z.array(z.uuid()).min(1).max(50) }),
  response: Report,
});
/** application/pdf, or the Word file */
export const downloadDocument = route({
  method: 'GET',
  path: '/reports/{id}/document',
  summary: 'The paper: a preview until it is sealed, the sealed one afterwards',
  params,
  query: z.object({ format: z.enum(['pdf', 'docx', 'csv']).default('pdf') }),
});

export const Incoming = z.object({
  id: z.string(),
  title: z.string(),
  number: z.string(),
  from: Unit,
  receiver: Unit,
  sentAt: Instant,
  receivedAt: Instant.nullable(),
  receivedBy: z.string().nullable(),
});
export type Incoming = z.infer<typeof Incoming>;
export const listIncoming = route({
  method: 'GET',
  path: '/incoming-reports',
  summary: 'Reports sent to my units, newest first',
  query: z.object({ open: z.enum(['true', 'false']).optional(), cursor: z.string().max(80).optional() }),
  response: z.object({ items: z.array(Incoming), nextCursor: z.string().nullable() }),
});
export const receiveReport = route({
  method: 'POST',
  path: '/incoming-reports/{id}/receipt',
  summary: 'Confirm that a report has arrived',
  params,
  response: Incoming,
});
export const downloadIncoming = route({
  method: 'GET',
  path: '/incoming-reports/{id}/document',
  summary: 'The sealed report as it was sent',
  params,
});
