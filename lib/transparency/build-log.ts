import { concat } from './bytes.ts';
import { signCheckpoint } from './checkpoint.ts';
import { emptyTree, treeAppender } from './compact-range.ts';
import { genesisLink, linkHash } from './hash.ts';
import type { LogItem } from './log-items.ts';
import type { NoteSigner } from './note.ts';
import { TILE_WIDTH } from './tile.ts';

export interface LogPlan {
  readonly origin: string;
  readonly signer: NoteSigner;
  /** Sizes at which a tree head is signed; the full size is always signed. */
  readonly checkpointEvery: number;
}

/** A whole log in memory, as items in the order of an export. For exports of small logs, tests and measurements. */
export async function buildLog(entries: readonly Uint8Array[], plan: LogPlan): Promise<LogItem[]> {
  const tree = treeAppender(emptyTree());
  const items: LogItem[] = [{ kind: 'header', origin: plan.origin, keys: [] }];
  let link = genesisLink(plan.origin);
  let tile: Uint8Array[] = [];
  let notes: Promise<string>[] = [];
  for (const [position, entry] of entries.entries()) {
    link = linkHash(link, entry);
    tree.append(link);
    tile.push(link);
    items.push({ kind: 'entry', position, entry, line: items.length });
    const size = position + 1;
    const isLast = size === entries.length;
    if (size % plan.checkpointEvery === 0 || isLast) {
      notes.push(
        Promise.resolve(signCheckpoint({ origin: plan.origin, size, root: tree.root() }, plan.signer)),
      );
    }
    if (size % TILE_WIDTH !== 0 && !isLast) continue;
    // oxlint-disable-next-line no-await-in-loop -- signatures of one tile are made together
    for (const note of await Promise.all(notes)) items.push({ kind: 'checkpoint', note });
    items.push({ kind: 'tile', index: Math.floor(position / TILE_WIDTH), hashes: concat(tile) });
    tile = [];
    notes = [];
  }
  items.push({ kind: 'end', size: entries.length, pending: 0 });
  return items;
}
