export { findActOfKind, getAct, listActs } from './get-act.ts';
export { createCivilStatusLoads } from './load-rows.ts';
export { civilStatus } from './module.ts';
export {
  cancelAct,
  type NewBirth,
  type NewDeath,
  type Registration,
  registerBirth,
  registerDeath,
  registerMarriage,
} from './register-act.ts';
export type { ActContent, ActView } from './contract.ts';
