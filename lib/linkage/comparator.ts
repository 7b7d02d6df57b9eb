import type { Stored } from './snapshot.ts';
import type { WordTable } from './words.ts';
import type { NameTable } from './names.ts';

/** One level of agreement; `m` is where estimation starts. Level 0 of every output is "missing" and weighs nothing. */
export interface Level {
  readonly name: string;
  readonly m: number;
  /** Bits of the row groups in which the level can occur. */
  readonly groups: number;
}

/** What a field contributes: one list of levels; a name contributes three. */
export interface Output {
  readonly field: string;
  readonly levels: readonly Level[];
}

/** What comparators tell one another about the pair in hand, so that nothing is counted twice. */
export interface PairContext {
  /** Fold of the whole name when it agrees, else -1: it implies the sex. */
  nameFold: number;
  /** Fold of the family name when it agrees, else 0: a father mostly has the same. */
  family: number;
  /** The number agrees (nearly): it implies year and sex. */
  numberAgrees: boolean;
  /** Number of the unit on which both sides agree, else 0. */
  place: number;
}

/** State shared by the comparators of one index. */
export interface Shared {
  readonly words: WordTable;
  readonly names: NameTable;
  /** Persons counted now. */
  size: number;
  /** log2 of `size`, at least 0. */
  logSize: number;
  readonly pair: PairContext;
  /** Result of the last comparison, by output. */
  readonly levels: Int32Array;
  /** log2 u of the last comparison, by output. */
  readonly logU: Float64Array;
  /** Group of the row in hand, by output. */
  readonly groups: Int32Array;
}

export type Values = Readonly<Record<string, string | undefined>>;

/** A place in the flat store of persons. */
export interface Spot {
  data: Int32Array;
  at: number;
}

export interface Comparator extends Stored {
  readonly outputs: readonly Output[];
  /** Integers it keeps per person. */
  readonly width: number;
  /** Names of derived keys it can block by. */
  readonly parts: readonly string[];
  /** Told once: where its integers and its outputs are. */
  settle(offset: number, output: number): void;
  write(values: Values, spot: Spot): void;
  /** Adds the person to the frequencies (step 1) or takes it out (-1). */
  count(spot: Spot, step: number): void;
  take(values: Values): void;
  compare(data: Int32Array, at: number): void;
  /** Key of the person for blocking, -1 when it has none. */
  personKey(part: string, spot: Spot): number;
  /** Keys of the row in hand, most likely first. */
  rowKeys(part: string): readonly number[];
  readonly bytes: number;
}

export const anyGroup = 255;
