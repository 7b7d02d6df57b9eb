import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#platform/runtime';
import { startBank } from '../../sandbox/bank/index.ts';
import { startCa } from '../../sandbox/ca/index.ts';
import { DEMONSTRATION_SECRETS as secrets } from '../../sandbox/config.ts';
import { type Inbox, startInbox } from '../../sandbox/inbox/index.ts';
import { type Sandbox, realSurroundings } from '../../sandbox/kit/index.ts';
import { createPeople } from '../../sandbox/people.ts';
import { startPopulation } from '../../sandbox/population/index.ts';
import { startPortal } from '../../sandbox/portal/index.ts';
import type { House } from '../../src/app/compose.ts';
import { type Config, readConfig } from '../../src/app/config.ts';
import type { Connections } from '../../src/app/database.ts';
import { loadHolderNames, seedBooks, seedCatalogue, seedPersons } from '../../src/app/seed.ts';

type SandboxName = 'bank' | 'ca' | 'population' | 'portal' | 'inbox';
export type OutsideWorld = Readonly<Record<SandboxName, Sandbox>>;

export const origin = 'http://127.0.0.1:7100';
const PERSONS = 400;
export { secrets };

const appPaths = {
  notices: `${origin}/api/v1/bank-notices`,
  intake: `${origin}/api/v1/national-portal/dossiers`,
};

/** The sandboxes the journey needs, on free ports, telling the test's time. */
export async function startWorld(
  folder: string,
  clock: Clock,
  persons: number = PERSONS,
): Promise<OutsideWorld> {
  const surroundings = { ...realSurroundings(), now: () => clock.now() };
  const base = { surroundings, writeLog: () => undefined, controlToken: secrets.control };
  const people = createPeople({ persons });
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
    population: await startPopulation({ ...base, persons, clients: [populationClient] }),
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

export function configFor(folder: string, outside: OutsideWorld): Config {
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

export function connectionsOf(socket: string, database: string): Connections {
  const admin = { host: socket, port: 5432, user: 'serepok_admin', database };
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

/** Catalogue, books, persons and names of offices: what the journey stands on. */
export async function seedProvince(
  house: House,
  connections: Connections,
  persons: number = PERSONS,
): Promise<void> {
  await seedCatalogue(house);
  await seedBooks(house);
  await seedPersons(house, connections, { persons, report: () => undefined });
  await loadHolderNames(house);
}

export function closeWorld(outside: OutsideWorld): Promise<unknown> {
  return Promise.all(Object.values(outside).map((sandbox) => sandbox.close()));
}
