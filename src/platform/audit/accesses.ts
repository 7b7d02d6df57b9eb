import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';

/** One access to a person's data: the office, the purpose and the time, not the name of the officer. */
export interface Access {
  readonly id: string;
  readonly at: Date;
  readonly kind: 'act' | 'look' | 'refusal';
  readonly action: string;
  readonly actorKind: string;
  /** The person, or who represents them, did it themselves. */
  readonly isOwn: boolean;
  readonly agencyId: string | null;
  readonly basisKind: string | null;
  readonly purposeCode: string | null;
  readonly purpose: { readonly vi: string; readonly en: string } | null;
  /** `<module>:<id>` of the case on whose basis it happened. */
  readonly caseRef: string | null;
}

export interface AccessPage {
  readonly accesses: readonly Access[];
  /** Give it back to read on; undefined at the end. */
  readonly cursor: string | undefined;
}

interface Row {
  readonly entry_id: string;
  readonly recorded_at: Date;
  readonly kind: Access['kind'];
  readonly action: string;
  readonly actor_kind: string;
  readonly by_self: boolean;
  readonly agency_id: string | null;
  readonly basis_kind: string | null;
  readonly purpose_code: string | null;
  readonly purpose_vi: string | null;
  readonly purpose_en: string | null;
  readonly case_ref: string | null;
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Who looked at a person's data, the latest first. Answered to the person, to who may represent them, and to auditors;
 * to anyone else it is empty. An auditor's reading is itself an access.
 */
export async function listAccesses(
  ctx: Ctx,
  personId: string,
  page: { readonly cursor?: string; readonly limit?: number } = {},
): Promise<AccessPage> {
  const limit = Math.min(Math.max(page.limit ?? 50, 1), 200);
  const before = parseCursor(page.cursor);
  const { rows } = await sql<Row>`
    select * from audit.accesses_of(${personId}::uuid, ${before.at}::timestamptz, ${before.id}::uuid, ${limit})`.execute(
    ctx.db,
  );
  const isOwn = ctx.principal.persons.includes(personId);
  if (!isOwn && rows.length > 0) ctx.looks.add([personId], 'accesses');
  const last = rows.at(-1);
  const cursor =
    rows.length === limit && last ? `${last.recorded_at.toISOString()}_${last.entry_id}` : undefined;
  return { accesses: rows.map(present), cursor };
}

function parseCursor(cursor: string | undefined): { at: string; id: string } {
  const match =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
      cursor ?? '',
    );
  return match?.[1] && match[2] ? { at: match[1], id: match[2] } : { at: 'infinity', id: LAST_ID };
}

function present(row: Row): Access {
  return {
    id: row.entry_id,
    at: row.recorded_at,
    kind: row.kind,
    action: row.action,
    actorKind: row.actor_kind,
    isOwn: row.by_self,
    agencyId: row.agency_id,
    basisKind: row.basis_kind,
    purposeCode: row.purpose_code,
    purpose: row.purpose_vi === null ? null : { vi: row.purpose_vi, en: row.purpose_en ?? row.purpose_vi },
    caseRef: row.case_ref,
  };
}
