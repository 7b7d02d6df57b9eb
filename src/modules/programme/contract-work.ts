import { z } from 'zod';
import { route } from '#lib/contract';
import {
  AgencyRef,
  Comment,
  Day,
  Evidence,
  Extension,
  HistoryEntry,
  Obstacle,
  Sentence,
  severities,
  Short,
  StaffRef,
  Step,
  Task,
  taskStates,
  Version,
} from './contract-shapes.ts';

const id = z.object({ id: z.uuid() });

export const listTasks = route({
  method: 'GET',
  path: '/programme/tasks',
  summary: 'Tasks by model, agency, officer, state, lateness, words',
  query: z.object({
    search: z.string().trim().max(100).optional(),
    model: z.coerce.number().int().min(1).max(43).optional(),
    agency: z.uuid().optional(),
    officer: z.uuid().optional(),
    state: z.enum([...taskStates, 'unfinished', 'late', 'soon']).optional(),
    from: Day.optional(),
    to: Day.optional(),
    cursor: z.string().max(80).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({ items: z.array(Task), nextCursor: z.string().nullable() }),
});

export const getTask = route({
  method: 'GET',
  path: '/programme/tasks/{id}',
  summary: 'A task with its extensions, evidence, obstacles, comments and history',
  params: id,
  response: z.object({
    task: Task,
    extensions: z.array(Extension),
    evidence: z.array(Evidence),
    obstacles: z.array(Obstacle),
    comments: z.array(Comment),
    history: z.array(HistoryEntry),
    officers: z.array(StaffRef),
    decision: z
      .object({ number: z.number().int(), text: z.string(), meeting: z.string(), heldOn: Day })
      .nullable(),
  }),
});

const TaskFields = z.object({
  title: Short,
  note: z.string().trim().max(2000).default(''),
  agencyId: z.uuid(),
  officerId: z.uuid().nullable().default(null),
  withAgencyIds: z.array(z.uuid()).max(40).default([]),
  startOn: Day.nullable().default(null),
  dueOn: Day.nullable().default(null),
});

export const addTask = route({
  method: 'POST',
  path: '/programme/tasks',
  summary: 'Give an agency a task',
  status: 201,
  body: TaskFields.extend({ model: z.number().int().min(1).max(43).nullable().default(null) }),
  response: z.object({ id: z.uuid() }),
});

/** The due date of a running task moves by an extension or by the secretary alone. */
export const changeTask = route({
  method: 'PUT',
  path: '/programme/tasks/{id}',
  summary: 'Change a task; refused when somebody else changed it since it was read',
  params: id,
  body: TaskFields.extend({ version: Version }),
  response: z.object({ task: Task }),
});

export const setTaskState = route({
  method: 'POST',
  path: '/programme/tasks/{id}/state',
  summary: 'Begin, finish, reopen, drop a task, or say that it is stuck and why',
  params: id,
  body: z.object({
    state: z.enum(taskStates),
    reason: z.string().trim().max(1000).default(''),
    version: Version,
  }),
  response: z.object({ task: Task }),
});

export const askExtension = route({
  method: 'POST',
  path: '/programme/tasks/{id}/extensions',
  summary: 'Ask for a later due date',
  status: 201,
  params: id,
  body: z.object({ toDueOn: Day, reason: Sentence }),
  response: z.object({ id: z.uuid() }),
});
export const listExtensions = route({
  method: 'GET',
  path: '/programme/extensions',
  summary: 'Requests for extension, the open ones first',
  query: z.object({ state: z.enum(['asked', 'approved', 'refused', 'withdrawn']).optional() }),
  response: z.object({ items: z.array(Extension) }),
});
export const decideExtension = route({
  method: 'POST',
  path: '/programme/extensions/{id}/decision',
  summary: 'Approve or refuse an extension; never one’s own',
  params: id,
  body: z.object({
    verdict: z.enum(['approved', 'refused']),
    reason: z.string().trim().max(1000).default(''),
  }),
  response: z.object({ state: z.string(), dueOn: Day.nullable() }),
});
export const withdrawExtension = route({
  method: 'POST',
  path: '/programme/extensions/{id}/withdrawal',
  summary: 'Take back one’s own request',
  params: id,
  response: z.object({ state: z.string() }),
});

export const tickStep = route({
  method: 'POST',
  path: '/programme/steps/{id}/tick',
  summary: 'Mark a step as done; it must have evidence',
  params: id,
  body: z.object({ on: Day, version: Version }),
  response: z.object({ step: Step }),
});
export const untickStep = route({
  method: 'POST',
  path: '/programme/steps/{id}/untick',
  summary: 'Open a step again, with a reason',
  params: id,
  body: z.object({ reason: Short, version: Version }),
  response: z.object({ step: Step }),
});

const about = z.object({ about: z.enum(['steps', 'tasks']), id: z.uuid() });
export const addEvidence = route({
  method: 'POST',
  path: '/programme/{about}/{id}/evidence',
  summary: 'Add a figure, or a paper by the code of its QR, as evidence',
  status: 201,
  params: about,
  body: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('figure'),
      figure: z.number(),
      figureUnit: Short,
      note: z.string().trim().max(500).default(''),
    }),
    z.object({
      kind: z.literal('paper'),
      paperCode: z.string().trim().min(4).max(60),
      note: z.string().trim().max(500).default(''),
    }),
  ]),
  response: z.object({ id: z.uuid() }),
});
/** multipart/form-data with one file or photo */
export const addEvidenceFile = route({
  method: 'POST',
  path: '/programme/{about}/{id}/evidence-files',
  summary: 'Add a document or a photo as evidence',
  status: 201,
  params: about,
  response: z.object({ id: z.uuid() }),
});
export const withdrawEvidence = route({
  method: 'POST',
  path: '/programme/evidence/{id}/withdrawal',
  summary: 'Withdraw evidence; the last one of a done step stays',
  params: id,
  response: z.object({ id: z.uuid() }),
});
export const downloadEvidence = route({
  method: 'GET',
  path: '/programme/evidence/{id}/content',
  summary: 'Download a document or photo given as evidence',
  params: id,
});

