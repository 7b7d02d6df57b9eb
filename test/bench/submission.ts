import { Agent, request } from 'node:http';
import type pg from 'pg';
import type { Draft } from '#contract/filing';
import type { Dossier } from '#contract/dossier';
import { createPool } from '#platform/db';
import { type Ctx, anonymous } from '#platform/runtime';
import type { Runner } from '#platform/use-case';
import { answers } from '../support/journey.ts';
import { type Print, listen, measure, quantile, round } from './measure.ts';
import type { Scene } from './scene.ts';

const CLIENTS = 8;
const ROUNDS = 3;
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });

interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly actor: string;
  readonly key: string;
  readonly body: unknown;
}

function send<T>(address: string, asked: Asked): Promise<T> {
  const payload = JSON.stringify(asked.body);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(payload),
    'idempotency-key': asked.key,
    'x-bench-actor': asked.actor,
  };
  return new Promise((done, failed) => {
    const sent = request(
      `${address}/api/v1${asked.url}`,
      { method: asked.method, headers, agent },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if ((answer.statusCode ?? 500) >= 300)
            failed(new Error(`${asked.url} ${answer.statusCode}: ${text}`));
          else done(JSON.parse(text) as T);
        });
      },
    );
    sent.once('error', failed);
    sent.end(payload);
  });
}

let keys = 0;
const nextKey = (): string => `bench-${(keys += 1)}`;

/** People of different communes, so that they file at different offices as a province does. */
async function findFilers(scene: Scene): Promise<string[]> {
  const { rows } = await scene.admin.query<{ id: string }>(
    `select distinct on (home_place) id from person.person
      where state = 'alive' and birth_year between 1960 and 2000 and home_place is not null
      order by home_place, id limit 16`,
  );
  for (const { id } of rows) {
    const assurance = { evidence: 'I0', accountLevel: 2, authLevel: 2 } as const;
    scene.people.set(id, { ...anonymous, kind: 'citizen', id, personId: id, persons: [id], assurance });
  }
  return rows.map((row) => row.id);
}

interface Ready {
  readonly draftId: string;
  readonly version: number;
  readonly actor: string;
}

/** One checked draft of each person, filled over HTTP; the rest are copies of these rows. */
async function prepareDrafts(scene: Scene, address: string, count: number): Promise<Ready[]> {
  const drafts: Ready[] = [];
  for (const actor of await findFilers(scene)) {
    const ask = <T>(method: 'GET' | 'POST' | 'PUT', url: string, body: unknown): Promise<T> =>
      send<T>(address, { method, url, actor, key: nextKey(), body });
    const draft = await ask<Draft>('POST', '/drafts', { procedureCode: '2.000635' });
    const saved = await ask<Draft>('PUT', `/drafts/${draft.id}`, {
      answers,
      page: null,
      version: draft.version,
    });
    const check = await ask<{ problems: unknown[] }>('GET', `/drafts/${draft.id}/check`, {});
    if (check.problems.length === 0) drafts.push({ draftId: draft.id, version: saved.version, actor });
  }
  if (drafts.length === 0) throw new Error('nobody of the bench can file');
  const { rows: columns } = await scene.admin.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'filing' and table_name = 'draft' and column_name <> 'id'`,
  );
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  const copies: Ready[] = [];
  for (let n = 0; n < count; n += 1) {
    const original = drafts[n % drafts.length];
    if (!original) continue;
    const draftId = scene.house.runner.ids.next();
    await scene.admin.query(
      `insert into filing.draft (id, ${names}) select $1, ${names} from filing.draft where id = $2`,
      [draftId, original.draftId],
    );
    copies.push({ ...original, draftId });
  }
  return copies;
}

interface Pace {
  readonly perSecond: number;
  readonly p99: number;
  readonly p50: number;
  readonly cpuSeconds: number;
  readonly count: number;
}

async function run(scene: Scene, tasks: readonly (() => Promise<unknown>)[]): Promise<Pace> {
  const times: number[] = [];
  const queue = [...tasks];
  const client = async (): Promise<void> => {
    for (let task = queue.shift(); task; task = queue.shift()) {
      const start = performance.now();
      await task();
      times.push(performance.now() - start);
    }
  };
  const done = await measure(scene.postmaster, () => Promise.all(Array.from({ length: CLIENTS }, client)));
  return {
    perSecond: tasks.length / done.seconds,
    p99: quantile(times, 0.99),
    p50: quantile(times, 0.5),
    cpuSeconds: done.cpuSeconds,
    count: tasks.length,
  };
}

function mean(paces: readonly Pace[]): Pace {
  const average = (of: (pace: Pace) => number) =>
    paces.reduce((total, pace) => total + of(pace), 0) / paces.length;
  return {
    perSecond: average((pace) => pace.perSecond),
    p99: average((pace) => pace.p99),
    p50: average((pace) => pace.p50),
    cpuSeconds: paces.reduce((total, pace) => total + pace.cpuSeconds, 0),
    count: paces.reduce((total, pace) => total + pace.count, 0),
  };
}

/** The rows of one case by the tables they lie in, to be written again under new ids. */
const businessTables = [
  ['dossier.dossier', 'id'],
  ['dossier.content', 'dossier_id'],
  ['dossier.component', 'dossier_id'],
  ['dossier.event', 'dossier_id'],
  ['money.obligation', 'reference'],
] as const;

interface Template {
  readonly name: string;
  readonly text: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

async function generatedColumns(scene: Scene, table: string): Promise<Set<string>> {
  const { rows } = await scene.admin.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attgenerated <> ''`,
    [table],
  );
  return new Set(rows.map(({ name }) => name));
}

