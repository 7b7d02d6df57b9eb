export {
  decodeCommand,
  decodeReply,
  encodeCommand,
  encodeReply,
  type Command,
  type Reply,
  type Transmit,
} from './apdu.ts';
export { bacKeys, bacSession, openBac, performBac, sealBac, type BacKeys, type Random } from './bac.ts';
export { deriveChallenge, type ChallengeContext } from './challenge.ts';
export { createChannel, type Channel } from './channel.ts';
export {
  chooseChipAuthentication,
  performChipAuthentication,
  type ChipAuthenticationProtocol,
} from './chip-authentication.ts';
export { EmrtdError, emrtdErrorTexts, type EmrtdErrorCode } from './emrtd-error.ts';
export {
  dataGroupFileId,
  defaultBlockSize,
  fileIds,
  readFile,
  selectFile,
  type FileReaderOptions,
} from './file-reader.ts';
export { groupOfPublicKey, standardGroup, type KeyGroup } from './key-group.ts';
export {
  choosePace,
  keySpecOf,
  paceSession,
  paceToken,
  passwordKey,
  performPace,
  type PacePassword,
  type PaceProtocol,
  type PaceRequest,
} from './pace.ts';
export {
  maxAccessTries,
  readChip,
  type AccessUsed,
  type ChipAccess,
  type ChipReading,
  type ReadOptions,
} from './read-chip.ts';
export { decodeReading, encodeReading, type ReadingJson } from './reading-json.ts';
export {
  createSecureMessaging,
  innerObject,
  type SecureMessaging,
  type SessionKeys,
} from './secure-messaging.ts';
export {
  decryptCbc,
  deriveKey,
  digest,
  encryptCbc,
  macOf,
  pad,
  unpad,
  type BlockKey,
  type KeySpec,
  type SmCipher,
} from './symmetric.ts';
export {
  verifyActiveAuthentication,
  type ActiveAuthenticationInput,
  type ActiveAuthenticationResult,
} from './active-authentication.ts';
export { isSelfSigned, isSignedBy } from './certificates.ts';
export { findingTexts, type Finding, type FindingCode, type FindingWeight } from './chip-verdict-texts.ts';
export { judgeChip, type ChipVerdict, type JudgeOptions } from './judge-chip.ts';
export {
  classifyAuthorities,
  importMasterList,
  type MasterList,
  type MasterListProblem,
  type MasterListResult,
} from './master-list.ts';
export { signatureScheme, verifySignature, type SignatureScheme } from './signature.ts';
export { verifySignedData, type SignedDataVerdict } from './signed-data.ts';
export {
  combineTrust,
  createRemoteTrust,
  createTrustStore,
  noTrust,
  type TrustAnswer,
  type TrustMaterial,
  type TrustRequest,
  type TrustSource,
  type TrustStatus,
} from './trust.ts';
export { measureForeignVectors, type VectorMeasure } from './foreign-vectors.ts';
