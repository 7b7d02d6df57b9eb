import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { checksumOf } from './checksum.ts';
import { applyRowSecurity } from './row-security.ts';
import { ensureRoles, roles } from './roles.ts';
import { type DatabaseRoom, inBuildOrder, schemaOf } from './room.ts';

export interface MigrationFile {
  readonly room: string;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** A migration's name: day, number of the day, purpose. */
export const migrationName = /^\d{4}-\d{2}-\d{2}-\d+-[a-z0-9-]+\.sql$/;

function readSqlFiles(folder: string): { name: string; sql: string }[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return names.sort(byDayThenNumber).map((name) => ({ name, sql: readFileSync(join(folder, name), 'utf8') }));
}

function byDayThenNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

export function migrationsOf(room: DatabaseRoom): MigrationFile[] {
  return readSqlFiles(join(room.folder, 'migrations')).map((file) => ({
    room: room.name,
    ...file,
    checksum: checksumOf(file.sql),
  }));
}

/** One hash over a room's published views: they are laid anew with every migration run. */
export function viewsChecksum(room: DatabaseRoom): string {
  return checksumOf(JSON.stringify(readSqlFiles(join(room.folder, 'views'))));
}

const MIGRATION_LOCK = 720_606;

const ledger = `
  create schema if not exists migration;
  create table if not exists migration.applied (
    room text not null,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null,
    primary key (room, name)
  );
  create table if not exists migration.row_security (only_row boolean primary key check (only_row), hash text not null);
  comment on table migration.applied is 'Lược đồ đã áp dụng | class: technical | retention: permanent | basis: vận hành';
  comment on table migration.row_security is 'Dấu băm chính sách hàng | class: technical | retention: permanent | basis: vận hành';
`;

const extensions = ['unaccent', 'pg_trgm', 'btree_gist'];

async function prepare(admin: pg.ClientBase): Promise<void> {
  await ensureRoles(admin);
  for (const extension of extensions)
    await admin.query(`create extension if not exists ${extension} with schema public`);
  await admin.query(ledger);
  await admin.query(`revoke create on schema public from public`);
  await admin.query(
    `do $$ begin execute format('grant create on database %I to ${roles.jobs}', current_database()); end $$`,
  );
}

async function prepareSchema(admin: pg.ClientBase, room: DatabaseRoom): Promise<void> {
  const schema = schemaOf(room);
  await admin.query(`create schema if not exists ${schema} authorization ${roles.owner}`);
  await admin.query(`grant usage on schema ${schema} to ${roles.app}`);
  await admin.query(`grant usage, create on schema ${schema} to ${roles.definer}, ${roles.jobs}`);
}

async function appliedChecksums(admin: pg.ClientBase): Promise<Map<string, string>> {
  const { rows } = await admin.query<{ room: string; name: string; checksum: string }>(
    'select room, name, checksum from migration.applied',
  );
  return new Map(rows.map((row) => [`${row.room}/${row.name}`, row.checksum]));
}

async function applyOne(admin: pg.ClientBase, migration: MigrationFile, now: Date): Promise<void> {
  await admin.query('begin');
  try {
    await admin.query(`set local role ${roles.owner}`);
    await admin.query(migration.sql);
    await admin.query('reset role');
    await admin.query('insert into migration.applied values ($1, $2, $3, $4)', [
      migration.room,
      migration.name,
      migration.checksum,
      now,
    ]);
    await admin.query('commit');
  } catch (error) {
    await admin.query('rollback');
    throw new Error(`migration ${migration.room}/${migration.name}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

export interface MigrateResult {
  readonly applied: readonly string[];
  readonly policiesChanged: boolean;
}

/**
 * Brings a database to the state the rooms describe: pending migrations (plain SQL, forward only), published
 * views, privileges and row-level security. Two servers starting at once wait for each other.
 * @throws when an applied migration's file was changed afterwards
 */
export async function migrate(
  admin: pg.ClientBase,
  allRooms: readonly DatabaseRoom[],
  now: Date,
): Promise<MigrateResult> {
  const rooms = inBuildOrder(allRooms);
  await admin.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    await prepare(admin);
    const done = await appliedChecksums(admin);
    const applied: string[] = [];
    for (const room of rooms) {
      const migrations = migrationsOf(room);
      if (migrations.length > 0) await prepareSchema(admin, room);
      for (const migration of migrations) {
        const id = `${room.name}/${migration.name}`;
        const checksum = done.get(id);
        if (checksum === migration.checksum) continue;
        if (checksum)
          throw new Error(`migration ${id} was changed after it had been applied; write a new one instead`);
        await applyOne(admin, migration, now);
        applied.push(id);
      }
    }
    for (const room of rooms) await publishViews(admin, room);
    const policiesChanged = await applyRowSecurity(admin, rooms, applied.length > 0);
    return { applied, policiesChanged };
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  }
}

/** Published views live in `<schema>_pub` and are laid anew each time; only insight modules read others' views. */
async function publishViews(admin: pg.ClientBase, room: DatabaseRoom): Promise<void> {
  const views = readSqlFiles(join(room.folder, 'views'));
  if (views.length === 0) return;
  const schema = `${schemaOf(room)}_pub`;
  await admin.query(`create schema if not exists ${schema} authorization ${roles.owner}`);
  await admin.query(`grant usage on schema ${schema} to ${roles.app}`);
  for (const view of views) {
    await admin.query('begin');
    await admin.query(`set local role ${roles.owner}`);
    await admin.query(view.sql);
    await admin.query('commit');
  }
  await admin.query(`grant select on all tables in schema ${schema} to ${roles.app}`);
}
