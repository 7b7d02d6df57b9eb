import { encodeEntry, fieldSalt, isCode, type Openings, seal } from '#lib/transparency';
import { canonicalJson } from '#platform/use-case';

/** An entry as the database holds it, with the persons it is about in ascending order. */
export interface EntryRow {
  readonly id: string;
  readonly recorded_at: Date;
  readonly kind: string;
  readonly action: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly agency_id: string | null;
  readonly basis_id: string | null;
  readonly purpose: string | null;
  readonly event_id: string | null;
  readonly request_id: string;
  readonly detail: unknown;
  readonly salt: Uint8Array;
  readonly commitment: Uint8Array;
  readonly subjects: readonly string[];
}

const CONTENT = 'content';

/** Everything the row says, as one text that has exactly one form. */
export function contentOf(row: EntryRow): string {
  return canonicalJson({
    id: row.id,
    recordedAt: row.recorded_at,
    kind: row.kind,
    action: row.action,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    agencyId: row.agency_id,
    basisId: row.basis_id,
    purpose: row.purpose,
    eventId: row.event_id,
    requestId: row.request_id,
    detail: row.detail,
    subjects: row.subjects,
  });
}

/**
 * What goes into the tree: the entry's id, time, kind and action in clear, everything about persons sealed. The
 * commitment is the one the use-case runner wrote with the act; the seal covers the row as the sequencer found it.
 */
export function leafOf(row: EntryRow): Uint8Array {
  const sealed = seal(fieldSalt(row.salt, CONTENT), CONTENT, contentOf(row));
  return encodeEntry([
    { key: 'id', kind: 'id', value: Buffer.from(row.id.replaceAll('-', ''), 'hex') },
    { key: 'at', kind: 'instant', value: row.recorded_at.getTime() },
    { key: 'kind', kind: 'code', value: wordOr(row.kind) },
    { key: 'action', kind: 'code', value: wordOr(row.action) },
    { key: 'commitment', kind: 'digest', value: row.commitment },
    { key: CONTENT, kind: 'sealed', value: sealed },
  ]);
}

/** The sealed content with its salt, for an export made for somebody who may read it. */
export function openingsOf(row: EntryRow): Openings {
  return { [CONTENT]: { salt: fieldSalt(row.salt, CONTENT), value: contentOf(row) } };
}

/** The log never stops because of an odd name of an act: the name itself is sealed in the content anyway. */
function wordOr(word: string): string {
  return isCode(word) ? word : 'other';
}
