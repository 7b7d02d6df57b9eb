import type pg from 'pg';
import { type TableSecurity, tableSecurity } from '#platform/access';
import { checksumOf } from './checksum.ts';
import { roles } from './roles.ts';
import { type DatabaseRoom, schemaOf } from './room.ts';

/** The SQL that gives the app role exactly what a table's policy allows, and nothing else. */
export function securitySql(security: TableSecurity): string {
  const { table } = security;
  const lines = [
    `revoke all on ${table} from public, ${roles.app}`,
    `grant ${security.privileges.join(', ')} on ${table} to ${roles.app}`,
  ];
  if (security.policies.length === 0) {
    lines.push(
      `alter table ${table} no force row level security`,
      `alter table ${table} disable row level security`,
    );
    return lines.join(';\n');
  }
  lines.push(
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
  );
  for (const policy of security.policies) {
    const using = policy.using ? ` using (${policy.using})` : '';
    const check = policy.check ? ` with check (${policy.check})` : '';
    lines.push(
      `create policy ${policy.name} on ${table} for ${policy.command} to ${roles.app}${using}${check}`,
    );
  }
  return lines.join(';\n');
}

async function dropPolicies(admin: pg.ClientBase, schemas: readonly string[]): Promise<void> {
  const { rows } = await admin.query<{ statement: string }>(
    `select format('drop policy %I on %I.%I', policyname, schemaname, tablename) as statement from pg_policies where schemaname = any($1)`,
    [schemas],
  );
  for (const row of rows) await admin.query(row.statement);
}

/**
 * Lays privileges and policies from the rooms' policy tables; skipped when nothing changed.
 * @returns whether they were laid anew
 */
export async function applyRowSecurity(
  admin: pg.ClientBase,
  rooms: readonly DatabaseRoom[],
  force: boolean,
): Promise<boolean> {
  const securities = rooms.flatMap((room) => (room.policy ? tableSecurity(room.policy) : []));
  const schemas = rooms.map(schemaOf);
  const statements = securities.map(securitySql);
  const hash = checksumOf(JSON.stringify([schemas, statements]));
  const { rows } = await admin.query<{ hash: string }>('select hash from migration.row_security');
  if (!force && rows[0]?.hash === hash) return false;
  await admin.query('begin');
  try {
    await dropPolicies(admin, schemas);
    for (const statement of statements) await admin.query(statement);
    await grantFunctions(admin, rooms);
    await admin.query(
      'insert into migration.row_security values (true, $1) on conflict (only_row) do update set hash = excluded.hash',
      [hash],
    );
    await admin.query('commit');
    return true;
  } catch (error) {
    await admin.query('rollback');
    throw error;
  }
}

/** The app may run every function of the rooms; sequences follow their tables. */
async function grantFunctions(admin: pg.ClientBase, rooms: readonly DatabaseRoom[]): Promise<void> {
  for (const room of rooms) {
    const schema = schemaOf(room);
    const exists = await admin.query('select 1 from pg_namespace where nspname = $1', [schema]);
    if (exists.rowCount === 0) continue;
    await admin.query(`grant execute on all functions in schema ${schema} to ${roles.app}`);
    await admin.query(`grant usage on all sequences in schema ${schema} to ${roles.app}`);
  }
}
