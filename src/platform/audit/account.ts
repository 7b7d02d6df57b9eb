import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalJson } from '#platform/use-case';
import { type EntryRow, leafOf } from './content.ts';
import type { SequencedRow, Snapshot } from './source.ts';

/**
 * row_missing: a position whose entry is gone. row_altered: an entry that no longer says what was sequenced.
 * unplaced: an entry with neither a position nor a place in the waiting list. placed_twice: both.
 * event_unrecorded: an event no entry tells of. event_altered, event_missing: an event that is not, or no longer, what
 * its entry says.
 */
export type AccountKind =
  | 'row_missing'
  | 'row_altered'
  | 'unplaced'
  | 'placed_twice'
  | 'event_unrecorded'
  | 'event_altered'
  | 'event_missing';

export interface AccountFinding {
  readonly kind: AccountKind;
  /** Entry or event id. */
  readonly id: string;
  readonly position?: number;
}

const PORTION = 2000;

/** Whether the row still says what the tree holds of it. */
export function rowFinding(row: SequencedRow): AccountFinding | undefined {
  const { position, entry_id: id } = row;
  if (row.id === null) return { kind: 'row_missing', id, position };
  return Buffer.compare(leafOf(row as EntryRow), row.leaf) === 0
    ? undefined
    : { kind: 'row_altered', id, position };
}

/** Every entry has a position or waits for one, never both, never neither; and nothing waits that is not there. */
export async function accountForEntries(snapshot: Snapshot, limit: number): Promise<AccountFinding[]> {
  const { rows } = await sql<{ id: string; placed: boolean; position: number | null }>`
    select e.id, q.entry_id is not null as placed, q.position
      from audit.entry e
      left join audit.sequenced q on q.entry_id = e.id
      left join audit.unsequenced u on u.entry_id = e.id
     where (q.entry_id is null) = (u.entry_id is null)
     order by e.id limit ${limit}`.execute(snapshot.db);
  const lost = await sql<{ id: string }>`
    select u.entry_id as id from audit.unsequenced u where not exists (select 1 from audit.entry e where e.id = u.entry_id)
     order by u.entry_id limit ${limit}`.execute(snapshot.db);
  const placements = rows.map(
    ({ id, placed, position }): AccountFinding =>
      placed ? { kind: 'placed_twice', id, position: position ?? undefined } : { kind: 'unplaced', id },
  );
  return [...placements, ...lost.rows.map(({ id }): AccountFinding => ({ kind: 'row_missing', id }))];
}

interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly stream_id: string;
  readonly subjects: readonly string[];
  readonly data: unknown;
  readonly hash: string | null;
}

export interface EventAccount {
  readonly checked: number;
  readonly findings: readonly AccountFinding[];
}

/** Every event in the outbox is told of by an entry that carries its hash, and every event told of is there. */
export async function accountForEvents(snapshot: Snapshot, limit: number): Promise<EventAccount> {
  const findings: AccountFinding[] = [];
  let checked = 0;
  for await (const rows of readEvents(snapshot)) {
    checked += rows.length;
    for (const row of rows) {
      const kind = eventProblem(row);
      if (kind !== undefined && findings.length < limit) findings.push({ kind, id: row.id });
    }
  }
  const missing = await sql<{ id: string }>`
    select t.id from (${told}) t where not exists (select 1 from events.event v where v.id = t.id) order by t.id limit ${limit}`.execute(
    snapshot.db,
  );
  return {
    checked,
    findings: [...findings, ...missing.rows.map(({ id }) => ({ kind: 'event_missing' as const, id }))],
  };
}

const told = sql.raw(`
  select (x ->> 'id')::uuid as id, x ->> 'hash' as hash
    from audit.entry e cross join lateral jsonb_array_elements(coalesce(e.detail -> 'events', '[]')) x`);

async function* readEvents(snapshot: Snapshot): AsyncGenerator<EventRow[]> {
  await sql`declare audit_events no scroll cursor for
    select v.id, v.type, v.stream_id, v.subjects, v.data, t.hash
      from events.event v left join (${told}) t on t.id = v.id`.execute(snapshot.db);
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- portion after portion
    const { rows } = await sql<EventRow>`fetch ${sql.raw(String(PORTION))} from audit_events`.execute(
      snapshot.db,
    );
    if (rows.length > 0) yield rows;
    if (rows.length < PORTION) break;
  }
  await sql`close audit_events`.execute(snapshot.db);
}

function eventProblem(row: EventRow): AccountKind | undefined {
  if (row.hash === null) return 'event_unrecorded';
  const { type, stream_id: streamId, data, subjects } = row;
  const asEmitted = { type, streamId, data, subjects };
  if (hashOf(asEmitted) === row.hash) return undefined;
  const isWithoutSubjects = subjects.length === 0 && hashOf({ type, streamId, data }) === row.hash;
  return isWithoutSubjects ? undefined : 'event_altered';
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
