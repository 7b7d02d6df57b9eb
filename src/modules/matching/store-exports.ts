import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import type { ExportView } from './contract.ts';
import type { MatchRow } from './store-rows.ts';

export interface ExportRow {
  readonly id: string;
  readonly list_id: string;
  readonly agency_id: string;
  readonly format: ExportView['format'];
  readonly state: ExportView['state'];
  readonly object_id: string | null;
  readonly file_name: string | null;
  readonly rows: number;
  readonly requested_by: string | null;
  readonly requested_at: Date;
}

export async function insertExport(
  ctx: Ctx,
  row: { id: string; listId: string; agencyId: string; format: string },
): Promise<void> {
  await ctx.db
    .insertInto('matching.list_export')
    .values({
      id: row.id,
      list_id: row.listId,
      agency_id: row.agencyId,
      format: row.format,
      state: 'queued',
      rows: 0,
      requested_by: ctx.principal.id,
      requested_at: ctx.clock.now(),
    })
    .execute();
}

export async function findExport(ctx: Ctx, id: string): Promise<ExportRow | undefined> {
  const row = await ctx.db
    .selectFrom('matching.list_export')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row as ExportRow | undefined;
}

export async function listExportRows(ctx: Ctx, listId: string): Promise<ExportRow[]> {
  const rows = await ctx.db
    .selectFrom('matching.list_export')
    .selectAll()
    .where('list_id', '=', listId)
    .orderBy('requested_at', 'desc')
    .limit(10)
    .execute();
  return rows as ExportRow[];
}

export async function finishExport(
  ctx: Ctx,
  id: string,
  result: { objectId: string; fileName: string; rows: number },
): Promise<void> {
  await ctx.db
    .updateTable('matching.list_export')
    .set({
      state: 'ready',
      object_id: result.objectId,
      file_name: result.fileName,
      rows: result.rows,
      finished_at: ctx.clock.now(),
    })
    .where('id', '=', id)
    .execute();
}

/** A list's rows in the order of the file, a page at a time. */
export async function pageOfRows(
  ctx: Ctx,
  at: { listId: string; after: number; limit: number },
): Promise<MatchRow[]> {
  const rows = await ctx.db
    .selectFrom('matching.row')
    .selectAll()
    .where('list_id', '=', at.listId)
    .where(sql<SqlBool>`is_present`)
    .where('position', '>', at.after)
    .orderBy('position')
    .limit(at.limit)
    .execute();
  return rows as unknown as MatchRow[];
}

/** Who settled each of these rows last. */
export async function settlersOf(ctx: Ctx, rowIds: readonly string[]): Promise<Map<string, string>> {
  if (rowIds.length === 0) return new Map();
  const { rows } = await sql<{ row_id: string; actor_id: string }>`
    select distinct on (row_id) row_id, actor_id from matching.judgement
     where row_id = any (${[...rowIds]}::uuid[]) and undone_at is null and verdict <> 'papers'
     order by row_id, judged_at desc`.execute(ctx.db);
  return new Map(rows.map((row) => [row.row_id, row.actor_id]));
}
