export { type OrganisationKind } from './rules.ts';
export { remainingOf } from './remaining.ts';
export { getOrganisation, organisationFacts, searchOrganisations } from './get-organisation.ts';
export { findByTaxCode, findMandate, listMandates, representedOrganisations } from './mandates.ts';
export { organisation } from './module.ts';
export {
  closeEstablishment,
  grantLicence,
  openEstablishment,
  registerOrganisation,
  revokeLicence,
} from './register-organisation.ts';
export { endRepresentative, nameRepresentative } from './represent.ts';
export { type SeedOrganisation, seedOrganisation } from './seed-organisations.ts';
