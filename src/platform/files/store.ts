import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';

export interface ObjectRow {
  readonly id: string;
  readonly contentHash: Buffer;
  readonly size: number;
  readonly mediaType: string;
  readonly keyId: string;
  readonly wrappedKey: Buffer;
}

const columns = ['id', 'content_hash', 'size', 'media_type', 'key_id', 'wrapped_key'] as const;

interface Selected {
  readonly id: string;
  readonly content_hash: Buffer;
  readonly size: string | number | bigint;
  readonly media_type: string;
  readonly key_id: string;
  readonly wrapped_key: Buffer;
}

function present(row: Selected): ObjectRow {
  return {
    id: row.id,
    contentHash: row.content_hash,
    size: Number(row.size),
    mediaType: row.media_type,
    keyId: row.key_id,
    wrappedKey: row.wrapped_key,
  };
}

/** Locks the object, so that the sweep cannot take it before it is referenced. */
export async function findByHash(ctx: Ctx, hash: Uint8Array): Promise<ObjectRow | undefined> {
  const row = await ctx.db
    .selectFrom('files.object')
    .select(columns)
    .where('content_hash', '=', Buffer.from(hash))
    .forUpdate()
    .executeTakeFirst();
  return row && present(row);
}

export async function findById(ctx: Ctx, id: string): Promise<ObjectRow | undefined> {
  const row = await ctx.db.selectFrom('files.object').select(columns).where('id', '=', id).executeTakeFirst();
  return row && present(row);
}

/** False when another transaction stored the same content first. */
export async function insertObject(ctx: Ctx, row: ObjectRow): Promise<boolean> {
  const result = await ctx.db
    .insertInto('files.object')
    .values({
      id: row.id,
      content_hash: row.contentHash,
      size: row.size,
      media_type: row.mediaType,
      key_id: row.keyId,
      wrapped_key: row.wrappedKey,
      stored_at: ctx.clock.now(),
    })
    .onConflict((conflict) => conflict.column('content_hash').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function insertReference(
  ctx: Ctx,
  reference: { objectId: string; holder: string; holderId: string },
): Promise<void> {
  await ctx.db
    .insertInto('files.reference')
    .values({
      id: ctx.ids.next(),
      object_id: reference.objectId,
      holder: reference.holder,
      holder_id: reference.holderId,
      created_at: ctx.clock.now(),
    })
    .onConflict((conflict) => conflict.columns(['object_id', 'holder', 'holder_id']).doNothing())
    .execute();
}

export async function deleteReferences(ctx: Ctx, holder: string, holderId: string): Promise<number> {
  const result = await ctx.db
    .deleteFrom('files.reference')
    .where('holder', '=', holder)
    .where('holder_id', '=', holderId)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Removes the rows of objects that nobody refers to since before `before`; returns their ids. */
export async function deleteUnreferenced(ctx: Ctx, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from files.object where id in (
      select o.id from files.object o
      where o.stored_at < ${before} and not exists (select 1 from files.reference r where r.object_id = o.id)
      order by o.id limit ${limit} for update skip locked
    ) returning id`.execute(ctx.db);
  return rows.map((row) => row.id);
}

export async function whichExist(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await ctx.db
    .selectFrom('files.object')
    .select('id')
    .where('id', 'in', [...ids])
    .execute();
  return new Set(rows.map((row) => row.id));
}

export async function listWrappedOtherwise(ctx: Ctx, keyId: string, limit: number): Promise<ObjectRow[]> {
  const rows = await ctx.db
    .selectFrom('files.object')
    .select(columns)
    .where('key_id', '!=', keyId)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(present);
}

export async function updateWrapping(
  ctx: Ctx,
  id: string,
  wrapping: { keyId: string; wrappedKey: Buffer },
): Promise<void> {
  await ctx.db
    .updateTable('files.object')
    .set({ key_id: wrapping.keyId, wrapped_key: wrapping.wrappedKey })
    .where('id', '=', id)
    .execute();
}