/** Copies of the business tables, keys and indexes with them, without policies, triggers and references. */
async function baselineTemplates(scene: Scene, dossierId: string): Promise<Template[]> {
  await scene.admin.query('create schema baseline');
  const templates: Template[] = [];
  for (const [table, key] of businessTables) {
    const [, plain = ''] = table.split('.');
    const copy = `baseline.${plain}`;
    await scene.admin.query(`create table ${copy} (like ${table} including all)`);
    const wanted = key === 'reference' ? `dossier:${dossierId}` : dossierId;
    const { rows } = await scene.admin.query<Record<string, unknown>>(
      `select to_jsonb(t) as row from ${table} t where ${key} = $1`,
      [wanted],
    );
    const parsed = rows.map((item) => item['row'] as Record<string, unknown>);
    const generated = await generatedColumns(scene, table);
    const columns = Object.keys(parsed[0] ?? {}).filter((column) => !generated.has(column));
    const list = columns.map((column) => `"${column}"`).join(', ');
    const places = columns.map((_, index) => `$${index + 1}`).join(', ');
    templates.push({
      name: plain,
      text: `insert into ${copy} (${list}) values (${places})`,
      columns,
      rows: parsed,
    });
  }
  await scene.admin.query('create table baseline.counter (like dossier.counter including all)');
  await scene.admin.query('create table baseline.draft (like filing.draft including all)');
  await scene.admin.query('insert into baseline.draft select * from filing.draft');
  return templates;
}

const counterText = `insert into baseline.counter (name, period, last) values ($1, $2, 1)
  on conflict (name, period) do update set last = baseline.counter.last + 1 returning last`;

/** One transaction with the same business rows: prepared statements, nothing else. */
async function baselineSubmission(
  scene: Scene,
  client: pg.PoolClient,
  work: { templates: readonly Template[]; ready: Ready; office: number },
): Promise<void> {
  const { templates, ready, office } = work;
  const { ids } = scene.house.runner;
  const id = ids.next();
  await client.query('begin');
  const period = '2026-11-23';
  await client.query({ name: 'counter', text: counterText, values: [`office-${office}`, period] });
  for (const { name, text, columns, rows } of templates) {
    for (const row of rows) {
      const fresh: Record<string, unknown> = { ...row, dossier_id: id, reference: `dossier:${id}` };
      if ('id' in row) fresh['id'] = name === 'dossier' ? id : ids.next();
      for (const column of ['code', 'key', 'open_key'])
        if (column in row && name !== 'component') fresh[column] = id;
      if (name === 'obligation') fresh['code'] = id.replaceAll('-', '').slice(8, 26);
      const values = columns.map((column) => {
        const value = fresh[column];
        return value !== null && typeof value === 'object' ? JSON.stringify(value) : value;
      });
      await client.query({ name, text, values });
    }
  }
  const draft = { name: 'draft', text: 'update baseline.draft set dossier_id = $1 where id = $2' };
  await client.query({ ...draft, values: [id, ready.draftId] });
  await client.query('commit');
}

