import { z } from 'zod';
import { route } from '#lib/contract';
import {
  AgencyRef,
  Assessment,
  Comment,
  Day,
  devices,
  Extension,
  HistoryEntry,
  ModelTile,
  modelStates,
  Obstacle,
  PlanUnit,
  planRoles,
  Sentence,
  Short,
  Step,
  Task,
  Version,
} from './contract-shapes.ts';

const number = z.coerce.number().int().min(1).max(43);

export const getOverview = route({
  method: 'GET',
  path: '/programme/overview',
  summary: 'All models with their progress, and the agencies that are late or silent',
  response: z.object({
    on: Day,
    /** Some dates and steps were made for the demonstration. */
    demonstration: z.boolean(),
    groups: z.array(z.object({ group: z.string(), name: z.string(), nameEn: z.string() })),
    models: z.array(ModelTile),
    late: z.array(
      z.object({
        agency: AgencyRef,
        tasks: z.number().int(),
        models: z.array(z.number().int()),
        days: z.number().int(),
        successorOf: z.string().nullable(),
      }),
    ),
    silent: z.array(
      z.object({
        agency: AgencyRef,
        lastOn: Day.nullable(),
        days: z.number().int().nullable(),
        tasks: z.number().int(),
      }),
    ),
    silentDays: z.number().int(),
    extensionsAsked: z.number().int(),
    handoversOffered: z.number().int(),
    can: z.object({ manage: z.boolean(), approve: z.boolean(), lead: z.boolean() }),
  }),
});

export const PlanDeadline = z.object({
  part: z.enum(['body', 'annex', 'handbook']),
  kind: z.string(),
  on: Day.nullable(),
  scope: z.string().nullable(),
  place: z.string(),
});
export const PlanDifference = z.object({
  key: z.string(),
  topic: z.string(),
  model: z.number().int().nullable(),
  says: z.array(z.object({ place: z.string(), value: z.string() })),
  used: z.string(),
});

export const DeviceTotals = z.object({
  sites: z.number().int(),
  needed: z.record(z.enum(devices), z.number().int()),
  installed: z.number().int(),
});

export const getModel = route({
  method: 'GET',
  path: '/programme/models/{model}',
  summary: 'One model: what the plan says and where, tasks, steps with evidence, assessment, risks',
  params: z.object({ model: number }),
  response: z.object({
    model: ModelTile,
    version: z.number().int(),
    goal: z.string(),
    forces: z.array(z.string()),
    tools: z.array(z.string()),
    devices: z.array(z.enum(devices)),
    costNote: z.string().nullable(),
    suppliers: z.array(z.string()),
    legalBasis: z.array(z.string()),
    places: z.object({ body: z.string().nullable(), annex: z.string().nullable(), handbook: z.string() }),
    sourceNote: z.string().nullable(),
    units: z.array(PlanUnit),
    planTasks: z.array(
      z.object({
        unit: z.string(),
        role: z.enum(planRoles),
        with: z.array(z.string()),
        text: z.string(),
        place: z.string(),
      }),
    ),
    deadlines: z.array(PlanDeadline),
    differences: z.array(PlanDifference),
    tasks: z.array(Task),
    steps: z.array(Step),
    assessments: z.array(Assessment),
    obstacles: z.array(Obstacle),
    comments: z.array(Comment),
    sites: DeviceTotals,
    can: z.object({ manage: z.boolean(), raise: z.boolean() }),
  }),
});

export const setModelState = route({
  method: 'POST',
  path: '/programme/models/{model}/state',
  summary: 'Move a model; into operation only with a passed assessment on record',
  params: z.object({ model: number }),
  body: z.object({
    state: z.enum(modelStates),
    since: Day,
    note: z.string().trim().max(1000).default(''),
    version: Version,
  }),
  response: z.object({ state: z.enum(modelStates), version: z.number().int() }),
});

export const recordAssessment = route({
  method: 'POST',
  path: '/programme/models/{model}/assessments',
  summary: 'Record an information-security assessment of a model',
  status: 201,
  params: z.object({ model: number }),
  body: z.object({
    assessedOn: Day,
    passed: z.boolean(),
    number: Short,
    assessor: Short,
    findings: Sentence,
    /** SHA-256 of the design that was assessed. */
    designFingerprint: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .default(null),
    validTo: Day.nullable().default(null),
  }),
  response: z.object({ id: z.uuid() }),
});

