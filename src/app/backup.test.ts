import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openKeyFile, sequenceAll, signHead, signNow, verifyAudit } from '#platform/audit';
import { createClient, createPool, roles } from '#platform/db';
import { openFolderStorage } from '#platform/files';
import { enqueue } from '#platform/jobs';
import { checkLedger, move, openAccount, postTransfer } from '#platform/money';
import { type Ports, seededRandom, system, uuidv7 } from '#platform/runtime';
import { type Runner, createRunner } from '#platform/use-case';
import { type TestHouse, openHouse } from '../../test/support/house.ts';
import { takeBackup } from './backup.ts';
import { type RestoreOptions, checkBackup, restoreBackup } from './restore.ts';

const scratch = mkdtempSync(join(tmpdir(), 'serepok-backup-'));
const home = join(scratch, 'home');
const first = join(scratch, 'first');
const objectId = '019ab000-0000-7000-8000-00000000f11e';
const opened: { pool: pg.Pool; database: string }[] = [];

let house: TestHouse;
let accounts: string[] = [];
let auditKey: Ports['auditKey'];

const as = (database: string, user = 'serepok_admin') => ({
  host: inject('socket'),
  port: 5432,
  user,
  database,
});

async function transfer(key: string, amount: number): Promise<void> {
  const [from = '', to = ''] = accounts;
  await house.runner.act({ action: 'test.pay', principal: system }, async (ctx) => {
    await postTransfer(ctx, {
      key,
      kind: 'fee',
      reference: key,
      occurredAt: ctx.clock.now(),
      postings: move(amount, from, to),
    });
    await ctx.events.emit({ type: 'test.paid', streamId: ctx.ids.next(), data: { key } });
    await enqueue(ctx, [{ name: 'test.later', payload: { key }, runAt: new Date('2027-01-01T00:00:00Z') }]);
  });
}

async function emptyDatabase(name: string): Promise<string> {
  const database = `t_backup_${process.pid}_${name}`;
  await house.admin.query(`drop database if exists ${database}`);
  await house.admin.query(`create database ${database}`);
  return database;
}

function runnerOn(database: string): Runner {
  const pool = createPool(as(database, roles.app), { max: 2 });
  opened.push({ pool, database });
  const random = seededRandom('restored');
  return createRunner({
    pool,
    clock: house.clock,
    ids: uuidv7(house.clock, random),
    random,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ports: { auditKey } as Ports,
    consumers: new Map(),
  });
}

function target(database: string, more: Partial<RestoreOptions> = {}): RestoreOptions {
  return {
    admin: as(database),
    jobs: as(database, roles.jobs),
    home: join(scratch, `home-${database}`),
    folder: first,
    keysFolder: join(scratch, 'keys-first'),
    rooms: house.rooms,
    now: house.clock.now(),
    openRunner: () => Promise.resolve(runnerOn(database)),
    ...more,
  };
}

const take = (folder: string, keysFolder?: string) =>
  takeBackup({ admin: as(house.database), home, folder, keysFolder, now: house.clock.now() });

async function withClient<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = createClient(as(database));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  auditKey = openKeyFile(join(home, 'keys', 'audit.pem'), 'serepok.test/audit', { create: true });
  house = await openHouse({ rooms: ['money', 'files', 'notify', 'calendar'], ports: { auditKey } });
  await openFolderStorage({ folder: join(home, 'files') }).put(objectId, Buffer.from('sealed bytes'));
  await house.admin.query(
    `insert into files.object values ($1, sha256('x'), 12, 'application/pdf', 'files-1', '\\x00ff', '2026-11-23')`,
    [objectId],
  );
  accounts = await house.runner.act({ action: 'test.open', principal: system }, async (ctx) => [
    await openAccount(ctx, { code: 'tiền/1', kind: 'asset', name: 'dấu \\ và\txuống\ndòng' }),
    await openAccount(ctx, { code: 'thu/1', kind: 'income', name: 'Phí' }),
  ]);
  for (let n = 0; n < 20; n += 1) await transfer(`before-${n}`, 1000 + n);
  await sequenceAll(house.runner);
  await signHead(house.runner, signNow);
  await take(first, join(scratch, 'keys-first'));
}, 120_000);

