import { resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { citedLaw, parseDefinition } from '#lib/service-definition';
import { importSheets, readCatalogFolder } from '#platform/catalog';
import { createServer } from '#platform/http';
import { type Ctx, anonymous, system } from '#platform/runtime';
import { type TestHouse, citizen, openHouse } from '../../../test/support/house.ts';
import { checkCitations, instrumentsOn, lawProjectors } from './index.ts';
import { citationFaults, stateOn } from './rules.ts';

const folder = resolve(import.meta.dirname, '../../../catalog');
const sheets = readCatalogFolder(folder);
let house: TestHouse;
let server: Awaited<ReturnType<typeof createServer>>;
const act = <T>(run: (ctx: Ctx) => Promise<T>): Promise<T> =>
  house.runner.act({ action: 'test.law', principal: anonymous, mode: 'read' }, run);
const get = async (url: string): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await server.inject({ method: 'GET', url: `/api/v1${url}` });
  return { status: answer.statusCode, body: answer.json() };
};

beforeAll(async () => {
  house = await openHouse({ rooms: ['law'] });
  await house.runner.act({ action: 'catalog.import', principal: system }, (ctx) =>
    importSheets(ctx, sheets, lawProjectors),
  );
  server = await createServer({
    runner: house.runner,
    rooms: house.rooms,
    authenticate: () => Promise.resolve(anonymous),
    origins: [],
  });
});
afterAll(async () => {
  await server.close();
  await house.close();
});

describe('the state of an instrument on a day', () => {
  test.each([
    [{ validFrom: '2016-01-01', validTo: '2027-03-01' }, '2015-12-31', 'notYet'],
    [{ validFrom: '2016-01-01', validTo: '2027-03-01' }, '2016-01-01', 'inForce'],
    [{ validFrom: '2016-01-01', validTo: '2027-03-01' }, '2027-02-28', 'inForce'],
    [{ validFrom: '2016-01-01', validTo: '2027-03-01' }, '2027-03-01', 'ended'],
    [{ validFrom: null, validTo: null }, '2026-01-01', 'unknown'],
    [{ validFrom: null, validTo: '2026-01-01' }, '2026-01-01', 'ended'],
  ] as const)('%j on %s is %s', (instrument, day, state) => {
    expect(stateOn(instrument, day)).toBe(state);
  });
});

describe('citations', () => {
  test('of the three services hold today; the civil-status law is out of force from 2027-03-01', async () => {
    for (const code of ['2.000635', '1.004194', '1.012566']) {
      const definition = parseDefinition(readFileSync(resolve(folder, 'procedures', `${code}.yaml`), 'utf8'));
      const faults = await act((ctx) => checkCitations(ctx, citedLaw(definition), '2026-11-23'));
      expect(
        faults.filter((item) => !['unchecked', 'unknown'].includes(item.fault)),
        code,
      ).toEqual([]);
    }
    const later = await act((ctx) => checkCitations(ctx, ['luat-ho-tich-2014', 'nd-123-2015'], '2027-03-01'));
    expect(later).toEqual([{ id: 'luat-ho-tich-2014', fault: 'ended', replacedBy: ['luat-ho-tich-2026'] }]);
  });

  test('tell what is missing, not yet in force, of unknown days, or unchecked', async () => {
    const faults = await act((ctx) =>
      checkCitations(
        ctx,
        ['moon', 'luat-ho-tich-2026', 'nd-367-2025', 'nd-42-2022', 'nd-118-2025'],
        '2026-11-23',
      ),
    );
    expect(faults.map(({ id, fault }) => [id, fault])).toEqual([
      ['moon', 'missing'],
      ['luat-ho-tich-2026', 'notYet'],
      ['nd-367-2025', 'unknown'],
      ['nd-42-2022', 'unchecked'],
    ]);
    expect(await act((ctx) => checkCitations(ctx, [], '2026-11-23'))).toEqual([]);
    expect(citationFaults(new Map(), ['a'], '2026-01-01')).toHaveLength(1);
  });

  test('are shown in the order asked', async () => {
    const found = await act((ctx) => instrumentsOn(ctx, ['nd-118-2025', 'moon', 'nd-61-2018'], '2025-06-30'));
    expect(found.map(({ id, state }) => [id, state])).toEqual([
      ['nd-118-2025', 'notYet'],
      ['nd-61-2018', 'inForce'],
    ]);
  });
});

describe('over HTTP, without signing in', () => {
  test('instruments are found by number and by words without diacritics', async () => {
    const byNumber = (await get('/instruments?search=118/2025/N%C4%90')).body['items'] as { id: string }[];
    expect(byNumber[0]).toMatchObject({ id: 'nd-118-2025', state: 'inForce', verified: true });
    expect(byNumber.map((item) => item.id).toSorted()).toEqual([
      'nd-118-2025',
      'nd-367-2025',
      'tt-03-2025-vpcp',
    ]);
    const words = (await get('/instruments?search=luat%20ho%20tich&state=inForce')).body['items'] as {
      id: string;
    }[];
    expect(words.map((item) => item.id)).toContain('luat-ho-tich-2014');
    expect(words.map((item) => item.id)).not.toContain('luat-ho-tich-2026');
    expect((await get('/instruments')).body['items']).toHaveLength(93);
    expect((await get('/instruments?search=100%25')).body['items']).toEqual([]);
    expect((await get('/instruments?search=_____________')).body['items']).toEqual([]);
  });

  test('one comes with what it amends and what replaced it', async () => {
    expect((await get('/instruments/nd-61-2018')).body).toMatchObject({
      instrument: { state: 'ended' },
      amendedBy: [{ id: 'nd-107-2021' }],
      replacedBy: [{ id: 'nd-118-2025' }],
      amends: [],
      replaces: [],
    });
    expect((await get('/instruments/nd-118-2025?on=2025-06-30')).body).toMatchObject({
      instrument: { state: 'notYet' },
    });
    expect((await get('/instruments/nd-118-2025')).body['replaces']).toHaveLength(2);
    expect((await get('/instruments/moon')).status).toBe(404);
    expect((await get('/instruments?on=yesterday')).status).toBe(422);
  });
});

test('nobody but the catalogue’s publisher writes the law', async () => {
  const attempt = house.runner.act(
    { action: 'test.write', principal: citizen('019ab000-0000-7000-8000-000000000001') },
    (ctx) => ctx.db.updateTable('law.instrument').set({ valid_to: '2020-01-01' }).execute(),
  );
  await attempt;
  const { rows } = await house.admin.query(
    `select count(*)::int as n from law.instrument where valid_to = '2020-01-01'`,
  );
  expect(rows[0]).toEqual({ n: 0 });
});
