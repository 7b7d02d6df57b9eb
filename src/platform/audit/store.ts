import { sql } from 'kysely';
import {
  emptyTree,
  encodeTreeState,
  decodeTreeState,
  genesisLink,
  splitHashes,
  type TreeState,
} from '#lib/transparency';
import type { Ctx } from '#platform/runtime';
import { type EntryRow, entryColumns } from './content.ts';

/** Only one sequencer works at a time; the key is this room's own. */
const SEQUENCER_LOCK = 720_607;

export interface LogTree {
  readonly origin: string;
  readonly size: number;
  readonly state: TreeState;
  readonly link: Uint8Array;
  /** Leaf hashes of the tile that is not full yet. */
  readonly partial: readonly Uint8Array[];
}

/** Whether there is anything to sequence and nobody else is at it; from then on nobody else can be until the commit. */
export async function takeTurn(ctx: Ctx): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select case when exists (select 1 from audit.unsequenced) then pg_try_advisory_xact_lock(${SEQUENCER_LOCK}) else false end as taken`.execute(
    ctx.db,
  );
  return rows[0]?.taken === true;
}

export async function beginTree(ctx: Ctx, origin: string): Promise<void> {
  await ctx.db
    .insertInto('audit.tree')
    .values({
      only_row: true,
      origin,
      size: 0,
      state: encodeTreeState(emptyTree()),
      link: genesisLink(origin),
      partial: Buffer.alloc(0),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findTree(ctx: Pick<Ctx, 'db'>): Promise<LogTree | undefined> {
  const row = await ctx.db.selectFrom('audit.tree').selectAll().executeTakeFirst();
  if (row === undefined) return undefined;
  const { origin, size, link } = row;
  return { origin, size, link, state: decodeTreeState(row.state), partial: splitHashes(row.partial) };
}

export async function growTree(ctx: Ctx, tree: LogTree): Promise<void> {
  await ctx.db
    .updateTable('audit.tree')
    .set({
      size: tree.size,
      state: encodeTreeState(tree.state),
      link: tree.link,
      partial: Buffer.concat(tree.partial),
    })
    .execute();
}

/** Entries that wait for a position, about the oldest first: ids are UUIDv7. */
export async function listWaiting(ctx: Pick<Ctx, 'db'>, limit: number): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select r.* from (select entry_id from audit.unsequenced order by entry_id limit ${limit}) u
      cross join lateral (select ${entryColumns} from audit.entry e where e.id = u.entry_id limit 1) r`.execute(
    ctx.db,
  );
  return rows;
}

export interface SequencedEntry {
  readonly position: number;
  readonly entryId: string;
  readonly leaf: Uint8Array;
}

export async function addSequenced(ctx: Ctx, entries: readonly SequencedEntry[]): Promise<void> {
  const positions = entries.map((entry) => entry.position);
  const ids = entries.map((entry) => entry.entryId);
  const leaves = entries.map((entry) => entry.leaf);
  await sql`
    with placed as (
      insert into audit.sequenced (position, entry_id, leaf)
      select * from unnest(${positions}::bigint[], ${ids}::uuid[], ${leaves}::bytea[])
    )
    delete from audit.unsequenced where entry_id = any (${ids}::uuid[])`.execute(ctx.db);
}

export async function addTile(
  ctx: Ctx,
  tile: { level: number; index: number; hashes: Uint8Array },
): Promise<void> {
  await ctx.db.insertInto('audit.tile').values(tile).execute();
}

export interface StoredTile {
  readonly index: number;
  readonly hashes: Buffer;
}

/** Tiles of a level with from ≤ index < to, in order. */
export async function listTiles(
  ctx: Pick<Ctx, 'db'>,
  range: { level: number; from: number; to: number },
): Promise<StoredTile[]> {
  return ctx.db
    .selectFrom('audit.tile')
    .select(['index', 'hashes'])
    .where('level', '=', range.level)
    .where('index', '>=', range.from)
    .where('index', '<', range.to)
    .orderBy('index')
    .execute();
}

export interface StoredCheckpoint {
  readonly size: number;
  readonly signed_at: Date;
  readonly note: string;
}

export async function findLastCheckpoint(ctx: Pick<Ctx, 'db'>): Promise<StoredCheckpoint | undefined> {
  return ctx.db
    .selectFrom('audit.checkpoint')
    .select(['size', 'signed_at', 'note'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function addCheckpoint(ctx: Ctx, checkpoint: StoredCheckpoint): Promise<void> {
  await ctx.db
    .insertInto('audit.checkpoint')
    .values(checkpoint)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Signed heads with after < size ≤ to, each with the lines of its witnesses. */
export async function listCheckpoints(
  ctx: Pick<Ctx, 'db'>,
  range: { after: number; to: number },
): Promise<{ size: number; note: string }[]> {
  const { rows } = await sql<{ size: number; note: string }>`
    select c.size, c.note || coalesce((select string_agg(w.line, '' order by w.witness) from audit.cosignature w where w.size = c.size), '') as note
      from audit.checkpoint c where c.size > ${range.after} and c.size <= ${range.to} order by c.size`.execute(
    ctx.db,
  );
  return rows;
}

/** Size up to which a witness has cosigned. */
export async function findWitnessedSize(ctx: Ctx, witness: string): Promise<number> {
  const row = await ctx.db
    .selectFrom('audit.cosignature')
    .select('size')
    .where('witness', '=', witness)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.size ?? 0;
}

export async function addCosignature(
  ctx: Ctx,
  cosignature: { size: number; witness: string; cosigned_at: Date; line: string },
): Promise<void> {
  await ctx.db
    .insertInto('audit.cosignature')
    .values(cosignature)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface Tail {
  readonly count: number;
  readonly first: Date | null;
  readonly last: Date | null;
}

/** Entries from a position on: how many, and the span of time in which they were recorded. */
export async function findTail(ctx: Pick<Ctx, 'db'>, from: number): Promise<Tail> {
  const { rows } = await sql<Tail>`
    select count(*) as count, min(e.recorded_at) as first, max(e.recorded_at) as last
      from audit.sequenced q join audit.entry e on e.id = q.entry_id where q.position >= ${from}`.execute(
    ctx.db,
  );
  return rows[0] ?? { count: 0, first: null, last: null };
}
