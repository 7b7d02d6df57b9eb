import type { Comparator, Spot } from './comparator.ts';

interface Part {
  readonly comparator: Comparator;
  readonly part: string;
}

/** One way to find candidates: persons that agree on all its parts stand in one chain. */
export interface Rule {
  readonly name: string;
  readonly parts: readonly Part[];
  /** First of each chain, by hash: place + 1. */
  heads: Int32Array;
  /** Where in a person's integers the next of the chain stands. */
  readonly link: number;
}

export function makeRule(name: string, parts: readonly Part[], link: number): Rule {
  return { name, parts, heads: new Int32Array(1 << 12), link };
}

function mix(hash: number, key: number): number {
  const mixed = Math.imul(hash ^ key, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) ^ (mixed >>> 16);
}

/** Hash of a person's key under the rule, or -1 when a part is missing. */
export function personHash(rule: Rule, spot: Spot): number {
  let hash = 0x27d4eb2f;
  for (const { comparator, part } of rule.parts) {
    const key = comparator.personKey(part, spot);
    if (key < 0) return -1;
    hash = mix(hash, key);
  }
  return hash >>> 1;
}

const mostAlternatives = 6;

/** Hashes of the row in hand under the rule. */
export function rowHashes(rule: Rule): readonly number[] {
  let hashes: readonly number[] = [0x27d4eb2f];
  for (const { comparator, part } of rule.parts) {
    const keys = comparator.rowKeys(part);
    if (keys.length === 0) return [];
    const [only] = keys;
    hashes =
      keys.length === 1 && only !== undefined
        ? hashes.map((hash) => mix(hash, only))
        : hashes.flatMap((hash) => keys.map((key) => mix(hash, key)));
  }
  return hashes.slice(0, mostAlternatives).map((hash) => hash >>> 1);
}
