import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { type DatabaseRoom, schemaOf } from './room.ts';

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  readonly generated: boolean;
}

const columnsQuery = `
  select n.nspname || '.' || c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as "type",
         not a.attnotnull as "nullable", a.atthasdef or a.attidentity <> '' as "hasDefault", a.attgenerated <> '' as "generated"
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = any($1) and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition and a.attnum > 0 and not a.attisdropped
   order by n.nspname, c.relname, a.attnum`;

/** What the driver gives back (pool.ts) and what it accepts on writing. */
const types: Readonly<Record<string, string | readonly [string, string]>> = {
  uuid: 'string',
  text: 'string',
  'character varying': 'string',
  character: 'string',
  '"char"': 'string',
  name: 'string',
  citext: 'string',
  date: 'string',
  'time without time zone': 'string',
  interval: 'string',
  numeric: ['string', 'string | number'],
  integer: 'number',
  smallint: 'number',
  bigint: 'number',
  'double precision': 'number',
  real: 'number',
  boolean: 'boolean',
  'timestamp with time zone': 'Date',
  bytea: ['Buffer', 'Uint8Array'],
  jsonb: ['unknown', 'string'],
  json: ['unknown', 'string'],
  'uuid[]': 'string[]',
  'text[]': 'string[]',
  'integer[]': 'number[]',
  'bigint[]': 'number[]',
  'date[]': 'string[]',
  inet: 'string',
  tsvector: 'string',
};

function columnType(column: Column): string {
  const known = types[column.type] ?? 'unknown';
  const [select, insert] = typeof known === 'string' ? [known, known] : known;
  const orNull = column.nullable && select !== 'unknown' ? ' | null' : '';
  if (column.generated) return `ColumnType<${select}${orNull}, never, never>`;
  const insertNull = column.nullable ? ' | null' : '';
  if (column.hasDefault || select !== insert) {
    const optional = column.hasDefault || column.nullable ? ' | undefined' : '';
    return `ColumnType<${select}${orNull}, ${insert}${insertNull}${optional}, ${insert}${insertNull}>`;
  }
  return `${select}${orNull}`;
}

function fileText(columns: readonly Column[]): string {
  const tables = Map.groupBy(columns, (column) => column.table);
  const interfaces = [...tables].map(([table, list]) => {
    const lines = list.map(
      (column) =>
        `      ${/^\w+$/.test(column.column) ? column.column : `'${column.column}'`}: ${columnType(column)};`,
    );
    return `    '${table}': {\n${lines.join('\n')}\n    };`;
  });
  const body = interfaces.join('\n');
  const imports = body.includes('ColumnType<')
    ? "import type { ColumnType } from 'kysely';"
    : "import type {} from 'kysely';";
  return `// Generated from the migrated database by \`./serepok types\`; do not edit.\n${imports}\n\ndeclare module '#platform/runtime' {\n  interface Database {\n${body}\n  }\n}\n`;
}

/** The text of each room's `tables.generated.ts`, by file path. */
export async function tableTypes(
  admin: pg.ClientBase,
  rooms: readonly DatabaseRoom[],
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const room of rooms) {
    const schema = schemaOf(room);
    const { rows } = await admin.query<Column>(columnsQuery, [[schema, `${schema}_pub`]]);
    if (rows.length > 0) files.set(join(room.folder, 'tables.generated.ts'), fileText(rows));
  }
  return files;
}

/** Writes what changed; returns the files written. */
export function writeTableTypes(files: ReadonlyMap<string, string>): string[] {
  const changed = [...files].filter(
    ([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text,
  );
  for (const [path, text] of changed) writeFileSync(path, text);
  return changed.map(([path]) => path);
}