afterAll(async () => {
  for (const { pool, database } of opened) {
    await pool.end();
    await house.admin.query(`drop database if exists ${database} with (force)`);
  }
  await house.close();
  rmSync(scratch, { recursive: true, force: true });
});

describe('a backup', () => {
  test('restored proves itself, and goes on where the original stood', async () => {
    const database = await emptyDatabase('whole');
    const proof = await restoreBackup(target(database));
    expect(proof.faults).toEqual([]);
    expect(proof.warnings).toEqual([]);
    expect(proof.objects).toBe(1);
    expect(proof.accounts).toBe(2);
    expect(proof.auditSize).toBeGreaterThanOrEqual(20);
    await withClient(database, async (client) => {
      const names = await client.query<{ name: string }>(
        `select name from money.account where code = 'tiền/1'`,
      );
      expect(names.rows[0]?.name).toBe('dấu \\ và\txuống\ndòng');
      const jobs = await client.query<{ n: number }>(
        `select count(*)::int as n from graphile_worker.jobs where task_identifier = 'test.later'`,
      );
      expect(jobs.rows[0]?.n).toBe(20);
      const next = await client.query<{ free: boolean }>(
        `select nextval(pg_get_serial_sequence('money.entry', 'position')) > (select max(position) from money.entry) as free`,
      );
      expect(next.rows[0]?.free).toBe(true);
      await expect(client.query('delete from audit.entry')).rejects.toThrow(/append-only/);
      const forced = await client.query<{ n: number }>(
        `select count(*)::int as n from pg_class where relforcerowsecurity`,
      );
      expect(forced.rows[0]?.n).toBeGreaterThan(3);
    });
    const kept = await openFolderStorage({ folder: join(scratch, `home-${database}`, 'files') }).get(
      objectId,
    );
    expect(kept.toString()).toBe('sealed bytes');
  });

  test('is of one moment while others write', async () => {
    let isWriting = true;
    const write = async (client: number): Promise<number> => {
      let n = 0;
      while (isWriting) {
        // oxlint-disable-next-line no-await-in-loop -- one client, one act after the other
        await transfer(`during-${client}-${n}`, 500);
        n += 1;
      }
      return n;
    };
    const writers = [write(1), write(2), write(3)];
    const folder = join(scratch, 'busy');
    await take(folder, join(scratch, 'keys-busy'));
    await take(`${folder}-again`);
    isWriting = false;
    const written = (await Promise.all(writers)).reduce((sum, n) => sum + n, 0);
    expect(written).toBeGreaterThan(3);
    const database = await emptyDatabase('busy');
    const proof = await restoreBackup(
      target(database, { folder: `${folder}-again`, keysFolder: join(scratch, 'keys-busy') }),
    );
    expect(proof.faults).toEqual([]);
    await withClient(database, async (client) => {
      const { rows } = await client.query<{ transfers: number; events: number; jobs: number }>(
        `select (select count(*)::int from money.transfer where reference like 'during-%') as transfers,
                (select count(*)::int from events.event where data ->> 'key' like 'during-%') as events,
                (select count(*)::int from graphile_worker.jobs where task_identifier = 'test.later') - 20 as jobs`,
      );
      const [found] = rows;
      expect(found?.events).toBe(found?.transfers);
      expect(found?.jobs).toBe(found?.transfers);
      expect(found?.transfers).toBeGreaterThan(0);
      expect(found?.transfers).toBeLessThanOrEqual(written);
    });
  }, 120_000);

  test('never lies in a half-written folder, and is not overwritten', async () => {
    await expect(take(first)).rejects.toThrow(/đã có/);
    const folder = join(scratch, 'broken');
    const gone = '019ab000-0000-7000-8000-00000000dead';
    await house.admin.query(
      `insert into files.object values ($1, sha256('y'), 1, 'application/pdf', 'files-1', '\\x00', '2026-11-23')`,
      [gone],
    );
    await expect(take(folder)).rejects.toThrow(gone);
    await house.admin.query('delete from files.object where id = $1', [gone]);
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(scratch).filter((name) => name.includes('partial'))).toEqual([]);
  });

  test('holds no key, and keys do not go beside it', async () => {
    expect(readdirSync(first).sort()).toEqual([
      'ledger.tsv.gz',
      'manifest.json',
      'manifest.sha256',
      'objects',
      'objects.tsv.gz',
      'tables',
    ]);
    const folder = join(scratch, 'beside');
    await expect(take(folder, join(folder, 'keys'))).rejects.toThrow(/--keys/);
  });
});

