import { createHash } from 'node:crypto';
import { type CompiledQuery, type Kysely, sql } from 'kysely';
import type { Database, Random } from '#platform/runtime';

export interface AuditEntry {
  readonly id: string;
  readonly recordedAt: Date;
  readonly kind: 'act' | 'look' | 'refusal';
  readonly action: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly agencyId: string | null;
  readonly basisId: string | null;
  readonly eventId: string | null;
  readonly requestId: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly subjects: readonly string[];
}

/** Keys sorted, no spaces: the same value always gives the same bytes. RFC 8785 §3.2.3 for keys */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(',')}}`;
}

/** What the log commits to: a salted hash, so that erasing the row keeps every proof valid. */
export function commitmentOf(entry: AuditEntry, salt: Uint8Array): Buffer {
  return createHash('sha256').update(salt).update(canonicalJson(entry)).digest();
}

/** Writes an entry, whom it is about, and its place in the sequencer's waiting list: one statement. */
export function entryQuery(db: Kysely<Database>, entry: AuditEntry, random: Random): CompiledQuery {
  const salt = random.bytes(16);
  const subjects = [...new Set(entry.subjects)];
  return sql`
    with entry as (
      insert into audit.entry (id, recorded_at, kind, action, actor_kind, actor_id, agency_id, basis_id, event_id, request_id, detail, salt, commitment)
      values (${entry.id}, ${entry.recordedAt}, ${entry.kind}, ${entry.action}, ${entry.actorKind}, ${entry.actorId}, ${entry.agencyId},
        ${entry.basisId}, ${entry.eventId}, ${entry.requestId}, ${JSON.stringify(entry.detail)}::jsonb, ${salt}, ${commitmentOf(entry, salt)})
    ), subjects as (
      insert into audit.entry_subject (person_id, entry_id, recorded_at)
      select unnest(${subjects}::uuid[]), ${entry.id}::uuid, ${entry.recordedAt}
    )
    insert into audit.unsequenced values (${entry.id})
  `.compile(db);
}
