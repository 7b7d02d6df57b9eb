import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, createPool, inBuildOrder, migrate, roles, startEmbedded } from '#platform/db';
import type { Room } from '#platform/manifest';
import { seededRandom, system, systemClock, uuidv7 } from '#platform/runtime';
import type { Ports } from '#platform/runtime';
import { type Runner, createRunner } from '#platform/use-case';
import { prepareQueue } from '#platform/worker';
import { rooms as allRooms } from '../../app/rooms.ts';
import { checkLedger, money, move, openAccount, postTransfer, settleTransfer } from './index.ts';

// A database server of its own with full durability, killed for real while writers are at work.

const rounds = process.env.SEREPOK_LONG === '1' ? 20 : 2;
const writers = 6;
const folder = mkdtempSync(join(tmpdir(), 'serepok-money-'));
const base = ['access', 'jobs', 'edition', 'events', 'audit', 'http'];
const rooms: readonly Room[] = inBuildOrder([...allRooms.filter((room) => base.includes(room.name)), money]);
const random = seededRandom('crash');
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let socket = '';
let dataFolder = '';
let stop: () => Promise<void> = () => Promise.resolve();
let accounts: string[] = [];

/** Backends of a killed server may still hold its shared memory for a moment: a start is then refused. */
async function startPatiently(tries = 20): ReturnType<typeof startEmbedded> {
  try {
    return await startEmbedded({ folder });
  } catch (error) {
    if (tries === 0) throw error;
    await new Promise((done) => setTimeout(done, 250));
    return startPatiently(tries - 1);
  }
}

async function start(): Promise<void> {
  const server = await startPatiently();
  ({ socket, dataFolder } = server);
  stop = () => server.stop();
  await untilReady();
}

/** The socket answers before recovery has ended (57P03). */
async function untilReady(): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const client = createClient({ host: socket, user: 'serepok_admin', database: 'postgres' });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  throw new Error('the database did not come back');
}

async function withRunner<T>(work: (runner: Runner) => Promise<T>): Promise<T> {
  const pool: pg.Pool = createPool({ host: socket, user: roles.app, database: 'postgres' }, { max: writers });
  const runner = createRunner({
    pool,
    clock: systemClock,
    ids: uuidv7(systemClock, random),
    random,
    log: silent,
    ports: {} as Ports,
    consumers: new Map(),
  });
  try {
    return await work(runner);
  } finally {
    await pool.end().catch(() => undefined);
  }
}

async function killServer(): Promise<void> {
  const pid = Number.parseInt(
    readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0] ?? '',
    10,
  );
  process.kill(pid, 'SIGKILL');
}

beforeAll(async () => {
  await start();
  const admin = createClient({ host: socket, user: 'serepok_admin', database: 'postgres' });
  await admin.connect();
  await migrate(admin, rooms, new Date());
  await admin.end();
  const queuePool = createPool(
    { host: socket, user: roles.jobs, database: 'postgres' },
    { max: 1, isPipelined: false },
  );
  await prepareQueue(queuePool);
  await queuePool.end();
  accounts = await withRunner((runner) =>
    runner.act({ action: 'test.open', principal: system }, async (ctx) => {
      const ids: string[] = [];
      for (const shards of [16, 16, 1, 1])
        ids.push(await openAccount(ctx, { code: `a${ids.length}`, kind: 'asset', name: 'a', shards }));
      return ids;
    }),
  );
}, 120_000);

afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

async function transferOnce(runner: Runner, key: string, n: number): Promise<void> {
  await runner.act({ action: 'test.pay', principal: system }, async (ctx) => {
    const [from, to] = [accounts[n % 4] ?? '', accounts[(n + 1) % 4] ?? ''];
    const state = n % 3 === 0 ? 'pending' : 'posted';
    const { id } = await postTransfer(ctx, {
      key,
      kind: 'test',
      reference: key,
      occurredAt: new Date(0),
      state,
      postings: move(n + 1, from, to),
    });
    if (state === 'pending') await settleTransfer(ctx, id, n % 2 === 0 ? 'posted' : 'voided');
    await ctx.events.emit({ type: 'money.test', streamId: id, data: { key } });
  });
}

test(
  `no acknowledged transfer is lost or doubled over ${rounds} kills of the database under load`,
  async () => {
    const acknowledged = new Set<string>();
    const doubtful: [string, number][] = [];
    for (let round = 0; round < rounds; round += 1) {
      const write = async (runner: Runner, writer: number): Promise<void> => {
        for (let n = 0; ; n += 1) {
          const key = `${round}-${writer}-${n}`;
          try {
            await transferOnce(runner, key, n);
            acknowledged.add(key);
          } catch {
            doubtful.push([key, n]);
            return;
          }
          if (acknowledged.size > (round + 1) * 60 && writer === 0) {
            await killServer();
            return;
          }
        }
      };
      await withRunner((runner) =>
        Promise.all(Array.from({ length: writers }, (_, writer) => write(runner, writer))),
      );
      expect(doubtful.length).toBeGreaterThan(0);
      await start();
      await withRunner(async (runner) => {
        // whoever got no answer asks again with the same key
        for (const [key, n] of doubtful.splice(0)) {
          await transferOnce(runner, key, n);
          acknowledged.add(key);
        }
        expect(
          await runner.act({ action: 'test.check', principal: system, mode: 'read' }, (ctx) =>
            checkLedger(ctx.db),
          ),
        ).toEqual([]);
      });
    }
    const admin = createClient({ host: socket, user: 'serepok_admin', database: 'postgres' });
    await admin.connect();
    const { rows } = await admin.query<{ key: string }>('select idempotency_key as key from money.transfer');
    const known = rows.map((row) => row.key);
    expect(new Set(known).size).toBe(known.length);
    expect([...acknowledged].filter((key) => !known.includes(key))).toEqual([]);
    const { rows: audited } = await admin.query<{ count: number }>(
      `select count(*)::int as count from audit.entry where action = 'test.pay'`,
    );
    expect(audited[0]?.count).toBeGreaterThanOrEqual(known.length);
    await admin.end();
  },
  rounds * 60_000,
);
