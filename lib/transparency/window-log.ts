import { type Alignment, align, type Expected, isExact } from './alignment.ts';
import type { EntryItem } from './log-items.ts';
import type { Anomalies, Renumbering } from './resolve.ts';

const MAX_KEPT = 50_000;

/** Collects what is wrong in windows of up to one tile; provisional until a signed tree head speaks. */
export interface WindowLog {
  /** True when the lines are exactly the expected entries under the right numbers. */
  add(lines: readonly EntryItem[], expected: Expected): boolean;
  /** What was collected since the last tree head is so. */
  accept(): void;
  /** What was collected since the last tree head came from wrong hashes: positions of the windows concerned. */
  reject(): number[];
  confirmed(size: number): Anomalies;
  /** Anomalies beyond what is kept. */
  uncounted(): number;
}

interface Window {
  readonly first: number;
  readonly alignment: Alignment;
  readonly renumbered: readonly Renumbering[];
}

export function windowLog(): WindowLog {
  const windows: Window[] = [];
  let provisional: Window[] = [];
  let offset = 0;
  let acceptedOffset = 0;
  let kept = 0;
  let uncounted = 0;
  return {
    add(lines, expected) {
      if (offset === 0 && isExact(lines, expected)) return true;
      const alignment = align(lines, expected);
      const renumbered = renumberings(alignment, offset);
      offset = renumbered.at(-1)?.offset ?? offset;
      const window = { first: expected.first, alignment, renumbered };
      const weight = weigh(window);
      if (weight === 0) return true;
      if (kept + weight > MAX_KEPT) uncounted += weight;
      else {
        kept += weight;
        provisional.push(window);
      }
      return false;
    },
    accept() {
      windows.push(...provisional);
      provisional = [];
      acceptedOffset = offset;
    },
    reject() {
      const positions = provisional.map((window) => window.first);
      for (const window of provisional) kept -= weigh(window);
      provisional = [];
      offset = acceptedOffset;
      return positions;
    },
    confirmed: (size) => ({
      missing: windows.flatMap((w) => w.alignment.missing),
      strays: windows.flatMap((w) => w.alignment.strays),
      reordered: windows.flatMap((w) => w.alignment.reordered),
      duplicated: windows.flatMap((w) => w.alignment.duplicated),
      renumbered: windows.flatMap((w) => w.renumbered),
      size,
    }),
    uncounted: () => uncounted,
  };
}

function renumberings(alignment: Alignment, before: number): Renumbering[] {
  const changes: Renumbering[] = [];
  let offset = before;
  for (const { item, position } of alignment.inOrder) {
    if (item.position - position === offset) continue;
    offset = item.position - position;
    changes.push({ line: item.line, position, offset });
  }
  return changes;
}

function weigh({ alignment, renumbered }: Window): number {
  const { missing, strays, reordered, duplicated } = alignment;
  return missing.length + strays.length + reordered.length + duplicated.length + renumbered.length;
}
