import { type Kysely, sql } from 'kysely';
import { type LogItem, type LogSource, TILE_WIDTH } from '#lib/transparency';
import { type Database, system } from '#platform/runtime';
import { applySettings, type Runner } from '#platform/use-case';
import { type EntryRow, entryColumns, leafOf, openingsOf } from './content.ts';
import { findTree, type LogTree, listCheckpoints, listTiles } from './store.ts';

/** The database as it was at one moment, read as the system. */
export interface Snapshot {
  readonly db: Kysely<Database>;
}

export async function inSnapshot<T>(runner: Runner, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  return runner.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (db) => {
      await applySettings(db, system, runner.clock.now());
      await sql`set local statement_timeout = 0`.execute(db);
      return work({ db });
    });
}

interface Place {
  readonly position: number;
  readonly leaf: Buffer;
  readonly entry_id: string;
}

/** A sequenced position and the row it stands for; the row's columns are null when it is gone. */
export type SequencedRow = Place & (EntryRow | { readonly id: null });

export interface SourceOptions {
  /** Up to this size; what comes after counts as waiting. Default: all there is. */
  readonly size?: number;
  /** Called for every sequenced row. */
  readonly onRow?: (row: SequencedRow) => void;
  /** Called for every row without a position. */
  readonly onWaiting?: (row: EntryRow) => void;
  /** Shows what was sealed, with the salts. */
  readonly withValues?: boolean;
}

const GROUP = 8 * TILE_WIDTH;
const PORTION = 1000;

/** The log as it stands in the tables, in the order of an export. The callbacks hear the first reading only. */
export function databaseSource(snapshot: Snapshot, options: SourceOptions = {}): LogSource {
  let readings = 0;
  const { size, withValues } = options;
  return {
    open: () => {
      readings += 1;
      return readLog(snapshot, readings === 1 ? options : { size, withValues });
    },
  };
}

async function* readLog(snapshot: Snapshot, options: SourceOptions): AsyncGenerator<LogItem[]> {
  const tree = await findTree(snapshot);
  const size = Math.min(options.size ?? Number.MAX_SAFE_INTEGER, tree?.size ?? 0);
  const isWhole = options.size === undefined;
  let pending = 0;
  if (tree !== undefined) yield [{ kind: 'header', origin: tree.origin, keys: [] }];
  if (tree !== undefined) yield* readGroups(snapshot, tree, { size, options });
  for await (const rows of readBeyond(snapshot, size)) {
    if (isWhole) yield rows.map((row) => entryItem(row, options));
    else {
      pending += rows.length;
      yield rows.map((row) => ({ kind: 'pending', entry: row.leaf }));
    }
  }
  if (isWhole) yield await readHeadsBeyond(snapshot, size);
  for await (const rows of readWaiting(snapshot)) {
    pending += rows.length;
    yield rows.map((row) => waitingItem(row, options));
  }
  yield [{ kind: 'end', size, pending }];
}

/** The database reads the next group while the one before is being verified. */
async function* readGroups(
  snapshot: Snapshot,
  tree: LogTree,
  whole: { size: number; options: SourceOptions },
): AsyncGenerator<LogItem[]> {
  const { size, options } = whole;
  const read = (from: number): Promise<LogItem[]> => {
    const group = readGroup(snapshot, tree, { from, to: Math.min(from + GROUP, size), options });
    // A fault is met when the group is awaited; until then it is nobody's.
    group.catch(() => undefined);
    return group;
  };
  let next = size > 0 ? read(0) : undefined;
  for (let from = GROUP; next !== undefined; from += GROUP) {
    // oxlint-disable-next-line no-await-in-loop -- group after group
    const items: LogItem[] = await next;
    next = from < size ? read(from) : undefined;
    yield items;
  }
}

