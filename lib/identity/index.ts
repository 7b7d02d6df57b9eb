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
export { concatBytes, equalBytes, fromHex, indexOfBytes, toHex, uintOf } from './bytes.ts';
export { decodeSignedData, type CmsSigner, type SignedData } from './cms.ts';
export {
  algorithmOf,
  bitStringOf,
  decodeOid,
  derTag,
  encodeOid,
  encodeUnsigned,
  hashName,
  hashOid,
  integerHex,
  octetsOf,
  oidOf,
  sequenceOf,
  smallInteger,
  timeOf,
  type AlgorithmId,
} from './der.ts';
export { decodeDg13, encodeDg13, type Dg13, type Dg13Fields } from './lds-dg13.ts';
export { LdsError, type LdsErrorCode } from './lds-error.ts';
export { decodeDg2, type Face, type FaceImageType } from './lds-face.ts';
export {
  dataGroupOfTag,
  dataGroupTags,
  decodeCom,
  decodeDg1,
  decodeDg11,
  decodeDg15,
  decodeLdsSecurityObject,
  decodeSod,
  encodeCom,
  encodeDg1,
  encodeDg15,
  ldsSecurityObjectOid,
  type Com,
  type Dg11,
  type SecurityObject,
} from './lds-files.ts';
export {
  decodeDg14,
  decodeSecurityInfos,
  type ChipAuthenticationInfo,
  type ChipAuthenticationKey,
  type PaceInfo,
  type SecurityInfos,
} from './lds-security-infos.ts';
export {
  childrenOf,
  encodeTlv,
  expectTag,
  fileLength,
  findChild,
  readTlv,
  readTlvs,
  type Tlv,
} from './tlv.ts';
export {
  decodeCertificate,
  decodePublicKey,
  decodeRevocationList,
  distinguishedNameText,
  isSameName,
  type Certificate,
  type PublicKeyInfo,
  type RevocationList,
} from './x509.ts';
