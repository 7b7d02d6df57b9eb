import { sameBytes } from './bytes.ts';
import { linkHash } from './hash.ts';
import type { EntryItem } from './log-items.ts';

/** A position whose entry was not found where it belongs. */
export interface Missing {
  readonly position: number;
  readonly previous: Uint8Array;
  readonly hash: Uint8Array;
}

/** A line that is not the entry expected at its place. */
export interface Stray {
  readonly item: EntryItem;
  /** Position after the last entry found in order before this line. */
  readonly slot: number;
}

export interface Placed {
  readonly item: EntryItem;
  readonly position: number;
}

export interface Alignment {
  readonly inOrder: readonly Placed[];
  readonly reordered: readonly Placed[];
  readonly duplicated: readonly Placed[];
  readonly missing: readonly Missing[];
  readonly strays: readonly Stray[];
}

export interface Expected {
  /** Position of the first hash. */
  readonly first: number;
  /** Link before the first hash. */
  readonly previous: Uint8Array;
  readonly hashes: readonly Uint8Array[];
}

/** True when the lines are exactly the expected entries, in order and rightly numbered: the ordinary case. */
export function isExact(lines: readonly EntryItem[], expected: Expected): boolean {
  if (lines.length !== expected.hashes.length) return false;
  let { previous } = expected;
  for (const [i, line] of lines.entries()) {
    const hash = expected.hashes[i];
    if (hash === undefined || line.entry === undefined || line.position !== expected.first + i) return false;
    if (!sameBytes(linkHash(previous, line.entry), hash)) return false;
    previous = hash;
  }
  return true;
}

/** Finds out which line is which expected entry. */
export function align(lines: readonly EntryItem[], expected: Expected): Alignment {
  const taken = new Set<number>();
  const placed: { item: EntryItem; offset: number }[] = [];
  const duplicated: Placed[] = [];
  const unplaced = new Set<EntryItem>();
  let next = 0;
  for (const item of lines) {
    const offset = findOffset(item, expected, next);
    if (offset === undefined) unplaced.add(item);
    else if (taken.has(offset)) duplicated.push({ item, position: expected.first + offset });
    else {
      taken.add(offset);
      placed.push({ item, offset });
      next = offset + 1;
    }
  }
  const kept = longestRising(placed.map((p) => p.offset));
  const order = (p: { item: EntryItem; offset: number }): Placed => ({
    item: p.item,
    position: expected.first + p.offset,
  });
  const inOrder = placed.filter((_, i) => kept.has(i)).map(order);
  return {
    inOrder,
    reordered: placed.filter((_, i) => !kept.has(i)).map(order),
    duplicated,
    missing: missingOf(expected, taken),
    strays: straysOf(lines, unplaced, { inOrder, first: expected.first }),
  };
}

function findOffset(item: EntryItem, expected: Expected, next: number): number | undefined {
  const { entry } = item;
  if (entry === undefined) return undefined;
  const fits = (offset: number): boolean => {
    const hash = expected.hashes[offset];
    const previous = offset === 0 ? expected.previous : expected.hashes[offset - 1];
    return hash !== undefined && previous !== undefined && sameBytes(linkHash(previous, entry), hash);
  };
  if (fits(next)) return next;
  const claimed = item.position - expected.first;
  if (fits(claimed)) return claimed;
  const found = expected.hashes.findIndex((_, offset) => fits(offset));
  return found < 0 ? undefined : found;
}

function missingOf(expected: Expected, taken: ReadonlySet<number>): Missing[] {
  const missing: Missing[] = [];
  for (const [offset, hash] of expected.hashes.entries()) {
    if (taken.has(offset)) continue;
    const previous = expected.hashes[offset - 1] ?? expected.previous;
    missing.push({ position: expected.first + offset, previous, hash });
  }
  return missing;
}

function straysOf(
  lines: readonly EntryItem[],
  unplaced: ReadonlySet<EntryItem>,
  anchors: { inOrder: readonly Placed[]; first: number },
): Stray[] {
  const positionOf = new Map(anchors.inOrder.map((p) => [p.item, p.position]));
  const strays: Stray[] = [];
  let slot = anchors.first;
  for (const item of lines) {
    const position = positionOf.get(item);
    if (position !== undefined) slot = position + 1;
    else if (unplaced.has(item)) strays.push({ item, slot });
  }
  return strays;
}

/** Indexes of a longest strictly rising subsequence: what stayed in order; the rest was moved. */
export function longestRising(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [i, value] of values.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before.push(low === 0 ? undefined : tails[low - 1]);
    tails[low] = i;
  }
  const kept = new Set<number>();
  for (let i = tails.at(-1); i !== undefined; i = before[i]) kept.add(i);
  return kept;
}