/** Signed heads of a log that was once longer than its tables now say. */
async function readHeadsBeyond(snapshot: Snapshot, size: number): Promise<LogItem[]> {
  const notes = await listCheckpoints(snapshot, { after: size, to: Number.MAX_SAFE_INTEGER });
  return notes.map(({ note }) => ({ kind: 'checkpoint', note }));
}

interface Group {
  readonly from: number;
  readonly to: number;
  readonly options: SourceOptions;
}

/** Entries, checkpoints and hashes of a few tiles that follow each other. */
async function readGroup(snapshot: Snapshot, tree: LogTree, part: Group): Promise<LogItem[]> {
  const { from, to, options } = part;
  const [first, end] = [from / TILE_WIDTH, Math.ceil(to / TILE_WIDTH)];
  const rows = await listSequenced(snapshot, { from, to });
  const tiles = await listTiles(snapshot, { level: 0, from: first, to: end });
  const notes = await listCheckpoints(snapshot, { after: from, to });
  const hashesOf = new Map(tiles.map((tile) => [tile.index, tile.hashes]));
  const items: LogItem[] = [];
  for (let index = first; index < end; index++) {
    const [start, stop] = [index * TILE_WIDTH, Math.min((index + 1) * TILE_WIDTH, to)];
    for (const row of rows.filter((r) => r.position >= start && r.position < stop)) {
      items.push(entryItem(row, options));
    }
    for (const { size, note } of notes) {
      if (size > start && size <= stop) items.push({ kind: 'checkpoint', note });
    }
    const isOpen = index === Math.floor(tree.size / TILE_WIDTH);
    const hashes = hashesOf.get(index) ?? (isOpen ? Buffer.concat(tree.partial) : Buffer.alloc(0));
    items.push({ kind: 'tile', index, hashes: hashes.subarray(0, (stop - start) * 32) });
  }
  return items;
}

function entryItem(row: SequencedRow, options: SourceOptions): LogItem {
  options.onRow?.(row);
  const opened = options.withValues === true && row.id !== null ? openingsOf(row) : undefined;
  return { kind: 'entry', position: row.position, entry: row.leaf, line: row.position, opened };
}

function waitingItem(row: EntryRow, options: SourceOptions): LogItem {
  options.onWaiting?.(row);
  return {
    kind: 'pending',
    entry: leafOf(row),
    opened: options.withValues === true ? openingsOf(row) : undefined,
  };
}

/** One lookup per position (lateral with a limit): whatever the statistics say, never a scan of all entries per group. */
async function listSequenced(
  snapshot: Snapshot,
  range: { from: number; to: number },
): Promise<SequencedRow[]> {
  const { rows } = await sql<SequencedRow>`
    select q.position, q.leaf, q.entry_id, r.* from audit.sequenced q
      left join lateral (select ${entryColumns} from audit.entry e where e.id = q.entry_id limit 1) r on true
     where q.position >= ${range.from} and q.position < ${range.to} order by q.position limit ${GROUP}`.execute(
    snapshot.db,
  );
  return rows;
}

async function* readBeyond(snapshot: Snapshot, size: number): AsyncGenerator<SequencedRow[]> {
  for (let from = size; ; ) {
    // oxlint-disable-next-line no-await-in-loop -- portion after portion
    const rows = await listSequenced(snapshot, { from, to: Number.MAX_SAFE_INTEGER });
    if (rows.length > 0) yield rows;
    if (rows.length < GROUP) return;
    from = (rows.at(-1)?.position ?? from) + 1;
  }
}

async function* readWaiting(snapshot: Snapshot): AsyncGenerator<EntryRow[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    // oxlint-disable-next-line no-await-in-loop -- portion after portion
    const { rows } = await sql<EntryRow>`
      select ${entryColumns} from audit.unsequenced u join audit.entry e on e.id = u.entry_id
       where u.entry_id > ${after} order by u.entry_id limit ${PORTION}`.execute(snapshot.db);
    if (rows.length > 0) yield rows;
    if (rows.length < PORTION) return;
    after = rows.at(-1)?.id ?? after;
  }
}
