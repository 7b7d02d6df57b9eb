import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import type { RowFields } from './rules-row.ts';

export interface StagedRow {
  readonly id: string;
  readonly position: number;
  readonly identity: string;
  readonly content: string;
  readonly linkageContent: string;
  readonly cells: readonly (string | null)[];
  readonly fields: RowFields;
  readonly fullName: string;
  readonly searchKey: string;
  /** Hexadecimal. */
  readonly numberSealed: string | null;
  readonly numberHint: string | null;
  readonly communeCode: string | null;
}

/** One chunk of a file; writing it twice is harmless. */
export async function insertStaged(
  ctx: Ctx,
  at: { editionId: string; agencyId: string },
  rows: readonly StagedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into matching.staged_row (edition_id, position, id, agency_id, identity, content, linkage_content, cells, fields, full_name, search_key, number_sealed, number_hint, commune_code)
    select ${at.editionId}::uuid, r.position, r.id, ${at.agencyId}::uuid, r.identity, r.content, r."linkageContent", r.cells, r.fields,
           r."fullName", r."searchKey", decode(r."numberSealed", 'hex'), r."numberHint", r."communeCode"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
        id uuid, position int, identity uuid, content uuid, "linkageContent" uuid, cells jsonb, fields jsonb, "fullName" text,
        "searchKey" text, "numberSealed" text, "numberHint" text, "communeCode" text)
    on conflict do nothing`.execute(ctx.db);
}

export interface ProblemRow {
  readonly position: number;
  readonly sequence: number;
  readonly columnName: string | null;
  readonly code: string;
  /** Of the sentence that the code stands for. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly isFatal: boolean;
  readonly valueHint: string | null;
}

export async function insertProblems(
  ctx: Ctx,
  at: { editionId: string; agencyId: string },
  rows: readonly ProblemRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into matching.row_problem (edition_id, position, sequence, agency_id, column_name, code, params, is_fatal, value_hint)
    select ${at.editionId}::uuid, r.position, r.sequence, ${at.agencyId}::uuid, r."columnName", r.code, r.params, r."isFatal", r."valueHint"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
        position int, sequence int, "columnName" text, code text, params jsonb, "isFatal" boolean, "valueHint" text)
    on conflict do nothing`.execute(ctx.db);
}

export async function listProblemRows(
  ctx: Ctx,
  at: { editionId: string; after: number; limit: number },
): Promise<ProblemRow[]> {
  const rows = await ctx.db
    .selectFrom('matching.row_problem')
    .selectAll()
    .where('edition_id', '=', at.editionId)
    .where('position', '>', at.after)
    .orderBy('position')
    .orderBy('sequence')
    .limit(at.limit)
    .execute();
  return rows.map((row) => ({
    position: row.position,
    sequence: row.sequence,
    columnName: row.column_name,
    code: row.code,
    params: row.params as ProblemRow['params'],
    isFatal: row.is_fatal,
    valueHint: row.value_hint,
  }));
}

export interface Applied {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly gone: number;
}

/** The same person twice in a file: each row keeps an identity of its own, in the order of the file. */
const staged = (editionId: string) => sql`
  select s.*, case when s.occurrence = 1 then s.identity else md5(s.identity::text || '#' || s.occurrence)::uuid end as own
    from (select r.*, row_number() over (partition by r.identity order by r.position) as occurrence
            from matching.staged_row r where r.edition_id = ${editionId}::uuid) s`;

/** What an edition would do to its list. */
export async function countEffect(ctx: Ctx, at: { listId: string; editionId: string }): Promise<Applied> {
  const { rows } = await sql<Applied>`
    with incoming as (${staged(at.editionId)})
    select count(*) filter (where k.id is null)::int as added,
           count(*) filter (where k.id is not null and k.content <> i.content)::int as changed,
           count(*) filter (where k.id is not null and k.content = i.content)::int as same,
           (select count(*)::int from matching.row g where g.list_id = ${at.listId}::uuid and g.is_present
              and not exists (select 1 from incoming j where j.own = g.identity)) as gone
      from incoming i left join matching.row k on k.list_id = ${at.listId}::uuid and k.identity = i.own`.execute(
    ctx.db,
  );
  return rows[0] ?? { added: 0, changed: 0, same: 0, gone: 0 };
}

/**
 * Lays a wholly read edition over its list: new rows are added, changed ones take the new content, rows the edition no
 * longer has stay as absent. What people settled stays settled, marked where the row says something else now; what the
 * engine decided is asked anew where the compared content changed.
 */
export async function applyStaged(
  ctx: Ctx,
  at: { listId: string; agencyId: string; editionId: string },
): Promise<void> {
  await sql`
    insert into matching.row (id, list_id, agency_id, edition_id, identity, position, is_present, content, linkage_content, cells, fields,
      full_name, search_key, number_sealed, number_hint, commune_code, state, is_waiting, is_changed_since, reasons, candidates, version)
    select i.id, ${at.listId}::uuid, ${at.agencyId}::uuid, ${at.editionId}::uuid, i.own, i.position, true, i.content, i.linkage_content,
           i.cells, i.fields, i.full_name, i.search_key, i.number_sealed, i.number_hint, i.commune_code, 'new', false, false, '{}', '[]', 1
      from (${staged(at.editionId)}) i order by i.position
    on conflict (list_id, identity) do update set
      edition_id = excluded.edition_id, position = excluded.position, is_present = true, content = excluded.content,
      linkage_content = excluded.linkage_content, cells = excluded.cells, fields = excluded.fields, full_name = excluded.full_name,
      search_key = excluded.search_key, number_sealed = excluded.number_sealed, number_hint = excluded.number_hint,
      commune_code = case when matching.row.settled_by = 'people' then coalesce(excluded.commune_code, matching.row.commune_code) else excluded.commune_code end,
      is_changed_since = matching.row.is_changed_since
        or (matching.row.settled_by = 'people' and matching.row.linkage_content <> excluded.linkage_content),
      state = case when ${isAskedAnew} then 'new' else matching.row.state end,
      settled_by = case when ${isAskedAnew} then null else matching.row.settled_by end,
      person_id = case when ${isAskedAnew} then null else matching.row.person_id end,
      candidates = case when ${isAskedAnew} then '[]'::jsonb else matching.row.candidates end,
      reasons = case when ${isAskedAnew} then '{}'::text[] else matching.row.reasons end,
      is_waiting = not ${isAskedAnew} and matching.row.state in ('to_judge', 'second_look', 'third_look', 'needs_papers'),
      version = matching.row.version + 1`.execute(ctx.db);
  await sql`
    update matching.row set is_present = false, is_waiting = false, version = version + 1
     where list_id = ${at.listId}::uuid and is_present and edition_id <> ${at.editionId}::uuid`.execute(
    ctx.db,
  );
}

/** Nobody has judged the row, and what is compared of it has changed. */
const isAskedAnew = sql`(matching.row.linkage_content <> excluded.linkage_content
  and (matching.row.settled_by is null or matching.row.settled_by = 'engine')
  and not exists (select 1 from matching.judgement j where j.row_id = matching.row.id and j.undone_at is null))`;

export async function dropStaged(ctx: Ctx, editionId: string): Promise<void> {
  await ctx.db.deleteFrom('matching.staged_row').where('edition_id', '=', editionId).execute();
}

export async function countStaged(ctx: Ctx, editionId: string): Promise<number> {
  const row = await ctx.db
    .selectFrom('matching.staged_row')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('edition_id', '=', editionId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
