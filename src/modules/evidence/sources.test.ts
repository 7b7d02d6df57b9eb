import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { elephantRace } from '../../../lib/service-definition/made-up.fixture.ts';
import type { ServiceDefinition } from '#lib/service-definition';
import { type Ctx, system } from '#platform/runtime';
import { type TestHouse, openHouse } from '../../../test/support/house.ts';
import { type ClaimResult, type Question, proveClaims, readRegister, registerName } from './sources.ts';

const at = '2026-11-23T02:00:00.000Z';
const question = { applicant: { personId: null, organisationId: null } } as unknown as Question;
const proof = (key: string, register: string, claim: string) => ({
  key,
  name: { vi: key, en: key },
  originals: 1,
  copies: 0,
  kind: 'data',
  dataSource: { register, claim, confirms: { vi: 'x', en: 'x' } },
});
const definition = {
  ...elephantRace,
  components: [
    proof('a', 'land', 'owner'),
    proof('b', 'land', 'silent'),
    proof('c', 'nowhere', 'unknown'),
    proof('d', 'land', 'owner'),
  ],
} as unknown as ServiceDefinition;

let house: TestHouse;
let asked: string[] = [];
const act = <T>(run: (ctx: Ctx) => Promise<T>) =>
  house.runner.act({ action: 'test.ask', principal: system, mode: 'read' }, run);
const claim = (key: string, state: ClaimResult['state']) => () => {
  asked.push(key);
  return Promise.resolve<ClaimResult>({ state, at });
};

beforeAll(async () => {
  house = await openHouse({
    rooms: ['evidence'],
    ports: {
      evidence: {
        names: { land: { vi: 'CSDL đất đai', en: 'Land database' } },
        registers: { broken: () => Promise.reject(new Error('100184000001 is not there')) },
        claims: {
          'land.owner': claim('owner', 'confirmed'),
          'land.silent': () => {
            asked.push('silent');
            return Promise.reject(new Error('timed out'));
          },
        },
      },
    },
  });
});
beforeEach(() => {
  asked = [];
});
afterAll(() => house.close());

test('a register that fails or is not connected is unavailable, never an error', async () => {
  expect(await act((ctx) => readRegister(ctx, 'broken', question))).toEqual({ state: 'unavailable' });
  expect(await act((ctx) => readRegister(ctx, 'nowhere', question))).toEqual({ state: 'unavailable' });
  expect(house.logged.map((line) => line.level)).toContain('warn');
});

test('each claim is asked once, however many papers hang on it', async () => {
  const results = await act((ctx) => proveClaims(ctx, definition, { question }));
  expect(asked).toEqual(['owner', 'silent']);
  expect(results).toMatchObject({
    owner: { state: 'confirmed' },
    silent: { state: 'unavailable' },
    unknown: { state: 'unavailable' },
  });
});

test('what was confirmed before is not asked again, what was not is', async () => {
  const known: Record<string, ClaimResult> = {
    owner: { state: 'confirmed', at },
    silent: { state: 'unavailable', at },
  };
  await act((ctx) => proveClaims(ctx, definition, { question, known }));
  expect(asked).toEqual(['silent']);
});

test('an unknown register is called by its key', async () => {
  expect(await act((ctx) => Promise.resolve(registerName(ctx, 'land').vi))).toBe('CSDL đất đai');
  expect(await act((ctx) => Promise.resolve(registerName(ctx, 'moon').vi))).toBe('moon');
});
