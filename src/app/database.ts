import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type pg from 'pg';
import {
  type ConnectionConfig,
  type MigrateResult,
  createClient,
  createPool,
  migrate,
  roles,
  startEmbedded,
} from '#platform/db';
import { prepareQueue } from '#platform/worker';
import type { Config } from './config.ts';
import { rooms } from './rooms.ts';
import { UserError } from './user-error.ts';

export interface Connections {
  readonly admin: ConnectionConfig;
  readonly app: ConnectionConfig;
  readonly jobs: ConnectionConfig;
  /** Where the embedded server keeps its files; null for an external one. */
  readonly folder: string | null;
  readonly movedTo: string | null;
  /** An embedded server that was not running before. */
  readonly startedByUs: boolean;
  stop(): Promise<void>;
}

const databaseName = 'serepok';

async function ensureDatabase(admin: ConnectionConfig): Promise<void> {
  const client = createClient({ ...admin, database: 'postgres' });
  await client.connect();
  try {
    const known = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (known.rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

/** The embedded server below SEREPOK_HOME, or the one DATABASE_URL names. */
export async function connectDatabase(
  config: Config,
  onStep: (step: string) => void = () => undefined,
): Promise<Connections> {
  if (config.DATABASE_URL) {
    const admin = { connectionString: config.DATABASE_URL };
    return {
      admin,
      app: { connectionString: config.DATABASE_APP_URL ?? config.DATABASE_URL },
      jobs: { connectionString: config.DATABASE_JOBS_URL ?? config.DATABASE_URL },
      folder: null,
      movedTo: null,
      startedByUs: false,
      stop: () => Promise.resolve(),
    };
  }
  try {
    const server = await startEmbedded({
      folder: join(config.SEREPOK_HOME, 'postgres'),
      onStep,
      settings: embeddedSettings,
    });
    const admin = { host: server.socket, port: 5432, user: server.adminUser, database: databaseName };
    await ensureDatabase(admin);
    return {
      admin,
      app: { ...admin, user: roles.app },
      jobs: { ...admin, user: roles.jobs },
      folder: server.dataFolder,
      movedTo: server.movedTo,
      startedByUs: server.startedByUs,
      stop: () => server.stop(),
    };
  } catch (error) {
    throw asUserError(error);
  }
}

const embeddedSettings = {
  max_connections: '60',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  work_mem: '16MB',
  maintenance_work_mem: '256MB',
};

function asUserError(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'ENOSPC' || /No space left/.test(message ?? '')) {
    return new UserError(
      {
        vi: 'Hết dung lượng đĩa cho cơ sở dữ liệu. Hãy giải phóng đĩa rồi chạy lại.',
        en: 'no disk space is left for the database; free some and start again',
      },
      4,
    );
  }
  if (code === 'EACCES') {
    return new UserError(
      {
        vi: `Không có quyền ghi: ${message ?? ''}. Hãy chọn SEREPOK_HOME khác.`,
        en: `no right to write there; choose another SEREPOK_HOME`,
      },
      4,
    );
  }
  return error;
}

/** Brings the database to the state the rooms describe, and the job queue with it. */
export async function migrateDatabase(connections: Connections, now: Date): Promise<MigrateResult> {
  const admin = createClient(connections.admin);
  await admin.connect();
  try {
    const result = await migrate(admin, rooms, now);
    const queuePool = createPool(connections.jobs, { max: 1, isPipelined: false });
    await prepareQueue(queuePool);
    await queuePool.end();
    return result;
  } finally {
    await admin.end();
  }
}

export function openPools(connections: Connections, max: number): { app: pg.Pool; jobs: pg.Pool } {
  return {
    app: createPool(connections.app, { max }),
    jobs: createPool(connections.jobs, { max: 6, applicationName: 'serepok-jobs', isPipelined: false }),
  };
}

export function newSecret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
