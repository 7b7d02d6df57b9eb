import { z } from 'zod';

export const errorCodes = {
  not_found: 404,
  model_not_found: 404,
  version_conflict: 409,
  assessment_missing: 409,
  assessment_failed: 409,
  assessment_later: 409,
  assessment_lapsed: 409,
  assessment_in_future: 422,
  state_unchanged: 409,
  step_lacks_evidence: 409,
  step_done: 409,
  step_open: 409,
  evidence_in_use: 409,
  task_closed: 409,
  due_not_later: 422,
  due_only_by_extension: 409,
  extension_open: 409,
  extension_decided: 409,
  extension_own: 409,
  reason_missing: 422,
  agency_not_in_force: 422,
  place_unknown: 422,
  obstacle_resolved: 409,
  plan_decided: 409,
  handover_answered: 409,
  site_exists: 409,
  site_installed_too_many: 422,
  end_before_begin: 422,
  member_ended: 409,
  nobody_to_remind: 409,
} as const;

export const Day = z.iso.date();
export const Instant = z.iso.datetime({ offset: true });
export const Sentence = z.string().trim().min(1).max(2000);
export const Short = z.string().trim().min(1).max(300);
export const Version = z.number().int().min(1);

export const modelStates = ['not_started', 'preparing', 'piloting', 'in_operation', 'suspended'] as const;
export const taskStates = ['open', 'doing', 'stuck', 'done', 'dropped'] as const;
export const planRoles = ['lead', 'coordinate', 'carry_out', 'assess'] as const;
export const devices = ['reader_qr', 'reader_chip', 'handheld', 'kiosk', 'camera', 'pos'] as const;
export const teamLevels = ['province', 'commune', 'community'] as const;
export const memberRoles = ['head', 'deputy', 'secretary', 'member'] as const;
export const severities = ['low', 'medium', 'high'] as const;

export const AgencyRef = z.object({ id: z.uuid(), name: z.string(), shortName: z.string().nullable() });
export const StaffRef = z.object({ id: z.uuid(), name: z.string() });

/** A unit as the plan of 2023 names it, and who does its work today. */
export const PlanUnit = z.object({
  abbreviation: z.string(),
  name: z.string(),
  /** Null: a group of actors, not one agency. */
  agency: AgencyRef.nullable(),
  today: z.array(AgencyRef),
  /** The unit of the plan is no more, or the field went elsewhere. */
  isFormer: z.boolean(),
  steps: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      on: Day,
      /** Numbers of the instruments; empty while none is entered. */
      law: z.array(z.string()),
      note: z.string().nullable(),
      verified: z.boolean(),
    }),
  ),
});

export const Progress = z.object({
  /** From running data, from typed figures, from ticked steps, or nothing to count yet. */
  basis: z.enum(['computed', 'typed', 'steps', 'none']),
  /** 0 to 1. */
  value: z.number().nullable(),
});

export const ModelTile = z.object({
  number: z.number().int(),
  plan: z.number().int().nullable(),
  group: z.string(),
  short: z.string(),
  title: z.string(),
  state: z.enum(modelStates),
  since: Day,
  readiness: z.enum(['now', 'half_year', 'select_unit']),
  isFree: z.boolean(),
  progress: Progress,
  steps: z.number().int(),
  stepsDone: z.number().int(),
  tasks: z.number().int(),
  tasksDone: z.number().int(),
  tasksLate: z.number().int(),
  lead: AgencyRef.nullable(),
  leadWas: z.string().nullable(),
  nextDue: Day.nullable(),
  needsAssessment: z.boolean(),
  assessedOn: Day.nullable(),
});

export const Evidence = z.object({
  id: z.uuid(),
  kind: z.enum(['file', 'photo', 'figure', 'paper']),
  note: z.string(),
  figure: z.number().nullable(),
  figureUnit: z.string().nullable(),
  paperCode: z.string().nullable(),
  fileName: z.string().nullable(),
  fileSize: z.number().int().nullable(),
  demonstration: z.boolean(),
  addedAt: Instant,
  addedBy: z.string(),
});

