import { type SqlBool, sql } from 'kysely';
import type { Candidate, Reason } from '#lib/linkage';
import type { Ctx } from '#platform/runtime';
import type { RowState } from './contract.ts';
import type { RowFields } from './rules-row.ts';

export interface MatchRow {
  readonly id: string;
  readonly list_id: string;
  readonly agency_id: string;
  readonly edition_id: string;
  readonly position: number;
  readonly is_present: boolean;
  readonly cells: (string | null)[];
  readonly fields: RowFields;
  readonly full_name: string;
  readonly number_sealed: Buffer | null;
  readonly number_hint: string | null;
  readonly commune_code: string | null;
  readonly state: RowState;
  readonly settled_by: 'engine' | 'people' | null;
  readonly is_changed_since: boolean;
  readonly person_id: string | null;
  readonly probability: number | null;
  readonly score: number | null;
  readonly reasons: Reason[];
  readonly candidates: Candidate[];
  readonly group_key: string | null;
  readonly duplicate_of: string | null;
  readonly run_id: string | null;
  readonly version: number;
}

export async function findRow(
  ctx: Ctx,
  id: string,
  options: { lock?: boolean } = {},
): Promise<MatchRow | undefined> {
  const query = ctx.db.selectFrom('matching.row').selectAll().where('id', '=', id);
  const row = await (options.lock ? query.forUpdate() : query).executeTakeFirst();
  return row as MatchRow | undefined;
}

export interface RowFilter {
  readonly listId?: string | undefined;
  readonly state?: RowState | undefined;
  readonly reason?: string | undefined;
  readonly commune?: string | undefined;
  /** Folded. */
  readonly words?: string | undefined;
  readonly limit: number;
}

function filtered(ctx: Ctx, filter: RowFilter) {
  let query = ctx.db.selectFrom('matching.row').selectAll();
  if (filter.listId) query = query.where('list_id', '=', filter.listId);
  if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.commune) query = query.where('commune_code', '=', filter.commune);
  if (filter.reason) query = query.where(sql<SqlBool>`${filter.reason} = any (reasons)`);
  if (filter.words) query = query.where(sql<SqlBool>`position(${filter.words} in search_key) > 0`);
  return query;
}

/** Rows of a list in the order of the file. */
export async function listRowsByPosition(
  ctx: Ctx,
  filter: RowFilter & { after: number },
): Promise<MatchRow[]> {
  const rows = await filtered(ctx, filter)
    .where(sql<SqlBool>`is_present`)
    .where('position', '>', filter.after)
    .orderBy('position')
    .limit(filter.limit)
    .execute();
  return rows as unknown as MatchRow[];
}

/** Waiting rows, the most probable first: what needs the least thought is done first. */
export async function listWaiting(
  ctx: Ctx,
  filter: RowFilter & { after: { probability: number; id: string } | null },
): Promise<MatchRow[]> {
  let query = filtered(ctx, filter).where(sql<SqlBool>`is_waiting`);
  if (filter.after) {
    const { probability, id } = filter.after;
    query = query.where(
      sql<SqlBool>`(coalesce(probability, 0) < ${probability} or (coalesce(probability, 0) = ${probability} and id > ${id}::uuid))`,
    );
  }
  const rows = await query
    .orderBy(sql`coalesce(probability, 0)`, 'desc')
    .orderBy('id')
    .limit(filter.limit)
    .execute();
  return rows as unknown as MatchRow[];
}

export async function listGroupRows(
  ctx: Ctx,
  at: { listId: string; key: string; limit: number },
): Promise<MatchRow[]> {
  const rows = await ctx.db
    .selectFrom('matching.row')
    .selectAll()
    .where('list_id', '=', at.listId)
    .where(sql<SqlBool>`is_waiting`)
    .where('state', '=', 'to_judge')
    .where('group_key', '=', at.key)
    .orderBy('position')
    .limit(at.limit)
    .execute();
  return rows as unknown as MatchRow[];
}

export async function countGroups(
  ctx: Ctx,
  listId: string,
): Promise<{ group_key: string; count: number; lowest: number }[]> {
  const { rows } = await sql<{ group_key: string; count: number; lowest: number }>`
    select group_key, count(*)::int as count, min(probability) as lowest from matching.row
     where list_id = ${listId}::uuid and is_waiting and state = 'to_judge' and group_key is not null
     group by group_key having count(*) > 1 order by count(*) desc, group_key limit 30`.execute(ctx.db);
  return rows;
}

