export { formatAddress } from './address.ts';
export { daklakUnits } from './daklak-units.ts';
export { ETHNIC_GROUPS, type EthnicGroup, ethnicGroup, type NamingSystem } from './ethnicity.ts';
export { DEFAULT_AS_OF, DEFAULT_SEED, generatePopulation, MIN_PERSONS } from './generate.ts';
export { createIdMaker, type SyntheticIdKind } from './ids.ts';
export { TEST_PREFIX } from './numbers.ts';
export { PERSONA_COUNT, persona, personaHouseholds, personas } from './personas.ts';
export { apportion, planUnits, type UnitPlan, unitWeight } from './plan.ts';
export { SeededRandom } from './random.ts';
export type {
  IdentifierKind,
  IdentifierState,
  MaritalStatus,
  MemberRelation,
  Persona,
  PersonaRole,
  PersonStatus,
  PopulationOptions,
  RelativeMention,
  Sex,
  SyntheticAddress,
  SyntheticBirth,
  SyntheticHousehold,
  SyntheticIdentifier,
  SyntheticMember,
  SyntheticName,
  SyntheticPerson,
  UnitInput,
} from './types.ts';
