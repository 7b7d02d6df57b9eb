import { sql } from 'kysely';
import type { TextSystem } from '#lib/vietnamese';
import type { Ctx } from '#platform/runtime';
import type { EditionView, ListView, RowField, Tally } from './contract.ts';

export interface ListRow {
  readonly id: string;
  readonly agency_id: string;
  readonly kind_key: string;
  readonly kind_revision: number;
  readonly title: string;
  readonly state: ListView['state'];
  readonly model: unknown;
  /** Headers of the edition last imported. */
  readonly headers: string[];
  readonly imported_at: Date | null;
  readonly created_at: Date;
  readonly changed_at: Date;
  readonly version: number;
}

const listColumns = [
  'id',
  'agency_id',
  'kind_key',
  'kind_revision',
  'title',
  'state',
  'model',
  'headers',
  'imported_at',
  'created_at',
  'changed_at',
  'version',
] as const;

export async function insertList(
  ctx: Ctx,
  row: {
    id: string;
    agencyId: string;
    kindKey: string;
    kindRevision: number;
    title: string;
    searchText: string;
  },
): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db
    .insertInto('matching.list')
    .values({
      id: row.id,
      agency_id: row.agencyId,
      kind_key: row.kindKey,
      kind_revision: row.kindRevision,
      title: row.title,
      search_text: row.searchText,
      state: 'draft',
      headers: JSON.stringify([]),
      created_by: ctx.principal.kind === 'staff' ? ctx.principal.id : null,
      created_at: now,
      changed_at: now,
      version: 1,
    })
    .execute();
}

export async function findListRow(ctx: Ctx, id: string): Promise<ListRow | undefined> {
  const row = await ctx.db
    .selectFrom('matching.list')
    .select(listColumns)
    .where('id', '=', id)
    .executeTakeFirst();
  return row as ListRow | undefined;
}

export async function listListRows(
  ctx: Ctx,
  at: {
    words: string | null;
    kind: string | null;
    state: string | null;
    before: Date | null;
    beforeId: string | null;
    limit: number;
  },
): Promise<ListRow[]> {
  let query = ctx.db.selectFrom('matching.list').select(listColumns);
  if (at.words) query = query.where(sql<boolean>`position(${at.words} in search_text) > 0`);
  if (at.kind) query = query.where('kind_key', '=', at.kind);
  if (at.state) query = query.where('state', '=', at.state);
  if (at.before)
    query = query.where(sql<boolean>`(changed_at, id) < (${at.before}::timestamptz, ${at.beforeId}::uuid)`);
  const rows = await query.orderBy('changed_at', 'desc').orderBy('id', 'desc').limit(at.limit).execute();
  return rows as ListRow[];
}