/** The same runner without audit entries: for this measurement alone. */
function withoutAudit(runner: Runner): Runner {
  return {
    ...runner,
    act: (act, work) =>
      runner.act({ ...act, mode: 'read' }, (ctx) =>
        work(Object.create(ctx, { looks: { value: { add: () => undefined } } }) as Ctx),
      ),
  };
}

function submitTasks(address: string, drafts: readonly Ready[]): (() => Promise<Dossier>)[] {
  return drafts.map(
    (ready) => () =>
      send<Dossier>(address, {
        method: 'POST',
        url: `/drafts/${ready.draftId}/submission`,
        actor: ready.actor,
        key: nextKey(),
        body: { declared: true, version: ready.version },
      }),
  );
}

/** Submission over HTTP beside the plainest transaction that writes the same business rows; and with and without audit. */
export async function benchSubmission(scene: Scene, perRound: number, print: Print): Promise<void> {
  const [whole, silent] = [await scene.serve(), await scene.serve(withoutAudit(scene.house.runner))];
  const drafts = await prepareDrafts(scene, whole.address, perRound * (2 * ROUNDS + 1) + CLIENTS + 1);
  const take = (count: number): Ready[] => drafts.splice(0, count);
  const [first] = take(1);
  if (!first) throw new Error('no draft');
  const heard = await listen(async () => submitTasks(whole.address, [first])[0]?.());
  const dossier = heard.result as Dossier;
  const templates = await baselineTemplates(scene, dossier.id);
  const pool = createPool(scene.connections.admin, { max: CLIENTS });
  const baselineTasks = (count: number) =>
    Array.from({ length: count }, (_, office) => async () => {
      const client = await pool.connect();
      try {
        await baselineSubmission(scene, client, { templates, ready: first, office: office % 16 });
      } finally {
        client.release();
      }
    });
  await run(scene, submitTasks(whole.address, take(perRound)));
  await run(scene, submitTasks(silent.address, take(CLIENTS)));
  await run(scene, baselineTasks(perRound));
  const paces: Record<'whole' | 'silent' | 'plain', Pace[]> = { whole: [], silent: [], plain: [] };
  for (let n = 0; n < ROUNDS; n += 1) {
    paces.plain.push(await run(scene, baselineTasks(perRound * 3)));
    paces.whole.push(await run(scene, submitTasks(whole.address, take(perRound))));
    paces.silent.push(await run(scene, submitTasks(silent.address, take(perRound))));
  }
  await pool.end();
  report(
    print,
    { whole: mean(paces.whole), silent: mean(paces.silent), plain: mean(paces.plain) },
    heard.statements.length,
  );
}

function report(print: Print, paces: Record<'whole' | 'silent' | 'plain', Pace>, statements: number): void {
  const { whole, silent, plain } = paces;
  const line = { bench: 'dossiers', cpuSeconds: round(whole.cpuSeconds) };
  const rate = round(whole.perSecond / plain.perSecond);
  const against = 'against one prepared transaction';
  print({
    ...line,
    case: `submission over HTTP, ${against}`,
    value: round(whole.perSecond),
    unit: 'dossiers/s',
    baseline: round(plain.perSecond),
    ratio: rate,
    target: 0.333,
    ok: rate >= 1 / 3,
  });
  const late = round(whole.p99 / plain.p99);
  print({
    ...line,
    case: `submission p99, ${against}`,
    value: round(whole.p99),
    unit: 'ms',
    baseline: round(plain.p99),
    ratio: late,
    target: 5,
    ok: late <= 5,
  });
  const share = round(1 - whole.perSecond / silent.perSecond);
  print({
    ...line,
    case: 'audit’s share of the submission rate, against the same without audit',
    value: round(whole.perSecond),
    unit: 'dossiers/s',
    baseline: round(silent.perSecond),
    ratio: share,
    target: 0.1,
    ok: share <= 0.1,
  });
  const cost = [whole, plain].map((pace) => round((pace.cpuSeconds / pace.count) * 1000));
  const [value = 0, baseline = 1] = cost;
  const cpu = { value, unit: 'ms', baseline, ratio: round(value / baseline), target: null, ok: null };
  print({ ...line, case: `CPU of a submission, client included, ${against}`, ...cpu });
  print({
    ...line,
    case: 'statements of one submission',
    value: statements,
    unit: 'statements',
    baseline: null,
    ratio: null,
    target: null,
    ok: null,
  });
}
