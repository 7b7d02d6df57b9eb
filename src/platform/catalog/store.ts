import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalText, type RowByKind, rowKey, type Sheet, type SheetKind } from '#lib/catalog';
import { type Ctx, forgetInAct } from '#platform/runtime';

export const hashOf = (value: unknown): string =>
  createHash('sha256').update(canonicalText(value)).digest('hex');

/** The hash of a row together with the sheet it stands in: a row moved to another sheet is a new revision. */
export const rowHash = (sheetId: string, row: unknown): string => hashOf([sheetId, row]);

export interface Known {
  readonly hash: string;
  readonly revision: number;
}

export interface CurrentEntry {
  readonly kind: string;
  readonly key: string;
  readonly sheetId: string;
  readonly content: unknown;
}

/** One import at a time: two that run together would give one revision number twice. */
export async function lockImports(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7, 7)`.execute(ctx.db);
}

export async function knownEntries(ctx: Ctx, kind: SheetKind): Promise<Map<string, Known>> {
  const rows = await ctx.db
    .selectFrom('catalog.entry')
    .distinctOn('row_key')
    .select(['row_key', 'content_hash', 'revision'])
    .where('kind', '=', kind)
    .orderBy('row_key')
    .orderBy('revision', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.row_key, { hash: row.content_hash, revision: row.revision }]));
}

export async function currentEntries(ctx: Ctx, kind?: SheetKind): Promise<CurrentEntry[]> {
  let query = ctx.db
    .selectFrom('catalog.entry')
    .distinctOn(['kind', 'row_key'])
    .select(['kind', 'row_key', 'sheet_id', 'content'])
    .orderBy('kind')
    .orderBy('row_key')
    .orderBy('revision', 'desc');
  if (kind !== undefined) query = query.where('kind', '=', kind);
  const rows = await query.execute();
  return rows.map((row) => ({
    kind: row.kind,
    key: row.row_key,
    sheetId: row.sheet_id,
    content: row.content,
  }));
}

export interface NewEntry<K extends SheetKind = SheetKind> {
  readonly kind: K;
  readonly sheetId: string;
  readonly row: RowByKind[K];
  readonly revision: number;
}

const batchSize = 500;

export async function insertEntries(ctx: Ctx, entries: readonly NewEntry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += batchSize) {
    const values = entries.slice(from, from + batchSize).map(({ kind, sheetId, row, revision }) => ({
      kind,
      row_key: rowKey(kind, row),
      revision,
      sheet_id: sheetId,
      content: JSON.stringify(row),
      content_hash: rowHash(sheetId, row),
      recorded_at: ctx.clock.now(),
      recorded_by: ctx.principal.id,
    }));
    await ctx.db.insertInto('catalog.entry').values(values).execute();
  }
  forgetInAct(ctx, 'kept ');
}

export interface SheetHead {
  readonly id: string;
  readonly kind: string;
  readonly about: string;
  readonly sources: unknown;
  readonly rowKeys: readonly string[];
  readonly hash: string;
  readonly revision: number;
}

export async function currentSheets(ctx: Ctx): Promise<SheetHead[]> {
  const rows = await ctx.db
    .selectFrom('catalog.sheet')
    .distinctOn('id')
    .selectAll()
    .orderBy('id')
    .orderBy('revision', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    about: row.about,
    sources: row.sources,
    rowKeys: row.row_keys,
    hash: row.content_hash,
    revision: row.revision,
  }));
}

/** Records the head of a sheet and the order of its rows, when they changed. @returns whether they did */
export async function recordSheet(ctx: Ctx, sheet: Sheet, known: SheetHead | undefined): Promise<boolean> {
  const rowKeys = sheet.rows.map((row) => rowKey(sheet.sheet, row));
  const hash = hashOf([sheet.sheet, sheet.about, sheet.sources, rowKeys]);
  if (known?.hash === hash) return false;
  await ctx.db
    .insertInto('catalog.sheet')
    .values({
      id: sheet.id,
      revision: (known?.revision ?? 0) + 1,
      kind: sheet.sheet,
      about: sheet.about,
      sources: JSON.stringify(sheet.sources),
      row_keys: rowKeys,
      content_hash: hash,
      recorded_at: ctx.clock.now(),
      recorded_by: ctx.principal.id,
    })
    .execute();
  return true;
}
