import { type Bytes } from './bytes.ts';
import { type CmsParameters, type Timestamper, buildCms } from './cms.ts';
import { digest } from './algorithms.ts';
import { type SignatureDetails, completeSignature, prepareSignature } from './prepare.ts';

export type SignPdfOptions = SignatureDetails & Omit<CmsParameters, 'covered'>;

/** PAdES-B-B, or B-T when a timestamper is given; a file already signed gets a further revision. */
export async function signPdf(pdf: Uint8Array, options: SignPdfOptions): Promise<Bytes> {
  const prepared = await prepareSignature(pdf, options);
  const cms = await buildCms({ ...options, covered: prepared.covered });
  return completeSignature(prepared, cms);
}

/** Appends a document timestamp over the whole file (ISO 32000-2 §12.8.5), the last step of archiving. */
export async function timestampPdf(
  pdf: Uint8Array,
  options: { timestamp: Timestamper; at: Date; reservedBytes?: number },
): Promise<Bytes> {
  const prepared = await prepareSignature(
    pdf,
    { signedAt: options.at, reservedBytes: options.reservedBytes ?? 8192 },
    { type: 'DocTimeStamp', subFilter: 'ETSI.RFC3161' },
  );
  return completeSignature(prepared, await options.timestamp(await digest('SHA-256', prepared.covered)));
}
