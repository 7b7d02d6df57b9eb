export { archiveDocument } from './archive-document.ts';
export {
  type CheckedSignatureView,
  type Verdict,
  type Verification,
  verificationSchema,
} from './contract.ts';
export { authorityCertificates } from './enrolment.ts';
export { fileSigner, type FileSignerSettings } from './file-signer.ts';
export { httpTimestamps, type TimestampSettings } from './http-timestamps.ts';
export {
  SigningFault,
  type SignerIdentity,
  type SigningPort,
  type TimestampPort,
  type TrustPort,
} from './ports.ts';
export { remoteSigner, type RemoteSignerSettings } from './remote-signer.ts';
export { signing } from './room.ts';
export { type SignedDocument, signDocument, type SigningOrder } from './sign-document.ts';
export { trustStore, type TrustSettings } from './trust-store.ts';
export { verifyDocument } from './verify-document.ts';