/** How many wait, by list and by commune, in what the actor may see. */
export async function countWaiting(
  ctx: Ctx,
): Promise<{ list_id: string; commune_code: string | null; state: RowState; count: number }[]> {
  const { rows } = await sql<{
    list_id: string;
    commune_code: string | null;
    state: RowState;
    count: number;
  }>`
    select list_id, nullif(commune_code, '') as commune_code, 'to_judge' as state, sum(to_judge)::int as count from matching.tally group by 1, 2
    union all select list_id, nullif(commune_code, ''), 'second_look', sum(second_look)::int from matching.tally group by 1, 2
    union all select list_id, nullif(commune_code, ''), 'third_look', sum(third_look)::int from matching.tally group by 1, 2
    union all select list_id, nullif(commune_code, ''), 'needs_papers', sum(needs_papers)::int from matching.tally group by 1, 2`.execute(
    ctx.db,
  );
  return rows.filter((row) => row.count > 0);
}

export interface RowChange {
  readonly state: RowState;
  readonly isWaiting: boolean;
  readonly settledBy: 'people' | null;
  readonly personId: string | null;
}

/** Moves a row; false when the version seen is no longer the present one. */
export async function moveRow(
  ctx: Ctx,
  at: { id: string; version: number },
  change: RowChange,
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('matching.row')
    .set({
      state: change.state,
      is_waiting: change.isWaiting,
      settled_by: change.settledBy,
      settled_at: change.settledBy ? ctx.clock.now() : null,
      person_id: change.personId,
      ...(change.settledBy ? { is_changed_since: false } : {}),
      version: sql<number>`version + 1`,
    })
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export interface JudgementRow {
  readonly id: string;
  readonly row_id: string;
  readonly list_id: string;
  readonly actor_id: string;
  readonly verdict: 'same' | 'none' | 'papers';
  readonly person_id: string | null;
  readonly round: number;
  readonly note: string | null;
  readonly batch_id: string | null;
  readonly judged_at: Date;
  readonly undone_at: Date | null;
}

export async function listJudgements(ctx: Ctx, rowId: string): Promise<JudgementRow[]> {
  const rows = await ctx.db
    .selectFrom('matching.judgement')
    .selectAll()
    .where('row_id', '=', rowId)
    .orderBy('judged_at')
    .orderBy('id')
    .execute();
  return rows as JudgementRow[];
}

export async function listBatch(ctx: Ctx, batchId: string): Promise<JudgementRow[]> {
  const rows = await ctx.db
    .selectFrom('matching.judgement')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where('undone_at', 'is', null)
    .execute();
  return rows as JudgementRow[];
}

export async function insertJudgement(
  ctx: Ctx,
  row: {
    row: MatchRow;
    verdict: 'same' | 'none' | 'papers';
    personId: string | null;
    round: number;
    note: string | null;
    batchId: string | null;
  },
): Promise<void> {
  await ctx.db
    .insertInto('matching.judgement')
    .values({
      id: ctx.ids.next(),
      row_id: row.row.id,
      list_id: row.row.list_id,
      agency_id: row.row.agency_id,
      commune_code: row.row.commune_code,
      actor_id: ctx.principal.id ?? '',
      verdict: row.verdict,
      person_id: row.personId,
      round: row.round,
      note: row.note,
      batch_id: row.batchId,
      judged_at: ctx.clock.now(),
    })
    .execute();
}

export async function undoJudgementRow(ctx: Ctx, id: string, reason: string | null): Promise<void> {
  await ctx.db
    .updateTable('matching.judgement')
    .set({ undone_at: ctx.clock.now(), undone_by: ctx.principal.id, undo_reason: reason })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .execute();
}

/** When the actor judged last, newest first. */
export async function recentJudgements(ctx: Ctx, limit: number): Promise<Date[]> {
  const rows = await ctx.db
    .selectFrom('matching.judgement')
    .select('judged_at')
    .where('actor_id', '=', ctx.principal.id ?? '')
    .where('undone_at', 'is', null)
    .orderBy('judged_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.judged_at);
}
