import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compose } from './compose.ts';
import { type Config, readConfig, refuseUnsafeProduction } from './config.ts';
import { connectDatabase, migrateDatabase } from './database.ts';
import { demoCommunes, demoOfficers, demoPassword } from './demo-staff.ts';
import { projectFolder, runProgram, webBuilds } from './process.ts';
import { type Report, loadHolderNames, seedDemonstration } from './seed.ts';
import { type Served, serve } from './serve.ts';
import { projectFiles } from './source-files.ts';
import { UserError } from './user-error.ts';

const report: Report = ({ vi, en }) => console.log(`· ${vi} / ${en}`);

/** Builds the web app when its sources changed since the last build. */
async function buildWeb(): Promise<void> {
  const hash = createHash('sha256');
  for (const path of projectFiles([
    'web',
    'agent',
    'lib',
    'src/modules',
    'src/platform',
    'package-lock.json',
  ]))
    hash.update(path).update(readFileSync(join(projectFolder, path)));
  const digest = hash.digest('hex');
  const stamp = join(projectFolder, 'web', 'dist', '.sources');
  const isFresh =
    existsSync(join(projectFolder, 'web', 'dist', 'index.html')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === digest;
  if (isFresh) return;
  report({ vi: 'Dựng ứng dụng web (khoảng mười giây)', en: 'Building the web app' });
  for (const args of webBuilds) {
    const outcome = await runProgram('vite', [...args], { quiet: true });
    if (outcome.code === 0) continue;
    throw new UserError(
      { vi: `Dựng ứng dụng web không thành công:\n${outcome.output}`, en: 'building the web app failed' },
      6,
    );
  }
  writeFileSync(stamp, digest);
}

interface OutsideWorld {
  readonly addresses: Record<string, string>;
  stop(): Promise<void>;
}

function sandboxSettings(config: Config, persons: number): string {
  const port = (url: string) => Number(new URL(url).port);
  return JSON.stringify({
    appUrl: config.publicUrl,
    folder: join(config.SEREPOK_HOME, 'sandbox'),
    population: { persons },
    ports: {
      vneid: port(config.VNEID_ISSUER),
      bank: port(config.BANK_URL),
      portal: port(config.PORTAL_URL),
      inbox: port(config.SMS_URL),
      smtp: port(config.SMTP_URL),
      ca: port(config.CA_URL),
      population: port(config.POPULATION_URL),
    },
  });
}

/** Starts the sandboxes of the outside world in a process of their own and waits until they answer. */
export function startOutsideWorld(config: Config, persons: number): Promise<OutsideWorld> {
  const child = spawn(process.execPath, [join(projectFolder, 'sandbox', 'main.ts')], {
    cwd: projectFolder,
    env: { ...process.env, SEREPOK_SANDBOX: sandboxSettings(config, persons) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  return new Promise((ready, failed) => {
    let output = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('exit', (code) =>
      failed(
        new UserError(
          {
            vi: `Hệ thống giả lập bên ngoài không khởi động được (mã ${code}): ${output.trim()}`,
            en: `the sandboxes did not start: ${output.trim()}`,
          },
          5,
        ),
      ),
    );
    child.stdout?.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) {
        if (!line.includes('"event":"ready"')) continue;
        const { addresses } = JSON.parse(line) as { addresses: Record<string, string> };
        ready({ addresses, stop: () => stopChild(child) });
      }
    });
  });
}

function stopChild(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null) return done();
    child.once('exit', () => done());
    child.kill('SIGTERM');
  });
}

function printWelcome(served: Served, outside: OutsideWorld): void {
  const line = (label: string, text: string) => console.log(`  ${label.padEnd(34)} ${text}`);
  console.log('\nSerepok đã sẵn sàng. / Serepok is ready.\n');
  line('Công dân / citizen', `${served.address}/`);
  line('Cán bộ / office', `${served.address}/can-bo`);
  line('Xác minh giấy tờ / verification', `${served.address}/xac-minh`);
  line('Điện thoại giả lập / phone (VNeID)', `${outside.addresses['vneid']}/dien-thoai`);
  line('Ngân hàng giả lập / bank', `${outside.addresses['bank']}/`);
  line('Cổng quốc gia giả lập / portal', `${outside.addresses['portal']}/`);
  line('Thư, tin nhắn / mail, SMS', `${outside.addresses['inbox']}/`);
  console.log('\n  Tài khoản cán bộ mẫu / demonstration officers');
  console.log(`  mật khẩu / password: ${demoPassword}   mã / code: ./serepok code TÊN`);
  for (const officer of demoOfficers.slice(0, demoOfficers.length / demoCommunes.length))
    line(`  ${officer.login}`, officer.title);
  console.log('\n  Ctrl-C để dừng. / Ctrl-C stops everything.\n');
}

/** `./serepok up [--population N]`: everything a newcomer needs, until Ctrl-C. */
export async function up(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { population: { type: 'string', default: '20000' }, once: { type: 'boolean', default: false } },
  });
  const persons = Number(values.population);
  const config = readConfig(process.env);
  refuseUnsafeProduction(config);
  mkdirSync(config.SEREPOK_HOME, { recursive: true });
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.splice(0).reverse())
      await stop().catch((error: unknown) => console.error(String(error)));
  };
  try {
    const connections = await connectDatabase(config, (step) =>
      report({
        vi: step === 'initialise' ? 'Tạo cơ sở dữ liệu' : 'Khởi động cơ sở dữ liệu',
        en: `database: ${step}`,
      }),
    );
    stops.push(() => connections.stop());
    if (connections.movedTo)
      report({
        vi: `Tệp cơ sở dữ liệu nằm ở ${connections.movedTo}`,
        en: `the database's files are in ${connections.movedTo}`,
      });
    await migrateDatabase(connections, new Date());
    const outside = await startOutsideWorld(config, persons);
    stops.push(() => outside.stop());
    const house = await compose(config, connections);
    stops.push(() => house.close());
    await seedDemonstration(house, connections, { persons, report });
    await loadHolderNames(house);
    await buildWeb();
    const served = await serve(house);
    stops.push(() => served.close());
    printWelcome(served, outside);
    if (!values.once) await untilStopped();
    return 0;
  } finally {
    await stopAll();
  }
}

function untilStopped(): Promise<void> {
  return new Promise((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });
}
