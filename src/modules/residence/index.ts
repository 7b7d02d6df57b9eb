export { findHouseholdOf, getHousehold, getResidence } from './get-residence.ts';
export { listHomeAddresses } from './list-home-addresses.ts';
export { residenceLoads } from './load-rows.ts';
export { residence } from './module.ts';
export {
  declareAbsence,
  endResidence,
  openHousehold,
  type PermanentResidence,
  registerPermanentResidence,
  registerTemporaryResidence,
  type TemporaryResidence,
} from './register-residence.ts';
export { addMonths } from './rules.ts';
