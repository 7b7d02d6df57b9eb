import { z } from 'zod';
import { route } from '#lib/contract';
import { evidenceLevels } from '#lib/identity';

export const errorCodes = {
  not_found: 404,
  check_expired: 409,
  nonce_spent: 403,
  session_wrong: 403,
  reader_elsewhere: 403,
  reading_malformed: 422,
  qr_unreadable: 422,
  number_invalid: 422,
  not_answered: 409,
  card_refused: 409,
  evidence_too_low: 403,
  evidence_old: 409,
  already_used: 409,
  other_person: 409,
} as const;

/** What a card is checked for; each has the least evidence it takes (see rules.ts). */
export const purposes = [
  'one-stop-receipt',
  'stay-declaration',
  'clinic-check-in',
  'certification',
  'notary',
  'exam',
  'access-enrolment',
  'identity-only',
] as const;

export const CardFindingView = z.object({
  code: z.string(),
  /** `refuse`: do not accept. `lower`: the level stops here. `note`: worth a look. */
  weight: z.enum(['refuse', 'lower', 'note']),
  sentence: z.string(),
});
export const Demand = z.object({
  level: z.enum(evidenceLevels).optional(),
  matchedPopulation: z.literal(true).optional(),
  vneid: z.enum(['V1', 'V2']).optional(),
});
export const outcomes = ['open', 'accepted', 'refused', 'clone_suspected'] as const;

export const IdentityCheckView = z.object({
  id: z.uuid(),
  purposeCode: z.enum(purposes),
  caseRef: z.string().nullable(),
  outcome: z.enum(outcomes),
  /** Null until something was read or typed. */
  level: z.enum(evidenceLevels).nullable(),
  method: z.enum(['typed', 'qr', 'chip']).nullable(),
  /** Any one of these is enough. */
  demands: z.array(Demand),
  isEnough: z.boolean(),
  findings: z.array(CardFindingView),
  documentType: z.enum(['citizen_card', 'passport', 'other']).nullable(),
  documentExpiry: z.iso.date().nullable(),
  /** Masked; the number itself is not kept. */
  numberHint: z.string().nullable(),
  /** The number and the name belong to one person of our register. */
  isRegistered: z.boolean(),
  population: z.enum(['matched', 'differs', 'unverified']).nullable(),
  /** Who vouched for the issuer: our own store, the authority’s service, or nobody. */
  trustBy: z.enum(['store', 'authority', 'nobody']).nullable(),
  readerId: z.uuid().nullable(),
  face: z
    .object({ score: z.number(), threshold: z.number(), model: z.string(), decision: z.string() })
    .nullable(),
  openedAt: z.iso.datetime({ offset: true }),
  expiresAt: z.iso.datetime({ offset: true }),
  answeredAt: z.iso.datetime({ offset: true }).nullable(),
});

const Id = z.object({ id: z.uuid() });
const withPopulation = { matchPopulation: z.boolean().default(false) };

export const openIdentityCheck = route({
  method: 'POST',
  path: '/identity-checks',
  summary: 'Open a check of a card: a fresh nonce for one reading within three minutes',
  body: z.object({
    purposeCode: z.enum(purposes),
    /** `<module>:<id>` of the case it is for. */
    caseRef: z
      .string()
      .regex(/^[a-z-]+:[0-9a-f-]{36}$/)
      .optional(),
  }),
  response: z.object({
    id: z.uuid(),
    /** 32 bytes, base64url: goes to the reader, which derives the chip’s challenge from it. */
    nonce: z.string(),
    expiresAt: z.iso.datetime({ offset: true }),
    demands: z.array(Demand),
  }),
  status: 201,
});
export const getIdentityCheck = route({
  method: 'GET',
  path: '/identity-checks/{id}',
  summary: 'A check that I opened',
  params: Id,
  response: IdentityCheckView,
});
export const answerByChip = route({
  method: 'POST',
  path: '/identity-checks/{id}/chip-reading',
  summary: 'Hand in what the chip gave, raw and signed by a paired reader; the server judges',
  params: Id,
  body: z.object({ envelope: z.string().min(10).max(950_000), ...withPopulation }),
  response: IdentityCheckView,
});
export const answerByQr = route({
  method: 'POST',
  path: '/identity-checks/{id}/qr-scan',
  summary: 'Hand in the text of the QR code as scanned',
  params: Id,
  body: z.object({ text: z.string().max(4000), ...withPopulation }),
  response: IdentityCheckView,
});
export const answerByHand = route({
  method: 'POST',
  path: '/identity-checks/{id}/typed-entry',
  summary: 'A number typed in: the weakest evidence',
  params: Id,
  body: z.object({
    number: z.string().max(40),
    fullName: z.string().trim().min(1).max(200),
    birth: z.iso.date().optional(),
    ...withPopulation,
  }),
  response: IdentityCheckView,
});
export const listMyIdentityChecks = route({
  method: 'GET',
  path: '/me/identity-checks',
  summary: 'Where and when my card was checked, and what came of it',
  response: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        at: z.iso.datetime({ offset: true }),
        agencyId: z.uuid().nullable(),
        purposeCode: z.enum(purposes),
        level: z.enum(evidenceLevels).nullable(),
        outcome: z.enum(outcomes),
      }),
    ),
  }),
});

export type IdentityCheckView = z.infer<typeof IdentityCheckView>;
export type IdentityCheckPurpose = (typeof purposes)[number];
