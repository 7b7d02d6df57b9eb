export { httpCardAuthority } from './http-card-authority.ts';
export { importTrust, type ImportChoice, type TrustFile, type TrustImport } from './import-trust.ts';
export { identityCheck } from './module.ts';
export { getIdentityCheck, openIdentityCheck, type OpenedCheck } from './open-check.ts';
export type { CardAuthority } from './ports.ts';
export { listCertificates, withdrawCertificate } from './store-trust.ts';
export {
  type HolderVerdict,
  portraitOf,
  recordHolderVerdict,
  type UsedCheck,
  useIdentityCheck,
} from './use-check.ts';
