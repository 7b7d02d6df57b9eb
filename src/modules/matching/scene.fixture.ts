import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { inject } from 'vitest';
import {
  countEligible,
  listFile,
  makeList,
  type NoisyRow,
  populationSeed,
  seedRanges,
} from '#lib/list-noise';
import { daklakUnits, generatePopulation, type SyntheticPerson } from '#lib/synthetic-population';
import { agencyIdsByKey, agencyProjectors } from '#modules/agency';
import { createIdentifierCipher, findPersonByIdentifier, personLoads, seedPopulation } from '#modules/person';
import { placeProjectors } from '#modules/place';
import { residenceLoads } from '#modules/residence';
import { importSheets, readCatalogFolder } from '#platform/catalog';
import { openFileKeystore } from '#platform/crypto';
import { openFolderStorage } from '#platform/files';
import { type Ctx, type Ports, type Principal, seededRandom, steppedClock, system } from '#platform/runtime';
import { officer, openHouse, type TestHouse } from '../../../test/support/house.ts';
import { createPopulationHost, publishListKinds, systemAct } from './index.ts';

export const cipher = createIdentifierCipher({
  lookupKey: Buffer.alloc(32, 1),
  sealingKeys: { 1: Buffer.alloc(32, 2) },
  current: 1,
});

const SEED = seedRanges.tuning.first;
const PERSONS = 1500;
const catalog = resolve(import.meta.dirname, '../../../catalog');

function everybody(): SyntheticPerson[] {
  const options = { units: daklakUnits(), persons: PERSONS, seed: populationSeed(SEED) };
  return [...generatePopulation(options)].flatMap((household) => household.persons);
}

export interface Scene {
  readonly house: TestHouse;
  readonly persons: readonly SyntheticPerson[];
  readonly owner: Principal;
  readonly agencyId: string;
  reviewer(name: string, commune: string, role?: string): Principal;
  act<T>(principal: Principal, run: (ctx: Ctx) => Promise<T>): Promise<T>;
  /** Id in the register of a synthetic person. */
  idOf(person: SyntheticPerson): Promise<string>;
  close(): Promise<void>;
}

async function seed(house: TestHouse): Promise<void> {
  await house.runner.act({ action: 'catalog.import', principal: system }, (ctx) =>
    importSheets(ctx, readCatalogFolder(catalog), [...placeProjectors, ...agencyProjectors]),
  );
  await house.runner.act({ action: 'matching.publish-kinds', principal: system }, (ctx) =>
    publishListKinds(ctx, readFileSync(join(catalog, 'matching', 'list-kinds.yaml'), 'utf8')),
  );
  await seedPopulation({
    connection: { host: inject('socket'), port: 5432, user: 'serepok_admin', database: house.database },
    persons: PERSONS,
    seed: populationSeed(SEED),
    units: daklakUnits(),
    cipher,
    now: house.clock.now(),
    loads: [...personLoads, ...residenceLoads],
  });
}

/** A province of 1,500 persons, a department, communes with reviewers, and the matching engine in this thread. */
export async function openScene(): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'serepok-matching-'));
  const keys = await openFileKeystore({
    folder: join(folder, 'keys'),
    random: seededRandom('matching'),
    clock: steppedClock('2026-11-23T03:00:00Z'),
    create: true,
  });
  const ports: Partial<Ports> & { populationEngine?: Ports['populationEngine'] } = {
    keys,
    fileStorage: openFolderStorage({ folder: join(folder, 'objects') }),
    identifierCipher: cipher,
    memory: new Map(),
  };
  const house = await openHouse({ rooms: ['matching'], ports });
  ports.populationEngine = createPopulationHost({ act: systemAct(house.runner) });
  await seed(house);
  const agencies = await house.runner.act({ action: 'test.agencies', principal: system }, agencyIdsByKey);
  const agencyId = agencies.get('dept-agriculture-environment') ?? '';
  const staffId = (name: string) =>
    `019ab000-0000-7000-8000-${Buffer.from(name).toString('hex').padStart(12, '0').slice(-12)}`;
  return {
    house,
    persons: everybody(),
    agencyId,
    owner: officer(staffId('owner'), { role: 'list-owner', agencyId }),
    reviewer: (name, commune, role = 'match-reviewer') =>
      officer(staffId(name), {
        role,
        agencyId: agencies.get(`committee-${commune}`) ?? '',
        places: [commune],
      }),
    act: (principal, run) => house.runner.act({ action: 'test.matching', principal }, run),
    idOf: async (person) => {
      const asked = { type: 'personal_number', value: person.number };
      const found = await house.runner.act({ action: 'test.find', principal: system }, (ctx) =>
        findPersonByIdentifier(ctx, asked),
      );
      return found?.personId ?? '';
    },
    close: async () => {
      await house.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A noisy list of the scene's persons as a file, with the truth kept apart. */
export function noisyList(
  persons: readonly SyntheticPerson[],
  rows: number,
): { bytes: Buffer; rows: NoisyRow[] } {
  const eligible = countEligible(persons, 'general');
  const list = [...makeList(persons, { kind: 'general', seed: SEED, rows, eligible, units: daklakUnits() })];
  return { rows: list, bytes: Buffer.concat([...listFile('general', list, { delimiter: ';' })]) };
}
