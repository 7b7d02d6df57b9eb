export {
  changeContact,
  changeName,
  endKinship,
  recordDeath,
  recordKinship,
  recordMoveAway,
  replaceNumber,
  setHomePlace,
} from './change-person.ts';
export {
  type CheckFor,
  forgetVerdicts,
  listPopulationChanges,
  lookupPopulation,
  verifyPopulation,
  verifyPopulationRelation,
} from './check-population.ts';
export { findPersonByIdentifier, matchPerson } from './find-person.ts';
export { findPerson, getPerson, listPersons, type PersonSummary } from './get-person.ts';
export { createIdentifierCipher, type IdentifierCipher, type IdentifierKeys } from './identifier-cipher.ts';
export { listResidents, type ResidentGroup } from './list-residents.ts';
export { listPersonHits, listPersonsForLinkage, type PersonForLinkage } from './list-for-linkage.ts';
export { listRepresentations } from './list-representations.ts';
export {
  copyLine,
  type LoadTable,
  type LoadTools,
  seedPopulation,
  type SeedResult,
} from './seed-population.ts';
export { personLoads } from './load-rows.ts';
export { person } from './module.ts';
export type {
  AskedFor,
  AskedPerson,
  AskedRelative,
  PopulationAddress,
  PopulationAnswer,
  PopulationChange,
  PopulationRecord,
  PopulationRegister,
  PopulationRelative,
  UnverifiedReason,
} from './population-port.ts';
export { createSoapPopulation, type SoapPopulationOptions } from './population-soap.ts';
export { type Pull, type Pulled, pullChanges, usualPull } from './pull-changes.ts';
export { addIdentifier, type NewIdentifier, type NewPerson, registerPerson } from './register-person.ts';
export { birthText, fullAgeDay, isMinor } from './rules.ts';
export { searchPersons } from './search-persons.ts';
export type { IdentifierMatch, KinshipKind } from './store-parts.ts';
