import { sameBytes } from './bytes.ts';
import { type TreeAppender, emptyTree, treeAppender } from './compact-range.ts';
import { genesisLink, linkHash } from './hash.ts';
import type { EntryItem } from './log-items.ts';

/** The log as one reading of the source has it: the tree so far and the last link of the chain. */
export interface Reading {
  readonly tree: TreeAppender;
  link: Uint8Array;
}

/** A tree head somebody vouches for. */
export interface Head {
  readonly size: number;
  readonly root: Uint8Array;
  readonly witnesses: readonly string[];
}

/** `confirmed by both`: the readings differ, if at all, only after this head; which one is right is still open. */
export type HeadVerdict = 'confirmed' | 'confirmed by both' | 'confirmed by entries' | 'contradicted';

/**
 * Two readings are followed while they differ: what the hashes (tiles) say and what the entries say. The next signed
 * tree head tells which one is the truth.
 */
export interface Replay {
  byHashes: Reading;
  byEntries: Reading | undefined;
}

export function startReplay(origin: string): Replay {
  return { byHashes: { tree: treeAppender(emptyTree()), link: genesisLink(origin) }, byEntries: undefined };
}

/** Starts following the entries on their own, from the last point where both readings agreed. */
export function fork(replay: Replay): void {
  const { tree, link } = replay.byHashes;
  replay.byEntries ??= { tree: treeAppender(tree.state()), link };
}

/** Links the entries make by themselves, from the given link on; undefined when one cannot be read. */
export function linksOf(lines: readonly EntryItem[], from: Uint8Array): Uint8Array[] | undefined {
  const links: Uint8Array[] = [];
  let link = from;
  for (const { entry } of lines) {
    if (entry === undefined) return undefined;
    link = linkHash(link, entry);
    links.push(link);
  }
  return links;
}

export interface Step {
  readonly hashes: readonly Uint8Array[];
  /** Same number of links as hashes, when the entries are followed on their own. */
  readonly links: readonly Uint8Array[] | undefined;
  readonly headsAt: (size: number) => readonly Head[];
  readonly onHead: (head: Head, verdict: HeadVerdict) => void;
}

export function advance(replay: Replay, step: Step): void {
  let hashes = step.hashes;
  if (step.links === undefined) replay.byEntries = undefined;
  for (let i = 0; i < step.hashes.length; i++) {
    push(replay.byHashes, hashes[i]);
    if (replay.byEntries !== undefined) push(replay.byEntries, step.links?.[i]);
    for (const head of step.headsAt(replay.byHashes.tree.size())) {
      const verdict = judge(replay, head);
      if (verdict === 'confirmed by entries') hashes = step.links ?? hashes;
      step.onHead(head, verdict);
    }
  }
}

export function judge(replay: Replay, head: Head): HeadVerdict {
  const { byHashes, byEntries } = replay;
  const entriesFit = byEntries !== undefined && sameBytes(byEntries.tree.root(), head.root);
  if (sameBytes(byHashes.tree.root(), head.root)) {
    if (entriesFit) return 'confirmed by both';
    replay.byEntries = undefined;
    return 'confirmed';
  }
  if (!entriesFit) return 'contradicted';
  replay.byHashes = byEntries;
  replay.byEntries = undefined;
  return 'confirmed by entries';
}

function push(reading: Reading, hash: Uint8Array | undefined): void {
  if (hash === undefined) return;
  reading.tree.append(hash);
  reading.link = hash;
}