/** Changes a list; false when the version seen is no longer the present one. */
export async function updateList(
  ctx: Ctx,
  at: { id: string; version?: number },
  change: { state?: ListRow['state']; model?: unknown; headers?: readonly string[] },
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('matching.list')
    .set({
      ...(change.state ? { state: change.state } : {}),
      ...(change.model ? { model: JSON.stringify(change.model) } : {}),
      ...(change.headers ? { headers: JSON.stringify(change.headers), imported_at: ctx.clock.now() } : {}),
      changed_at: ctx.clock.now(),
      version: sql<number>`version + 1`,
    })
    .where('id', '=', at.id)
    .$if(at.version !== undefined, (query) => query.where('version', '=', at.version ?? 0))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export interface EditionRow {
  readonly id: string;
  readonly list_id: string;
  readonly agency_id: string;
  readonly number: number;
  readonly file_name: string;
  readonly object_id: string;
  readonly content_hash: string;
  readonly media_type: string;
  readonly size: number;
  readonly state: EditionView['state'];
  readonly fingerprint: string;
  readonly headers: string[];
  readonly systems: Record<number, TextSystem> | null;
  readonly reading: EditionView['reading'];
  readonly sample: string[][];
  readonly columns: (RowField | null)[];
  readonly mapping_source: EditionView['mappingSource'];
  readonly rows_read: number;
  readonly rows_total: number | null;
  readonly rows_faulty: number;
  readonly rows_added: number;
  readonly rows_changed: number;
  readonly rows_same: number;
  readonly rows_gone: number;
  readonly trouble: string | null;
  readonly uploaded_at: Date;
  readonly version: number;
}

const asEdition = (row: unknown): EditionRow => {
  const edition = row as EditionRow;
  return { ...edition, size: Number(edition.size) };
};

export interface NewEdition {
  readonly id: string;
  readonly listId: string;
  readonly agencyId: string;
  readonly fileName: string;
  readonly objectId: string;
  readonly contentHash: string;
  readonly mediaType: string;
  readonly size: number;
  readonly state: 'read' | 'unreadable';
  readonly fingerprint: string;
  readonly headers: readonly string[];
  readonly systems: Readonly<Record<number, TextSystem>> | undefined;
  readonly reading: EditionView['reading'];
  readonly sample: readonly (readonly string[])[];
  readonly columns: readonly (RowField | null)[];
  readonly mappingSource: EditionView['mappingSource'];
  readonly trouble: string | null;
}

export async function insertEdition(ctx: Ctx, row: NewEdition): Promise<void> {
  await ctx.db
    .insertInto('matching.edition')
    .values({
      id: row.id,
      list_id: row.listId,
      agency_id: row.agencyId,
      number: sql<number>`(select coalesce(max(e.number), 0) + 1 from matching.edition e where e.list_id = ${row.listId}::uuid)`,
      file_name: row.fileName,
      object_id: row.objectId,
      content_hash: row.contentHash,
      media_type: row.mediaType,
      size: row.size,
      state: row.state,
      fingerprint: row.fingerprint,
      headers: JSON.stringify(row.headers),
      systems: row.systems ? JSON.stringify(row.systems) : null,
      reading: JSON.stringify(row.reading),
      sample: JSON.stringify(row.sample),
      columns: JSON.stringify(row.columns),
      mapping_source: row.mappingSource,
      rows_read: 0,
      rows_faulty: 0,
      rows_added: 0,
      rows_changed: 0,
      rows_same: 0,
      rows_gone: 0,
      trouble: row.trouble,
      uploaded_by: ctx.principal.kind === 'staff' ? ctx.principal.id : null,
      uploaded_at: ctx.clock.now(),
      version: 1,
    })
    .execute();
}

export async function findEditionRow(ctx: Ctx, id: string): Promise<EditionRow | undefined> {
  const row = await ctx.db.selectFrom('matching.edition').selectAll().where('id', '=', id).executeTakeFirst();
  return row && asEdition(row);
}

export async function listEditionRows(ctx: Ctx, listId: string, limit = 20): Promise<EditionRow[]> {
  const rows = await ctx.db
    .selectFrom('matching.edition')
    .selectAll()
    .where('list_id', '=', listId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map(asEdition);
}

export async function findEditionByContent(
  ctx: Ctx,
  listId: string,
  contentHash: string,
): Promise<EditionRow | undefined> {
  const row = await ctx.db
    .selectFrom('matching.edition')
    .selectAll()
    .where('list_id', '=', listId)
    .where('content_hash', '=', contentHash)
    .where('state', 'not in', ['refused', 'replaced', 'unreadable'])
    .executeTakeFirst();
  return row && asEdition(row);
}

export type EditionChange = Partial<{
  state: EditionRow['state'];
  columns: readonly (RowField | null)[];
  mapping_source: EditionRow['mapping_source'];
  rows_read: number;
  rows_total: number;
  rows_faulty: number;
  rows_added: number;
  rows_changed: number;
  rows_same: number;
  rows_gone: number;
  trouble: string | null;
  finished_at: Date;
}>;

export async function updateEdition(
  ctx: Ctx,
  at: { id: string; version?: number },
  { columns, ...change }: EditionChange,
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('matching.edition')
    .set({
      ...change,
      ...(columns ? { columns: JSON.stringify(columns) } : {}),
      version: sql<number>`version + 1`,
    })
    .where('id', '=', at.id)
    .$if(at.version !== undefined, (query) => query.where('version', '=', at.version ?? 0))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function findMapping(
  ctx: Ctx,
  at: { agencyId: string; kindKey: string; fingerprint: string },
): Promise<(RowField | null)[] | undefined> {
  const row = await ctx.db
    .selectFrom('matching.mapping')
    .select('columns')
    .where('agency_id', '=', at.agencyId)
    .where('kind_key', '=', at.kindKey)
    .where('fingerprint', '=', at.fingerprint)
    .executeTakeFirst();
  return row?.columns as (RowField | null)[] | undefined;
}

export async function keepMapping(
  ctx: Ctx,
  at: { agencyId: string; kindKey: string; fingerprint: string; columns: readonly (RowField | null)[] },
): Promise<void> {
  const columns = JSON.stringify(at.columns);
  const confirmed = { confirmed_by: ctx.principal.id, confirmed_at: ctx.clock.now() };
  await ctx.db
    .insertInto('matching.mapping')
    .values({
      agency_id: at.agencyId,
      kind_key: at.kindKey,
      fingerprint: at.fingerprint,
      columns,
      ...confirmed,
    })
    .onConflict((conflict) =>
      conflict.columns(['agency_id', 'kind_key', 'fingerprint']).doUpdateSet({ columns, ...confirmed }),
    )
    .execute();
}

interface TallyRow {
  readonly list_id: string;
  readonly fresh: number;
  readonly matched: number;
  readonly not_found: number;
  readonly to_judge: number;
  readonly second_look: number;
  readonly third_look: number;
  readonly needs_papers: number;
  readonly by_people: number;
}

export const emptyTally: Tally = {
  fresh: 0,
  matched: 0,
  notFound: 0,
  toJudge: 0,
  secondLook: 0,
  thirdLook: 0,
  needsPapers: 0,
  byPeople: 0,
};

const presentTally = (row: TallyRow): Tally => ({
  fresh: row.fresh,
  matched: row.matched,
  notFound: row.not_found,
  toJudge: row.to_judge,
  secondLook: row.second_look,
  thirdLook: row.third_look,
  needsPapers: row.needs_papers,
  byPeople: row.by_people,
});

const sums = sql`sum(fresh)::int as fresh, sum(matched)::int as matched, sum(not_found)::int as not_found,
  sum(to_judge)::int as to_judge, sum(second_look)::int as second_look, sum(third_look)::int as third_look,
  sum(needs_papers)::int as needs_papers, sum(by_people)::int as by_people`;

/** Progress of lists, over the communes that the actor may see. */
export async function sumTallies(ctx: Ctx, listIds: readonly string[]): Promise<Map<string, Tally>> {
  if (listIds.length === 0) return new Map();
  const { rows } = await sql<TallyRow>`select list_id, ${sums} from matching.tally
    where list_id = any (${[...listIds]}::uuid[]) group by list_id`.execute(ctx.db);
  return new Map(rows.map((row) => [row.list_id, presentTally(row)]));
}

export async function talliesByCommune(
  ctx: Ctx,
  listId: string,
): Promise<{ communeCode: string; tally: Tally }[]> {
  const { rows } = await sql<TallyRow & { commune_code: string }>`
    select list_id, commune_code, ${sums} from matching.tally where list_id = ${listId}::uuid
     group by list_id, commune_code order by commune_code`.execute(ctx.db);
  return rows.map((row) => ({ communeCode: row.commune_code, tally: presentTally(row) }));
}

/** Counts a list's rows anew: after an import and after a run. */
export async function recountTally(ctx: Ctx, listId: string): Promise<void> {
  await ctx.db.deleteFrom('matching.tally').where('list_id', '=', listId).execute();
  await sql`
    insert into matching.tally (list_id, agency_id, commune_code, fresh, matched, not_found, to_judge, second_look, third_look, needs_papers, by_people)
    select list_id, agency_id, coalesce(commune_code, ''),
           count(*) filter (where state = 'new'), count(*) filter (where state = 'matched'),
           count(*) filter (where state = 'not_found'), count(*) filter (where state = 'to_judge'),
           count(*) filter (where state = 'second_look'), count(*) filter (where state = 'third_look'),
           count(*) filter (where state = 'needs_papers'), count(*) filter (where settled_by = 'people')
      from matching.row where list_id = ${listId}::uuid and is_present
     group by list_id, agency_id, coalesce(commune_code, '')`.execute(ctx.db);
}

/** Moves rows of one commune from one counter to another, in the transaction that moves them. */
export async function shiftTally(
  ctx: Ctx,
  at: { listId: string; communeCode: string | null; from: string; to: string; byPeople: number },
): Promise<void> {
  if (at.from === at.to && at.byPeople === 0) return;
  const moves =
    at.from === at.to
      ? sql``
      : sql`${sql.ref(at.from)} = ${sql.ref(at.from)} - 1, ${sql.ref(at.to)} = ${sql.ref(at.to)} + 1,`;
  await sql`update matching.tally set ${moves} by_people = by_people + ${at.byPeople}
     where list_id = ${at.listId}::uuid and commune_code = ${at.communeCode ?? ''}`.execute(ctx.db);
}

export async function countNewChanges(ctx: Ctx, listIds: readonly string[]): Promise<Map<string, number>> {
  if (listIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('matching.member_change')
    .select(['list_id', ({ fn }) => fn.countAll<number>().as('count')])
    .where('list_id', 'in', [...listIds])
    .where('state', '=', 'new')
    .groupBy('list_id')
    .execute();
  return new Map(rows.map((row) => [row.list_id, Number(row.count)]));
}
