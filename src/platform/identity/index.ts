export { servedRoutes } from './contract.ts';
export { issueTicket, type IssuedTicket } from './enrolment.ts';
export { errors } from './errors.ts';
export { codeAt } from './one-time-codes.ts';
export { ADMINISTRATOR } from './policy.ts';
export type { AccountHolders, ClaimedPerson, FoundPerson, OfficeTerms } from './ports.ts';
export { identity } from './room.ts';
export { createIdentity, type Identity } from './service.ts';
export {
  defaultLimits,
  type IdentityLimits,
  type IdentitySettings,
  type OfficeClient,
  type VneidSettings,
} from './settings.ts';
export {
  createStaffAccount,
  disableStaffAccount,
  type NewStaffAccount,
  setDemonstrationMeans,
} from './staff-accounts.ts';
