import {
  type CatalogFault,
  CatalogError,
  type RowByKind,
  type Sheet,
  type SheetKind,
  checkSheets,
  parseRow,
  planImport,
  rowKey,
} from '#lib/catalog';
import { errors as accessErrors, mayEver } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import type { Projector } from './project.ts';
import {
  type NewEntry,
  currentEntries,
  currentSheets,
  insertEntries,
  knownEntries,
  lockImports,
  recordSheet,
  rowHash,
} from './store.ts';

export interface ImportResult {
  readonly added: number;
  readonly revised: number;
  readonly unchanged: number;
  /** `kind key` of rows known here and absent from the sheets of their kind. */
  readonly missing: readonly string[];
}

function checkMayPublish(ctx: Ctx): void {
  if (!mayEver(policy, 'entry', { principal: ctx.principal, action: 'publish' }))
    throw accessErrors.error('forbidden');
}

const refuse = (faults: readonly CatalogFault[]): void => {
  const first = faults[0];
  if (first === undefined) return;
  throw errors.error(
    'faulty',
    { count: faults.length, first: `${first.sheet} ${first.path}: ${first.message}` },
    new CatalogError(faults),
  );
};

async function importKind(
  ctx: Ctx,
  kind: SheetKind,
  sheets: readonly Sheet[],
): Promise<{ changed: NewEntry[]; result: ImportResult }> {
  const known = await knownEntries(ctx, kind);
  const sheetOf = new Map<unknown, string>();
  const incoming = sheets.flatMap((sheet) =>
    sheet.rows.map((row) => {
      sheetOf.set(row, sheet.id);
      return { row, hash: rowHash(sheet.id, row) };
    }),
  );
  const hashes = new Map([...known].map(([key, value]) => [key, value.hash]));
  const plan = planImport(kind, hashes, incoming);
  const changed = [...plan.added, ...plan.revised].map(({ row }) => ({
    kind,
    sheetId: sheetOf.get(row) ?? '',
    row,
    revision: (known.get(rowKey(kind, row))?.revision ?? 0) + 1,
  }));
  await insertEntries(ctx, changed);
  const result = {
    added: plan.added.length,
    revised: plan.revised.length,
    unchanged: plan.unchanged,
    missing: plan.missing.map((key) => `${kind} ${key}`),
  };
  return { changed, result };
}

const project = async (
  ctx: Ctx,
  projectors: readonly Projector[],
  changed: { kind: SheetKind; rows: readonly unknown[] },
): Promise<void> => {
  if (changed.rows.length === 0) return;
  for (const item of projectors) if (item.kind === changed.kind) await item.project(ctx, changed.rows);
};

/**
 * Brings sheets into the database. Doing it twice changes nothing the second time.
 * Give all sheets of a kind at once: rules across rows are checked over what is given.
 * @throws catalog.faulty with the first fault; nothing is written then
 */
export async function importSheets(
  ctx: Ctx,
  sheets: readonly Sheet[],
  projectors: readonly Projector[],
): Promise<ImportResult> {
  checkMayPublish(ctx);
  refuse(checkSheets(sheets));
  await lockImports(ctx);
  const heads = new Map((await currentSheets(ctx)).map((head) => [head.id, head]));
  for (const sheet of sheets) await recordSheet(ctx, sheet, heads.get(sheet.id));
  const results: ImportResult[] = [];
  for (const kind of new Set(sheets.map((sheet) => sheet.sheet))) {
    const ofKind = sheets.filter((sheet) => sheet.sheet === kind);
    const { changed, result } = await importKind(ctx, kind, ofKind);
    await project(ctx, projectors, { kind, rows: changed.map((entry) => entry.row) });
    results.push(result);
  }
  const sum = (name: 'added' | 'revised' | 'unchanged'): number =>
    results.reduce((n, result) => n + result[name], 0);
  const total = {
    added: sum('added'),
    revised: sum('revised'),
    unchanged: sum('unchanged'),
    missing: results.flatMap((result) => result.missing),
  };
  if (total.added + total.revised > 0) {
    await ctx.events.emit({
      type: 'catalog.imported',
      streamId: ctx.ids.next(),
      data: {
        added: total.added,
        revised: total.revised,
        kinds: [...new Set(sheets.map((sheet) => sheet.sheet))],
      },
    });
  }
  return total;
}

const isKind = (kind: string, wanted: SheetKind): kind is SheetKind => kind === wanted;

/** All current rows of one kind, as published. */
export async function listRows<K extends SheetKind>(ctx: Ctx, kind: K): Promise<RowByKind[K][]> {
  const entries = await currentEntries(ctx, kind);
  return entries.filter((entry) => isKind(entry.kind, kind)).map((entry) => parseRow(kind, entry.content));
}

/** Runs the projectors over every current row: the typed tables come out as if imported anew. */
export async function rebuild(ctx: Ctx, projectors: readonly Projector[]): Promise<void> {
  checkMayPublish(ctx);
  for (const item of projectors) await item.project(ctx, await listRows(ctx, item.kind));
}

/**
 * Publishes one new or corrected row of a sheet that exists; the earlier revision stays on record.
 * @throws catalog.faulty, catalog.not_found
 */
export async function publishRow<K extends SheetKind>(
  ctx: Ctx,
  entry: { kind: K; sheetId: string; row: RowByKind[K] },
  projectors: readonly Projector[],
): Promise<'published' | 'unchanged'> {
  checkMayPublish(ctx);
  await lockImports(ctx);
  const head = (await currentSheets(ctx)).find(
    (sheet) => sheet.id === entry.sheetId && sheet.kind === entry.kind,
  );
  if (head === undefined) throw errors.error('not_found');
  const key = rowKey(entry.kind, entry.row);
  const known = (await knownEntries(ctx, entry.kind)).get(key);
  if (known?.hash === rowHash(entry.sheetId, entry.row)) return 'unchanged';
  await insertEntries(ctx, [{ ...entry, revision: (known?.revision ?? 0) + 1 } as NewEntry]);
  const sheets = await sheetsNow(ctx);
  refuse(checkSheets(sheets));
  await project(ctx, projectors, { kind: entry.kind, rows: [entry.row] });
  await ctx.events.emit({
    type: 'catalog.imported',
    streamId: ctx.ids.next(),
    data: { added: known === undefined ? 1 : 0, revised: known === undefined ? 0 : 1, kinds: [entry.kind] },
  });
  return 'published';
}

/** The sheets as they stand in the database: rows in the order of their sheet, rows published since at its end. */
export async function sheetsNow(ctx: Ctx): Promise<Sheet[]> {
  const entries = await currentEntries(ctx);
  const heads = await currentSheets(ctx);
  return heads.map((head) => {
    const kind = head.kind as SheetKind;
    const own = entries.filter((entry) => entry.kind === kind && entry.sheetId === head.id);
    const place = new Map(head.rowKeys.map((key, index) => [key, index]));
    const order = (key: string): number => place.get(key) ?? head.rowKeys.length;
    const rows = own
      .toSorted((a, b) => order(a.key) - order(b.key) || (a.key < b.key ? -1 : 1))
      .map((entry) => parseRow(kind, entry.content));
    return {
      sheet: kind,
      id: head.id,
      about: head.about,
      sources: head.sources as Record<string, string>,
      rows,
    } as Sheet;
  });
}
