import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type pg from 'pg';
import {
  buildLog,
  type EntryItem,
  exportSource,
  formatItem,
  type LogItem,
  sha256,
  verifyLog,
} from '#lib/transparency';
import { access } from '#platform/access';
import {
  audit,
  exportAudit,
  listAccesses,
  openKeyFile,
  sequenceAll,
  signHead,
  signNow,
  startSequencer,
  verifyAudit,
} from '#platform/audit';
import { createClient, createPool, migrate, roles, startEmbedded } from '#platform/db';
import { events } from '#platform/events';
import { http } from '#platform/http';
import { jobs } from '#platform/jobs';
import { anonymous, type Principal, systemClock, systemRandom, uuidv7 } from '#platform/runtime';
import { createRunner, type Runner } from '#platform/use-case';
import { ED25519, verifierKey } from '#lib/transparency';
import { type BenchLine, type Measured, measure as measureUnder, round } from './measure.ts';

export interface AuditBenchOptions {
  readonly print: (line: BenchLine) => void;
  /** Entries in the log that is verified. */
  readonly entries?: number;
  /** Seconds per measured round of acts. */
  readonly seconds?: number;
}

export interface Bench {
  readonly runner: Runner;
  readonly socket: string;
  readonly admin: pg.Client;
  readonly postmaster: number;
  readonly folder: string;
}

const officer: Principal = { ...anonymous, kind: 'staff', id: '019ab000-0000-7000-8000-0000000000aa' };
const citizenId = '019ab000-0000-7000-8000-000000000001';
const citizen: Principal = {
  ...anonymous,
  kind: 'citizen',
  id: citizenId,
  personId: citizenId,
  persons: [citizenId],
};
const CLIENTS = 8;
const WARM_UP = 1500;

