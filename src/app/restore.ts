import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { fromBase64 } from '#lib/transparency';
import { verifyAudit } from '#platform/audit';
import { type ConnectionConfig, createClient, createPool, migrate, migrationsOf } from '#platform/db';
import { openFolderStorage } from '#platform/files';
import type { Room } from '#platform/manifest';
import { checkLedger } from '#platform/money';
import { system } from '#platform/runtime';
import type { Runner } from '#platform/use-case';
import { prepareQueue } from '#platform/worker';
import {
  type BackupTable,
  MANIFEST,
  MANIFEST_HASH,
  type Manifest,
  copyInStatement,
  copyLedger,
  copyOut,
  copySettings,
  digestOf,
  filesBelow,
  fingerprints,
  manifestSchema,
  readStored,
  readStoredLines,
  sha256,
  sha256OfFile,
} from './backup-format.ts';
import type { Report } from './seed.ts';
import { UserError } from './user-error.ts';

export interface RestoreOptions {
  readonly admin: ConnectionConfig;
  readonly jobs: ConnectionConfig;
  readonly home: string;
  readonly folder: string;
  readonly keysFolder?: string | undefined;
  readonly rooms: readonly Room[];
  readonly now: Date;
  /** Opened after the rows are in: the house proves itself with its own means. */
  readonly openRunner: () => Promise<Runner>;
  readonly report?: Report;
}

