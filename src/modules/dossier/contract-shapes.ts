import { z } from 'zod';

/** Where the case stands. Money, delivery and the national gateway are dimensions of their own. */
export const businessStates = [
  'submitted',
  'received',
  'processing',
  'supplement',
  'proposed',
  'approved',
  'signed',
  'issued',
  'refused',
  'withdrawn',
  'stopped',
] as const;
export const moneyStates = [
  'none',
  'due',
  'pending',
  'short',
  'paid',
  'refund_due',
  'refunded',
  'exempt',
] as const;
export const deliveryStates = ['none', 'ready', 'delivered'] as const;
export const syncStates = ['off', 'queued', 'synced', 'failed'] as const;
export const channels = ['online', 'counter', 'postal', 'kiosk', 'national'] as const;

export const Named = z.object({ vi: z.string(), en: z.string() });
export const Instant = z.iso.datetime({ offset: true });
export const Day = z.iso.date();

export const FourStates = z.object({
  business: z.enum(businessStates),
  money: z.enum(moneyStates),
  delivery: z.enum(deliveryStates),
  sync: z.enum(syncStates),
  /** TrangThaiHoSo 1–10 of the national gateway, derived from the others. */
  nationalCode: z.number().int().min(1).max(10),
});
export type FourStates = z.infer<typeof FourStates>;

/** Time left to a deadline in working minutes of the agency's calendar; negative when late. */
export const TimeLeft = z.object({
  dueAt: Instant,
  workingMinutes: z.number().int(),
  level: z.enum(['calm', 'soon', 'late', 'paused']),
});

/** The four-step line of a case card. */
export const Steps = z.object({
  done: z.number().int().min(0).max(4),
  current: z.enum(['none', 'running', 'paused', 'finished', 'ended']),
});

export const AgencyRef = z.object({ id: z.uuid(), name: z.string() });

export const DossierSummary = z.object({
  id: z.uuid(),
  code: z.string(),
  procedureCode: z.string(),
  title: Named,
  applicantName: z.string(),
  channel: z.enum(channels),
  states: FourStates,
  steps: Steps,
  submittedAt: Instant,
  receivedAt: Instant.nullable(),
  /** Appointment for the result; null until received. */
  dueAt: Instant.nullable(),
  /** What the clock counts towards now: the reply before receipt, the result afterwards; null when none runs. */
  timeLeft: TimeLeft.nullable(),
  decidingAgency: AgencyRef,
  receivingAgency: AgencyRef,
  version: z.number().int(),
});
export type DossierSummary = z.infer<typeof DossierSummary>;

/** Where a value comes from. */
export const Source = z.object({
  kind: z.enum(['register', 'vneid', 'typed', 'uploaded', 'computed']),
  /** Key of the register, e.g. `population`. */
  register: z.string().nullable(),
  name: Named.nullable(),
  at: Instant.nullable(),
  /** `verified`: the register says so; `unverified`: the register could not be asked; `claimed`: somebody says so. */
  state: z.enum(['verified', 'unverified', 'claimed']),
});
export type Source = z.infer<typeof Source>;

export const Answer = z.object({ value: z.unknown(), source: Source });
export type Answer = z.infer<typeof Answer>;
export const Answers = z.record(z.string(), Answer);
export type Answers = z.infer<typeof Answers>;

export const Attachment = z.object({
  id: z.uuid(),
  fileName: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  pages: z.number().int().nullable(),
  uploadedAt: Instant,
});
export type Attachment = z.infer<typeof Attachment>;

export const componentVerdicts = [
  'open',
  'valid',
  'invalid',
  'pending',
  'unavailable',
  'not_needed',
] as const;

export const DossierComponent = z.object({
  key: z.string(),
  name: Named,
  /** How it is proved here: by the form, by data, by an upload, by somebody's consent, or from the person's vault. */
  provedBy: z.enum(['form', 'data', 'upload', 'consent', 'vault', 'nothing']),
  statement: Named.nullable(),
  source: Source.nullable(),
  attachments: z.array(Attachment),
  verdict: z.enum(componentVerdicts),
  verdictNote: z.string().nullable(),
  /** Set when the proof needs a person's eyes. */
  needsEyes: z.boolean(),
});
export type DossierComponent = z.infer<typeof DossierComponent>;

export const TimelineEntry = z.object({
  id: z.uuid(),
  at: Instant,
  type: z.string(),
  /** Who did it as a citizen may see it: the office, or "you". */
  actor: z.object({
    kind: z.enum(['citizen', 'staff', 'system']),
    name: z.string().nullable(),
    agency: z.string().nullable(),
  }),
  sentence: Named,
  note: z.string().nullable(),
  documentId: z.uuid().nullable(),
});

export const DossierDocument = z.object({
  id: z.uuid(),
  kind: z.enum([
    'receipt',
    'supplement-request',
    'refusal',
    'apology',
    'stop',
    'control-sheet',
    'result',
    'appeal-receipt',
  ]),
  name: Named,
  number: z.string().nullable(),
  issuedAt: Instant,
  signed: z.boolean(),
  verificationCode: z.string().nullable(),
  bytes: z.number().int(),
});

export const FieldView = z.object({
  key: z.string(),
  label: Named,
  /** Formatted for reading; identifiers masked. */
  text: z.string(),
  source: Source,
});

export const Section = z.object({ key: z.string(), title: Named, fields: z.array(FieldView) });

export const supplementItem = z.object({
  componentKey: z.string().nullable(),
  text: z.string().min(1).max(1000),
});

export const SupplementRequest = z.object({
  askedAt: Instant,
  items: z.array(supplementItem),
  reason: z.string(),
  legalGround: z.string(),
  answerBy: Instant.nullable(),
});

export const citizenActions = ['pay', 'supplement', 'withdraw', 'appeal', 'download', 'rate'] as const;
/** The actions a service definition may name for its steps, and those every open case has. */
export const officerActions = [
  'receive',
  'refuse',
  'requestSupplement',
  'forward',
  'process',
  'consult',
  'proposeApproval',
  'proposeRefusal',
  'return',
  'approve',
  'sign',
  'number',
  'issue',
  'handOver',
  'stop',
  'assign',
  'judge',
  'apologise',
  'undo',
] as const;
export type OfficerAction = (typeof officerActions)[number];

export const Dossier = DossierSummary.extend({
  sections: z.array(Section),
  components: z.array(DossierComponent),
  timeline: z.array(TimelineEntry),
  documents: z.array(DossierDocument),
  fee: z.object({
    amount: z.number().int(),
    lines: z.array(z.object({ name: Named, amount: z.number().int(), exempt: z.boolean() })),
  }),
  supplementRequest: SupplementRequest.nullable(),
  /** What the one who asks may do now. */
  actions: z.array(z.enum([...citizenActions, ...officerActions])),
  assignee: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  currentStep: z.object({ key: z.string(), name: Named, role: z.string() }).nullable(),
  skippedDays: z.array(z.object({ day: Day, reason: Named })),
});
export type Dossier = z.infer<typeof Dossier>;
