import { linkHash, TILE_WIDTH, treeAppender } from '#lib/transparency';
import { type Ctx, system } from '#platform/runtime';
import type { Runner } from '#platform/use-case';
import { leafOf } from './content.ts';
import {
  addSequenced,
  addTile,
  beginTree,
  findTree,
  growTree,
  type LogTree,
  listWaiting,
  type SequencedEntry,
  takeTurn,
} from './store.ts';
import { upperTile } from './tiles.ts';

const BATCH = 1000;

/**
 * Gives waiting entries their positions: one batch, one transaction, one sequencer at a time. Killed at any moment,
 * it leaves either the whole batch or none of it.
 * @returns how many entries got a position; 0 also when another sequencer is at work
 */
export async function sequenceBatch(runner: Runner, limit = BATCH): Promise<number> {
  return runner.act({ action: 'audit.sequence', principal: system, mode: 'read' }, async (ctx) => {
    if (!(await takeTurn(ctx))) return 0;
    const waiting = await listWaiting(ctx, limit);
    if (waiting.length === 0) return 0;
    const tree = await currentTree(ctx);
    const entries: SequencedEntry[] = waiting.map((row, i) => ({
      position: tree.size + i,
      entryId: row.id,
      leaf: leafOf(row),
    }));
    await addSequenced(ctx, entries);
    await growTree(ctx, await appendAll(ctx, tree, entries));
    return entries.length;
  });
}

/** Whether entries wait: one short question, so that asking often costs next to nothing. */
export async function hasWaiting(runner: Runner): Promise<boolean> {
  const { rows } = await runner.pool.query<{ waiting: boolean }>('select audit.has_waiting() as waiting');
  return rows[0]?.waiting === true;
}

/** Sequences until nothing waits. */
export async function sequenceAll(runner: Runner): Promise<number> {
  let total = 0;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each batch continues the one before
    const count = await sequenceBatch(runner);
    total += count;
    if (count < BATCH) return total;
  }
}

async function currentTree(ctx: Ctx): Promise<LogTree> {
  const known = await findTree(ctx);
  if (known !== undefined) return known;
  await beginTree(ctx, ctx.ports.auditKey.name);
  const begun = await findTree(ctx);
  if (begun === undefined) throw new Error('the audit log could not be begun');
  return begun;
}

async function appendAll(ctx: Ctx, tree: LogTree, entries: readonly SequencedEntry[]): Promise<LogTree> {
  const appender = treeAppender(tree.state);
  let { link } = tree;
  let partial = [...tree.partial];
  for (const entry of entries) {
    link = linkHash(link, entry.leaf);
    appender.append(link);
    partial.push(link);
    if (partial.length < TILE_WIDTH) continue;
    // oxlint-disable-next-line no-await-in-loop -- one tile in 256 entries, in order
    await storeFullTile(ctx, Math.floor(entry.position / TILE_WIDTH), Buffer.concat(partial));
    partial = [];
  }
  const size = appender.size();
  return { origin: tree.origin, size, state: appender.state(), link, partial };
}

/** Stores a full tile of leaves, and every tile above it that becomes full by it. */
async function storeFullTile(ctx: Ctx, index: number, hashes: Uint8Array): Promise<void> {
  await addTile(ctx, { level: 0, index, hashes });
  let above = index;
  for (let level = 1; (above + 1) % TILE_WIDTH === 0; level++) {
    above = Math.floor(above / TILE_WIDTH);
    // oxlint-disable-next-line no-await-in-loop -- at most one tile per level
    await addTile(ctx, { level, index: above, hashes: await upperTile(ctx, { level, index: above }) });
  }
}
