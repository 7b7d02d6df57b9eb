import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { inject } from 'vitest';
import { type PersonaRole, persona } from '#lib/synthetic-population';
import { addStaff, agencyIdsByKey } from '#modules/agency';
import { findPersonByIdentifier } from '#modules/person';
import { createServer } from '#platform/http';
import { type Clock, type Ports, type Principal, seededRandom, system } from '#platform/runtime';
import { startBank } from '../../sandbox/bank/index.ts';
import { startCa } from '../../sandbox/ca/index.ts';
import { DEMONSTRATION_SECRETS as secrets } from '../../sandbox/config.ts';
import { type Inbox, startInbox } from '../../sandbox/inbox/index.ts';
import { type Sandbox, realSurroundings } from '../../sandbox/kit/index.ts';
import { createPeople } from '../../sandbox/people.ts';
import { startPopulation } from '../../sandbox/population/index.ts';
import { startPortal } from '../../sandbox/portal/index.ts';
import { type House, compose } from '../../src/app/compose.ts';
import { readConfig } from '../../src/app/config.ts';
import type { Connections } from '../../src/app/database.ts';
import { loadHolderNames, seedBooks, seedCatalogue, seedPersons } from '../../src/app/seed.ts';
import { type TestHouse, citizen, officer, openHouse } from '../support/house.ts';

type SandboxName = 'bank' | 'ca' | 'population' | 'portal' | 'inbox';
export type OutsideWorld = Readonly<Record<SandboxName, Sandbox>>;

/** A seeded province with its outside world, its ports filled as in operation, under the test's own clock. */
export interface Province {
  readonly house: TestHouse;
  readonly server: FastifyInstance;
  readonly outside: OutsideWorld;
  readonly agencies: ReadonlyMap<string, string>;
  /** The featured person in this role, signed in at level 2. */
  citizen(role: PersonaRole): Promise<Principal>;
  /** Sends a request as somebody; without a principal the session cookie decides. */
  send(request: InjectOptions, as?: Principal): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

export const origin = 'http://127.0.0.1:7100';
const PERSONS = 400;
const appPaths = {
  notices: `${origin}/api/v1/bank-notices`,
  intake: `${origin}/api/v1/national-portal/dossiers`,
};

/** The sandboxes the journey needs, on free ports, telling the test's time. */
async function startWorld(folder: string, clock: Clock): Promise<OutsideWorld> {
  const surroundings = { ...realSurroundings(), now: () => clock.now() };
  const base = { surroundings, writeLog: () => undefined, controlToken: secrets.control };
  const people = createPeople({ persons: PERSONS });
  const populationClient = {
    user: 'daklak',
    secret: secrets.populationSecret,
    xRoadClient: 'VN/GOV/H15/serepok',
    apiKey: secrets.populationApiKey,
  };
  const caFolder = join(folder, 'ca');
  mkdirSync(caFolder);
  const sandboxes: Record<SandboxName, Sandbox> = {
    bank: await startBank({ ...base, webhook: appPaths.notices, webhookSecret: secrets.bankWebhook }),
    ca: await startCa({ ...base, folder: caFolder }),
    population: await startPopulation({ ...base, persons: PERSONS, clients: [populationClient] }),
    portal: await startPortal({
      ...base,
      username: 'daklak',
      password: secrets.portalPassword,
      dstcode: 'VN:GOV:000.00.00.G22:vpcpdvcprovider',
      unit: '000.00.00.H15',
      intake: appPaths.intake,
      intakeSecret: secrets.portalIntake,
      applicants: people.applicants,
      findApplicant: people.find,
      units: [],
    }),
    inbox: await startInbox(base),
  };
  return sandboxes;
}

function configFor(folder: string, outside: OutsideWorld) {
  const { bank, ca, portal, inbox, population } = outside;
  return readConfig({
    SEREPOK_HOME: folder,
    BANK_URL: bank.url,
    CA_URL: ca.url,
    PORTAL_URL: portal.url,
    SMS_URL: inbox.url,
    SMTP_URL: `smtp://127.0.0.1:${(inbox as Inbox).smtpPort}`,
    POPULATION_URL: `${population.url}/dancuquocgia/congdan`,
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
      actors.get(String(request.headers['x-test-actor'])) ??
      house.runner.ports.identity.authenticate(request),
    origins: [origin],
    requestsPerMinute: 1_000_000,
  });
}

let keys = 0;

export async function openProvince(options: { seed?: string } = {}): Promise<Province> {
  const folder = mkdtempSync(join(tmpdir(), 'serepok-days-'));
  const ports: Partial<Ports> = {};
  const house = await openHouse({ ports, ...options });
  const outside = await startWorld(folder, house.clock);
  const connections = connectionsOf(house.database);
  const tools = { clock: house.clock, random: seededRandom(options.seed ?? 'days') };
  const composed = await compose(configFor(folder, outside), connections, tools);
  Object.assign(ports, composed.runner.ports);
  composed.runner.ports.identity.useRunner(house.runner);
  await seed({ ...composed, runner: house.runner }, connections);
  const server = await openServer(house);
  return {
    house,
    server,
    outside,
    agencies: await house.runner.act({ action: 'test.agencies', principal: system }, agencyIdsByKey),
    citizen: (role) => citizenOf(house, role),
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
      await Promise.all(Object.values(outside).map((sandbox) => sandbox.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function citizenOf(house: TestHouse, role: PersonaRole): Promise<Principal> {
  const found = await house.runner.act({ action: 'test.find', principal: system }, (ctx) =>
    findPersonByIdentifier(ctx, { type: 'personal_number', value: persona(role).number }),
  );
  if (!found) throw new Error(`${role} is not in the register`);
  return citizen(found.personId);
}

/** An officer of a role at an agency of the catalogue, known by name in the register of staff. */
export async function officerAt(province: Province, role: string, agency: string): Promise<Principal> {
  const agencyId = province.agencies.get(agency);
  if (!agencyId) throw new Error(`no agency ${agency}`);
  const staffId = await province.house.runner.act({ action: 'test.add-staff', principal: system }, (ctx) =>
    addStaff(ctx, { name: `Cán Bộ Thử ${role}` }),
  );
  return officer(staffId, { role, agencyId });
}

export { secrets };