/** The audit log's figures, each beside its baseline in the same run, on a database with full durability. */
export async function benchAudit(options: AuditBenchOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'serepok-bench-'));
  const server = await startEmbedded({
    folder,
    settings: { max_connections: '60', shared_buffers: '256MB' },
  });
  const admin = createClient({
    host: server.socket,
    port: 5432,
    user: server.adminUser,
    database: 'postgres',
  });
  await admin.connect();
  await migrate(admin, [access, jobs, events, http, audit], new Date());
  await admin.query(businessTables);
  const pool = createPool(
    { host: server.socket, port: 5432, user: roles.app, database: 'postgres' },
    { max: 20 },
  );
  const postmaster = Number(readFileSync(join(server.dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const bench = { runner: runnerOn(pool, folder), socket: server.socket, admin, postmaster, folder };
  try {
    const entries = options.entries ?? 200_000;
    await benchOffline(bench, entries, options.print);
    await benchSubmission(bench, options.seconds ?? 4, options.print);
    await benchLag(bench, options.seconds ?? 4, options.print);
    await benchDatabase(bench, entries, options.print);
    await benchAccesses(bench, options.print);
  } finally {
    await pool.end();
    await admin.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function runnerOn(pool: pg.Pool, folder: string): Runner {
  const auditKey = openKeyFile(join(folder, 'audit.pem'), 'serepok.bench/audit', { create: true });
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return createRunner({
    pool,
    clock: systemClock,
    ids: uuidv7(systemClock, systemRandom),
    random: systemRandom,
    log: quiet,
    ports: { auditKey } as Runner['ports'],
    consumers: new Map(),
  });
}

interface SequencerThread {
  /** Until everything has a position. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** The sequencer on a thread of its own, as where the worker is a process beside the server. */
async function startSequencerThread(bench: Bench): Promise<SequencerThread> {
  const { socket, folder } = bench;
  const thread = new Worker(new URL(import.meta.url), { workerData: { socket, folder } });
  await once(thread, 'message');
  return {
    settle: async () => {
      // oxlint-disable-next-line no-await-in-loop -- looks again and again
      while ((await waitingRequests(bench.admin)).size > 0) await sleep(10);
    },
    stop: async () => {
      thread.postMessage('stop');
      await once(thread, 'exit');
    },
  };
}

function runSequencerThread(where: { socket: string; folder: string }): void {
  const pool = createPool(
    { host: where.socket, port: 5432, user: roles.app, database: 'postgres' },
    { max: 2 },
  );
  const sequencer = startSequencer({ runner: runnerOn(pool, where.folder) });
  parentPort?.once('message', () => void sequencer.stop().then(() => pool.end()));
  parentPort?.postMessage('ready');
}

function measure<T>(bench: Bench, work: () => Promise<T>): Promise<Measured<T>> {
  return measureUnder(bench.postmaster, work);
}

/** An export verified as an auditor does it; beside it, hashing the same entries and nothing else. */
export async function benchOffline(
  bench: Bench,
  count: number,
  print: AuditBenchOptions['print'],
): Promise<void> {
  const { auditKey } = bench.runner.ports;
  const entries = Array.from({ length: count }, (_, n) =>
    Buffer.alloc(220, sha256(Buffer.from(`entry ${n}`))),
  );
  const items: LogItem[] = await buildLog(entries, {
    origin: auditKey.name,
    signer: auditKey,
    checkpointEvery: 1024,
  });
  const text = Buffer.from(items.map(formatItem).join(''));
  const source = exportSource(async function* () {
    for (let at = 0; at < text.length; at += 262_144) yield text.subarray(at, at + 262_144);
  });
  const bytes = items.filter((item): item is EntryItem => item.kind === 'entry').map((item) => item.entry);
  const plain = await measure(bench, async () => {
    for (const entry of bytes) if (entry !== undefined) sha256(entry);
  });
  const options = { origin: auditKey.name, keys: [verifierKey(auditKey.name, ED25519, auditKey.publicKey)] };
  const verified = await measure(bench, () => verifyLog(source, options));
  if (!verified.result.ok) throw new Error('the bench log does not verify');
  const [value, baseline] = [count / verified.seconds, count / plain.seconds];
  print({
    bench: 'audit',
    case: 'verify an export',
    value: Math.round(value),
    unit: 'entries/s',
    baseline: Math.round(baseline),
    ratio: round(value / baseline),
    target: 100_000,
    cpuSeconds: verified.cpuSeconds,
    ok: value >= 100_000,
  });
}

const businessTables = `
  create schema bench;
  grant usage on schema bench to serepok_app;
  create table bench.dossier (id uuid primary key, code text not null, agency uuid not null, form jsonb not null, filed_at timestamptz not null);
  create index on bench.dossier (agency, filed_at);
  create table bench.part (id uuid primary key, dossier uuid not null references bench.dossier (id), name text not null);
  create index on bench.part (dossier);
  create table bench.step (id uuid primary key, dossier uuid not null references bench.dossier (id), kind text not null, at timestamptz not null);
  create index on bench.step (dossier);
  grant insert, select on all tables in schema bench to serepok_app;`;

const form = JSON.stringify(
  Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`field${i}`, 'Buôn Ma Thuột '.repeat(4)])),
);

/** What a dossier's submission writes: one dossier, four parts, three steps, one event. */
async function submit(runner: Runner, mode: 'read' | 'write'): Promise<string> {
  return runner.act({ action: 'bench.submit', principal: officer, mode }, async (ctx) => {
    const [id, now] = [ctx.ids.next(), ctx.clock.now()];
    const table = ctx.db as unknown as AnyTables;
    await table
      .insertInto('bench.dossier')
      .values({ id, code: id, agency: officer.id, form, filed_at: now })
      .execute();
    const parts = [1, 2, 3, 4].map((n) => ({ id: ctx.ids.next(), dossier: id, name: `part ${n}` }));
    await table.insertInto('bench.part').values(parts).execute();
    const steps = [1, 2, 3].map((n) => ({ id: ctx.ids.next(), dossier: id, kind: `step ${n}`, at: now }));
    await table.insertInto('bench.step').values(steps).execute();
    const event = { type: 'bench.submitted', streamId: id, data: { code: id }, subjects: [citizenId] };
    await ctx.events.emit(event);
    return ctx.requestId;
  });
}

interface AnyTables {
  insertInto(table: string): { values(rows: unknown): { execute(): Promise<unknown> } };
}

async function rate(
  bench: Bench,
  seconds: number,
  mode: 'read' | 'write',
): Promise<{ done: number; seconds: number }> {
  const start = performance.now();
  let done = 0;
  const client = async (): Promise<void> => {
    while (performance.now() - start < seconds * 1000) {
      // oxlint-disable-next-line no-await-in-loop -- one client, one act after the other
      await submit(bench.runner, mode);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return { done, seconds: (performance.now() - start) / 1000 };
}

/** The same act with its audit entry and without it, the sequencer at work beside both; rounds alternate. */
async function benchSubmission(
  bench: Bench,
  seconds: number,
  print: AuditBenchOptions['print'],
): Promise<void> {
  const sequencer = await startSequencerThread(bench);
  const withAudit = async (): Promise<Rate> => {
    const result = await rate(bench, seconds, 'write');
    await sequencer.settle();
    return result;
  };
  await withAudit();
  const totals = { with: { done: 0, seconds: 0, cpu: 0 }, without: { done: 0, seconds: 0, cpu: 0 } };
  for (let round = 0; round < 3; round++) {
    // oxlint-disable-next-line no-await-in-loop -- rounds alternate
    add(totals.without, await measure(bench, () => rate(bench, seconds, 'read')));
    // oxlint-disable-next-line no-await-in-loop
    add(totals.with, await measure(bench, withAudit));
  }
  await sequencer.stop();
  const line = { bench: 'audit', cpuSeconds: round(totals.with.cpu + totals.without.cpu) };
  const [value, baseline] = [perSecond(totals.with), perSecond(totals.without)];
  const ratio = round(value / baseline);
  const name = 'submission below HTTP with audit, against without';
  const isMet = ratio >= 0.9;
  print({ ...line, case: name, value, unit: 'acts/s', baseline, ratio, target: 0.9, ok: isMet });
  const [cost, plain] = [cpuPerAct(totals.with), cpuPerAct(totals.without)];
  const cpu = { value: cost, unit: 'µs', baseline: plain, ratio: round(cost / plain) };
  print({
    ...line,
    ...cpu,
    case: 'CPU of an act with audit and sequencing, against without',
    target: null,
    ok: null,
  });
}

interface Rate {
  readonly done: number;
  readonly seconds: number;
}

function add(total: { done: number; seconds: number; cpu: number }, more: Measured<Rate>): void {
  total.done += more.result.done;
  total.seconds += more.result.seconds;
  total.cpu += more.cpuSeconds;
}

function perSecond(total: Rate): number {
  return round(total.done / total.seconds);
}

function cpuPerAct(total: { done: number; cpu: number }): number {
  return Math.round((total.cpu / total.done) * 1e6);
}

/** Time from the moment an act is acknowledged until its entry has a position, under load. */
async function benchLag(bench: Bench, seconds: number, print: AuditBenchOptions['print']): Promise<void> {
  const acknowledged = new Map<string, number>();
  const lags: number[] = [];
  const sequencer = await startSequencerThread(bench);
  const { cpuSeconds } = await measure(bench, async () => {
    const start = performance.now();
    const client = async (): Promise<void> => {
      while (performance.now() - start < WARM_UP + seconds * 1000) {
        // oxlint-disable-next-line no-await-in-loop -- one client, one act after the other
        const id = await submit(bench.runner, 'write');
        if (performance.now() - start > WARM_UP) acknowledged.set(id, performance.now());
      }
    };
    const watch = async (): Promise<void> => {
      while (performance.now() - start < WARM_UP + seconds * 1000 + 1000) {
        const seen = performance.now();
        // oxlint-disable-next-line no-await-in-loop -- looks again and again
        const waiting = await waitingRequests(bench.admin);
        for (const [id, at] of acknowledged) {
          if (waiting.has(id) || at > seen) continue;
          lags.push(performance.now() - at);
          acknowledged.delete(id);
        }
        // oxlint-disable-next-line no-await-in-loop
        await sleep(5);
      }
    };
    await Promise.all([...Array.from({ length: CLIENTS }, client), watch()]);
  });
  await sequencer.stop();
  const sorted = lags.toSorted((a, b) => a - b);
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Number.POSITIVE_INFINITY;
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const line = { bench: 'audit', unit: 'ms', baseline: null, ratio: null, cpuSeconds };
  print({ ...line, case: 'commit to position, median', value: round(median), target: null, ok: null });
  print({ ...line, case: 'commit to position, p99', value: round(p99), target: 200, ok: p99 <= 200 });
}

async function waitingRequests(admin: pg.Client): Promise<Set<string>> {
  const { rows } = await admin.query<{ request_id: string }>(
    'select e.request_id from audit.unsequenced u join audit.entry e on e.id = u.entry_id',
  );
  return new Set(rows.map((row) => row.request_id));
}

/** Sequencing, then verifying the database with every row, person and event accounted for, then exporting. */
async function benchDatabase(
  bench: Bench,
  entries: number,
  print: AuditBenchOptions['print'],
): Promise<void> {
  await bench.admin.query(manyEntries, [entries, citizenId]);
  await bench.admin.query('analyze');
  const line = { bench: 'audit', unit: 'entries/s', baseline: null, ratio: null };
  const sequenced = await measure(bench, () => sequenceAll(bench.runner));
  const pace = sequenced.result / sequenced.seconds;
  print({
    ...line,
    case: 'sequence',
    value: Math.round(pace),
    target: null,
    cpuSeconds: sequenced.cpuSeconds,
    ok: null,
  });
  await signHead(bench.runner, signNow);
  const read = await measure(bench, () =>
    bench.admin.query('select count(*), sum(length(leaf)) from audit.sequenced'),
  );
  const verified = await measure(bench, () => verifyAudit(bench.runner));
  // The submissions measured without audit left events without entries: exactly those, and nothing else, are found.
  const others = verified.result.account.findings.filter((finding) => finding.kind !== 'event_unrecorded');
  if (!verified.result.log.ok || others.length > 0) throw new Error('the bench database does not verify');
  const count = verified.result.account.entries;
  const [value, baseline] = [count / verified.seconds, count / read.seconds];
  print({
    ...line,
    case: 'verify the database, every row and event',
    value: Math.round(value),
    baseline: Math.round(baseline),
    ratio: round(value / baseline),
    target: null,
    cpuSeconds: verified.cpuSeconds,
    ok: null,
  });
  const exported = await measure(bench, () => exportAudit(bench.runner, () => undefined));
  const out = Math.round(exported.result.size / exported.seconds);
  print({ ...line, case: 'export', value: out, target: null, cpuSeconds: exported.cpuSeconds, ok: null });
}

const manyEntries = `
  with entry as (
    insert into audit.entry (id, recorded_at, kind, action, actor_kind, actor_id, request_id, detail, salt, commitment)
    select gen_random_uuid(), now() + n * interval '1 millisecond', 'look', 'bench.look', 'staff', gen_random_uuid(),
           'request ' || n, '{"count": 1, "looks": ["person"], "events": []}', decode(md5(n::text), 'hex'),
           sha256(n::text::bytea)
      from generate_series(1, $1::int) n
    returning id, recorded_at
  ), subject as (
    insert into audit.entry_subject select $2, id, recorded_at from entry
  )
  insert into audit.unsequenced select id from entry`;

/** The first page of "who looked at my data" of a person with very many accesses. */
async function benchAccesses(bench: Bench, print: AuditBenchOptions['print']): Promise<void> {
  const times: number[] = [];
  const { cpuSeconds } = await measure(bench, async () => {
    for (let n = 0; n < 200; n++) {
      const start = performance.now();
      // oxlint-disable-next-line no-await-in-loop -- one reader
      await bench.runner.act({ action: 'bench.accesses', principal: citizen, mode: 'read' }, (ctx) =>
        listAccesses(ctx, citizenId),
      );
      times.push(performance.now() - start);
    }
  });
  const p95 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
  print({
    bench: 'audit',
    case: 'who looked at my data, first page, p95',
    value: round(p95),
    unit: 'ms',
    baseline: null,
    ratio: null,
    target: null,
    cpuSeconds,
    ok: null,
  });
}

if (!isMainThread) {
  runSequencerThread(workerData as { socket: string; folder: string });
} else if (import.meta.main) {
  const [entries, seconds] = process.argv.slice(2).map(Number);
  await benchAudit({ print: (line) => console.log(JSON.stringify(line)), entries, seconds });
}
