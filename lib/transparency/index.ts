export { type LogPlan, buildLog } from './build-log.ts';
export { fromBase64, toBase64, toHex } from './bytes.ts';
export {
  type Checkpoint,
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint.ts';
export {
  decodeTreeState,
  emptyTree,
  encodeTreeState,
  splitHashes,
  type TreeAppender,
  type TreeState,
  treeAppender,
  treeRoot,
} from './compact-range.ts';
export { checkCosignatures, cosign, cosignatureTime, isCosignature } from './cosignature.ts';
export { decodeEntry, EntryError, type EntryField, encodeEntry, fieldSalt, isCode, seal } from './entry.ts';
export { EXPORT_FORMAT, exportSource, formatItem } from './export-format.ts';
export { emptyRoot, genesisLink, leafHash, linkHash, nodeHash, sha256 } from './hash.ts';
export type { EntryItem, LogItem, LogSource, Openings } from './log-items.ts';
export {
  checkNote,
  COSIGNATURE_V1,
  ED25519,
  formatNote,
  formatSignature,
  formatVerifierKey,
  isEd25519Signature,
  NoteError,
  type NoteSignature,
  type NoteSigner,
  parseNote,
  parseSignatures,
  parseVerifierKey,
  type SignedNote,
  signNote,
  type VerifierKey,
  verifierKey,
} from './note.ts';
export {
  consistencyProof,
  inclusionProof,
  type NodeReader,
  verifyConsistency,
  verifyInclusion,
} from './proof.ts';
export { describeFinding, type Finding, type FindingKind, type LogReport } from './report.ts';
export { TILE_HEIGHT, TILE_WIDTH, type TileReader, tileNodeReader, tileRoot } from './tile.ts';
export { openingProblem, type VerifyOptions, verifyLog } from './verify.ts';
export {
  type AddCheckpoint,
  considerCheckpoint,
  formatAddCheckpoint,
  parseAddCheckpoint,
  type WitnessDecision,
  type WitnessMemory,
} from './witness.ts';
