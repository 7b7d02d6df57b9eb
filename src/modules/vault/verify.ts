import { sql } from 'kysely';
import { type Verification as SignatureReport, verifyDocument } from '#platform/signing';
import { type Ctx, legalDay } from '#platform/runtime';
import type { Verification } from './contract.ts';
import { paperState } from './papers.ts';

interface FoundPaper {
  readonly id: string;
  readonly title_vi: string;
  readonly title_en: string;
  readonly number: string | null;
  readonly issued_on: string;
  readonly valid_to: string | null;
  readonly issuer_name: string;
  readonly subject_hint: string;
  readonly revoked_on: string | null;
  readonly content_hash: Buffer;
  readonly verification_code: string;
}

async function findPaper(ctx: Ctx, key: { code?: string; hash?: Buffer }): Promise<FoundPaper | undefined> {
  const { rows } =
    await sql<FoundPaper>`select * from vault.find_for_verification(${key.code ?? null}, ${key.hash ?? null})`.execute(
      ctx.db,
    );
  return rows[0];
}

function describe(
  ctx: Ctx,
  paper: FoundPaper,
  rest: Pick<Verification, 'verdict' | 'signature'>,
): Verification {
  return {
    ...rest,
    title: { vi: paper.title_vi, en: paper.title_en },
    number: paper.number,
    issuer: paper.issuer_name,
    issuedOn: paper.issued_on,
    subject: paper.subject_hint,
    revokedOn: paper.revoked_on,
    checkedAt: ctx.clock.now().toISOString(),
  };
}

function unknownPaper(ctx: Ctx, rest: Pick<Verification, 'verdict' | 'signature'>): Verification {
  return {
    ...rest,
    title: null,
    number: null,
    issuer: null,
    issuedOn: null,
    subject: null,
    revokedOn: null,
    checkedAt: ctx.clock.now().toISOString(),
  };
}

/** The code as people type it: upper case, without the dashes and spaces that make it readable. */
export function plainCode(code: string): string {
  return code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
}

/** What the register says of a paper by the code printed on it. */
export async function verifyCode(ctx: Ctx, code: string): Promise<Verification> {
  const paper = await findPaper(ctx, { code: plainCode(code) });
  if (!paper) return unknownPaper(ctx, { verdict: 'unknown', signature: null });
  return describe(ctx, paper, { verdict: paperState(paper, legalDay(ctx.clock.now())), signature: null });
}

function signatureOf(report: SignatureReport): Verification['signature'] {
  const last = report.signatures.at(-1);
  if (!last) return null;
  return {
    signer: last.organisation || last.signer,
    signedAt: last.provedAt,
    level: last.level,
    reasons: last.reasons,
  };
}

/**
 * Checks an uploaded PDF: its signatures byte by byte, and whether it is exactly the paper we issued. One of ours with a
 * changed byte is `changed`, whatever else holds.
 */
export async function verifyUpload(ctx: Ctx, bytes: Uint8Array): Promise<Verification> {
  const report = await verifyDocument(ctx, bytes);
  const paper = await findPaper(ctx, { hash: Buffer.from(report.hash, 'hex') });
  const signature = signatureOf(report);
  if (paper) {
    const state = paperState(paper, legalDay(ctx.clock.now()));
    const isSound = report.verdict === 'valid' || report.verdict === 'unknown';
    return describe(ctx, paper, { verdict: isSound ? state : 'changed', signature });
  }
  if (report.verdict === 'changed') return unknownPaper(ctx, { verdict: 'changed', signature });
  if (report.verdict === 'revoked') return unknownPaper(ctx, { verdict: 'revoked', signature });
  return unknownPaper(ctx, { verdict: report.verdict === 'valid' ? 'valid' : 'unknown', signature });
}
