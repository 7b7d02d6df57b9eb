import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dossier } from '#contract/dossier';
import type { Draft } from '#contract/filing';
import { type EmbeddedServer, createClient, startEmbedded } from '#platform/db';
import type { Clock } from '#platform/runtime';
import { drain } from '#platform/worker';
import { signBody } from '../../sandbox/kit/index.ts';
import { type House, compose } from '../../src/app/compose.ts';
import { type Connections, migrateDatabase } from '../../src/app/database.ts';
import { rooms } from '../../src/app/rooms.ts';
import { FEE, answers } from '../support/journey.ts';
import type { ServerOrder } from './server-process.fixture.ts';
import { expectSound } from '../support/soundness.ts';
import {
  type OutsideWorld,
  closeWorld,
  configFor,
  connectionsOf,
  secrets,
  seedProvince,
  startWorld,
} from '../support/world.ts';

// A database of its own with full durability and a server process, both killed for real while people file and pay.

const rounds = process.env.SEREPOK_LONG === '1' ? 12 : 1;
const CLIENTS = 4;
const folder = mkdtempSync(join(tmpdir(), 'serepok-kill-'));
const offset = Date.parse('2026-11-23T09:00:00+07:00') - Date.now();
const clock: Clock = { now: () => new Date(Date.now() + offset) };

let embedded: EmbeddedServer;
let outside: OutsideWorld;
let house: House;
let connections: Connections;
let persons: string[] = [];

beforeAll(async () => {
  embedded = await startEmbedded({ folder: join(folder, 'postgres') });
  const admin = createClient({
    host: embedded.socket,
    port: 5432,
    user: 'serepok_admin',
    database: 'postgres',
  });
  await admin.connect();
  await admin.query('create database serepok');
  await admin.end();
  connections = connectionsOf(embedded.socket, 'serepok');
  await migrateDatabase(connections, clock.now());
  outside = await startWorld(folder, clock);
  house = await compose(configFor(folder, outside), connections, { clock });
  await seedProvince(house, connections);
  persons = await filers();
}, 120_000);

afterAll(async () => {
  await house.close().catch(() => undefined);
  await closeWorld(outside);
  await embedded.stop();
  for (const place of [folder, dirname(embedded.dataFolder)]) rmSync(place, { recursive: true, force: true });
}, 60_000);

async function query<T>(text: string, values: unknown[] = []): Promise<T[]> {
  const client = createClient(connections.admin);
  await client.connect();
  try {
    return (await client.query(text, values)).rows as T[];
  } finally {
    await client.end();
  }
}

/** Living adults with an address in the province: one for each client. */
async function filers(): Promise<string[]> {
  const found = await query<{ id: string }>(
    `select id from person.person where state = 'alive' and birth_year between 1960 and 2000 and home_place is not null
      order by id limit $1`,
    [CLIENTS],
  );
  return found.map((row) => row.id);
}

interface Server {
  readonly child: ChildProcess;
  readonly address: string;
}

async function startServer(): Promise<Server> {
  const order: ServerOrder = { config: house.config, socket: embedded.socket, database: 'serepok', offset };
  const script = join(import.meta.dirname, 'server-process.fixture.ts');
  const args = ['--disable-warning=ExperimentalWarning', script, JSON.stringify(order)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, address: line.toString().trim() };
}

async function stopServer({ child }: Server, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

/** What the outside was told is done. */
interface Told {
  readonly dossiers: Map<string, { draftId: string; code: string; requestId: string }>;
  readonly notices: Map<string, string>;
}

interface Run {
  /** Where the server is now; clients wait while there is none. */
  address: string | null;
  isOver: boolean;
  readonly told: Told;
  retries: number;
}

type Sent = { status: number; body: unknown; requestId: string };

async function sendOnce(run: Run, request: { url: string; init: RequestInit }): Promise<Sent | undefined> {
  if (run.address === null) return undefined;
  try {
    const answer = await fetch(run.address + request.url, {
      ...request.init,
      signal: AbortSignal.timeout(15_000),
    });
    const body: unknown = await answer.json();
    return { status: answer.status, body, requestId: answer.headers.get('x-request-id') ?? '' };
  } catch {
    return undefined;
  }
}

/** As a careful client does: the same request with the same key until there is an answer that is not a failure. */
async function send(run: Run, request: { url: string; init: RequestInit }): Promise<Sent> {
  for (;;) {
    const sent = await sendOnce(run, request);
    if (sent && sent.status < 500) return sent;
    run.retries += 1;
    await sleep(50);
  }
}

let keys = 0;

async function ask<T>(
  run: Run,
  as: string,
  request: { method: string; url: string; body?: unknown },
): Promise<T & { requestId: string }> {
  keys += 1;
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': `key-${keys}`,
    'x-test-person': as,
  };
  const init: RequestInit = { method: request.method, headers, body: JSON.stringify(request.body ?? {}) };
  const sent = await send(run, { url: `/api/v1${request.url}`, init });
  if (sent.status >= 300) throw new Error(`${request.url} ${sent.status}: ${JSON.stringify(sent.body)}`);
  return { ...(sent.body as T), requestId: sent.requestId };
}

async function pay(run: Run, payment: { transferCode: string; accountNumber: string }): Promise<string> {
  const body = JSON.stringify({
    noticeId: `n-${payment.transferCode}`,
    account: payment.accountNumber,
    amount: FEE,
    description: payment.transferCode,
    occurredAt: clock.now().toISOString(),
    reference: `FT-${payment.transferCode}`,
  });
  const headers = { 'content-type': 'application/json', 'x-signature': signBody(secrets.bankWebhook, body) };
  const sent = await send(run, { url: '/api/v1/bank-notices', init: { method: 'POST', headers, body } });
  expect(sent.status).toBe(202);
  return `n-${payment.transferCode}`;
}

