import pg from 'pg';
import { inject } from 'vitest';
import {
  checksumOf,
  createClient,
  createPool,
  migrate,
  migrationsOf,
  viewsChecksum,
  roles,
  withDependencies,
} from '#platform/db';
import { type Room, consumersByType } from '#platform/manifest';
import {
  type Clock,
  type Logger,
  type Ports,
  type Principal,
  type SteppedClock,
  anonymous,
  seededRandom,
  steppedClock,
  uuidv7,
} from '#platform/runtime';
import { type Runner, createRunner } from '#platform/use-case';
import { drain, prepareQueue } from '#platform/worker';
import { rooms as allRooms } from '../../src/app/rooms.ts';

export interface TestHouse {
  readonly runner: Runner;
  readonly clock: SteppedClock;
  readonly rooms: readonly Room[];
  readonly database: string;
  /** A connection as the database's administrator: for arranging and for looking behind the house. */
  readonly admin: pg.Client;
  readonly logged: readonly { level: string; fields: Record<string, unknown>; message: string }[];
  /** Runs all due jobs and event deliveries until none is left. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export interface HouseOptions {
  /** Names of the rooms under test; what they stand on comes along. Default: the whole house. */
  readonly rooms?: readonly string[];
  /** Rooms not yet in src/app/rooms.ts, or made for one test. */
  readonly extraRooms?: readonly Room[];
  readonly ports?: Partial<Ports>;
  readonly now?: string;
  readonly seed?: string | number;
}

let counter = 0;

function connection(database: string, user = 'serepok_admin'): pg.ClientConfig {
  return { host: inject('socket'), port: 5432, user, database };
}

async function withAdmin<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = createClient(connection(database));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const databaseBase = ['create-role-1'];

/** A migrated database that others are cloned from; its name is the hash of everything laid in it. */
async function templateFor(rooms: readonly Room[], now: Date): Promise<string> {
  const content = rooms.map((room) => [
    room.name,
    room.policy ?? null,
    migrationsOf(room).map((file) => file.checksum),
    viewsChecksum(room),
  ]);
  const name = `tpl_${checksumOf(JSON.stringify([databaseBase, content])).slice(0, 16)}`;
  await withAdmin('postgres', async (client) => {
    await client.query('select pg_advisory_lock(7, 6)');
    const known = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [
      name,
    ]);
    if (known.rowCount) return;
    await client.query(`drop database if exists ${name}`);
    await client.query(`create database ${name}`);
    await withAdmin(name, (inside) => migrate(inside, rooms, now));
    const queuePool = createPool(connection(name, roles.jobs), { max: 1, isPipelined: false });
    await prepareQueue(queuePool);
    await queuePool.end();
    await client.query(`alter database ${name} with is_template true`);
  });
  return name;
}

async function cloneOf(template: string): Promise<string> {
  counter += 1;
  const name = `t_${process.pid}_${counter}_${Math.trunc(performance.now())}`;
  await withAdmin('postgres', async (client) => {
    await client.query(`create database ${name} template ${template} strategy file_copy`);
  });
  return name;
}

function recordingLogger(): {
  log: Logger;
  logged: { level: string; fields: Record<string, unknown>; message: string }[];
} {
  const logged: { level: string; fields: Record<string, unknown>; message: string }[] = [];
  const at = (level: string) => (fields: Record<string, unknown>, message: string) =>
    void logged.push({ level, fields, message });
  return { log: { info: at('info'), warn: at('warn'), error: at('error') }, logged };
}

/** A house of its own for one test file: fresh database, stopped clock, seeded ids and randomness. */
export async function openHouse(options: HouseOptions = {}): Promise<TestHouse> {
  const everything = [...allRooms, ...(options.extraRooms ?? [])];
  const base = ['access', 'jobs', 'edition', 'events', 'audit', 'http'];
  const names = options.rooms
    ? [...base, ...options.rooms, ...(options.extraRooms ?? []).map((room) => room.name)]
    : everything.map((room) => room.name);
  const rooms = withDependencies(everything, names);
  const clock = steppedClock(options.now ?? '2026-11-23T09:00:00+07:00');
  const random = seededRandom(options.seed ?? 'test');
  const database = await cloneOf(await templateFor(rooms, clock.now()));
  const pool = createPool(connection(database, roles.app), { max: 8 });
  const queuePool = createPool(connection(database, roles.jobs), { max: 2, isPipelined: false });
  const admin = createClient(connection(database));
  await admin.connect();
  const { log, logged } = recordingLogger();
  const runner = createRunner({
    pool,
    clock,
    ids: uuidv7(clock as Clock, random),
    random,
    log,
    ports: (options.ports ?? {}) as Ports,
    consumers: consumersByType(rooms),
  });
  return {
    runner,
    clock,
    rooms,
    database,
    admin,
    logged,
    drain: () => drain({ runner, rooms, queuePool }),
    close: async () => {
      await Promise.all([pool.end(), queuePool.end(), admin.end()]);
      await withAdmin('postgres', (client) =>
        client.query(`drop database if exists ${database} with (force)`),
      );
    },
  };
}

/** A person signed in as a citizen. */
export function citizen(personId: string, more: Partial<Principal> = {}): Principal {
  return {
    ...anonymous,
    kind: 'citizen',
    id: personId,
    personId,
    persons: [personId],
    assurance: { evidence: 'I0', accountLevel: 2, authLevel: 2 },
    ...more,
  };
}

/** An officer with one role at one agency. */
export function officer(
  staffId: string,
  term: { role: string; agencyId: string; places?: readonly string[] },
): Principal {
  return {
    ...anonymous,
    kind: 'staff',
    id: staffId,
    terms: [{ role: term.role, agencyId: term.agencyId, places: term.places ?? [] }],
  };
}