describe('a restore', () => {
  test.each(['tables/money.entry.gz', 'ledger.tsv.gz', 'manifest.json'])(
    'finds and names a flipped byte in %s, and writes nothing',
    async (path) => {
      const database = await emptyDatabase('flipped');
      const file = join(first, path);
      const good = readFileSync(file);
      const bad = Buffer.from(good);
      const middle = Math.trunc(bad.length / 2);
      bad[middle] = (bad[middle] ?? 0) ^ 1;
      writeFileSync(file, bad);
      try {
        await expect(restoreBackup(target(database))).rejects.toThrow(path);
      } finally {
        writeFileSync(file, good);
      }
      const schemas = await withClient(database, (client) =>
        client.query(`select 1 from pg_namespace where nspname = 'migration'`),
      );
      expect(schemas.rowCount).toBe(0);
      await house.admin.query(`drop database ${database}`);
      expect(await checkBackup(first)).toEqual([]);
    },
  );

  test('names a changed file object', async () => {
    const file = join(first, 'objects', objectId.slice(-2), objectId.slice(-4, -2), objectId);
    const good = readFileSync(file);
    writeFileSync(file, 'sealed bytez');
    expect(await checkBackup(first)).toEqual([`objects/${objectId}`]);
    writeFileSync(file, good);
  });

  test('refuses a database or a home that is not empty', async () => {
    await expect(restoreBackup(target(house.database))).rejects.toThrow(/không trống|đã có dữ liệu/);
    const database = await emptyDatabase('used');
    await expect(restoreBackup(target(database, { home }))).rejects.toThrow(/đã có tệp/);
    await house.admin.query(`drop database ${database}`);
  });

  test('refuses to begin without the keys', async () => {
    const database = await emptyDatabase('keyless');
    const attempt = restoreBackup({ ...target(database), keysFolder: undefined });
    await expect(attempt).rejects.toThrow(/audit\.pem/);
    await house.admin.query(`drop database ${database}`);
  });

  test('refuses a backup of a version it does not know', async () => {
    const database = await emptyDatabase('foreign');
    const rooms = house.rooms.filter((room) => room.name !== 'calendar');
    await expect(restoreBackup(target(database, { rooms }))).rejects.toThrow(/calendar\//);
    await house.admin.query(`drop database ${database}`);
  });

  test('with another audit key says that the log does not verify', async () => {
    const database = await emptyDatabase('key');
    const other = openKeyFile(join(scratch, 'other.pem'), 'serepok.test/audit', { create: true });
    const proof = await restoreBackup(
      target(database, {
        openRunner: () => {
          const runner = runnerOn(database);
          return Promise.resolve({ ...runner, ports: { ...runner.ports, auditKey: other } });
        },
      }),
    );
    expect(proof.faults.join('\n')).toMatch(/^audit:/);
  });

  test('leaves the original as it was', async () => {
    await sequenceAll(house.runner);
    await signHead(house.runner, signNow);
    const report = await verifyAudit(house.runner);
    expect(report.account.findings).toEqual([]);
    const faults = await house.runner.act({ action: 'test.check', principal: system, mode: 'read' }, (ctx) =>
      checkLedger(ctx.db),
    );
    expect(faults).toEqual([]);
  });
});