/** Files and pays, one dossier after the other, until the run is over. */
async function client(run: Run, person: string): Promise<void> {
  while (!run.isOver) {
    const started = await ask<Draft>(run, person, {
      method: 'POST',
      url: '/drafts',
      body: { procedureCode: '2.000635' },
    });
    const draft = await saved(run, person, started);
    const dossier = await ask<Dossier>(run, person, {
      method: 'POST',
      url: `/drafts/${draft.id}/submission`,
      body: { declared: true, version: draft.version },
    });
    run.told.dossiers.set(dossier.id, {
      draftId: draft.id,
      code: dossier.code,
      requestId: dossier.requestId,
    });
    const payment = await ask<{ transferCode: string; accountNumber: string }>(run, person, {
      method: 'POST',
      url: `/me/dossiers/${dossier.id}/payment`,
    });
    run.told.notices.set(await pay(run, payment), dossier.id);
  }
}

/** A save has no key: after a lost answer the draft tells whether it was kept. */
async function saved(run: Run, person: string, draft: Draft): Promise<Draft> {
  const body = { answers, page: null, version: draft.version };
  try {
    return await ask<Draft>(run, person, { method: 'PUT', url: `/drafts/${draft.id}`, body });
  } catch (error) {
    if (!String(error).includes('changed_meanwhile')) throw error;
    const headers = { 'x-test-person': person };
    const sent = await send(run, { url: `/api/v1/drafts/${draft.id}`, init: { headers } });
    return sent.body as Draft;
  }
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (holds()) return;
    await sleep(25);
  }
  throw new Error(`waited in vain: ${what}`);
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

async function killDatabase(): Promise<void> {
  const pidFile = join(embedded.dataFolder, 'postmaster.pid');
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8').split('\n')[0] ?? '', 10);
  process.kill(pid, 'SIGKILL');
  await until(() => isGone(pid), 'the end of the database');
}

/** Backends of the killed server may hold its shared memory for a moment: a start is then refused. */
async function startDatabase(tries = 40): Promise<void> {
  try {
    embedded = await startEmbedded({ folder: join(folder, 'postgres') });
  } catch (error) {
    if (tries === 0) throw error;
    await sleep(250);
    await startDatabase(tries - 1);
  }
}

async function expectTold(told: Told): Promise<void> {
  const dossiers = await query<{ id: string; code: string; drafts: string[]; submitted: number }>(
    `select d.id, d.code, array(select f.id::text from filing.draft f where f.dossier_id = d.id) as drafts,
            (select count(*)::int from dossier.event e where e.dossier_id = d.id and e.type = 'submitted') as submitted
       from dossier.dossier d`,
  );
  const byId = new Map(dossiers.map((row) => [row.id, row]));
  for (const [id, { draftId, code }] of told.dossiers)
    expect(byId.get(id), code).toMatchObject({ code, drafts: [draftId], submitted: 1 });
  expect(dossiers.length).toBe(told.dossiers.size);
  const entries = await query<{ dossier_id: string; times: number }>(
    `select ev.stream_id as dossier_id, count(*)::int as times
       from audit.entry e join events.event ev on ev.request_id = e.request_id and ev.type = 'dossier.submitted'
      where e.action = 'filing.submit' and e.kind = 'act' group by 1`,
  );
  expect(new Set(entries.map((row) => row.dossier_id))).toEqual(new Set(told.dossiers.keys()));
  expect(entries.filter((row) => row.times !== 1)).toEqual([]);
  const paid = await query<{
    notice_id: string;
    reference: string;
    received: number;
    state: string;
    times: number;
  }>(
    `select n.notice_id, o.reference, o.received::int, o.state,
            (select count(*)::int from dossier.event e where 'dossier:' || e.dossier_id = o.reference and e.type = 'paid') as times
       from money.bank_notice n join money.obligation o on o.id = n.obligation_id`,
  );
  expect(paid.length).toBe(told.notices.size);
  for (const [notice, dossierId] of told.notices)
    expect(paid.filter((row) => row.notice_id === notice)).toEqual([
      { notice_id: notice, reference: `dossier:${dossierId}`, received: FEE, state: 'paid', times: 1 },
    ]);
}

test(
  'server and database killed under load: what was acknowledged stands exactly once',
  async () => {
    const run: Run = {
      address: null,
      isOver: false,
      told: { dossiers: new Map(), notices: new Map() },
      retries: 0,
    };
    let server = await startServer();
    run.address = server.address;
    const clients = Promise.all(persons.map((person) => client(run, person)));
    const done = () => run.told.dossiers.size;
    clients.catch(() => undefined);
    for (let round = 0; round < rounds; round += 1) {
      const before = done();
      await until(() => done() >= before + 6, 'six dossiers');
      await stopServer(server, 'SIGKILL');
      server = await startServer();
      run.address = server.address;
      const middle = done();
      await until(() => done() >= middle + 6, 'six dossiers after the server was killed');
      await killDatabase();
      await startDatabase();
      const later = done();
      await until(() => done() >= later + 6, 'six dossiers after the database was killed');
    }
    run.isOver = true;
    await clients;
    expect(run.retries).toBeGreaterThan(0);
    await stopServer(server, 'SIGKILL');
    await query(
      `update graphile_worker._private_jobs set run_at = now(), locked_at = null, locked_by = null`,
    );
    await query(`update graphile_worker._private_job_queues set locked_at = null, locked_by = null`);
    await drain({ runner: house.runner, rooms, queuePool: house.pools.jobs });
    await expectTold(run.told);
    await expectSound(house.runner);
  },
  rounds * 120_000,
);
