import { sql } from 'kysely';
import {
  type ColumnType,
  type IndicatorDefinition,
  type PublishedViews,
  definitionSchema,
} from '#lib/indicator';
import { type Ctx, oncePerAct } from '#platform/runtime';

export interface StoredDefinition {
  readonly definition: IndicatorDefinition;
  readonly version: number;
  readonly hash: string;
  readonly publishedAt: Date;
}

/** The newest version of every indicator, by key. */
export function readDefinitions(ctx: Ctx): Promise<ReadonlyMap<string, StoredDefinition>> {
  return oncePerAct(ctx, 'indicator.definitions', async () => {
    const rows = await ctx.db
      .selectFrom('indicator.definition')
      .distinctOn('key')
      .selectAll()
      .orderBy('key')
      .orderBy('version', 'desc')
      .execute();
    return new Map(
      rows.map((row) => [
        row.key,
        {
          definition: definitionSchema.parse(row.body),
          version: row.version,
          hash: row.hash,
          publishedAt: row.published_at,
        },
      ]),
    );
  });
}

export async function insertDefinition(
  ctx: Ctx,
  row: { definition: IndicatorDefinition; version: number; hash: string },
): Promise<void> {
  await ctx.db
    .insertInto('indicator.definition')
    .values({
      key: row.definition.key,
      version: row.version,
      body: JSON.stringify(row.definition),
      hash: row.hash,
      published_at: ctx.clock.now(),
    })
    .execute();
}

const columnTypes: Readonly<Record<string, ColumnType>> = {
  text: 'text',
  'character varying': 'text',
  integer: 'number',
  bigint: 'number',
  smallint: 'number',
  numeric: 'number',
  'double precision': 'number',
  boolean: 'boolean',
  date: 'day',
  'timestamp with time zone': 'instant',
  uuid: 'uuid',
};

/** What the rooms of this house publish, as the database has it: the only names an expression may use. */
export function readPublishedViews(ctx: Ctx): Promise<PublishedViews> {
  return oncePerAct(ctx, 'indicator.views', async () => {
    const { rows } = await sql<{ view: string; column: string; type: string }>`
      select n.nspname || '.' || c.relname as view, a.attname as column, format_type(a.atttypid, null) as type
        from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relkind = 'v' and right(n.nspname, 4) = '_pub' and has_table_privilege(c.oid, 'select')
       order by 1, a.attnum`.execute(ctx.db);
    const views = new Map<string, Map<string, ColumnType>>();
    for (const row of rows) {
      const columns = views.get(row.view) ?? new Map<string, ColumnType>();
      columns.set(row.column, columnTypes[row.type] ?? 'other');
      views.set(row.view, columns);
    }
    return views;
  });
}
