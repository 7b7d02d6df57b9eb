import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { inject } from 'vitest';
import { persona } from '#lib/synthetic-population';
import { agencyIdsByKey } from '#modules/agency';
import { findPersonByIdentifier } from '#modules/person';
import { createServer } from '#platform/http';
import { type Ports, type Principal, seededRandom, system } from '#platform/runtime';
import { DEMONSTRATION_SECRETS, type SandboxName, sandboxConfig } from '../../sandbox/config.ts';
import { type OutsideWorld, startOutsideWorld } from '../../sandbox/start.ts';
import { type House, compose } from '../../src/app/compose.ts';
import { readConfig } from '../../src/app/config.ts';
import type { Connections } from '../../src/app/database.ts';
import { loadHolderNames, seedBooks, seedCatalogue, seedPersons } from '../../src/app/seed.ts';
import { type TestHouse, citizen, officer, openHouse } from '../support/house.ts';

/** A seeded province with its outside world, its ports filled as in operation, under the test's own clock. */
export interface Province {
  readonly house: TestHouse;
  readonly server: FastifyInstance;
  readonly outside: OutsideWorld;
  readonly agencies: ReadonlyMap<string, string>;
  sandbox(name: SandboxName): OutsideWorld['sandboxes'][number];
  /** The featured person of this key, signed in at level 2. */
  citizen(key: string): Promise<Principal>;
  /** Sends a request as somebody; without a principal the session cookie decides. */
  send(request: InjectOptions, as?: Principal): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

export const origin = 'http://127.0.0.1:7100';
const PERSONS = 400;
const names: readonly SandboxName[] = ['bank', 'ca', 'population', 'portal', 'inbox'];

async function startWorld(folder: string): Promise<OutsideWorld> {
  const free = Object.fromEntries(
    ['vneid', 'bank', 'portal', 'inbox', 'smtp', 'ca', 'population'].map((name) => [name, 0]),
  );
  const config = sandboxConfig.parse({
    ports: free,
    appUrl: origin,
    folder,
    population: { persons: PERSONS },
    followParent: false,
  });
  return startOutsideWorld(config, { only: names, writeLog: () => undefined });
}

function configFor(folder: string, addresses: Readonly<Record<string, string>>) {
  return readConfig({
    SEREPOK_HOME: folder,
    BANK_URL: addresses['bank'],
    CA_URL: addresses['ca'],
    PORTAL_URL: addresses['portal'],
    SMS_URL: addresses['inbox'],
    SMTP_URL: `smtp://${addresses['smtp']}`,
    POPULATION_URL: `${addresses['population']}/dancuquocgia/congdan`,
  });
}

function connectionsOf(database: string): Connections {
  const admin = { host: inject('socket'), port: 5432, user: 'serepok_admin', database };
  return {
    admin,
    app: { ...admin, user: 'serepok_app' },
    jobs: { ...admin, user: 'serepok_jobs' },
    folder: null,
    movedTo: null,
    startedByUs: false,
    stop: () => Promise.resolve(),
  };
}

async function seed(house: House, connections: Connections): Promise<void> {
  await seedCatalogue(house);
  await seedBooks(house);
  await seedPersons(house, connections, { persons: PERSONS, report: () => undefined });
  await loadHolderNames(house);
}

/** Requests of a test name who sends them by a header that only this server knows. */
const actors = new Map<string, Principal>();

async function openServer(house: TestHouse): Promise<FastifyInstance> {
  return createServer({
    runner: house.runner,
    rooms: house.rooms,
    authenticate: async (request) =>
      actors.get(String(request.headers['x-test-actor'])) ?? house.runner.ports.identity.authenticate(request),
    origins: [origin],
    requestsPerMinute: 1_000_000,
  });
}

let keys = 0;

export async function openProvince(options: { seed?: string } = {}): Promise<Province> {
  const folder = mkdtempSync(join(tmpdir(), 'serepok-days-'));
  const outside = await startWorld(folder);
  const ports: Partial<Ports> = {};
  const house = await openHouse({ ports, ...options });
  const connections = connectionsOf(house.database);
  const tools = { clock: house.clock, random: seededRandom(options.seed ?? 'days') };
  const composed = await compose(configFor(folder, outside.addresses), connections, tools);
  Object.assign(ports, composed.runner.ports);
  composed.runner.ports.identity.useRunner(house.runner);
  await seed({ ...composed, runner: house.runner }, connections);
  const server = await openServer(house);
  return {
    house,
    server,
    outside,
    agencies: await house.runner.act({ action: 'test.agencies', principal: system }, agencyIdsByKey),
    sandbox: (name) => {
      const found = outside.sandboxes.find((sandbox) => sandbox.name === name);
      if (!found) throw new Error(`no sandbox ${name}`);
      return found;
    },
    citizen: (key) => citizenOf(house, key),
    send: (request, as) => {
      const headers: Record<string, unknown> = { 'idempotency-key': `k${(keys += 1)}`, ...request.headers };
      if (as?.id) {
        actors.set(as.id, as);
        headers['x-test-actor'] = as.id;
      }
      return server.inject({ ...request, headers } as InjectOptions);
    },
    close: async () => {
      await server.close();
      await composed.close();
      await house.close();
      await outside.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function citizenOf(house: TestHouse, key: string): Promise<Principal> {
  const found = await house.runner.act({ action: 'test.find', principal: system }, (ctx) =>
    findPersonByIdentifier(ctx, { type: 'personal_number', value: persona(key).number }),
  );
  if (!found) throw new Error(`${key} is not in the register`);
  return citizen(found.personId);
}

let officers = 0;

/** An officer of a role at an agency of the catalogue. */
export function officerAt(province: Province, role: string, agency: string): Principal {
  const agencyId = province.agencies.get(agency);
  if (!agencyId) throw new Error(`no agency ${agency}`);
  officers += 1;
  return officer(`019ab000-0000-7000-8000-${String(officers).padStart(12, '0')}`, { role, agencyId });
}

export { DEMONSTRATION_SECRETS as secrets };
