import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import type { MapShapes } from '#lib/province-map';

export interface NewDisplay {
  readonly name: string;
  readonly layout: string;
  readonly codeHash: Buffer;
  readonly codeUntil: Date;
}

export function insertDisplay(ctx: Ctx, display: NewDisplay) {
  return ctx.db
    .insertInto('ioc.display')
    .values({
      id: ctx.ids.next(),
      name: display.name,
      layout_key: display.layout,
      code_hash: display.codeHash,
      code_until: display.codeUntil,
      made_at: ctx.clock.now(),
      made_by: ctx.principal.id,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
export type DisplayRow = Awaited<ReturnType<typeof insertDisplay>>;

export function listDisplayRows(ctx: Ctx): Promise<DisplayRow[]> {
  return ctx.db.selectFrom('ioc.display').selectAll().orderBy('id', 'desc').limit(200).execute();
}

/** The code is worth one pairing: it goes as the token comes. */
export function exchangeCode(
  ctx: Ctx,
  at: { codeHash: Buffer; tokenHash: Buffer },
): Promise<DisplayRow | undefined> {
  const now = ctx.clock.now();
  return ctx.db
    .updateTable('ioc.display')
    .set({ code_hash: null, token_hash: at.tokenHash, paired_at: now, seen_at: now })
    .where('code_hash', '=', at.codeHash)
    .where('code_until', '>', now)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

export function findByToken(ctx: Ctx, tokenHash: Buffer): Promise<DisplayRow | undefined> {
  return ctx.db
    .selectFrom('ioc.display')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

export async function markSeen(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.updateTable('ioc.display').set({ seen_at: ctx.clock.now() }).where('id', '=', id).execute();
}

export function revokeDisplayRow(ctx: Ctx, id: string): Promise<DisplayRow | undefined> {
  return ctx.db
    .updateTable('ioc.display')
    .set({ revoked_at: ctx.clock.now(), revoked_by: ctx.principal.id, code_hash: null })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

export interface NewBoundary {
  readonly name: string;
  readonly map: MapShapes;
  readonly pointsRead: number;
  readonly pointsKept: number;
}

const boundaryColumns = [
  'id',
  'name',
  'source',
  'points_read',
  'points_kept',
  'imported_at',
  'used_from',
  'used_until',
] as const;

export function insertBoundary(ctx: Ctx, boundary: NewBoundary) {
  return ctx.db
    .insertInto('ioc.boundary')
    .values({
      id: ctx.ids.next(),
      name: boundary.name,
      source: 'upload',
      body: JSON.stringify(boundary.map),
      points_read: boundary.pointsRead,
      points_kept: boundary.pointsKept,
      imported_at: ctx.clock.now(),
      imported_by: ctx.principal.id,
    })
    .returning(boundaryColumns)
    .executeTakeFirstOrThrow();
}
export type BoundaryRow = Awaited<ReturnType<typeof insertBoundary>>;

export function listBoundaryRows(ctx: Ctx): Promise<BoundaryRow[]> {
  return ctx.db.selectFrom('ioc.boundary').select(boundaryColumns).orderBy('id', 'desc').limit(50).execute();
}

export async function findMapInUse(ctx: Ctx): Promise<{ name: string; map: MapShapes } | undefined> {
  const row = await ctx.db
    .selectFrom('ioc.boundary')
    .select(['name', 'body'])
    .where('used_from', 'is not', null)
    .where('used_until', 'is', null)
    .executeTakeFirst();
  return row && { name: row.name, map: row.body as unknown as MapShapes };
}

/** Ends the use of the present map, then begins that of another; null: the schematic map again. */
export async function useBoundary(ctx: Ctx, id: string | null): Promise<boolean> {
  const now = ctx.clock.now();
  await ctx.db
    .updateTable('ioc.boundary')
    .set({ used_until: now })
    .where('used_from', 'is not', null)
    .where('used_until', 'is', null)
    .execute();
  if (id === null) return true;
  const found = await ctx.db
    .updateTable('ioc.boundary')
    .set({ used_from: now, used_until: null })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return found !== undefined;
}

export async function knownUnits(ctx: Ctx, day: string) {
  const { rows } = await sql<{ code: string; name: string; lat: number | null; lon: number | null }>`
    select code, name, lat, lon from place_pub.unit
     where level = 'commune' and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)`.execute(
    ctx.db,
  );
  return rows;
}
