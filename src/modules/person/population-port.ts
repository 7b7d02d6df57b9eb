import type { Birth } from './contract.ts';

/** Who asks, for what, in which case: no question leaves without all three. Thông tư 46/2022/TT-BCA */
export interface AskedFor {
  /** The officer's code, or that of the portal's own account when a citizen asks about themselves. */
  readonly officerCode: string;
  /** Code of the procedure or purpose. */
  readonly purposeCode: string;
  /** `<module>:<id>`; does not leave the house, but is kept in our log of questions. */
  readonly caseRef: string;
  /** Unique per question; comes back in the provider's monthly reconciliation. */
  readonly requestCode: string;
}

/** Number, name and birth must all agree: this is no free search. */
export interface AskedPerson {
  readonly number: string;
  readonly numberType: 'personal_number' | 'cmnd9';
  readonly fullName: string;
  readonly birth: Birth;
}

export type RelativeWord = 'father' | 'mother' | 'spouse' | 'child' | 'guardian';

export interface AskedRelative {
  readonly relation: RelativeWord;
  readonly number?: string;
  readonly fullName: string;
}

export interface PopulationAddress {
  readonly placeCode: string | null;
  readonly placeName: string;
  readonly detail: string;
  readonly provinceName: string;
}

export interface PopulationRelative {
  readonly fullName: string;
  readonly number: string | null;
}

/** What the national database says of a person. Kept nowhere but in the dossier that asked. */
export interface PopulationRecord {
  readonly number: string;
  readonly oldNumber: string | null;
  readonly fullName: string;
  readonly sex: 'male' | 'female' | 'unknown';
  readonly birth: Birth;
  readonly ethnicity: string | null;
  readonly religion: string | null;
  readonly maritalStatus: string | null;
  readonly nationality: string | null;
  readonly birthPlace: string | null;
  readonly hometown: string | null;
  readonly permanentAddress: PopulationAddress | null;
  readonly currentAddress: PopulationAddress | null;
  readonly father: PopulationRelative | null;
  readonly mother: PopulationRelative | null;
  readonly spouse: PopulationRelative | null;
  readonly representative: PopulationRelative | null;
  readonly householder: (PopulationRelative & { readonly relation: string | null }) | null;
  readonly diedOn: string | null;
}

export interface PopulationChange {
  readonly id: number;
  readonly kind: 'birth' | 'death' | 'number_changed' | 'moved_away' | 'other';
  readonly on: string;
  readonly number: string;
  readonly formerNumber: string | null;
  readonly fullName: string;
}

/** Why nothing is known yet: the form stays usable and the field is marked unverified. */
export type UnverifiedReason = 'timeout' | 'unreachable' | 'circuit_open' | 'malformed' | 'refused';

export type PopulationAnswer<T> =
  | { readonly state: 'confirmed'; readonly value: T }
  | { readonly state: 'not_found' }
  | { readonly state: 'unverified'; readonly reason: UnverifiedReason };

/** The national population database, read only. Never throws for what goes wrong outside. */
export interface PopulationRegister {
  lookup(person: AskedPerson, asked: AskedFor): Promise<PopulationAnswer<PopulationRecord>>;
  verify(person: AskedPerson, asked: AskedFor): Promise<PopulationAnswer<boolean>>;
  verifyRelation(
    question: { person: AskedPerson; relative: AskedRelative },
    asked: AskedFor,
  ): Promise<PopulationAnswer<boolean>>;
  changes(
    period: { from: string; to: string; page: number; size: number },
    asked: AskedFor,
  ): Promise<PopulationAnswer<{ total: number; items: readonly PopulationChange[] }>>;
}

declare module '#platform/runtime' {
  interface Ports {
    population: PopulationRegister;
  }
}
