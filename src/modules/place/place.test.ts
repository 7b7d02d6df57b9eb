import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlaceUnitRow } from '#lib/catalog';
import { importSheets, publishRow, readCatalogFolder, rebuild } from '#platform/catalog';
import { createServer } from '#platform/http';
import { type Ctx, type Principal, anonymous, system } from '#platform/runtime';
import { type TestHouse, citizen, openHouse } from '../../../test/support/house.ts';
import { currentPlaces, findPlace, loadGazetteer, placeNames, placeProjectors } from './index.ts';

const sheets = readCatalogFolder(resolve(import.meta.dirname, '../../../catalog'));
let house: TestHouse;
let server: Awaited<ReturnType<typeof createServer>>;
const act = <T>(principal: Principal, run: (ctx: Ctx) => Promise<T>): Promise<T> =>
  house.runner.act({ action: 'test.place', principal, mode: 'read' }, run);
const get = async (url: string): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await server.inject({ method: 'GET', url: `/api/v1${url}` });
  return { status: answer.statusCode, body: answer.json() };
};

beforeAll(async () => {
  house = await openHouse({ rooms: ['place'], ports: { memory: new Map() } });
  await house.runner.act({ action: 'catalog.import', principal: system }, (ctx) =>
    importSheets(ctx, sheets, placeProjectors),
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

describe('the tables', () => {
  test('hold every row of the catalogue', async () => {
    const { rows } = await house.admin.query(
      `select (select count(*)::int from place.unit) as units, (select count(*)::int from place.change) as changes`,
    );
    expect(rows[0]).toEqual({ units: 3 + 24 + 294 + 2 + 102, changes: 14 + 296 });
  });

  test('come out the same when rebuilt from the published rows', async () => {
    const content = async (): Promise<unknown> =>
      (await house.admin.query('select * from place.unit order by code, valid_from')).rows;
    const before = await content();
    await house.admin.query('delete from place.unit');
    await house.runner.act({ action: 'catalog.rebuild', principal: system }, (ctx) =>
      rebuild(ctx, placeProjectors),
    );
    expect(await content()).toEqual(before);
  });

  test('are written by nobody who may not', async () => {
    const attempt = house.runner.act(
      { action: 'test.write', principal: citizen('019ab000-0000-7000-8000-000000000001') },
      (ctx) =>
        ctx.db
          .insertInto('place.change')
          .values({
            on_day: '2026-01-01',
            from_code: '24133',
            to_code: '24121',
            kind: 'whole',
            hint: null,
            source: 'x',
            verified: false,
            note: null,
          })
          .execute(),
    );
    await expect(attempt).rejects.toThrow(/row-level security/);
  });
});

describe('the gazetteer', () => {
  test('is kept until the catalogue changes', async () => {
    const first = await act(anonymous, loadGazetteer);
    expect(await act(anonymous, loadGazetteer)).toBe(first);
    const row = sheets
      .filter((sheet) => sheet.id === 'places/communes-2025')
      .flatMap((sheet) => sheet.rows as PlaceUnitRow[])
      .find((item) => item.code === '24305') as PlaceUnitRow;
    house.clock.advance(1000);
    await house.runner.act({ action: 'catalog.publish', principal: system }, (ctx) =>
      publishRow(
        ctx,
        {
          kind: 'place-unit',
          sheetId: 'places/communes-2025',
          row: { ...row, aliases: ['Buôn Hồ mới'] },
        },
        placeProjectors,
      ),
    );
    const second = await act(anonymous, loadGazetteer);
    expect(second).not.toBe(first);
    expect(second.unitOn('24305', '2026-01-01')?.aliases).toEqual(['Buôn Hồ mới']);
  });

  test('answers by day', async () => {
    const nameOn = async (day?: string): Promise<string | undefined> =>
      (await act(anonymous, (ctx) => findPlace(ctx, '24133', day)))?.name;
    expect([await nameOn(), await nameOn('2025-06-30'), await nameOn('2024-10-31')]).toEqual([
      'Buôn Ma Thuột',
      'Thành Công',
      'Thắng Lợi',
    ]);
    expect(await act(anonymous, (ctx) => findPlace(ctx, '00000'))).toBeUndefined();
  });
});

describe('for other rooms', () => {
  const now = (code: string, day = '2026-11-23') => act(anonymous, (ctx) => currentPlaces(ctx, code, day));
  test('a code, old or new, is the unit or units of a day', async () => {
    expect(await now('24305')).toEqual(['24305']);
    expect(await now('24139')).toEqual(['24133']);
    expect((await now('24550')).toSorted()).toEqual(['24544', '24561']);
    expect(await now('24139', '2024-01-01')).toEqual(['24139']);
    expect(await now('24139', '2025-01-01')).toEqual(['24133']);
    expect(await now('643')).toEqual([]);
    expect(await now('99999')).toEqual([]);
  });

  test('names are as of the day, or the last one had', async () => {
    const names = await act(anonymous, (ctx) =>
      placeNames(ctx, ['24133', '24139', '66', '99999'], '2026-11-23'),
    );
    expect([...names]).toEqual([
      ['24133', 'Phường Buôn Ma Thuột'],
      ['24139', 'Phường Thành Công'],
      ['66', 'Tỉnh Đắk Lắk'],
    ]);
  });
});

describe('over HTTP, without signing in', () => {
  test('units are found without diacritics; former ones with what they are today', async () => {
    const found = await get('/places?search=buon%20ma%20thuot&level=commune');
    expect(found.status).toBe(200);
    expect(found.body['items']).toMatchObject([
      { code: '24133', fullName: 'Phường Buôn Ma Thuột', parent: { code: '66' }, today: [] },
    ]);
    const former = await get('/places?search=thang%20loi&former=true');
    expect(former.body['items']).toMatchObject([
      {
        code: '24133',
        name: 'Thắng Lợi',
        validFrom: null,
        validTo: '2024-11-01',
        parent: { name: 'Buôn Ma Thuột' },
        province: { code: '66' },
        today: [{ name: 'Buôn Ma Thuột' }],
      },
    ]);
    expect((await get('/places?level=commune')).body['items']).toHaveLength(102);
    expect((await get('/places?search=khong-co-dau-het')).body['items']).toEqual([]);
  });

  test('a unit comes with neighbours, origin and fate', async () => {
    const unit = await get('/places/24235');
    expect(unit.body).toMatchObject({
      unit: { name: 'Buôn Đôn', validFrom: '2025-07-01' },
      cameFrom: [{ unit: { name: 'Krông Na' }, kind: 'renamed' }],
      became: [],
    });
    const divided = await get('/places/24550?on=2024-01-01');
    expect(divided.body['became']).toMatchObject([
      { unit: { code: '24544' }, kind: 'partial' },
      { unit: { code: '24561' }, kind: 'partial' },
    ]);
    const gone = await get('/places/24550');
    expect(gone.status).toBe(404);
    expect(gone.body).toMatchObject({ code: 'place.not_found' });
  });

  test.each(['/places/2413x', '/places/24133?on=2025-02-30', '/places?level=village'])(
    '%s is refused as malformed',
    async (url) => {
      expect((await get(url)).status).toBe(422);
    },
  );

  test('an address is resolved, and never stands in a URL', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/api/v1/address-resolutions',
      headers: { 'idempotency-key': '1' },
      payload: { text: 'Thôn 3, xã Hòa Xuân, TP BMT, Đắk Lắk', writtenOn: '2021-05-02' },
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      unit: { code: '24175', fullName: 'Xã Hòa Phú' },
      rest: 'Thôn 3',
      level: 'commune',
      candidates: [{ through: [{ name: 'Hòa Xuân' }], divided: false }],
    });
    const audit = await house.admin.query(
      `select count(*)::int as n from audit.entry where action = 'place.resolve-address'`,
    );
    expect(audit.rows[0]).toEqual({ n: 0 });
  });

  test.each([{ text: '' }, { text: 'x'.repeat(501) }, { text: 5 }, {}])(
    'a malformed address (%j) is refused',
    async (payload) => {
      const answer = await server.inject({
        method: 'POST',
        url: '/api/v1/address-resolutions',
        headers: { 'idempotency-key': '2' },
        payload,
      });
      expect(answer.statusCode).toBe(422);
    },
  );
});
