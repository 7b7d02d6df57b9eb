import { z } from 'zod';

export const errorCodes = {
  unavailable: 503,
  timestamp_unavailable: 503,
  signer_unknown: 409,
  document_unreadable: 422,
  document_encrypted: 422,
  result_invalid: 502,
} as const;

/** What the public verification page says of a PDF; one sentence for each in texts.ts. */
export const verdicts = [
  'valid',
  'changed',
  'revoked',
  'untrusted',
  'unknown',
  'unsigned',
  'unreadable',
] as const;
export const verdictSchema = z.enum(verdicts);
export type Verdict = z.infer<typeof verdictSchema>;

export const checkedSignatureSchema = z.object({
  verdict: verdictSchema,
  kind: z.enum(['signature', 'document_timestamp']),
  signer: z.string(),
  organisation: z.string(),
  issuer: z.string(),
  /** Proved by a trusted timestamp. */
  provedAt: z.iso.datetime().nullable(),
  level: z.enum(['none', 'B-B', 'B-T', 'B-LT', 'B-LTA']),
  coversWholeFile: z.boolean(),
  revokedAt: z.iso.datetime().nullable(),
  /** Codes of lib/pades, for support and logs; sentences exist for the verdict. */
  reasons: z.array(z.string()),
});
export type CheckedSignatureView = z.infer<typeof checkedSignatureSchema>;

export const verificationSchema = z.object({
  verdict: verdictSchema,
  /** SHA-256 of the file as given. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signatures: z.array(checkedSignatureSchema),
});
export type Verification = z.infer<typeof verificationSchema>;
