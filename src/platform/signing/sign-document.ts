import { type CheckedSignature, checkPdf, PadesError, type PdfCheck, signPdf, type Stamp } from '#lib/pades';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { SigningFault } from './ports.ts';

export interface SigningOrder {
  readonly pdf: Uint8Array;
  /** Whose key: `agency:<id>`, `staff:<id>`. */
  readonly holder: string;
  readonly name?: string;
  readonly reason?: string;
  readonly location?: string;
  readonly stamp?: Stamp;
}

export interface SignedDocument {
  readonly pdf: Uint8Array;
  readonly signer: string;
  readonly organisation: string;
  readonly certificateSerial: string;
  readonly provedAt: Date;
}

/** What signing asks of the world. */
export type Outside = Pick<Ctx, 'clock'> & {
  readonly ports: Pick<Ctx['ports'], 'signing' | 'timestamps' | 'trust'>;
};

/**
 * PAdES-B-T. Asks outside systems: run it in a job or before the writes of an act. The result leaves only after the
 * checker has found it valid. @throws signing.unavailable, signing.timestamp_unavailable (may be tried again),
 * signing.signer_unknown, signing.document_unreadable, signing.document_encrypted, signing.result_invalid
 */
export async function signDocument(ctx: Outside, order: SigningOrder): Promise<SignedDocument> {
  const { signing, timestamps } = ctx.ports;
  const { holder, pdf, ...details } = order;
  const signed = await translated(async () => {
    const identity = await signing.identity(holder);
    return signPdf(pdf, {
      ...details,
      ...identity,
      signedAt: ctx.clock.now(),
      sign: (request) => signing.sign(holder, request),
      timestamp: (digest) => timestamps.timestamp(digest),
    });
  });
  const check = await translated(() => checkAgainstTrust(ctx, signed));
  const own = check.signatures.at(-1);
  if (!own?.signer || !own.timestamp.at || !isFitToLeave(own)) {
    throw errors.error('result_invalid', { reason: own?.reasons[0] ?? 'none' });
  }
  return {
    pdf: signed,
    signer: own.signer.commonName,
    organisation: own.signer.organisation,
    certificateSerial: own.signer.serial,
    provedAt: own.timestamp.at,
  };
}

function isFitToLeave(own: CheckedSignature): boolean {
  const hasTime = own.level === 'B-T' || own.level === 'B-LT';
  const isWhole = own.coverage === 'coverage.whole_file' && own.outcome !== 'changed';
  return hasTime && isWhole && own.chain === 'chain.trusted' && own.outcome !== 'revoked';
}

export async function checkAgainstTrust(ctx: Outside, pdf: Uint8Array): Promise<PdfCheck> {
  const { trust } = ctx.ports;
  return checkPdf(pdf, {
    anchors: await trust.anchors(),
    intermediates: await trust.intermediates(),
    evidence: await trust.evidence(),
    at: ctx.clock.now(),
  });
}

/** Faults of ports and of lib/pades in the words of this room. */
export async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SigningFault) throw errors.error(error.code, {}, error);
    if (error instanceof PadesError && error.code === 'pdf.encrypted')
      throw errors.error('document_encrypted', {}, error);
    if (error instanceof PadesError && error.code.startsWith('pdf.'))
      throw errors.error('document_unreadable', {}, error);
    throw error;
  }
}
