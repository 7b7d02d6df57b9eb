import { type Hash, createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readdirSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** One file of a backup: its own hash, and the hash of what it holds uncompressed. */
const storedFile = z.object({
  path: z.string().regex(/^[a-z0-9_][a-z0-9_./-]*$/i),
  sha256: digest,
  content: digest,
  rows: z.number().int().min(0),
});

const migration = z.object({ room: z.string(), name: z.string(), checksum: z.string() });

export const manifestSchema = z.object({
  format: z.literal('serepok-backup'),
  version: z.literal(1),
  takenAt: z.string(),
  postgres: z.string(),
  migrations: z.array(migration),
  /** The queue's own migrations are counted by its library. */
  queueMigration: z.number().int(),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), file: storedFile })),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), isCalled: z.boolean() })),
  /** Every account with its sums, as text, one a line. */
  ledger: storedFile.nullable(),
  audit: z
    .object({ origin: z.string(), size: z.number().int(), root: z.string(), note: z.string().nullable() })
    .nullable(),
  /** Sealed file objects: id and hash, one a line. `erased` were removed while the backup ran. */
  objects: z.object({ list: storedFile, bytes: z.number().int(), erased: z.array(z.string()) }).nullable(),
  /** What the keys were, not the keys: file name and hash. */
  keys: z.array(z.object({ name: z.string(), sha256: digest })),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type StoredFile = z.infer<typeof storedFile>;
export type BackupTable = Manifest['tables'][number];

export const MANIFEST = 'manifest.json';
export const MANIFEST_HASH = 'manifest.sha256';

/** So that the same rows are always the same text. */
export const copySettings = [
  `set local row_security = off`,
  `set local synchronize_seqscans = off`,
  `set local datestyle = 'ISO, YMD'`,
  `set local intervalstyle = 'iso_8601'`,
  `set local timezone = 'UTC'`,
  `set local extra_float_digits = 3`,
  `set local bytea_output = 'hex'`,
  `set local statement_timeout = 0`,
  `set local client_encoding = 'UTF8'`,
];

const LINE_FEED = 0x0a;

interface Meter {
  readonly stream: Transform;
  readonly hash: Hash;
  readonly rows: () => number;
}

/** Hashes what passes and counts its lines: COPY's text has one line per row. */
function meter(): Meter {
  const hash = createHash('sha256');
  let rows = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) rows += 1;
      done(null, chunk);
    },
  });
  return { stream, hash, rows: () => rows };
}

function copyStatement(table: Pick<BackupTable, 'name' | 'columns'>, direction: string): string {
  return `copy ${table.name} (${table.columns.join(', ')}) ${direction}`;
}

export function copyOut(client: pg.ClientBase, table: Pick<BackupTable, 'name' | 'columns'>): Readable {
  return client.query(copyTo(copyStatement(table, 'to stdout')));
}

export function copyInStatement(table: BackupTable): string {
  return copyStatement(table, 'from stdin');
}

/** Writes compressed, hashes both sides, and makes sure that the bytes are on the disk. */
export async function writeStored(folder: string, path: string, source: Readable): Promise<StoredFile> {
  const [inner, outer] = [meter(), meter()];
  const target = createWriteStream(join(folder, path), { flags: 'wx', mode: 0o600 });
  await pipeline(source, inner.stream, createGzip({ level: 6 }), outer.stream, target);
  await syncPath(join(folder, path));
  return { path, sha256: outer.hash.digest('hex'), content: inner.hash.digest('hex'), rows: inner.rows() };
}

/** Uncompressed content of a file of the backup. */
export async function readStored(folder: string, file: StoredFile, target: Writable): Promise<void> {
  await pipeline(createReadStream(join(folder, file.path)), createGunzip(), target);
}

export async function readStoredLines(folder: string, file: StoredFile): Promise<string[]> {
  const parts: Buffer[] = [];
  const keep = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(chunk);
      done();
    },
  });
  await readStored(folder, file, keep);
  return Buffer.concat(parts).toString('utf8').split('\n').filter(Boolean);
}

/** The hash and the number of rows of a table as it would be copied out now. */
export async function digestOf(source: Readable): Promise<{ content: string; rows: number }> {
  const { stream, hash, rows } = meter();
  await pipeline(source, stream, new Writable({ write: (_chunk, _encoding, done) => done() }));
  return { content: hash.digest('hex'), rows: rows() };
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Files below a folder, by path, in a fixed order. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

export async function fingerprints(folder: string): Promise<Manifest['keys']> {
  return Promise.all(
    filesBelow(folder).map(async (name) => ({ name, sha256: sha256(await readFile(join(folder, name))) })),
  );
}

/** Accounts of the ledger with what their entries and their balances add up to. */
export const ledgerSums = {
  name: `(select a.code, b.posted, b.pending_debit, b.pending_credit, coalesce(e.posted, 0)
    from money.account a
    left join (select account_id, sum(posted) as posted, sum(pending_debit) as pending_debit, sum(pending_credit) as pending_credit
                 from money.account_balance group by account_id) b on b.account_id = a.id
    left join (select account_id, sum(amount::numeric) filter (where phase = 'posted') as posted from money.entry group by account_id) e
      on e.account_id = a.id
   order by a.code collate "C")`.replaceAll(/\s+/g, ' '),
};

export function copyLedger(client: pg.ClientBase): Readable {
  return client.query(copyTo(`copy ${ledgerSums.name} to stdout`));
}
