/** How a field is compared; each kind has its own levels of agreement. */
export type FieldKind =
  | 'person-name'
  | 'kin-name'
  | 'date'
  | 'number'
  | 'category'
  | 'place'
  | 'address'
  | 'text';

/** A field of both sides. The preset for Vietnamese persons is `vietnamesePersons`; any other table brings its own. */
export interface FieldConfig {
  readonly name: string;
  readonly kind: FieldKind;
  /** Values that occur often say little: weigh agreement by how frequent the value is on the population side. */
  readonly byFrequency?: boolean;
  /** For a category that another field tells already: sex by the whole name, ethnic group by the family name. */
  readonly impliedBy?: 'name' | 'family';
}

export interface LinkageConfig {
  readonly fields: readonly FieldConfig[];
  /**
   * Each rule names derived keys (`field.key`) that must agree for a pair to be looked at at all. Keys: a name has pair,
   * given, family; a parent's name pair; a date date, year, day_month; a number serial, old; a place unit; a category
   * value; a text value, sound, start.
   */
  readonly blocking: readonly (readonly string[])[];
  /** So many of the first rules are always tried; then a candidate beyond doubt ends the search. All when absent. */
  readonly sureAfter?: number;
  /** Wanted share of wrong links among automatic ones, and of true links lost below the lower threshold. */
  readonly wantedFalseMatchRate: number;
  readonly wantedFalseNonMatchRate: number;
}

/** One record of either side: values as written, by field name. */
export interface LinkageRecord {
  readonly key: string;
  readonly values: Readonly<Record<string, string | undefined>>;
}

/** What the register says of a person besides the compared values. */
export interface RegisterFlags {
  readonly state: 'alive' | 'deceased' | 'moved_away';
  /** Numbers cancelled as wrong (sex or year of birth corrected): a row that still has one gets a reason. */
  readonly cancelledNumbers?: readonly string[];
  /** Numbers replaced by law, above all the old 9-digit one: agreement is nothing to complain of. */
  readonly formerNumbers?: readonly string[];
}

export interface PopulationRecord extends LinkageRecord {
  readonly flags?: RegisterFlags;
}

export type Outcome = 'matched' | 'not_found' | 'to_judge';

export type Reason =
  | 'wrong_number'
  | 'cancelled_number'
  | 'deceased'
  | 'moved_away'
  | 'duplicate_in_list'
  | 'two_candidates'
  | 'weak_evidence';

/** How one field agreed: the level's name, and its weight in bits (log2 of m/u). */
export interface FieldAgreement {
  readonly field: string;
  readonly level: string;
  readonly weight: number;
}

export interface Candidate {
  /** Key of the person (a registry id in the product). */
  readonly key: string;
  /** Sum of the weights and the prior, in bits. The same pair has the same score in a batch and on line, to the bit. */
  readonly score: number;
  /** Calibrated probability that both are the same person, 0…1. */
  readonly probability: number;
  readonly agreements: readonly FieldAgreement[];
}

export interface RowDecision {
  readonly key: string;
  readonly outcome: Outcome;
  /** More than one may hold: matched, but by a cancelled number and of somebody deceased. */
  readonly reasons: readonly Reason[];
  /** Decided by a rule (number and name agree) or by probability. */
  readonly by: 'rule' | 'probability';
  /** Best first; at most the number asked for. The first is the match when matched. */
  readonly candidates: readonly Candidate[];
  /** Key of the earlier row of the same list that is the same person. */
  readonly duplicateOf?: string;
}

/** What the caller knows and a configuration cannot hold. */
export interface IndexOptions {
  /** Persons expected; avoids growing step by step. */
  readonly expected?: number;
  /** By field: the text of a row (or a person) → values as the population has them; for places codes of today's units. */
  readonly resolve?: Readonly<Record<string, (text: string) => readonly string[]>>;
  /** Code of a unit → codes of adjoining units. */
  readonly neighbours?: (code: string) => readonly string[];
}

/** Parameters estimated without labels, or re-estimated from adjudicated pairs; stored with each run. */
export interface LinkageModel {
  readonly engine: string;
  /** Share of the rows whose person is in the population. */
  readonly prior: number;
  readonly fields: Readonly<
    Record<string, readonly { readonly level: string; readonly m: number; readonly u: number }[]>
  >;
  readonly matchAt: number;
  readonly judgeAt: number;
  readonly estimatedFalseMatchRate: number;
  readonly estimatedFalseNonMatchRate: number;
}

/** A pair that a person has judged: true means the same person. */
export interface AdjudicatedPair {
  readonly rowKey: string;
  readonly personKey: string;
  readonly isSame: boolean;
}
