import { dossier } from '#modules/dossier';
import { agencyIdsByKey } from '#modules/agency';
import { searchPersons } from '#modules/person';
import { isAllowed, openBasis } from '#platform/access';
import { type Principal, anonymous, system } from '#platform/runtime';
import { applySettings } from '#platform/use-case';
import { type Print, type Statement, listen, measure, quantile, round } from './measure.ts';
import type { Scene } from './scene.ts';

const PAGES = 150;

function officerOf(agencyId: string): Principal {
  const id = '019ab000-0000-7000-8000-0000000000aa';
  return { ...anonymous, kind: 'staff', id, terms: [{ role: 'one-stop-officer', agencyId, places: [] }] };
}

/** Many cases made from one real one: over all communes, a tenth of them open, deadlines on both sides of now. */
async function fillQueue(scene: Scene, rows: number, centres: readonly string[]): Promise<void> {
  const { rows: columns } = await scene.admin.query<{ name: string }>(
    `select column_name as name from information_schema.columns
      where table_schema = 'dossier' and table_name = 'dossier' and is_generated = 'NEVER' order by ordinal_position`,
  );
  const now = scene.house.runner.clock.now().toISOString();
  const made: Readonly<Record<string, string>> = {
    id: 'gen_random_uuid()',
    code: `'H15.B-' || n`,
    receiving_agency_id: 'office',
    deciding_agency_id: 'office',
    handling_agency_id: 'office',
    applicant_person_id: 'gen_random_uuid()',
    filer_person_id: 'gen_random_uuid()',
    is_open: 'turn % 10 = 0',
    business: `case when turn % 10 <> 0 then 'issued' when turn % 30 = 0 then 'submitted' else 'processing' end`,
    next_due_at: `case when turn % 10 = 0 then $3::timestamptz + (n % 2000 - 400) * interval '1 hour' end`,
    submitted_at: `$3::timestamptz - (n % 9000) * interval '1 hour'`,
    sync: `'off'`,
  };
  const list = columns.map((column) => `"${column.name}"`).join(', ');
  const values = columns.map((column) => made[column.name] ?? `t."${column.name}"`).join(', ');
  await scene.admin.query(
    `insert into dossier.dossier (${list})
     select ${values} from (select * from dossier.dossier order by id limit 1) t,
       lateral (select n, n / cardinality($2::uuid[]) as turn, ($2::uuid[])[1 + n % cardinality($2::uuid[])] as office from generate_series(1, $1::int) n) g`,
    [rows, centres, now],
  );
  await scene.admin.query('vacuum analyze dossier.dossier');
}

function hottest(statements: readonly Statement[]): Statement {
  const pages = statements.filter(({ text }) =>
    /from "dossier"."dossier" where .* order by next_due_at/i.test(
      text.replaceAll('"next_due_at"', 'next_due_at'),
    ),
  );
  const [found] = pages;
  if (!found) throw new Error('the queue was not asked');
  return found;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

interface Explained {
  readonly 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }];
}

function scans(node: PlanNode): string[] {
  const own = node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? '?'] : [];
  return [...own, ...(node.Plans ?? []).flatMap(scans)];
}

/** The page's own query in one transaction as the application and then as the owner of all, without policy. */
async function comparePolicy(scene: Scene, principal: Principal, page: Statement) {
  const { db, clock } = scene.house.runner;
  const text = page.text;
  return scene.house.runner.act({ action: 'bench.explain', principal, mode: 'read' }, async () => {
    const client = scene.admin;
    await client.query('begin');
    await db.transaction().execute(async (transaction) => applySettings(transaction, principal, clock.now()));
    const settings = await listen(() =>
      db.transaction().execute(async (transaction) => applySettings(transaction, principal, clock.now())),
    );
    const setting = settings.statements.find((statement) => statement.text.includes('set_config'));
    if (setting) await client.query(setting.text, [...setting.values]);
    const time = async (): Promise<number[]> => {
      const times: number[] = [];
      for (let n = 0; n < 300; n += 1) {
        const start = performance.now();
        await client.query({ name: `page-${text.length}-${role}`, text, values: [...page.values] });
        times.push(performance.now() - start);
      }
      return times.slice(50);
    };
    let role = 'app';
    // Both plans the server may use: the one for these parameters and the one kept for all.
    const plans = [
      await client.query<Explained>(`explain (format json) ${text}`, [...page.values]),
      await client.query<Explained>(`explain (generic_plan, format json) ${text}`),
    ].map((explained) => explained.rows[0]?.['QUERY PLAN'][0].Plan);
    const shown = await client.query(text, [...page.values]);
    if (shown.rowCount === 0) throw new Error('the page is empty');
    const guarded = await time();
    await client.query('reset role');
    role = 'owner';
    const free = await time();
    await client.query('rollback');
    return { guarded, free, seqScans: plans.flatMap((plan) => (plan ? scans(plan) : ['no plan'])) };
  });
}

