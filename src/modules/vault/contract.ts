import { z } from 'zod';
import { route } from '#lib/contract';

export const errorCodes = { not_found: 404, revoked: 410, unreadable: 422, too_large: 413 } as const;

const Instant = z.iso.datetime({ offset: true });
const Named = z.object({ vi: z.string(), en: z.string() });

export const VaultDocument = z.object({
  id: z.uuid(),
  title: Named,
  /** Key of the kind of paper, e.g. `civil-status-extract`. */
  kind: z.string(),
  number: z.string().nullable(),
  issuedOn: z.iso.date(),
  validTo: z.iso.date().nullable(),
  issuer: z.string(),
  state: z.enum(['valid', 'expired', 'revoked']),
  verificationCode: z.string(),
  bytes: z.number().int(),
  dossierId: z.uuid().nullable(),
  isNew: z.boolean(),
});
export type VaultDocument = z.infer<typeof VaultDocument>;

export const listDocuments = route({
  method: 'GET',
  path: '/me/documents',
  summary: 'Papers in my vault',
  query: z.object({
    search: z.string().max(100).optional(),
    /** Only those of this owner: a person or an organisation I act for. */
    owner: z.uuid().optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  response: z.object({ items: z.array(VaultDocument), nextCursor: z.string().nullable() }),
});
export const getDocument = route({
  method: 'GET',
  path: '/me/documents/{id}',
  summary: 'A paper of mine',
  params: z.object({ id: z.uuid() }),
  response: VaultDocument,
});
/** application/pdf */
export const downloadContent = route({
  method: 'GET',
  path: '/me/documents/{id}/content',
  summary: 'Download a paper of mine',
  params: z.object({ id: z.uuid() }),
});

/** What the public page says of a paper: never more than what the paper itself shows, and masked. */
export const Verification = z.object({
  verdict: z.enum(['valid', 'changed', 'revoked', 'expired', 'unknown']),
  title: Named.nullable(),
  number: z.string().nullable(),
  issuer: z.string().nullable(),
  issuedOn: z.iso.date().nullable(),
  /** Masked name of the person the paper is about. */
  subject: z.string().nullable(),
  revokedOn: z.iso.date().nullable(),
  signature: z
    .object({
      signer: z.string(),
      signedAt: Instant.nullable(),
      level: z.string(),
      reasons: z.array(z.string()),
    })
    .nullable(),
  checkedAt: Instant,
});
export type Verification = z.infer<typeof Verification>;

export const verifyByCode = route({
  method: 'GET',
  path: '/verification/{code}',
  summary: 'What the register says of a paper by the code in its QR',
  access: 'public',
  params: z.object({ code: z.string().max(60) }),
  response: Verification,
});
/** multipart/form-data with one PDF */
export const verifyFile = route({
  method: 'POST',
  path: '/verification',
  summary: 'Check an uploaded PDF byte by byte',
  access: 'public',
  response: Verification,
});
