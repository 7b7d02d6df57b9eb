import { sameBytes, toHex } from './bytes.ts';
import { linkHash, sha256 } from './hash.ts';
import type { Missing, Placed, Stray } from './alignment.ts';
import type { EntryItem, LogSource } from './log-items.ts';
import type { Finding } from './report.ts';

const MAX_COMPARISONS = 2_000_000;

/** Where the numbers on the lines leave the true positions: from this line on, number − position = offset. */
export interface Renumbering {
  readonly line: number;
  readonly position: number;
  readonly offset: number;
}

export interface Anomalies {
  readonly missing: readonly Missing[];
  readonly strays: readonly Stray[];
  readonly reordered: readonly Placed[];
  readonly duplicated: readonly Placed[];
  readonly renumbered: readonly Renumbering[];
  /** Size of the log by its hashes. */
  readonly size: number;
}

/** Says of every position that lacks its entry, and of every line that is not where it belongs, what was done to it. */
export async function nameAnomalies(anomalies: Anomalies, source: LogSource): Promise<Finding[]> {
  const missing = new Map(anomalies.missing.map((m) => [m.position, m]));
  const matched = matchMoved(anomalies.strays, missing);
  const copies = await findCopies(matched.rest, source, anomalies.renumbered);
  const left = matched.rest.filter((stray) => !copies.has(stray.item));
  const altered = pairAltered(left, missing);
  return [
    ...anomalies.reordered.map((p) => moved(p.position, p.item)),
    ...anomalies.duplicated.map((p) => copied(p.position, p.item)),
    ...matched.findings,
    ...[...copies].map(([item, position]) => copied(position, item)),
    ...altered,
    ...nameMissing(missing, anomalies.size),
    ...nameRenumbered(anomalies.renumbered, anomalies.size),
  ];
}

interface Matched {
  readonly findings: readonly Finding[];
  readonly rest: readonly Stray[];
}

function matchMoved(strays: readonly Stray[], missing: Map<number, Missing>): Matched {
  const budget = { left: MAX_COMPARISONS };
  const inPlace = new Set<number>();
  const findings: Finding[] = [];
  const rest: Stray[] = [];
  for (const stray of strays) {
    const run = openRun(stray.slot, missing, inPlace);
    const near = run.find((position) => fits(stray.item, missing.get(position)));
    const position = near ?? findAnywhere(stray.item, missing, budget);
    if (position === undefined) {
      rest.push(stray);
      continue;
    }
    missing.delete(position);
    if (near === undefined) findings.push(moved(position, stray.item));
    else inPlace.add(position);
  }
  return { findings, rest };
}

/** Missing positions that a line at this slot could fill without being out of order. */
function openRun(
  slot: number,
  missing: ReadonlyMap<number, Missing>,
  inPlace: ReadonlySet<number>,
): number[] {
  const run: number[] = [];
  for (let p = slot; run.length < 512 && (missing.has(p) || inPlace.has(p)); p++) {
    if (missing.has(p)) run.push(p);
  }
  return run;
}

function findAnywhere(
  item: EntryItem,
  missing: ReadonlyMap<number, Missing>,
  budget: { left: number },
): number | undefined {
  if (fits(item, missing.get(item.position))) return item.position;
  for (const candidate of missing.values()) {
    if (budget.left <= 0) return undefined;
    budget.left -= 1;
    if (fits(item, candidate)) return candidate.position;
  }
  return undefined;
}

function fits(item: EntryItem, missing: Missing | undefined): boolean {
  if (missing === undefined || item.entry === undefined) return false;
  return sameBytes(linkHash(missing.previous, item.entry), missing.hash);
}

/** Reads the log a second time to see of which entry a surplus line is a copy. */
async function findCopies(
  strays: readonly Stray[],
  source: LogSource,
  renumbered: readonly Renumbering[],
): Promise<Map<EntryItem, number>> {
  const wanted = new Map<string, EntryItem[]>();
  for (const { item } of strays) {
    if (item.entry === undefined) continue;
    const key = toHex(sha256(item.entry));
    wanted.set(key, [...(wanted.get(key) ?? []), item]);
  }
  const strayLines = new Set(strays.map((stray) => stray.item.line));
  const copies = new Map<EntryItem, number>();
  if (wanted.size === 0) return copies;
  for await (const batch of source.open()) {
    for (const item of batch) {
      if (item.kind !== 'entry' || item.entry === undefined || strayLines.has(item.line)) continue;
      for (const copy of wanted.get(toHex(sha256(item.entry))) ?? []) {
        copies.set(copy, item.position - offsetAt(item.line, renumbered));
      }
    }
  }
  return copies;
}

function offsetAt(line: number, renumbered: readonly Renumbering[]): number {
  return renumbered.findLast((change) => change.line <= line)?.offset ?? 0;
}

function pairAltered(strays: readonly Stray[], missing: Map<number, Missing>): Finding[] {
  return strays.map(({ item, slot }) => {
    const run = openRun(slot, missing, new Set());
    const position = run.includes(item.position) ? item.position : (run[0] ?? claimedMissing(item, missing));
    if (position === undefined) return surplus(item, slot);
    missing.delete(position);
    const detail = item.entry === undefined ? 'the entry cannot be read' : 'not the entry that was sequenced';
    return { kind: 'altered', position, line: item.line, detail };
  });
}

function claimedMissing(item: EntryItem, missing: ReadonlyMap<number, Missing>): number | undefined {
  return missing.has(item.position) ? item.position : undefined;
}

function surplus(item: EntryItem, slot: number): Finding {
  return item.entry === undefined
    ? { kind: 'unreadable', position: slot, line: item.line, detail: 'a line that cannot be read' }
    : { kind: 'inserted', position: slot, line: item.line, detail: 'an entry that was never sequenced' };
}

function moved(position: number, item: EntryItem): Finding {
  return { kind: 'reordered', position, line: item.line, detail: 'the entry stands at another place' };
}

function copied(position: number, item: EntryItem): Finding {
  return { kind: 'duplicated', position, line: item.line, detail: 'the entry is there more than once' };
}

function nameMissing(missing: ReadonlyMap<number, Missing>, size: number): Finding[] {
  return ranges([...missing.keys()].toSorted((a, b) => a - b)).map(([position, last]): Finding => {
    const until = last > position ? last : undefined;
    return last === size - 1
      ? { kind: 'truncated', position, until, detail: 'the last entries are missing' }
      : { kind: 'removed', position, until, detail: 'the entry is missing' };
  });
}

function nameRenumbered(changes: readonly Renumbering[], size: number): Finding[] {
  return changes.flatMap(({ position, line, offset }, i): Finding[] => {
    const until = (changes[i + 1]?.position ?? size) - 1;
    const detail = `numbered ${position + offset} instead of ${position}`;
    return offset === 0 ? [] : [{ kind: 'misnumbered', position, until, line, detail }];
  });
}

function ranges(sorted: readonly number[]): [number, number][] {
  const result: [number, number][] = [];
  for (const n of sorted) {
    const last = result.at(-1);
    if (last?.[1] === n - 1) last[1] = n;
    else result.push([n, n]);
  }
  return result;
}