async function benchPages(scene: Scene, centres: readonly string[], print: Print): Promise<void> {
  const { server } = await scene.serve();
  const database: number[] = [];
  const whole: number[] = [];
  let page: Statement | undefined;
  const officers = centres.map((agencyId) => ({ ...officerOf(agencyId), id: agencyId }));
  for (const officer of officers) scene.people.set(officer.id, officer);
  const ask = async (n: number): Promise<void> => {
    const headers = { 'x-bench-actor': officers[n % officers.length]?.id ?? '' };
    const start = performance.now();
    const heard = await listen(() =>
      server.inject({ url: '/api/v1/work-queue?bucket=in-progress&limit=50', headers }),
    );
    if (heard.result.statusCode !== 200) throw new Error(heard.result.body);
    whole.push(performance.now() - start);
    const own = heard.statements.filter(({ text }) => text.includes('"dossier"."dossier"'));
    database.push(own.reduce((total, statement) => total + statement.milliseconds, 0));
    page = hottest(heard.statements);
  };
  const measured = await measure(scene.postmaster, async () => {
    for (let n = 0; n < PAGES; n += 1) await ask(n);
  });
  const line = { bench: 'dossiers', cpuSeconds: measured.cpuSeconds };
  const p95 = round(quantile(database.slice(20), 0.95));
  const all = round(quantile(whole.slice(20), 0.95));
  const [, first] = officers;
  if (!page || !first) return;
  const { guarded, free, seqScans } = await comparePolicy(scene, first, {
    ...page,
    values: page.values.map((value) =>
      value === officers[(PAGES - 1) % officers.length]?.id ? first.id : value,
    ),
  });
  const bare = round(quantile(free, 0.95));
  const ratio = round(p95 / bare);
  const base = { value: p95, unit: 'ms', baseline: bare, ratio };
  print({
    ...line,
    case: 'work queue: page and its counters in the database, p95, against the page alone without policy',
    ...base,
    target: 30,
    ok: p95 <= 30,
  });
  print({
    ...line,
    case: 'work queue: the whole request, p95',
    value: all,
    unit: 'ms',
    baseline: p95,
    ratio: round(all / p95),
    target: null,
    ok: null,
  });
  const unindexed = seqScans.length;
  print({
    ...line,
    case: 'work queue: tables read whole, by EXPLAIN as the application',
    value: unindexed,
    unit: 'tables',
    baseline: 0,
    ratio: null,
    target: 0,
    ok: unindexed === 0,
  });
  const [own, without] = [quantile(guarded, 0.5), quantile(free, 0.5)];
  const more = round(own / without - 1);
  print({
    ...line,
    case: 'row-level security: the page against the same query in the same transaction without policy, median',
    value: round(own),
    unit: 'ms',
    baseline: round(without),
    ratio: more,
    target: 0.35,
    ok: more <= 0.35,
  });
}

async function benchNames(scene: Scene, print: Print): Promise<void> {
  const { rows } = await scene.admin.query<{ id: string; name: string }>(
    `select id, full_name as name from person.person where state = 'alive' order by id limit 200`,
  );
  const { runner } = scene.house;
  const agencies = await runner.act({ action: 'bench.agencies', principal: system }, agencyIdsByKey);
  const staff = officerOf(agencies.get('centre-24305') ?? '');
  const times: number[] = [];
  const plain: number[] = [];
  let found = 0;
  const measured = await measure(scene.postmaster, () =>
    runner.act({ action: 'bench.search', principal: staff }, async (ctx) => {
      const basis = await openBasis(ctx, { kind: 'purpose', purposeCode: 'verify', subjects: [] });
      await ctx.useBasis(basis);
      for (const { id, name } of rows) {
        const bare = name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/đ/gi, 'd');
        const start = performance.now();
        const hits = await searchPersons(ctx, { name: bare, limit: 20 });
        times.push(performance.now() - start);
        found += hits.some((hit) => hit.fullName === name) ? 1 : 0;
        const then = performance.now();
        await scene.admin.query({
          name: 'by-id',
          text: 'select id, full_name from person.person where id = $1',
          values: [id],
        });
        plain.push(performance.now() - then);
      }
    }),
  );
  const total = await scene.admin.query<{ count: string }>('select count(*) from person.person');
  const [value, baseline] = [round(quantile(times, 0.95)), round(quantile(plain, 0.95))];
  const ratio = round(value / baseline);
  print({
    bench: 'dossiers',
    case: `persons by name without diacritics among ${total.rows[0]?.count}, p95, against one row by its key (${found} of ${rows.length} found)`,
    value,
    unit: 'ms',
    baseline,
    ratio,
    target: 50,
    cpuSeconds: measured.cpuSeconds,
    ok: value <= 50,
  });
}

async function benchDecision(scene: Scene, agencyId: string, print: Print): Promise<void> {
  const principal = officerOf(agencyId);
  const { policy } = dossier;
  if (!policy) return;
  const attributes = {
    applicant: null,
    organisation: null,
    filer: null,
    receiving: agencyId,
    deciding: null,
  };
  const question = { principal, action: 'handle', attributes, basis: null };
  const count = 200_000;
  const loop = (decide: () => boolean) =>
    measure(scene.postmaster, async () => {
      let allowed = 0;
      for (let n = 0; n < count; n += 1) allowed += decide() ? 1 : 0;
      if (allowed !== count) throw new Error('the decision is wrong');
    });
  await loop(() => isAllowed(policy, 'dossier', question));
  const decided = await loop(() => isAllowed(policy, 'dossier', question));
  const bare = await loop(() => principal.terms.some((term) => term.agencyId === attributes.receiving));
  const [value, baseline] = [decided, bare].map((run) => round((run.seconds * 1e6) / count)) as [
    number,
    number,
  ];
  print({
    bench: 'dossiers',
    case: 'authorisation decision, against one comparison of the officer’s agencies',
    value,
    unit: 'µs',
    baseline,
    ratio: round(value / baseline),
    target: 5,
    cpuSeconds: decided.cpuSeconds,
    ok: value <= 5,
  });
}

/** Reading at size: the queue's page, the policy's price, search by name, a decision. */
export async function benchQueue(scene: Scene, rows: number, print: Print): Promise<void> {
  const keys = await scene.house.runner.act({ action: 'bench.agencies', principal: system }, agencyIdsByKey);
  const centres = [...keys].filter(([key]) => key.startsWith('centre-')).map(([, id]) => id);
  await fillQueue(scene, rows, centres);
  await benchPages(scene, centres, print);
  await benchNames(scene, print);
  await benchDecision(scene, centres[0] ?? '', print);
}
