export type Sex = 'male' | 'female';
export type MaritalStatus = 'single' | 'married' | 'widowed' | 'divorced';
export type PersonStatus = 'alive' | 'deceased' | 'moved_away';
export type IdentifierKind = 'personal_number' | 'cmnd9' | 'passport';
export type IdentifierState = 'valid' | 'cancelled' | 'expired';
export type MemberRelation =
  | 'head'
  | 'spouse'
  | 'child'
  | 'child_in_law'
  | 'parent'
  | 'grandchild'
  | 'sibling'
  | 'grandparent'
  | 'relative'
  | 'tenant';

/** A commune-level unit that receives a share of the population. */
export interface UnitInput {
  /** Code of the statistical office, e.g. `24133`. */
  code: string;
  /** Bare name, e.g. `Buôn Ma Thuột`. */
  name: string;
  kind: 'ward' | 'commune';
  areaKm2?: number;
  /** Former province before 2025-07-01: `66` Đắk Lắk, `54` Phú Yên. */
  formerProvince?: '66' | '54';
  /** Overrides the share derived from kind and area. Any positive number; only ratios count. */
  weight?: number;
}

/** A validity period is [validFrom, validTo); both are ISO days. */
export interface SyntheticIdentifier {
  kind: IdentifierKind;
  value: string;
  validFrom: string;
  validTo?: string;
  state: IdentifierState;
  reason?: 'sex_corrected' | 'birth_year_corrected' | 'replaced_by_law';
}

export interface SyntheticName {
  full: string;
  /** Surname or clan; for Y …/H' … names the clan stands last in `full`. */
  family: string;
  middle: string;
  given: string;
}

/** Month and day are absent when the paper knew only the year. */
export interface SyntheticBirth {
  year: number;
  month?: number;
  day?: number;
}

/** A relative as the register names one: with `ref` and `number` when the relative is in the population. */
export interface RelativeMention {
  ref?: number;
  name: string;
  number?: string;
}

export interface SyntheticAddress {
  /** Absent when the place is outside the given units. */
  unitCode?: string;
  unitName: string;
  hamlet: string;
  detail: string;
  provinceName: string;
}

export interface SyntheticPerson {
  /** Position in the whole population, 0 … persons − 1; the same for the same options. */
  ref: number;
  householdRef: number;
  /** Featured role, see `personas()`. */
  role?: PersonaRole;
  /** The valid 12-digit number. */
  number: string;
  identifiers: SyntheticIdentifier[];
  name: SyntheticName;
  sex: Sex;
  birth: SyntheticBirth;
  /** Two-digit code of the official list of ethnic groups. */
  ethnicity: string;
  religion: string;
  bloodGroup?: string;
  maritalStatus: MaritalStatus;
  marriedOn?: string;
  father?: RelativeMention;
  mother?: RelativeMention;
  spouse?: RelativeMention;
  guardian?: RelativeMention;
  birthRegistration: { unitCode?: string; place: string };
  hometown: string;
  permanentAddress: SyntheticAddress;
  currentAddress: SyntheticAddress;
  phone?: string;
  /** VNeID account level. */
  accountLevel: 0 | 1 | 2;
  status: PersonStatus;
  diedOn?: string;
  movedAwayOn?: string;
}

export interface SyntheticMember {
  ref: number;
  relation: MemberRelation;
  since: string;
}

export interface SyntheticHousehold {
  ref: number;
  kind: 'permanent' | 'temporary';
  unitCode: string;
  address: SyntheticAddress;
  headRef: number;
  /** Those who live in it now; `persons` also holds the deceased and those who moved away. */
  members: SyntheticMember[];
  persons: SyntheticPerson[];
}

export interface PopulationOptions {
  units: readonly UnitInput[];
  /** Exact number of person rows over all partitions, the featured persons included. */
  persons: number;
  /** Any text; the same seed and options give the same population. */
  seed?: string;
  /** ISO day the population is observed on. */
  asOf?: string;
  /** Only units whose index ≡ `index` modulo `of`; partition 0 also carries the featured persons. */
  partition?: { index: number; of: number };
  /** Share of each ethnic group by code, replaces the built-in assumption. */
  ethnicShares?: Readonly<Record<string, number>>;
}

export type PersonaRole =
  | 'young_mother'
  | 'newborn'
  | 'householder'
  | 'householder_spouse'
  | 'tenant_worker'
  | 'landlord'
  | 'elderly_year_only'
  | 'cancelled_number'
  | 'old_number_holder'
  | 'parent_of_small_children'
  | 'director'
  | 'guardian'
  | 'ward_of_guardian'
  | 'widow'
  | 'adult_child'
  | 'village_head';

export interface Persona {
  role: PersonaRole;
  title: { vi: string; en: string };
  person: SyntheticPerson;
}
