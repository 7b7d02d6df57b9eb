import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { decodeTreeState, toBase64, treeRoot } from '#lib/transparency';
import { type ConnectionConfig, createClient } from '#platform/db';
import { openFolderStorage } from '#platform/files';
import {
  type BackupTable,
  MANIFEST,
  MANIFEST_HASH,
  type Manifest,
  copyLedger,
  copyOut,
  copySettings,
  filesBelow,
  fingerprints,
  sha256,
  syncPath,
  writeStored,
} from './backup-format.ts';
import type { Report } from './seed.ts';
import { UserError } from './user-error.ts';

export interface BackupOptions {
  readonly admin: ConnectionConfig;
  /** SEREPOK_HOME: sealed files and keys lie below it. */
  readonly home: string;
  readonly folder: string;
  /** Where the keys go, if they are asked for: never into the backup itself. */
  readonly keysFolder?: string | undefined;
  readonly now: Date;
  readonly report?: Report;
}

/** Tables that the migrations make anew by themselves. */
const remade = ['graphile_worker.migrations', 'migration.row_security'];

const tablesSql = `
  select format('%I.%I', n.nspname, c.relname) as name,
         (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
           where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind = 'r' and c.relpersistence = 'p' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
   order by 1`;

const sequencesSql = `
  select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind = 'S' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`;

async function has(client: pg.ClientBase, table: string): Promise<boolean> {
  const { rows } = await client.query<{ known: boolean }>('select to_regclass($1) is not null as known', [
    table,
  ]);
  return rows[0]?.known === true;
}

async function copyTables(client: pg.ClientBase, folder: string): Promise<BackupTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(tablesSql);
  const tables: BackupTable[] = [];
  for (const table of rows.filter(({ name }) => !remade.includes(name))) {
    const path = `tables/${table.name}.gz`;
    // oxlint-disable-next-line no-await-in-loop -- one connection holds the snapshot
    tables.push({ ...table, file: await writeStored(folder, path, copyOut(client, table)) });
  }
  return tables;
}

/** Sequences stand outside transactions: read after the snapshot they are never behind its rows. */
async function readSequences(client: pg.ClientBase): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string }>(sequencesSql);
  const sequences: Manifest['sequences'] = [];
  for (const { name } of rows) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const found = await client.query<{ last: string; isCalled: boolean }>(
      `select last_value::text as last, is_called as "isCalled" from ${name}`,
    );
    sequences.push({ name, last: found.rows[0]?.last ?? '1', isCalled: found.rows[0]?.isCalled === true });
  }
  return sequences;
}

async function readAuditHead(client: pg.ClientBase): Promise<Manifest['audit']> {
  if (!(await has(client, 'audit.tree'))) return null;
  const { rows } = await client.query<{ origin: string; size: number; state: Buffer }>(
    'select origin, size, state from audit.tree',
  );
  const [tree] = rows;
  if (!tree) return null;
  const notes = await client.query<{ note: string }>(
    'select note from audit.checkpoint order by size desc limit 1',
  );
  return {
    origin: tree.origin,
    size: tree.size,
    root: toBase64(treeRoot(decodeTreeState(tree.state))),
    note: notes.rows[0]?.note ?? null,
  };
}

async function readMigrations(
  client: pg.ClientBase,
): Promise<Pick<Manifest, 'migrations' | 'queueMigration'>> {
  const { rows } = await client.query<Manifest['migrations'][number]>(
    'select room, name, checksum from migration.applied order by room, name',
  );
  const queue = await client.query<{ id: number }>(
    'select coalesce(max(id), 0)::int as id from graphile_worker.migrations',
  );
  return { migrations: rows, queueMigration: queue.rows[0]?.id ?? 0 };
}

/** Whether an object that is not on the disk is gone from the database too by now. */
async function isErased(admin: ConnectionConfig, id: string): Promise<boolean> {
  const client = createClient(admin);
  await client.connect();
  try {
    return (await client.query('select 1 from files.object where id = $1', [id])).rowCount === 0;
  } finally {
    await client.end();
  }
}

async function copyObjects(
  client: pg.ClientBase,
  folder: string,
  options: BackupOptions,
): Promise<Manifest['objects']> {
  if (!(await has(client, 'files.object'))) return null;
  const { rows } = await client.query<{ id: string }>('select id from files.object order by id');
  const source = openFolderStorage({ folder: join(options.home, 'files') });
  const target = openFolderStorage({ folder: join(folder, 'objects') });
  const lines: string[] = [];
  const erased: string[] = [];
  let bytes = 0;
  for (const { id } of rows) {
    // oxlint-disable no-await-in-loop -- one object at a time, so that memory stays small
    const object = await source.get(id).catch(() => undefined);
    if (object) {
      await target.put(id, object);
      lines.push(`${id}\t${sha256(object)}\n`);
      bytes += object.length;
    } else if (await isErased(options.admin, id)) erased.push(id);
    else throw missingObject(id);
    // oxlint-enable no-await-in-loop
  }
  const list = await writeStored(folder, 'objects.tsv.gz', Readable.from(lines));
  return { list, bytes, erased };
}

