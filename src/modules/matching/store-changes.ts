import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import type { MemberChangeView } from './contract.ts';

export interface MemberChangeRow {
  readonly id: string;
  readonly list_id: string;
  readonly row_id: string;
  readonly person_id: string;
  readonly kind: MemberChangeView['kind'];
  readonly occurred_on: string | null;
  readonly state: 'new' | 'handled';
  readonly note: string | null;
  readonly noticed_at: Date;
  readonly version: number;
}

/** Rows that are linked to a person, over all lists. */
export async function listMemberRows(
  ctx: Ctx,
  personId: string,
): Promise<{ id: string; list_id: string; agency_id: string }[]> {
  return ctx.db
    .selectFrom('matching.row')
    .select(['id', 'list_id', 'agency_id'])
    .where('person_id', '=', personId)
    .where('state', '=', 'matched')
    .where(sql<SqlBool>`is_present`)
    .execute();
}

/** False when this event was noted for the row before. */
export async function insertMemberChange(
  ctx: Ctx,
  row: {
    id: string;
    listId: string;
    rowId: string;
    agencyId: string;
    personId: string;
    eventId: string;
    kind: MemberChangeView['kind'];
    on: string | null;
  },
): Promise<boolean> {
  const result = await ctx.db
    .insertInto('matching.member_change')
    .values({
      id: row.id,
      list_id: row.listId,
      row_id: row.rowId,
      agency_id: row.agencyId,
      person_id: row.personId,
      event_id: row.eventId,
      kind: row.kind,
      occurred_on: row.on,
      state: 'new',
      noticed_at: ctx.clock.now(),
      version: 1,
    })
    .onConflict((conflict) => conflict.columns(['row_id', 'event_id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function listMemberChangeRows(
  ctx: Ctx,
  at: {
    list?: string | undefined;
    state?: string | undefined;
    kind?: string | undefined;
    before: { at: string; id: string } | null;
    limit: number;
  },
): Promise<MemberChangeRow[]> {
  let query = ctx.db.selectFrom('matching.member_change').selectAll();
  if (at.list) query = query.where('list_id', '=', at.list);
  if (at.state) query = query.where('state', '=', at.state);
  if (at.kind) query = query.where('kind', '=', at.kind);
  if (at.before)
    query = query.where(
      sql<SqlBool>`(noticed_at, id) < (${at.before.at}::timestamptz, ${at.before.id}::uuid)`,
    );
  const rows = await query.orderBy('noticed_at', 'desc').orderBy('id', 'desc').limit(at.limit).execute();
  return rows as MemberChangeRow[];
}

export async function findMemberChange(ctx: Ctx, id: string): Promise<MemberChangeRow | undefined> {
  const row = await ctx.db
    .selectFrom('matching.member_change')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row as MemberChangeRow | undefined;
}

export async function handleMemberChangeRow(
  ctx: Ctx,
  at: { id: string; version: number; note: string | null },
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('matching.member_change')
    .set({
      state: 'handled',
      note: at.note,
      handled_by: ctx.principal.id,
      handled_at: ctx.clock.now(),
      version: sql<number>`version + 1`,
    })
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Names and positions of rows, for lists of changes and corrections. */
export async function nameRows(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, { name: string; position: number; title: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('matching.row')
    .innerJoin('matching.list', 'matching.list.id', 'matching.row.list_id')
    .select(['matching.row.id', 'matching.row.full_name', 'matching.row.position', 'matching.list.title'])
    .where('matching.row.id', 'in', [...new Set(ids)])
    .execute();
  return new Map(
    rows.map((row) => [row.id, { name: row.full_name, position: row.position, title: row.title }]),
  );
}

export async function notePopulationChange(ctx: Ctx, eventId: string, personId: string): Promise<void> {
  await ctx.db
    .insertInto('matching.population_change')
    .values({ event_id: eventId, person_id: personId, recorded_at: ctx.clock.now() })
    .onConflict((conflict) => conflict.column('event_id').doNothing())
    .execute();
}

/** Who changed since an instant, with the event that says so. */
export async function listPopulationChanges(
  ctx: Ctx,
  since: Date,
): Promise<{ event_id: string; person_id: string }[]> {
  return ctx.db
    .selectFrom('matching.population_change')
    .select(['event_id', 'person_id'])
    .where('recorded_at', '>=', since)
    .execute();
}

export async function forgetPopulationChanges(ctx: Ctx, before: Date): Promise<void> {
  await ctx.db.deleteFrom('matching.population_change').where('recorded_at', '<', before).execute();
}
