import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '#platform/runtime';

export interface CorrectionRow {
  readonly id: string;
  readonly row_id: string;
  readonly list_id: string;
  readonly agency_id: string;
  readonly person_id: string | null;
  readonly towards: 'list' | 'register';
  readonly field: string;
  readonly present_value: string;
  readonly proposed_value: string;
  readonly note: string | null;
  readonly state: 'requested' | 'accepted' | 'refused' | 'withdrawn';
  readonly answer: string | null;
  readonly requested_at: Date;
  readonly answered_at: Date | null;
  readonly version: number;
}

export async function insertCorrection(
  ctx: Ctx,
  row: {
    id: string;
    rowId: string;
    listId: string;
    agencyId: string;
    communeCode: string | null;
    personId: string;
    towards: 'list' | 'register';
    field: string;
    presentValue: string;
    proposedValue: string;
    note: string | null;
  },
): Promise<void> {
  await ctx.db
    .insertInto('matching.correction')
    .values({
      id: row.id,
      row_id: row.rowId,
      list_id: row.listId,
      agency_id: row.agencyId,
      commune_code: row.communeCode,
      person_id: row.personId,
      towards: row.towards,
      field: row.field,
      present_value: row.presentValue,
      proposed_value: row.proposedValue,
      note: row.note,
      state: 'requested',
      requested_by: ctx.principal.id,
      requested_at: ctx.clock.now(),
      version: 1,
    })
    .execute();
}

export async function findCorrection(ctx: Ctx, id: string): Promise<CorrectionRow | undefined> {
  const row = await ctx.db
    .selectFrom('matching.correction')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row as CorrectionRow | undefined;
}

export async function listCorrectionsOfRow(ctx: Ctx, rowId: string): Promise<CorrectionRow[]> {
  const rows = await ctx.db
    .selectFrom('matching.correction')
    .selectAll()
    .where('row_id', '=', rowId)
    .orderBy('requested_at')
    .execute();
  return rows as CorrectionRow[];
}

export async function listCorrectionRows(
  ctx: Ctx,
  at: {
    list?: string | undefined;
    state?: string | undefined;
    towards?: string | undefined;
    before: { at: string; id: string } | null;
    limit: number;
  },
): Promise<CorrectionRow[]> {
  let query = ctx.db.selectFrom('matching.correction').selectAll();
  if (at.list) query = query.where('list_id', '=', at.list);
  if (at.state) query = query.where('state', '=', at.state);
  if (at.towards) query = query.where('towards', '=', at.towards);
  if (at.before)
    query = query.where(
      sql<SqlBool>`(requested_at, id) < (${at.before.at}::timestamptz, ${at.before.id}::uuid)`,
    );
  const rows = await query.orderBy('requested_at', 'desc').orderBy('id', 'desc').limit(at.limit).execute();
  return rows as CorrectionRow[];
}

export async function answerCorrectionRow(
  ctx: Ctx,
  at: { id: string; version: number; accepted: boolean; answer: string },
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('matching.correction')
    .set({
      state: at.accepted ? 'accepted' : 'refused',
      answer: at.answer,
      answered_by: ctx.principal.id,
      answered_at: ctx.clock.now(),
      version: sql<number>`version + 1`,
    })
    .where('id', '=', at.id)
    .where('state', '=', 'requested')
    .where('version', '=', at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
