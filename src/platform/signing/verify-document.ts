import { createHash } from 'node:crypto';
import { type CheckedSignature, PadesError, type PdfCheck } from '#lib/pades';
import type { Ctx } from '#platform/runtime';
import type { CheckedSignatureView, Verdict, Verification } from './contract.ts';
import { errors } from './errors.ts';
import { checkAgainstTrust } from './sign-document.ts';

/** What a signed PDF is worth, for the public page: says what it finds, throws only for a password. */
export async function verifyDocument(
  ctx: Pick<Ctx, 'clock' | 'ports'>,
  pdf: Uint8Array,
): Promise<Verification> {
  const hash = createHash('sha256').update(pdf).digest('hex');
  const check = await readCheck(ctx, pdf);
  if (!check) return { verdict: 'unreadable', hash, signatures: [] };
  return { verdict: check.outcome, hash, signatures: check.signatures.map(present) };
}

async function readCheck(ctx: Pick<Ctx, 'clock' | 'ports'>, pdf: Uint8Array): Promise<PdfCheck | undefined> {
  try {
    return await checkAgainstTrust(ctx, pdf);
  } catch (error) {
    if (!(error instanceof PadesError)) throw error;
    if (error.code === 'pdf.encrypted') throw errors.error('document_encrypted', {}, error);
    return undefined;
  }
}

function present(signature: CheckedSignature): CheckedSignatureView {
  const verdict: Verdict = signature.outcome;
  const { timestamp, revocation } = signature;
  const signer = signature.signer ?? { commonName: timestamp.authority ?? '', organisation: '', issuer: '' };
  return {
    verdict,
    kind: signature.kind,
    signer: signer.commonName,
    organisation: signer.organisation,
    issuer: signer.issuer,
    provedAt: timestamp.valid ? dateOrNull(timestamp.at) : null,
    level: signature.level,
    coversWholeFile: signature.coverage === 'coverage.whole_file',
    revokedAt: dateOrNull(revocation.revokedAt),
    reasons: signature.reasons,
  };
}

function dateOrNull(date: Date | undefined): string | null {
  return date ? date.toISOString() : null;
}
