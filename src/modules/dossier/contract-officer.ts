import { z } from 'zod';
import { route } from '#lib/contract';
import { Dossier, DossierSummary, Instant, componentVerdicts, supplementItem } from './contract-shapes.ts';

const IdParam = z.object({ id: z.uuid() });
const reason = z.string().trim().min(1).max(2000);
/** The version the officer saw; a change by somebody else meanwhile refuses the act. */
const Seen = z.object({ version: z.number().int() });

export const queueBuckets = [
  'overdue',
  'due-today',
  'to-receive',
  'in-progress',
  'waiting-supplement',
  'to-return',
  'all',
  'done',
] as const;

export const QueueItem = DossierSummary.extend({
  assigneeName: z.string().nullable(),
  stepName: z.object({ vi: z.string(), en: z.string() }).nullable(),
});

export const listQueue = route({
  method: 'GET',
  path: '/work-queue',
  summary: 'Dossiers waiting for the officer’s agency and role',
  query: z.object({
    bucket: z.enum(queueBuckets).default('to-receive'),
    mine: z.enum(['true', 'false']).default('false'),
    search: z.string().trim().max(100).optional(),
    procedureCode: z.string().max(40).optional(),
    channel: z.string().max(20).optional(),
    sort: z.enum(['due', 'submitted', 'code']).default('due'),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({
    items: z.array(QueueItem),
    nextCursor: z.string().nullable(),
    counters: z.record(z.enum(queueBuckets), z.number().int()),
    countedAt: Instant,
  }),
});
export const getDossier = route({
  method: 'GET',
  path: '/dossiers/{id}',
  summary: 'A dossier of the officer’s agency',
  params: IdParam,
  response: Dossier,
});

export const receiveDossier = route({
  method: 'POST',
  path: '/dossiers/{id}/receipt',
  summary: 'Receive: form 01, the clock starts',
  params: IdParam,
  /** The check of the card of who stands at the counter, when one was made. */
  body: Seen.extend({ identityCheckId: z.uuid().optional() }),
  response: Dossier,
});
export const refuseDossier = route({
  method: 'POST',
  path: '/dossiers/{id}/refusal',
  summary: 'Refuse to receive: form 03',
  params: IdParam,
  body: Seen.extend({ reason, legalGround: reason }),
  response: Dossier,
});
export const requestSupplement = route({
  method: 'POST',
  path: '/dossiers/{id}/supplement-request',
  summary: 'Ask once for everything missing: form 02, the clock stops',
  params: IdParam,
  body: Seen.extend({ items: z.array(supplementItem).min(1).max(20), reason, legalGround: reason }),
  response: Dossier,
});
export const assignDossier = route({
  method: 'POST',
  path: '/dossiers/{id}/assignment',
  summary: 'Give to a colleague, or to nobody in particular',
  params: IdParam,
  body: Seen.extend({ assigneeId: z.uuid().nullable(), note: z.string().max(2000).default('') }),
  response: Dossier,
});
/** The plain steps of the workflow that need no more than a note: forward, process, consult, sign, number, issue. */
export const takeStep = route({
  method: 'POST',
  path: '/dossiers/{id}/steps',
  summary: 'Do a step of the workflow',
  params: IdParam,
  body: Seen.extend({
    action: z.enum(['forward', 'process', 'consult', 'sign', 'number', 'issue']),
    note: z.string().max(2000).default(''),
  }),
  response: Dossier,
});
export const judgeComponent = route({
  method: 'POST',
  path: '/dossiers/{id}/components/{component}/verdict',
  summary: 'Judge one component',
  params: IdParam.extend({ component: z.string().max(80) }),
  body: Seen.extend({ verdict: z.enum(componentVerdicts), note: z.string().max(2000).default('') }),
  response: Dossier,
});
export const proposeResult = route({
  method: 'POST',
  path: '/dossiers/{id}/proposal',
  summary: 'Propose the result to the leader',
  params: IdParam,
  body: Seen.extend({ outcome: z.enum(['grant', 'deny']), note: z.string().max(2000).default('') }),
  response: Dossier,
});
export const approveResult = route({
  method: 'POST',
  path: '/dossiers/{id}/approval',
  summary: 'Approve; the result is numbered, signed and issued',
  params: IdParam,
  body: Seen,
  response: Dossier,
});
export const sendBack = route({
  method: 'POST',
  path: '/dossiers/{id}/return',
  summary: 'Send back to the specialist',
  params: IdParam,
  body: Seen.extend({ note: reason }),
  response: Dossier,
});
export const deliverResult = route({
  method: 'POST',
  path: '/dossiers/{id}/delivery',
  summary: 'Hand the result over',
  params: IdParam,
  body: Seen.extend({
    way: z.enum(['electronic', 'counter', 'postal']),
    note: z.string().max(500).default(''),
  }),
  response: Dossier,
});
export const apologise = route({
  method: 'POST',
  path: '/dossiers/{id}/apology',
  summary: 'Apologise and appoint a new day: form 04',
  params: IdParam,
  body: Seen.extend({ reason, newDueAt: Instant }),
  response: Dossier,
});
export const stopDossier = route({
  method: 'POST',
  path: '/dossiers/{id}/stop',
  summary: 'Stop handling: form 05',
  params: IdParam,
  body: Seen.extend({ reason, legalGround: reason }),
  response: Dossier,
});
export const undoLast = route({
  method: 'POST',
  path: '/dossiers/{id}/undo',
  summary: 'Take back the last act, while it can still be taken back',
  params: IdParam,
  body: Seen,
  response: Dossier,
});
export const receiveMany = route({
  method: 'POST',
  path: '/work-queue/receipts',
  summary: 'Receive several at once; each stands alone',
  body: z.object({
    dossiers: z
      .array(z.object({ id: z.uuid(), version: z.number().int() }))
      .min(1)
      .max(100),
  }),
  response: z.object({
    results: z.array(z.object({ id: z.uuid(), ok: z.boolean(), code: z.string().nullable() })),
  }),
});
export const revealNumber = route({
  method: 'POST',
  path: '/dossiers/{id}/applicant-number',
  summary: 'Show the applicant’s number; the reason is recorded',
  params: IdParam,
  body: z.object({ reason }),
  response: z.object({ number: z.string() }),
});
export const listColleagues = route({
  method: 'GET',
  path: '/dossiers/{id}/colleagues',
  summary: 'Who can take over',
  params: IdParam,
  response: z.object({
    items: z.array(
      z.object({ id: z.uuid(), name: z.string(), title: z.string(), openDossiers: z.number().int() }),
    ),
  }),
});
/** application/pdf or the uploaded file's own type */
export const downloadDocument = route({
  method: 'GET',
  path: '/dossiers/{id}/documents/{documentId}',
  summary: 'Download a document or attachment of a dossier',
  params: IdParam.extend({ documentId: z.uuid() }),
});