export const listDifferences = route({
  method: 'GET',
  path: '/programme/differences',
  summary:
    'Where plan, annex and handbook contradict one another, and the handbook’s own totals beside the count',
  response: z.object({
    items: z.array(PlanDifference),
    totals: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        stated: z.number().int(),
        counted: z.number().int(),
        place: z.string(),
      }),
    ),
  }),
});

export const listPlanAgencies = route({
  method: 'GET',
  path: '/programme/agencies',
  summary: 'Agencies with tasks: how many, how late, when last heard of',
  response: z.object({
    items: z.array(
      z.object({
        agency: AgencyRef,
        successorOf: z.array(z.string()),
        tasks: z.number().int(),
        done: z.number().int(),
        late: z.number().int(),
        stuck: z.number().int(),
        leads: z.array(z.number().int()),
        nextDue: Day.nullable(),
        lastOn: Day.nullable(),
        planState: z.enum(['submitted', 'accepted', 'returned']).nullable(),
      }),
    ),
    units: z.array(PlanUnit),
  }),
});

export const AgencyPlan = z.object({
  id: z.uuid(),
  title: z.string(),
  number: z.string(),
  issuedOn: Day,
  state: z.enum(['submitted', 'accepted', 'returned']),
  remark: z.string().nullable(),
});

export const getPlanAgency = route({
  method: 'GET',
  path: '/programme/agencies/{id}',
  summary: 'What an agency must do, what it took over, its implementation plans',
  params: z.object({ id: z.uuid() }),
  response: z.object({
    agency: AgencyRef,
    isInForce: z.boolean(),
    units: z.array(PlanUnit),
    tasks: z.array(Task),
    leads: z.array(ModelTile),
    plans: z.array(AgencyPlan),
    extensions: z.array(Extension),
    lastOn: Day.nullable(),
    can: z.object({ submit: z.boolean(), manage: z.boolean() }),
  }),
});

export const submitAgencyPlan = route({
  method: 'POST',
  path: '/programme/agencies/{id}/implementation-plans',
  summary: 'Submit an agency’s implementation plan',
  status: 201,
  params: z.object({ id: z.uuid() }),
  body: z.object({ title: Short, number: Short, issuedOn: Day }),
  response: z.object({ id: z.uuid() }),
});

export const decideAgencyPlan = route({
  method: 'POST',
  path: '/programme/implementation-plans/{id}/decision',
  summary: 'Accept an implementation plan or return it with a remark',
  params: z.object({ id: z.uuid() }),
  body: z.object({
    verdict: z.enum(['accepted', 'returned']),
    remark: z.string().trim().max(1000).default(''),
  }),
  response: z.object({ state: z.string() }),
});

export const listHistory = route({
  method: 'GET',
  path: '/programme/history',
  summary: 'Who changed what and when, with before and after',
  query: z.object({
    model: number.optional(),
    task: z.uuid().optional(),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({ items: z.array(HistoryEntry), nextCursor: z.uuid().nullable() }),
});

export const settingKeys = ['silent_days', 'soon_days'] as const;
export const getSettings = route({
  method: 'GET',
  path: '/programme/settings',
  summary: 'Thresholds of the standing body, with their days',
  response: z.object({
    items: z.array(
      z.object({ key: z.enum(settingKeys), value: z.number().int(), validFrom: Day.nullable() }),
    ),
    canSet: z.boolean(),
  }),
});
export const setSetting = route({
  method: 'POST',
  path: '/programme/settings',
  summary: 'Set a threshold from today on',
  body: z.object({ key: z.enum(settingKeys), value: z.number().int().min(1).max(365) }),
  response: z.object({ key: z.enum(settingKeys), value: z.number().int() }),
});

export const remindAgencies = route({
  method: 'POST',
  path: '/programme/reminders',
  summary: 'Remind the responsible officers of agencies of what is late',
  body: z.object({ agencies: z.array(z.uuid()).min(1).max(200) }),
  response: z.object({ reminded: z.number().int(), withoutOfficer: z.array(z.string()) }),
});
