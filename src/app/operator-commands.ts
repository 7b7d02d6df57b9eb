import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { expectSheet, parseSheet } from '#lib/catalog';
import { readIndicatorFiles } from '#modules/indicator';
import { runAuditCommand } from '#platform/audit';
import { createClient } from '#platform/db';
import { type House, compose } from './compose.ts';
import { type Config, readConfig } from './config.ts';
import { type Connections, connectDatabase, migrateDatabase } from './database.ts';
import { demoCode, demoOfficers } from './demo-staff.ts';
import { openApiDocument } from './openapi.ts';
import { projectFolder } from './process.ts';
import { rooms } from './rooms.ts';
import { type Report, seedDemonstration } from './seed.ts';
import { specOf } from './specs.ts';
import { UserError } from './user-error.ts';

interface Opened {
  readonly config: Config;
  readonly connections: Connections;
  readonly house: House;
}

/** Opens the house for one command; an embedded server that was not running is stopped again. */
export async function withHouse<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const connections = await connectDatabase(config);
  await migrateDatabase(connections, new Date());
  const house = await compose(config, connections, { maxConnections: 4 });
  try {
    return await work({ config, connections, house });
  } finally {
    await house.close();
    if (connections.startedByUs) await connections.stop();
  }
}

const report: Report = ({ vi, en }) => console.log(`· ${vi} / ${en}`);

export async function migrateCommand(): Promise<number> {
  const config = readConfig(process.env);
  const connections = await connectDatabase(config);
  const { applied } = await migrateDatabase(connections, new Date());
  for (const name of applied) console.log(name);
  console.log(
    applied.length === 0 ? 'Cơ sở dữ liệu đã mới nhất. / Nothing to do.' : `${applied.length} migrations`,
  );
  if (connections.startedByUs) await connections.stop();
  return 0;
}

export async function seedCommand(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { population: { type: 'string', default: '20000' } },
  });
  const persons = Number(values.population);
  if (!Number.isInteger(persons) || persons < 100) {
    throw new UserError(
      {
        vi: '--population phải là số nguyên từ 100 trở lên.',
        en: '--population must be an integer of at least 100',
      },
      2,
    );
  }
  const started = performance.now();
  await withHouse(({ house, connections }) => seedDemonstration(house, connections, { persons, report }));
  const { user, system } = process.cpuUsage();
  console.log(
    JSON.stringify({
      persons,
      seconds: Math.round(performance.now() - started) / 1000,
      nodeCpuSeconds: (user + system) / 1e6,
      maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
  return 0;
}

export function auditCommand(args: readonly string[]): Promise<number> {
  if (args[0] === 'verify' && args[1] && !args[1].startsWith('--')) {
    return runAuditCommand(args, {
      print: console.log,
      openRunner: () => Promise.reject(new Error('a file needs no database')),
    });
  }
  return withHouse(({ house }) =>
    runAuditCommand(args, { print: console.log, openRunner: () => Promise.resolve(house.runner) }),
  );
}

export function openapi(): Promise<number> {
  console.log(JSON.stringify(openApiDocument(readConfig(process.env).publicUrl), null, 2));
  return Promise.resolve(0);
}

export function codeCommand(args: readonly string[]): Promise<number> {
  const [login] = args;
  const officer = demoOfficers.find((candidate) => candidate.login === login);
  if (!officer) {
    throw new UserError(
      {
        vi: `Không có tài khoản mẫu này. Các tài khoản: ${demoOfficers.map((item) => item.login).join(', ')}`,
        en: 'no such demonstration officer',
      },
      2,
    );
  }
  console.log(demoCode(officer.login, new Date()));
  return Promise.resolve(0);
}

interface Finding {
  readonly name: string;
  readonly reachable: boolean;
  readonly version: string | null;
  readonly mode: 'sandbox' | 'production' | 'local';
}

async function probe(name: string, url: string): Promise<Finding> {
  const mode = ['127.0.0.1', 'localhost'].includes(new URL(url).hostname) ? 'sandbox' : 'production';
  const target = mode === 'sandbox' ? `${new URL(url).origin}/health` : url;
  try {
    const response = await fetch(target, { signal: AbortSignal.timeout(2000) });
    return { name, reachable: response.status < 500, version: null, mode };
  } catch {
    return { name, reachable: false, version: null, mode };
  }
}

async function probeDatabase(connections: Connections, config: Config): Promise<Finding> {
  const client = createClient(connections.admin);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>('show server_version');
    return {
      name: 'postgresql',
      reachable: true,
      version: rows[0]?.version ?? null,
      mode: config.DATABASE_URL ? 'production' : 'local',
    };
  } finally {
    await client.end();
  }
}

/** `./serepok doctor [--json]`: every dependency and outside system. */
export async function doctor(args: readonly string[]): Promise<number> {
  const config = readConfig(process.env);
  const connections = await connectDatabase(config);
  const findings: Finding[] = [
    { name: 'node', reachable: true, version: process.versions.node, mode: 'local' },
    await probeDatabase(connections, config),
    await probe('vneid', config.VNEID_ISSUER),
    await probe('bank', config.BANK_URL),
    await probe('national-portal', config.PORTAL_URL),
    await probe('sms', config.SMS_URL),
    await probe('certificate-authority', config.CA_URL),
    await probe('population-database', config.POPULATION_URL),
  ];
  if (connections.startedByUs) await connections.stop();
  if (args.includes('--json')) console.log(JSON.stringify(findings, null, 2));
  else
    for (const item of findings)
      console.log(
        `${item.reachable ? 'ok  ' : 'FAIL'} ${item.name.padEnd(24)} ${item.mode.padEnd(11)} ${item.version ?? ''}`,
      );
  return findings.every((item) => item.reachable) ? 0 : 1;
}

/** `./serepok models [--json]`: 43 rows; `works` only when the acceptance spec passed in the last test run. */
export function models(args: readonly string[]): Promise<number> {
  const sheet = expectSheet(
    parseSheet(readFileSync(join(projectFolder, 'catalog', 'models.yaml'), 'utf8')),
    'model',
  );
  const indicators = readIndicatorFiles(join(projectFolder, 'catalog', 'indicators'));
  const rows = sheet.rows.map((row) => {
    const serving = rooms.filter((room) => room.models?.includes(row.handbook));
    const spec = specOf(row.handbook);
    const status = spec.passed ? 'works' : serving.length > 0 ? 'started' : 'planned';
    return {
      handbook: row.handbook,
      plan: row.plan,
      title: row.title,
      status,
      modules: serving.map((room) => room.name),
      spec: spec.path,
      indicators: indicators.filter((one) => one.models.includes(row.handbook)).map((one) => one.key),
    };
  });
  if (args.includes('--json')) console.log(JSON.stringify(rows, null, 2));
  else
    for (const row of rows)
      console.log(
        `${String(row.handbook).padStart(2)} ${row.status.padEnd(8)} ${row.title}${row.modules.length > 0 ? ` [${row.modules.join(', ')}]` : ''}`,
      );
  return Promise.resolve(0);
}
