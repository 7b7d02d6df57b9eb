export { birthProvinces } from './birth-codes.ts';
export {
  compareEvidence,
  deriveEvidenceLevel,
  evidenceLevels,
  evidenceNames,
  isEvidenceLevel,
  meetsEvidence,
  vneidNames,
  type Evidence,
  type EvidenceDemand,
  type EvidenceFacts,
  type EvidenceLevel,
  type VneidLevel,
} from './evidence.ts';
export {
  defaultExpiryRules,
  expiryCandidates,
  maxExpiryCandidates,
  toMrzDate,
  type ExpiryCandidate,
  type ExpiryRules,
} from './expiry.ts';
export {
  identifierStates,
  identifierTypes,
  type Identifier,
  type IdentifierState,
  type IdentifierType,
} from './identifiers.ts';
export { maskNumber, maskNumbersIn } from './mask.ts';
export { undoMojibake } from './mojibake.ts';
export {
  buildVietnameseTd1,
  mrzCheckDigit,
  mrzInformation,
  mrzNameField,
  parseMrz,
  toMrzText,
  type Mrz,
  type MrzCheck,
  type MrzCheckName,
  type MrzFormat,
  type MrzKeyFields,
  type MrzResult,
  type Td1Fields,
} from './mrz.ts';
export { matchMrzName, matchNames, type NameAgreement, type NameVerdict } from './name-match.ts';
export { noticeTexts, type BilingualText, type Notice, type NoticeCode, type Severity } from './notice.ts';
export {
  compactNumber,
  isCmnd9,
  isPersonalNumber,
  numberHints,
  parsePersonalNumber,
  type NumberContext,
  type NumberHints,
  type NumberResult,
  type Sex,
} from './personal-number.ts';
export { parseCardQr, type CardQr, type CardQrResult, type QrContext } from './qr.ts';
