import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmbedded } from '#platform/db';

const folder = resolve(import.meta.dirname, '../../.serepok/test');
const usersFolder = join(folder, 'users');

/** Durability is switched off: a test cluster may be thrown away; kill tests start servers of their own. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  log_min_messages: 'fatal',
};

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function otherUsers(): number {
  const pids = existsSync(usersFolder) ? readdirSync(usersFolder).map(Number) : [];
  for (const pid of pids.filter((candidate) => !isAlive(candidate)))
    rmSync(join(usersFolder, String(pid)), { force: true });
  return pids.filter((pid) => pid !== process.pid && isAlive(pid)).length;
}

/** One server for the whole run (shared with other runs at the same time); the last one to leave stops it. */
export default async function startCluster({
  provide,
}: {
  provide: (key: 'socket', value: string) => void;
}): Promise<() => Promise<void>> {
  mkdirSync(usersFolder, { recursive: true });
  writeFileSync(join(usersFolder, String(process.pid)), '');
  const server = await startEmbedded({ folder, settings });
  provide('socket', server.socket);
  return async () => {
    rmSync(join(usersFolder, String(process.pid)), { force: true });
    if (otherUsers() === 0) await server.stop();
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    socket: string;
  }
}
