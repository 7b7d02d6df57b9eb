import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { createClient, startEmbedded } from '#platform/db';
import { createServer } from '#platform/http';
import { type Clock, type Principal, anonymous } from '#platform/runtime';
import type { Runner } from '#platform/use-case';
import { type House, compose } from '../../src/app/compose.ts';
import { type Connections, migrateDatabase } from '../../src/app/database.ts';
import { rooms } from '../../src/app/rooms.ts';
import { closeWorld, configFor, connectionsOf, seedProvince, startWorld } from '../support/world.ts';

/** A province on a scratch database with full durability, served over HTTP on the loopback. */
export interface Scene {
  readonly house: House;
  readonly connections: Connections;
  readonly admin: pg.Client;
  readonly postmaster: number;
  readonly folder: string;
  readonly socket: string;
  readonly people: Map<string, Principal>;
  /** A server on its own port; give a runner to measure another one. */
  serve(runner?: Runner): Promise<{ server: FastifyInstance; address: string }>;
  close(): Promise<void>;
}

const settings = {
  max_connections: '60',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  work_mem: '16MB',
};

/** A working hour on which the catalogue is in force, running on from there. */
const offset = Date.parse('2026-11-23T09:00:00+07:00') - Date.now();
const clock: Clock = { now: () => new Date(Date.now() + offset) };

export async function openScene(options: { persons: number }): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'serepok-bench-'));
  mkdirSync(join(folder, 'home'));
  const embedded = await startEmbedded({ folder: join(folder, 'postgres'), settings });
  const connections = connectionsOf(embedded.socket, 'bench');
  const maker = createClient({ ...connections.admin, database: 'postgres' });
  await maker.connect();
  await maker.query('create database bench');
  await maker.end();
  await migrateDatabase(connections, clock.now());
  const outside = await startWorld(join(folder, 'home'), clock, options.persons);
  const house = await compose(configFor(join(folder, 'home'), outside), connections, { clock });
  await seedProvince(house, connections, options.persons);
  const admin = createClient(connections.admin);
  await admin.connect();
  await admin.query('analyze');
  const postmasterFile = readFileSync(join(embedded.dataFolder, 'postmaster.pid'), 'utf8');
  const people = new Map<string, Principal>();
  const servers: FastifyInstance[] = [];
  return {
    house,
    connections,
    admin,
    postmaster: Number(postmasterFile.split('\n')[0]),
    folder,
    socket: embedded.socket,
    people,
    serve: async (runner = house.runner) => {
      const server = await createServer({
        runner,
        rooms,
        authenticate: (request) =>
          Promise.resolve(people.get(String(request.headers['x-bench-actor'])) ?? anonymous),
        origins: [],
        requestsPerMinute: 100_000_000,
      });
      servers.push(server);
      return { server, address: await server.listen({ host: '127.0.0.1', port: 0 }) };
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
      await admin.end();
      await house.close();
      await closeWorld(outside);
      await embedded.stop();
      for (const place of [folder, dirname(embedded.dataFolder)])
        rmSync(place, { recursive: true, force: true });
    },
  };
}
