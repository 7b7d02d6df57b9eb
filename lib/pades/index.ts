export { type ActiveContent, findActiveContent } from './active-content.ts';
export type { SignatureAlgorithm } from './algorithms.ts';
export { digest, ecdsaDer, ecdsaRaw, OID } from './algorithms.ts';
export type { Bytes } from './bytes.ts';
export { concatBytes, equalBytes, fromHex, toHex } from './bytes.ts';
export { buildCms, type CmsParameters, type Signer, type SignRequest, type Timestamper } from './cms.ts';
export { BLACK, type Ink, type PlacedText, textOperators } from './draw-text.ts';
export { PadesError, type PadesErrorCode } from './pades-error.ts';
export { pdfDate, type SignatureDetails } from './prepare.ts';
export { type SignPdfOptions, signPdf, timestampPdf } from './sign.ts';
export { type Stamp, STAMP_INK, type StampLine } from './stamp.ts';
export { readTimestampResponse, type TimestampAnswer, timestampRequest } from './timestamp.ts';
export {
  type FontBook,
  type FontStyle,
  missingGlyphs,
  openFontBook,
  readTypeface,
  type StyledText,
  textWidth,
  type Typeface,
  wrapText,
} from './typeface.ts';
export { addEvidence, type LongTermEvidence } from './evidence.ts';
export type { ChainReason } from './chain.ts';
export type { ChangeKind, Changes } from './changes.ts';
export {
  type CheckedSignature,
  type CheckTrust,
  checkPdf,
  type CoverageReason,
  type PadesLevel,
  type PdfCheck,
  type SignatureOutcome,
} from './check.ts';
export type { CmsReason } from './check-cms.ts';
export type { TimestampReason, TimestampVerdict } from './check-timestamp.ts';
export {
  ocspRequest,
  type RevocationEvidence,
  type RevocationVerdict,
  statusAddresses,
} from './revocation.ts';
export { parseCertificate } from './cms.ts';