export interface Proof {
  readonly tables: number;
  readonly rows: number;
  readonly objects: number;
  readonly accounts: number;
  readonly auditSize: number;
  /** What differs, by name; empty when the copy is the original. */
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

function damaged(what: string): UserError {
  return new UserError({
    vi: `Bản sao lưu hỏng hoặc bị sửa: ${what}. Chưa có gì được khôi phục; hãy dùng bản khác.`,
    en: `the backup is damaged or was changed: ${what}; nothing was restored`,
  });
}

function readManifest(folder: string): Manifest {
  if (!existsSync(join(folder, MANIFEST)))
    throw new UserError(
      { vi: `${folder} không phải là một bản sao lưu.`, en: `${folder} is not a backup` },
      2,
    );
  const text = readFileSync(join(folder, MANIFEST));
  const hashFile = join(folder, MANIFEST_HASH);
  const hash = existsSync(hashFile) ? readFileSync(hashFile, 'utf8').trim() : '';
  if (sha256(text) !== hash) throw damaged(MANIFEST);
  return manifestSchema.parse(JSON.parse(text.toString('utf8')));
}

function storedFilesOf(manifest: Manifest): { path: string; sha256: string }[] {
  const extra = [manifest.ledger, manifest.objects?.list ?? null].filter((file) => file !== null);
  return [...manifest.tables.map(({ file }) => file), ...extra];
}

interface ObjectLine {
  readonly id: string;
  readonly sha256: string;
}

async function objectsOf(folder: string, manifest: Manifest): Promise<ObjectLine[]> {
  if (!manifest.objects) return [];
  const lines = await readStoredLines(folder, manifest.objects.list);
  return lines.map((line) => ({ id: line.slice(0, 36), sha256: line.slice(37) }));
}

/** Every byte of the backup against the manifest. @returns the names of what differs */
export async function checkBackup(folder: string): Promise<string[]> {
  const manifest = readManifest(folder);
  const differing: string[] = [];
  for (const file of storedFilesOf(manifest)) {
    // oxlint-disable-next-line no-await-in-loop -- one file at a time
    const found = await sha256OfFile(join(folder, file.path)).catch(() => 'missing');
    if (found !== file.sha256) differing.push(file.path);
  }
  if (differing.length > 0) return differing;
  const storage = openFolderStorage({ folder: join(folder, 'objects') });
  for (const object of await objectsOf(folder, manifest)) {
    // oxlint-disable-next-line no-await-in-loop -- one object at a time
    const bytes = await storage.get(object.id).catch(() => undefined);
    if (!bytes || sha256(bytes) !== object.sha256) differing.push(`objects/${object.id}`);
  }
  return differing;
}

const ownSchemas = `
  select nspname from pg_namespace n
   where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
      or nspname = 'public' and exists (
           select 1 from pg_class c where c.relnamespace = n.oid and c.relkind in ('r', 'p')
              and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e'))
   order by 1`;

async function refuseUsed(client: pg.ClientBase, options: RestoreOptions): Promise<void> {
  const { rows } = await client.query<{ nspname: string }>(ownSchemas);
  if (rows.length > 0)
    throw new UserError({
      vi: `Cơ sở dữ liệu đích đã có dữ liệu (${rows.length} lược đồ). Chỉ khôi phục vào cơ sở dữ liệu trống: hãy tạo cơ sở dữ liệu mới, hoặc đặt SEREPOK_HOME khác.`,
      en: `the target database is not empty (${rows.length} schemas); restore only into an empty one: create a new database, or set another SEREPOK_HOME`,
    });
  const files = join(options.home, 'files');
  if (filesBelow(files).length > 0)
    throw new UserError({
      vi: `Thư mục ${files} đã có tệp. Hãy đặt SEREPOK_HOME khác hoặc chuyển các tệp đó đi.`,
      en: `${files} is not empty; set another SEREPOK_HOME or move the files away`,
    });
}

/** This version must know every migration of the backup, unchanged; later ones are applied after the rows are in. */
function refuseForeignVersion(manifest: Manifest, rooms: readonly Room[]): void {
  const known = new Map(
    rooms.flatMap((room) => migrationsOf(room).map((file) => [`${file.room}/${file.name}`, file.checksum])),
  );
  const wrong = manifest.migrations.filter(
    (item) => known.get(`${item.room}/${item.name}`) !== item.checksum,
  );
  if (wrong.length === 0) return;
  const names = wrong.map((item) => `${item.room}/${item.name}`).join(', ');
  throw new UserError({
    vi: `Bản sao lưu thuộc phiên bản khác: phiên bản này không có các bước ${names}. Hãy dùng phiên bản đã tạo bản sao lưu hoặc mới hơn.`,
    en: `the backup belongs to another version: these migrations are unknown or different here: ${names}`,
  });
}

/** Without these files cannot be opened, numbers not be found and the log not be verified; the rest is made anew. */
const indispensable = ['audit.pem', 'installation', 'keys.json'];

async function placeKeys(manifest: Manifest, options: RestoreOptions): Promise<string[]> {
  const target = join(options.home, 'keys');
  if (options.keysFolder !== undefined) {
    if (filesBelow(target).length > 0)
      throw new UserError({
        vi: `${target} đã có khoá; không ghi đè. Hãy bỏ --keys hoặc đặt SEREPOK_HOME khác.`,
        en: `${target} already holds keys, which are never overwritten`,
      });
    for (const name of filesBelow(options.keysFolder)) {
      // oxlint-disable no-await-in-loop -- a handful of small files
      await mkdir(dirname(join(target, name)), { recursive: true, mode: 0o700 });
      await copyFile(join(options.keysFolder, name), join(target, name));
      // oxlint-enable no-await-in-loop
    }
  }
  const present = new Map((await fingerprints(target)).map((key) => [key.name, key.sha256]));
  const missing = manifest.keys
    .map((key) => key.name)
    .filter((name) => indispensable.includes(name) && !present.has(name));
  if (missing.length > 0)
    throw new UserError({
      vi: `Thiếu khoá trong ${target}: ${missing.join(', ')}. Không có khoá thì không mở được tệp và không kiểm được nhật ký; hãy thêm --keys THƯ_MỤC_KHOÁ.`,
      en: `keys are missing in ${target}: ${missing.join(', ')}; add --keys FOLDER`,
    });
  return manifest.keys
    .filter((key) => present.get(key.name) !== key.sha256)
    .map((key) => `keys/${key.name} is not what it was when the backup was taken`);
}

/** Exactly the manifest's migrations, nothing else: no policies, no views, no newer step. */
async function layManifestMigrations(
  client: pg.ClientBase,
  manifest: Manifest,
  options: RestoreOptions,
): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'serepok-restore-'));
  try {
    const wanted = new Set(manifest.migrations.map((item) => `${item.room}/${item.name}`));
    const bare: Room[] = [];
    for (const { name, layer, dependsOn, folder } of options.rooms) {
      const migrations = join(scratch, name, 'migrations');
      // oxlint-disable no-await-in-loop -- a few small files
      await mkdir(migrations, { recursive: true });
      for (const file of migrationsOf({ name, layer, dependsOn, folder }))
        if (wanted.has(`${name}/${file.name}`)) await writeFile(join(migrations, file.name), file.sql);
      // oxlint-enable no-await-in-loop
      bare.push({ name, layer, dependsOn, folder: join(scratch, name) });
    }
    await migrate(client, bare, options.now);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  const queue = createPool(options.jobs, { max: 1, isPipelined: false });
  try {
    await prepareQueue(queue);
    const { rows } = await queue.query<{ id: number }>(
      'select coalesce(max(id), 0)::int as id from graphile_worker.migrations',
    );
    if ((rows[0]?.id ?? 0) < manifest.queueMigration) throw olderQueue();
  } finally {
    await queue.end();
  }
}

