import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import type { ListKind } from './contract.ts';

export interface KindRow {
  readonly key: string;
  readonly revision: number;
  readonly definition: ListKind;
  readonly content_hash: Buffer;
}

/** The newest revision of each kind. */
export async function listKindRows(ctx: Ctx): Promise<KindRow[]> {
  const { rows } = await sql<KindRow>`
    select distinct on (key) key, revision, definition, content_hash from matching.list_kind order by key, revision desc`.execute(
    ctx.db,
  );
  return rows;
}

export async function findKindRow(ctx: Ctx, key: string, revision?: number): Promise<KindRow | undefined> {
  const row = await ctx.db
    .selectFrom('matching.list_kind')
    .select(['key', 'revision', 'definition', 'content_hash'])
    .where('key', '=', key)
    .$if(revision !== undefined, (query) => query.where('revision', '=', revision ?? 0))
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row as KindRow | undefined;
}

export async function insertKind(
  ctx: Ctx,
  row: { kind: ListKind; revision: number; hash: Buffer },
): Promise<void> {
  await ctx.db
    .insertInto('matching.list_kind')
    .values({
      key: row.kind.key,
      revision: row.revision,
      name_vi: row.kind.name.vi,
      name_en: row.kind.name.en,
      definition: JSON.stringify(row.kind),
      content_hash: row.hash,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}
