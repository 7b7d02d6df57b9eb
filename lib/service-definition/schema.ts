import { z } from 'zod';
import { agencyKinds, legalDay } from '#lib/catalog';
import { condition, path } from './condition.ts';
import { bilingual, channel, dated, duration, key, slug, when } from './parts.ts';
import { component, page } from './schema-form.ts';

/** One alternative of the evidence ladder: `V2` alone, or `I2` with the flag `D` (matched by the population database). */
export const evidence = z.string().regex(/^(?:I[0-5]|V[12])(?:\+D)?$/);

const agencyKind = z.enum(agencyKinds);

const timeLimit = z.strictObject({
  ...duration.shape,
  cutOff: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  ...dated,
});
export type TimeLimit = z.infer<typeof timeLimit>;

const serviceCase = z.strictObject({
  key,
  code: z
    .string()
    .regex(/^\d\.\d{6}\.\d{2}$/)
    .optional(),
  name: bilingual,
  when: condition,
  timeLimits: z.array(timeLimit).min(1),
});
export type ServiceCase = z.infer<typeof serviceCase>;

const amount = z.number().int().min(0);
const tier = z.strictObject({ upTo: z.number().int().min(1).nullable(), amount });

const feeLine = z.strictObject({
  channels: z.array(channel).min(1),
  when,
  amount: amount.optional(),
  tiers: z.array(tier).min(1).optional(),
  cap: amount.optional(),
  per: z.enum(['case', 'copy', 'person', 'page']),
  count: path.optional(),
  times: path.optional(),
  ...dated,
});
export type FeeLine = z.infer<typeof feeLine>;

const exemption = z.strictObject({
  key,
  name: bilingual,
  when: condition,
  percent: z.number().int().min(1).max(100),
  ...dated,
});
export type Exemption = z.infer<typeof exemption>;

const fee = z.strictObject({
  key,
  kind: z.enum(['fee', 'serviceFee', 'price']),
  name: bilingual,
  lines: z.array(feeLine).min(1),
  exemptions: z.array(exemption),
});
export type Fee = z.infer<typeof fee>;

export const actions = [
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
] as const;

const step = z.strictObject({
  key,
  name: bilingual,
  at: z.enum(['receiving', 'deciding']),
  role: z.enum(['receiver', 'specialist', 'leader', 'clerk']),
  actions: z.array(z.strictObject({ action: z.enum(actions), to: z.string().min(1), when })).min(1),
});
export type Step = z.infer<typeof step>;

const receiptRule = z.strictObject({ answerWithin: duration, ...dated });
const supplementRule = z.strictObject({
  requests: z.number().int().min(0),
  noticeWithin: duration,
  wait: duration,
  stopsClock: z.boolean(),
  ...dated,
});
const apologyRule = z.strictObject({ before: duration, extensions: z.number().int().min(0), ...dated });
const stopRule = z.strictObject({ after: duration, ...dated });
const withdrawalRule = z.strictObject({
  until: z.enum(['received', 'approved', 'signed']),
  refund: z.enum(['none', 'unlessReceived', 'full']),
  ...dated,
});
const appealRule = z.strictObject({
  within: duration,
  first: duration,
  to: z.enum(['issuer', 'superior']),
  ...dated,
});

export const caseRules = z.strictObject({
  receipt: z.array(receiptRule).min(1),
  supplement: z.array(supplementRule).min(1),
  apology: z.array(apologyRule).min(1),
  stop: z.array(stopRule).min(1),
  withdrawal: z.array(withdrawalRule).min(1),
  appeal: z.array(appealRule).min(1),
});
export type CaseRules = z.infer<typeof caseRules>;

const outcome = z.strictObject({
  key,
  name: bilingual,
  template: slug,
  formCode: z.string().min(1).optional(),
  number: z.string().min(1),
  statement: bilingual,
  lines: z.array(z.strictObject({ label: bilingual, value: path, when })),
  copies: path.optional(),
  signedBy: z.enum(['leader', 'specialist']),
  sealed: z.boolean(),
  vault: z.boolean(),
  when,
  lasts: z.strictObject({ from: path, to: path }).optional(),
  effects: z.array(z.strictObject({ register: slug, record: slug })),
});
export type Outcome = z.infer<typeof outcome>;

export const serviceDefinition = z.strictObject({
  format: z.literal(1),
  code: z.string().regex(/^\d\.\d{6}$/),
  version: z.number().int().min(1),
  validFrom: legalDay,
  validTo: legalDay.nullable(),
  name: bilingual,
  summary: bilingual,
  field: z.strictObject({ code: z.string().min(1), name: bilingual }),
  ministry: z.string().min(1),
  essential: z.number().int().min(1).nullable(),
  sources: z.record(z.string(), z.string().min(1)),
  verified: z.boolean(),
  notes: z.array(z.string().min(1)),
  legalBasis: z.array(slug).min(1),
  applicantKinds: z.array(z.enum(['person', 'organisation'])).min(1),
  filers: z.array(z.enum(['self', 'parent', 'guardian', 'director', 'authorised'])).min(1),
  minimumEvidence: z.strictObject({
    online: z.array(evidence).min(1),
    counter: z.array(evidence).min(1),
    kiosk: z.array(evidence).min(1),
  }),
  process: z.enum(['full', 'partial']),
  channels: z.array(channel).min(1),
  filingMode: z.enum(['own', 'national', 'both']),
  agencies: z.strictObject({
    receives: z.array(z.strictObject({ kind: agencyKind, anywhere: z.boolean() })).min(1),
    decides: z.strictObject({ kind: agencyKind, place: path.nullable() }),
  }),
  cases: z.array(serviceCase).min(1),
  pages: z.array(page).min(1),
  components: z.array(component),
  fees: z.array(fee),
  steps: z.array(step).min(1),
  outcomes: z.array(outcome).min(1),
  delivery: z.array(z.enum(['vault', 'counter', 'post', 'email'])).min(1),
  rules: caseRules,
});

/** A public service as data: everything the engine needs, nothing the code knows beforehand. */
export type ServiceDefinition = z.infer<typeof serviceDefinition>;
