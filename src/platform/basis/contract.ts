import { z } from 'zod';
import { route } from '#lib/contract';

export const errorCodes = {
  not_found: 404,
  purpose_not_yours: 403,
  too_many_subjects: 422,
  subject_missing: 422,
  already_decided: 409,
  own_request: 403,
  expired: 409,
} as const;

const instant = z.iso.datetime({ offset: true });
const sentence = z.strictObject({ vi: z.string().min(1).max(300), en: z.string().min(1).max(300) });
const day = z.iso.date();

/** Data a purpose may open; a register asks `requireCovered` for its own word. */
export const coveredData = [
  'person-search',
  'person',
  'residence',
  'civil-status',
  'papers',
  'dossiers',
  'organisations',
  'vehicles',
  'land',
  'matching',
] as const;

/** A row of catalog/access/purposes.yaml. */
export const purposeRow = z.strictObject({
  code: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  kind: z.enum(['purpose', 'break_glass']).default('purpose'),
  name: sentence,
  legalGround: z.string().min(1).max(300),
  /** Roles that may declare it; none named: every officer. */
  roles: z.array(z.string()),
  covers: z.array(z.enum(coveredData)).min(1),
  minutes: z.int().min(5).max(1440),
  mostSubjects: z.int().min(1).max(1000),
  validFrom: day,
  validTo: day.nullable(),
  source: z.string().min(1),
  verified: z.boolean(),
  note: z.string().optional(),
});
export const purposesFile = z.strictObject({ purposes: z.array(purposeRow) });
export type PurposeRow = z.output<typeof purposeRow>;

export const Purpose = z.object({
  code: z.string(),
  name: sentence,
  legalGround: z.string(),
  covers: z.array(z.string()),
  minutes: z.int(),
  mostSubjects: z.int(),
  verified: z.boolean(),
});

const Subject = z.object({
  personId: z.uuid(),
  /** The name as the officer stated it. */
  label: z.string().trim().max(200).nullable().default(null),
});

export const Basis = z.object({
  id: z.uuid(),
  kind: z.enum(['purpose', 'break_glass']),
  purpose: z.object({ code: z.string(), name: sentence }),
  reason: z.string(),
  reference: z.string().nullable(),
  covers: z.array(z.string()),
  /** The one who declared or asked for it. */
  actorId: z.uuid(),
  isMine: z.boolean(),
  agencyId: z.uuid().nullable(),
  subjects: z.array(z.object({ personId: z.uuid(), label: z.string().nullable() })),
  mostSubjects: z.int(),
  state: z.enum(['waiting', 'open', 'closed', 'expired', 'refused']),
  openedAt: instant,
  expiresAt: instant.nullable(),
  closedAt: instant.nullable(),
  approvedBy: z.uuid().nullable(),
  approvedAt: instant.nullable(),
  refusedBy: z.uuid().nullable(),
  refusalReason: z.string().nullable(),
});
export type Basis = z.output<typeof Basis>;

const reason = z.string().trim().min(10).max(1000);
const id = z.object({ id: z.uuid() });

export const listPurposes = route({
  method: 'GET',
  path: '/access/purposes',
  summary: 'Purposes I may declare today, with what each opens and for how long',
  query: z.object({ covers: z.enum(coveredData).optional() }),
  response: z.object({
    items: z.array(Purpose),
    /** What emergency access opens, when an officer may ask for it. */
    breakGlass: Purpose.nullable(),
  }),
});
export const listBases = route({
  method: 'GET',
  path: '/access/bases',
  summary: 'Bases I declared, and emergency requests I made; newest first',
  query: z.object({
    open: z.enum(['true', 'false']).optional(),
    cursor: z.uuid().optional(),
  }),
  response: z.object({ items: z.array(Basis), cursor: z.uuid().optional() }),
});
export const getBasis = route({
  method: 'GET',
  path: '/access/bases/{id}',
  summary: 'A basis of mine, or one I may decide on, with what was done on it',
  params: id,
  response: Basis.extend({
    uses: z.array(z.object({ at: instant, kind: z.string(), action: z.string(), persons: z.int() })),
  }),
});
export const declarePurpose = route({
  method: 'POST',
  path: '/access/bases',
  summary:
    'Declare why I read personal data: opens a basis of limited time, for a search or for persons named',
  body: z.object({
    purposeCode: z.string().max(60),
    reason,
    reference: z.string().trim().max(200).nullable().default(null),
    subjects: z.array(Subject).max(200).default([]),
  }),
  status: 201,
  response: Basis,
});
export const nameSubject = route({
  method: 'POST',
  path: '/access/bases/{id}/subjects',
  summary: 'Name a person on my open basis, before opening their page',
  params: id,
  body: Subject,
  response: Basis,
});
export const closeBasis = route({
  method: 'POST',
  path: '/access/bases/{id}/closing',
  summary: 'Close my basis: nothing is read on it from here on',
  params: id,
  response: Basis,
});
export const requestBreakGlass = route({
  method: 'POST',
  path: '/access/break-glass-requests',
  summary: 'Ask for emergency access to persons; a second officer decides',
  body: z.object({
    reason: z.string().trim().min(20).max(1000),
    reference: z.string().trim().max(200).nullable().default(null),
    subjects: z.array(Subject).min(1).max(20),
  }),
  status: 201,
  response: Basis,
});
export const listBreakGlass = route({
  method: 'GET',
  path: '/access/break-glass-requests',
  summary: 'Emergency requests of others that I may decide on, and those decided; newest first',
  query: z.object({ state: z.enum(['waiting', 'all']).default('waiting') }),
  response: z.object({ items: z.array(Basis) }),
});
export const approveBreakGlass = route({
  method: 'POST',
  path: '/access/break-glass-requests/{id}/approval',
  summary: 'Approve an emergency request of another officer: it opens for a short time',
  params: id,
  response: Basis,
});
export const refuseBreakGlass = route({
  method: 'POST',
  path: '/access/break-glass-requests/{id}/refusal',
  summary: 'Refuse an emergency request, with a reason',
  params: id,
  body: z.object({ reason }),
  response: Basis,
});