export const raiseObstacle = route({
  method: 'POST',
  path: '/programme/obstacles',
  summary: 'Record a risk or an obstacle of a model',
  status: 201,
  body: z.object({
    model: z.number().int().min(1).max(43),
    taskId: z.uuid().nullable().default(null),
    agencyId: z.uuid(),
    kind: z.enum(['risk', 'obstacle']),
    severity: z.enum(severities),
    text: Sentence,
    proposal: z.string().trim().max(2000).default(''),
  }),
  response: z.object({ id: z.uuid() }),
});
export const resolveObstacle = route({
  method: 'POST',
  path: '/programme/obstacles/{id}/resolution',
  summary: 'Say how a risk or an obstacle was removed',
  params: id,
  body: z.object({ resolution: Sentence }),
  response: z.object({ id: z.uuid() }),
});

export const addComment = route({
  method: 'POST',
  path: '/programme/comments',
  summary: 'Comment on a model or a task',
  status: 201,
  body: z
    .object({
      model: z.number().int().min(1).max(43).nullable().default(null),
      taskId: z.uuid().nullable().default(null),
      text: Sentence,
    })
    .refine((body) => body.model !== null || body.taskId !== null, { path: ['model'] }),
  response: z.object({ id: z.uuid() }),
});

const Decision = z.object({
  id: z.uuid(),
  number: z.number().int(),
  model: z.number().int().nullable(),
  text: z.string(),
  tasks: z.array(Task),
});
export const Meeting = z.object({
  id: z.uuid(),
  heldOn: Day,
  title: z.string(),
  number: z.string().nullable(),
  chair: z.string(),
  demonstration: z.boolean(),
  decisions: z.array(Decision),
});
export const listMeetings = route({
  method: 'GET',
  path: '/programme/meetings',
  summary: 'Meetings, their decisions and the tasks that came of them, newest first',
  response: z.object({ items: z.array(Meeting), canAdd: z.boolean() }),
});
export const addMeeting = route({
  method: 'POST',
  path: '/programme/meetings',
  summary: 'Record a meeting with its decisions; each decision may give tasks',
  status: 201,
  body: z.object({
    heldOn: Day,
    title: Short,
    number: z.string().trim().max(60).nullable().default(null),
    chair: Short,
    decisions: z
      .array(
        z.object({
          model: z.number().int().min(1).max(43).nullable().default(null),
          text: Sentence,
          tasks: z
            .array(z.object({ title: Short, agencyId: z.uuid(), dueOn: Day }))
            .max(20)
            .default([]),
        }),
      )
      .min(1)
      .max(60),
  }),
  response: z.object({ id: z.uuid() }),
});

export const Handover = z.object({
  id: z.uuid(),
  task: Task,
  from: AgencyRef,
  to: AgencyRef,
  since: Day,
  canAnswer: z.boolean(),
  canRedirect: z.boolean(),
});
export const listHandovers = route({
  method: 'GET',
  path: '/programme/handovers',
  summary: 'Open tasks of dissolved agencies, offered to their successors',
  response: z.object({ items: z.array(Handover) }),
});
export const answerHandover = route({
  method: 'POST',
  path: '/programme/handovers/{id}/answer',
  summary: 'Accept a task of a predecessor, or (secretary) direct it to another agency',
  params: id,
  body: z.object({
    answer: z.enum(['accepted', 'redirected']),
    agencyId: z.uuid().nullable().default(null),
    reason: z.string().trim().max(500).default(''),
  }),
  response: z.object({ agency: AgencyRef }),
});