function olderQueue(): UserError {
  return new UserError({
    vi: 'Bản sao lưu đến từ phiên bản mới hơn của hàng đợi công việc. Hãy dùng phiên bản Serepok mới hơn.',
    en: 'the backup comes from a newer version of the job queue; use a newer Serepok',
  });
}

async function loadTable(client: pg.ClientBase, folder: string, table: BackupTable): Promise<void> {
  await readStored(folder, table.file, client.query(copyFrom(copyInStatement(table))));
}

/** Read back, a table must be the very text that was loaded. */
async function differs(client: pg.ClientBase, table: BackupTable): Promise<string | null> {
  const { content, rows } = await digestOf(copyOut(client, table));
  if (rows !== table.file.rows) return `${table.name}: ${rows} rows instead of ${table.file.rows}`;
  return content === table.file.content ? null : `${table.name}: content differs`;
}

/**
 * All tables in one transaction. Triggers and foreign keys rest meanwhile (append-only tables refuse to be emptied, and
 * the rows come from one consistent moment); row-level security is not laid yet.
 */
async function loadRows(client: pg.ClientBase, folder: string, manifest: Manifest): Promise<string[]> {
  const faults: string[] = [];
  await client.query('begin');
  try {
    for (const setting of copySettings) await client.query(setting);
    await client.query(`set local session_replication_role = 'replica'`);
    await client.query(`truncate ${manifest.tables.map((table) => table.name).join(', ')}`);
    for (const table of manifest.tables) {
      // oxlint-disable no-await-in-loop -- one connection, one table after the other
      await loadTable(client, folder, table);
      const fault = await differs(client, table);
      if (fault) faults.push(fault);
      // oxlint-enable no-await-in-loop
    }
    // oxlint-disable-next-line no-await-in-loop -- one connection
    for (const sequence of manifest.sequences)
      await client.query('select setval($1::regclass, $2, $3)', [
        sequence.name,
        sequence.last,
        sequence.isCalled,
      ]);
    await client.query(faults.length > 0 ? 'rollback' : 'commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
  return faults;
}

/** A job that ran when the snapshot was taken runs again: delivery is at least once, effects are once. */
async function releaseJobs(client: pg.ClientBase): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- one connection
  for (const table of ['_private_jobs', '_private_job_queues'])
    await client.query(
      `update graphile_worker.${table} set locked_at = null, locked_by = null where locked_by is not null`,
    );
}

async function restoreObjects(
  folder: string,
  manifest: Manifest,
  home: string,
): Promise<{ count: number; faults: string[] }> {
  const source = openFolderStorage({ folder: join(folder, 'objects') });
  const target = openFolderStorage({ folder: join(home, 'files') });
  const objects = await objectsOf(folder, manifest);
  const faults: string[] = [];
  for (const object of objects) {
    // oxlint-disable no-await-in-loop -- one object at a time
    await target.put(object.id, await source.get(object.id));
    if (sha256(await target.get(object.id)) !== object.sha256) faults.push(`objects/${object.id}`);
    // oxlint-enable no-await-in-loop
  }
  return { count: objects.length, faults };
}

/** Objects that rows name must be there, and the other way round nothing was left out. */
async function missingObjects(client: pg.ClientBase, folder: string, manifest: Manifest): Promise<string[]> {
  if (!manifest.objects) return [];
  const there = new Set([
    ...(await objectsOf(folder, manifest)).map(({ id }) => id),
    ...manifest.objects.erased,
  ]);
  const { rows } = await client.query<{ id: string }>('select id from files.object');
  return rows.filter(({ id }) => !there.has(id)).map(({ id }) => `objects/${id} is missing`);
}

async function proveLedger(
  client: pg.ClientBase,
  runner: Runner,
  { folder, manifest }: { folder: string; manifest: Manifest },
): Promise<string[]> {
  if (!manifest.ledger) return [];
  const faults = await runner.act({ action: 'restore.prove', principal: system, mode: 'read' }, (ctx) =>
    checkLedger(ctx.db),
  );
  const found = faults.map((fault) => `ledger: ${fault.problem} ${fault.subject} ${fault.detail}`);
  const parts: Buffer[] = [];
  for await (const chunk of copyLedger(client)) parts.push(chunk as Buffer);
  const now = new Map(accountLines(Buffer.concat(parts).toString('utf8').split('\n').filter(Boolean)));
  for (const [code, sums] of accountLines(await readStoredLines(folder, manifest.ledger)))
    if (now.get(code) !== sums)
      found.push(`ledger: account ${code} was ${sums}, is ${now.get(code) ?? 'gone'}`);
  if (now.size !== manifest.ledger.rows)
    found.push(`ledger: ${now.size} accounts instead of ${manifest.ledger.rows}`);
  return found;
}

function accountLines(lines: readonly string[]): [string, string][] {
  return lines.map((line) => {
    const at = line.indexOf('\t');
    return [line.slice(0, at), line.slice(at + 1).replaceAll('\t', ' ')];
  });
}

async function proveAudit(runner: Runner, manifest: Manifest): Promise<{ size: number; faults: string[] }> {
  const head = manifest.audit;
  const root = head ? fromBase64(head.root) : undefined;
  const known = head && root ? [{ origin: head.origin, size: head.size, root }] : [];
  const report = await verifyAudit(runner, { known, maxFindings: 20 });
  const size = head?.size ?? 0;
  const faults = [
    ...report.log.findings
      .filter((finding) => finding.kind !== 'unsigned')
      .map((finding) => `audit: ${JSON.stringify(finding)}`),
    ...report.account.findings.map((finding) => `audit: ${JSON.stringify(finding)}`),
  ];
  if (report.log.size < size)
    faults.push(`audit: the log ends at ${report.log.size}, the backup's at ${size}`);
  if (!report.ok && faults.length === 0) faults.push('audit: the log does not verify');
  return { size: report.log.size, faults };
}

function asUserError(error: unknown): unknown {
  if ((error as { code?: string }).code !== '42501') return error;
  return new UserError({
    vi: 'Tài khoản trong DATABASE_URL không đủ quyền. Khôi phục cần SUPERUSER (để tạm dừng trigger và khoá ngoại khi nạp).',
    en: 'restore needs a superuser: triggers and foreign keys rest while rows are loaded',
  });
}

/**
 * Restores into an empty database and proves that the copy is the original. Rows are all or nothing.
 * @throws UserError before anything is written, when the backup is damaged, the target is not empty or keys are missing
 */
export async function restoreBackup(options: RestoreOptions): Promise<Proof> {
  const folder = resolve(options.folder);
  const manifest = readManifest(folder);
  options.report?.({ vi: 'Kiểm tra từng tệp của bản sao lưu', en: 'checking every file of the backup' });
  const wrong = await checkBackup(folder);
  if (wrong.length > 0) throw damaged(wrong.join(', '));
  refuseForeignVersion(manifest, options.rooms);
  const client = createClient({ ...options.admin, application_name: 'serepok-restore' });
  await client.connect();
  try {
    await refuseUsed(client, options);
    const warnings = await placeKeys(manifest, options);
    await layManifestMigrations(client, manifest, options);
    options.report?.({
      vi: 'Nạp dữ liệu và đọc lại từng bảng',
      en: 'loading rows, reading every table back',
    });
    const rowFaults = await loadRows(client, folder, manifest);
    if (rowFaults.length > 0) return proofOf(manifest, { faults: rowFaults, warnings });
    await releaseJobs(client);
    await migrate(client, options.rooms, options.now);
    const objects = await restoreObjects(folder, manifest, options.home);
    await client.query('analyze');
    options.report?.({ vi: 'Kiểm chứng sổ cái và nhật ký', en: 'proving ledger and audit log' });
    const runner = await options.openRunner();
    const audit = await proveAudit(runner, manifest);
    const faults = [
      ...objects.faults,
      ...(await missingObjects(client, folder, manifest)),
      ...(await proveLedger(client, runner, { folder, manifest })),
      ...audit.faults,
    ];
    return proofOf(manifest, { faults, warnings, objects: objects.count, auditSize: audit.size });
  } catch (error) {
    throw asUserError(error);
  } finally {
    await client.end();
  }
}

function proofOf(manifest: Manifest, found: Partial<Proof>): Proof {
  return {
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, table) => sum + table.file.rows, 0),
    objects: 0,
    accounts: manifest.ledger?.rows ?? 0,
    auditSize: 0,
    faults: [],
    warnings: [],
    ...found,
  };
}
