import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { inject } from 'vitest';
import { type PersonaRole, persona } from '#lib/synthetic-population';
import { addStaff, agencyIdsByKey } from '#modules/agency';
import { findPersonByIdentifier } from '#modules/person';
import { createServer } from '#platform/http';
import { type Ports, type Principal, seededRandom, system } from '#platform/runtime';
import { DEMONSTRATION_SECRETS as secrets } from '../../sandbox/config.ts';
import { compose } from '../../src/app/compose.ts';
import { type TestHouse, citizen, officer, openHouse } from './house.ts';
import {
  type OutsideWorld,
  closeWorld,
  configFor,
  connectionsOf,
  origin,
  seedProvince,
  startWorld,
} from './world.ts';

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
  const connections = connectionsOf(inject('socket'), house.database);
  const tools = { clock: house.clock, random: seededRandom(options.seed ?? 'days') };
  const composed = await compose(configFor(folder, outside), connections, tools);
  Object.assign(ports, composed.runner.ports);
  composed.runner.ports.identity.useRunner(house.runner);
  await seedProvince({ ...composed, runner: house.runner }, connections);
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
      await closeWorld(outside);
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

export { origin, secrets };
