import { sql } from 'kysely';
import { encodeEntry, isCode, type Openings, seal } from '#lib/transparency';

/** An entry as the sequencer and the verifier read it; both ask the database for the same text of the whole row. */
export interface EntryRow {
  readonly id: string;
  /** Microseconds since 1970. */
  readonly at: number;
  readonly kind: string;
  readonly action: string;
  readonly salt: Uint8Array;
  readonly commitment: Uint8Array;
  /** All that the row says and the persons it is about, as one text that has exactly one form. */
  readonly content: string;
}

const CONTENT = 'content';

/**
 * Columns of an `EntryRow` from `audit.entry e`. The content is a JSON array in a fixed order; the detail in it is the
 * text PostgreSQL gives a jsonb value (keys ordered, one form per value), the subjects are in ascending order.
 */
export const entryColumns =
  sql.raw(`e.id, (extract(epoch from e.recorded_at) * 1000000)::bigint as at, e.kind, e.action, e.salt, e.commitment,
  json_build_array(e.id, (extract(epoch from e.recorded_at) * 1000000)::bigint, e.kind, e.action, e.actor_kind, e.actor_id, e.agency_id,
    e.basis_id, e.purpose, e.event_id, e.request_id, e.detail::text,
    (select coalesce(string_agg(s.person_id::text, ',' order by s.person_id), '') from audit.entry_subject s where s.entry_id = e.id)
  )::text as content`);

/**
 * What goes into the tree: the entry's id, time, kind and action in clear, everything about persons sealed. The
 * commitment is the one the use-case runner wrote with the act; the seal covers the row as the sequencer found it.
 */
export function leafOf(row: EntryRow): Uint8Array {
  return encodeEntry([
    { key: 'id', kind: 'id', value: Buffer.from(row.id.replaceAll('-', ''), 'hex') },
    { key: 'at', kind: 'instant', value: Math.floor(row.at / 1000) },
    { key: 'kind', kind: 'code', value: wordOr(row.kind) },
    { key: 'action', kind: 'code', value: wordOr(row.action) },
    { key: 'commitment', kind: 'digest', value: row.commitment },
    { key: CONTENT, kind: 'sealed', value: seal(row.salt, CONTENT, row.content) },
  ]);
}

/** The sealed content with its salt, for an export made for somebody who may read it. */
export function openingsOf(row: EntryRow): Openings {
  return { [CONTENT]: { salt: row.salt, value: row.content } };
}

/** The log never stops because of an odd name of an act: the name itself is sealed in the content anyway. */
function wordOr(word: string): string {
  return isCode(word) ? word : 'other';
}