export const Extension = z.object({
  id: z.uuid(),
  taskId: z.uuid(),
  taskTitle: z.string(),
  model: z.number().int().nullable(),
  agency: AgencyRef,
  fromDueOn: Day.nullable(),
  toDueOn: Day,
  reason: z.string(),
  state: z.enum(['asked', 'approved', 'refused', 'withdrawn']),
  askedAt: Instant,
  askedBy: z.string(),
  decidedBy: z.string().nullable(),
  decisionReason: z.string().nullable(),
  canDecide: z.boolean(),
  canWithdraw: z.boolean(),
});

export const Task = z.object({
  id: z.uuid(),
  model: z.object({ number: z.number().int(), short: z.string() }).nullable(),
  title: z.string(),
  note: z.string(),
  role: z.enum(planRoles).nullable(),
  /** Whom the plan named, where that is not the agency of today. */
  planUnit: z.string().nullable(),
  was: z.object({ name: z.string(), since: Day.nullable() }).nullable(),
  agency: AgencyRef,
  officer: StaffRef.nullable(),
  with: z.array(AgencyRef),
  startOn: Day.nullable(),
  planDueOn: Day.nullable(),
  dueOn: Day.nullable(),
  state: z.enum(taskStates),
  stuckReason: z.string().nullable(),
  stuckOn: Day.nullable(),
  doneOn: Day.nullable(),
  /** Days past the due date; null where it is not late. */
  daysLate: z.number().int().nullable(),
  extensionAsked: z.boolean(),
  decisionId: z.uuid().nullable(),
  demonstration: z.boolean(),
  version: z.number().int(),
  canEdit: z.boolean(),
});

export const Step = z.object({
  id: z.uuid(),
  model: z.number().int(),
  number: z.number().int(),
  text: z.string(),
  agency: AgencyRef,
  doneOn: Day.nullable(),
  doneBy: z.string().nullable(),
  evidence: z.array(Evidence),
  version: z.number().int(),
  canTick: z.boolean(),
});

export const Obstacle = z.object({
  id: z.uuid(),
  model: z.number().int(),
  taskId: z.uuid().nullable(),
  agency: AgencyRef,
  kind: z.enum(['risk', 'obstacle']),
  severity: z.enum(severities),
  text: z.string(),
  proposal: z.string(),
  raisedOn: Day,
  raisedBy: z.string(),
  resolvedOn: Day.nullable(),
  resolution: z.string().nullable(),
  canResolve: z.boolean(),
});

export const Comment = z.object({ id: z.uuid(), text: z.string(), at: Instant, by: z.string() });

export const HistoryEntry = z.object({
  id: z.uuid(),
  at: Instant,
  by: z.string(),
  type: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});

export const Assessment = z.object({
  id: z.uuid(),
  model: z.number().int(),
  assessedOn: Day,
  passed: z.boolean(),
  number: z.string(),
  assessor: z.string(),
  findings: z.string(),
  designFingerprint: z.string().nullable(),
  validTo: Day.nullable(),
  recordedAt: Instant,
  recordedBy: z.string(),
});

export type AgencyRef = z.infer<typeof AgencyRef>;
export type PlanUnit = z.infer<typeof PlanUnit>;
export type ModelTile = z.infer<typeof ModelTile>;
export type Progress = z.infer<typeof Progress>;
export type Task = z.infer<typeof Task>;
export type Step = z.infer<typeof Step>;
export type Evidence = z.infer<typeof Evidence>;
export type Extension = z.infer<typeof Extension>;
export type Obstacle = z.infer<typeof Obstacle>;
export type Comment = z.infer<typeof Comment>;
export type HistoryEntry = z.infer<typeof HistoryEntry>;
export type Assessment = z.infer<typeof Assessment>;
export type ModelState = (typeof modelStates)[number];
export type TaskState = (typeof taskStates)[number];
