export { evidence } from './module.ts';
export {
  type ClaimReader,
  type ClaimResult,
  type EvidenceSources,
  type Named,
  proveClaims,
  type Question,
  readRegister,
  type RegisterAnswer,
  type RegisterReader,
  registerName,
} from './sources.ts';