function missingObject(id: string): UserError {
  return new UserError({
    vi: `Tệp ${id} có trong cơ sở dữ liệu nhưng không đọc được trên đĩa. Hãy kiểm tra thư mục files; chưa có bản sao lưu nào được tạo.`,
    en: `file ${id} is in the database but cannot be read from the disk; no backup was made`,
  });
}

/** One repeatable-read transaction sees the whole database as it was at one moment, whatever is written meanwhile. */
async function readSnapshot(folder: string, options: BackupOptions): Promise<Manifest> {
  const client = createClient({ ...options.admin, application_name: 'serepok-backup' });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    for (const setting of copySettings) await client.query(setting);
    const postgres = await client.query<{ server_version: string }>('show server_version');
    const migrations = await readMigrations(client);
    const tables = await copyTables(client, folder);
    const ledger = (await has(client, 'money.account'))
      ? await writeStored(folder, 'ledger.tsv.gz', copyLedger(client))
      : null;
    options.report?.({ vi: 'Sao chép các tệp đã niêm phong', en: 'copying sealed files' });
    return {
      format: 'serepok-backup',
      version: 1,
      takenAt: options.now.toISOString(),
      postgres: postgres.rows[0]?.server_version ?? '',
      ...migrations,
      tables,
      sequences: await readSequences(client),
      ledger,
      audit: await readAuditHead(client),
      objects: await copyObjects(client, folder, options),
      keys: await fingerprints(join(options.home, 'keys')),
    };
  } catch (error) {
    throw asUserError(error);
  } finally {
    await client.end();
  }
}

function asUserError(error: unknown): unknown {
  const code = (error as { code?: string }).code;
  if (code === '42501')
    return new UserError({
      vi: 'Tài khoản trong DATABASE_URL không đọc được mọi bảng. Sao lưu cần tài khoản quản trị (SUPERUSER, hoặc BYPASSRLS và pg_read_all_data).',
      en: 'a backup needs an administrator: SUPERUSER, or BYPASSRLS and pg_read_all_data',
    });
  if (code === '42P01' || code === '3F000')
    return new UserError({
      vi: 'Cơ sở dữ liệu này chưa có Serepok; không có gì để sao lưu.',
      en: 'there is no Serepok in this database: nothing to back up',
    });
  if (code === 'ENOSPC')
    return new UserError(
      { vi: 'Hết dung lượng đĩa; chưa có bản sao lưu nào được tạo.', en: 'no space left' },
      4,
    );
  return error;
}

async function copyKeys(home: string, target: string): Promise<void> {
  const source = join(home, 'keys');
  await mkdir(target, { recursive: true, mode: 0o700 });
  for (const name of filesBelow(source)) {
    // oxlint-disable no-await-in-loop -- a handful of small files
    await mkdir(dirname(join(target, name)), { recursive: true, mode: 0o700 });
    await copyFile(join(source, name), join(target, name));
    await syncPath(join(target, name));
    // oxlint-enable no-await-in-loop
  }
}

function refuse(folder: string, keysFolder: string | undefined): void {
  for (const path of [folder, keysFolder]) {
    if (path !== undefined && existsSync(path))
      throw new UserError(
        { vi: `${path} đã có. Hãy chọn một thư mục mới.`, en: `${path} exists already; name a new folder` },
        2,
      );
  }
  if (keysFolder !== undefined && `${resolve(keysFolder)}/`.startsWith(`${resolve(folder)}/`))
    throw new UserError(
      {
        vi: 'Khoá không được để cùng chỗ với dữ liệu đã niêm phong. Hãy chọn thư mục khác cho --keys.',
        en: 'keys do not lie beside what they seal; name another folder for --keys',
      },
      2,
    );
}

/**
 * Takes a backup of the database and the sealed files into a new folder, all or nothing: the folder gets its name when
 * everything in it is complete and on the disk.
 * @throws UserError
 */
export async function takeBackup(options: BackupOptions): Promise<Manifest> {
  const folder = resolve(options.folder);
  refuse(folder, options.keysFolder);
  const partial = `${folder}.partial-${process.pid}`;
  await mkdir(join(partial, 'tables'), { recursive: true, mode: 0o700 });
  try {
    const manifest = await readSnapshot(partial, options);
    const text = `${JSON.stringify(manifest, null, 1)}\n`;
    await writeFile(join(partial, MANIFEST), text, { mode: 0o600, flush: true });
    await writeFile(join(partial, MANIFEST_HASH), `${sha256(text)}\n`, { mode: 0o600, flush: true });
    await syncPath(join(partial, 'tables'));
    await syncPath(partial);
    if (options.keysFolder !== undefined) await copyKeys(options.home, resolve(options.keysFolder));
    await rename(partial, folder);
    await syncPath(dirname(folder));
    return manifest;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}
