import type { PersonStatus } from '#lib/synthetic-population';

/** Kinds of list, each with the columns and habits of the office that keeps it. */
export type ListKind = 'general' | 'poor_households' | 'land_users' | 'pupils' | 'insured' | 'labour';

/** What a list writes of one person, by field; '' where it writes nothing. */
export interface NoisyFields {
  readonly name: string;
  readonly birth: string;
  readonly sex: string;
  readonly number: string;
  readonly ethnicity: string;
  /** House number and street. */
  readonly detail: string;
  readonly hamlet: string;
  readonly commune: string;
  /** Old district, where the old unit is written. */
  readonly district: string;
  readonly father: string;
  readonly mother: string;
}

export type FieldName = keyof NoisyFields;

/** What was done to a row; names are those of `NoiseRates`, and the kinds of number below. */
export type NoiseMark = string;

/** Kept apart from the list: which person a row is about, if any. */
export interface RowTruth {
  /** 1 … n, in the order of the list. */
  readonly row: number;
  /** Position in the population; absent for somebody who is not in it. */
  readonly ref?: number;
  readonly status?: PersonStatus;
  /** Row number of the earlier row about the same person. */
  readonly duplicateOf?: number;
  readonly noise: readonly NoiseMark[];
}

export interface NoisyRow {
  readonly row: number;
  readonly fields: NoisyFields;
  readonly truth: RowTruth;
}

/** A commune-level unit that ended, and the unit that its people belong to now. */
export interface FormerUnit {
  /** As written in full: `Xã Ea Tu`. */
  readonly name: string;
  /** `Thành phố Buôn Ma Thuột`. */
  readonly district: string;
  /** Code of the present unit. */
  readonly unitCode: string;
}
