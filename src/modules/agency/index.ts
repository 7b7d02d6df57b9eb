export { errors } from './errors.ts';
export {
  type ServingAgency,
  agencyIdsByKey,
  agencyNames,
  findAgencyByCode,
  findAgencyByKey,
  findServingAgency,
  findSuccessors,
  getAgency,
  getAgencyById,
  listAgencies,
  loadAgencyBook,
  type AgencyBook,
} from './find-agency.ts';
export { agency } from './module.ts';
export { agencyProjectors } from './project.ts';
export { type Agency, isInForce, type Succession } from './rules.ts';
export {
  type Grant,
  type Holder,
  addStaff,
  endTerm,
  grantTerm,
  listStaff,
  listStaffAt,
  mayActFor,
  officeTerms,
  staffNames,
  termsOn,
} from './staff.ts';
