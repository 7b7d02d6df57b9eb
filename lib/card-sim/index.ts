export {
  chipAuthenticationOid,
  issueCard,
  paceAes128,
  paceTripleDes,
  writePortrait,
  type ActiveKeyKind,
  type CardHolder,
  type CardImage,
  type CardOptions,
} from './card-image.ts';
export {
  issueCertificate,
  issueRevocationList,
  type CertificateRequest,
  type Name,
  type RevocationRequest,
} from './certificate-writer.ts';
export type { Faults } from './faults.ts';
export {
  exportSigningKey,
  generateSigningKey,
  importSigningKey,
  signingAlgorithms,
  type SigningAlgorithm,
  type SigningKey,
} from './keys.ts';
export {
  createAuthority,
  createDocumentSigner,
  createLink,
  createRevocationList,
  trustMaterialOf,
  yearsFrom,
  type Authority,
  type DocumentSigner,
  type Validity,
} from './pki.ts';
export {
  signContent,
  writeMasterList,
  writeSecurityObject,
  type CmsSignerKey,
} from './signed-data-writer.ts';
export { createVirtualCard, type VirtualCard } from './virtual-card.ts';
export { serveVpcd, type Duplex } from './vpcd.ts';
export {
  accessOf,
  createScenarioKit,
  genuineCard,
  perform,
  sampleHolder,
  sampleOther,
  samplePortrait,
  trustOf,
  type KitOptions,
  type Performance,
  type ScenarioKit,
  type Staging,
} from './scenario-kit.ts';
export { findScenario, scenarios, type Expectation, type Scenario } from './scenarios.ts';
export { writeCardQr, type QrDetails } from './card-qr.ts';
export { drawDegradation, photographQr, type Degradation } from './degraded-qr.ts';
