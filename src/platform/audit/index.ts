export { type Access, type AccessPage, listAccesses } from './accesses.ts';
export type { AccountFinding, AccountKind } from './account.ts';
export { type CheckpointRule, ordinaryRule, signHead, signNow } from './checkpoint.ts';
export { type AuditCommandIo, runAuditCommand } from './commands.ts';
export { errors } from './errors.ts';
export { type ExportOptions, type ExportResult, exportAudit } from './export.ts';
export { openKeyFile } from './key-file.ts';
export type { Witness, WitnessAnswer } from './port.ts';
export { audit } from './room.ts';
export { sequenceAll, sequenceBatch } from './sequence.ts';
export { type Sequencer, type SequencerOptions, startSequencer } from './sequencer.ts';
export {
  type AuditReport,
  type AuditVerifyOptions,
  type FileVerifyOptions,
  verifyAudit,
  verifyAuditFile,
} from './verify-audit.ts';
export {
  answerAsWitness,
  fileWitness,
  httpWitness,
  readMemory,
  type WitnessDuty,
} from './witness-adapters.ts';
export { askWitnesses, type WitnessResult } from './witness.ts';
