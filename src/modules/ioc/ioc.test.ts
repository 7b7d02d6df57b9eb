import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#platform/http';
import { importSheets, readCatalogFolder } from '#platform/catalog';
import { type Ctx, type Principal, anonymous, system } from '#platform/runtime';
import { agencyProjectors } from '#modules/agency';
import { publishDefinitions, readIndicatorFiles } from '#modules/indicator';
import { placeProjectors } from '#modules/place';
import { officer, openHouse, type TestHouse } from '../../../test/support/house.ts';
import { makeBoards, publishLayouts, readLayouts, watchFigures } from './index.ts';

const catalogue = resolve(import.meta.dirname, '../../../catalog');
const agencyId = '019ab000-0000-7000-8000-00000000a001';
const staff = (n: number, role: string) =>
  officer(`019ab000-0000-7000-8000-00000000b00${n}`, { role, agencyId });
const operator = staff(1, 'ioc-operator');
const viewer = staff(2, 'ioc-viewer');
const clerk = staff(3, 'one-stop-officer');
let house: TestHouse;
let server: FastifyInstance;
let actor: Principal;
let keys = 0;

const act = <T>(run: (ctx: Ctx) => Promise<T>) =>
  house.runner.act({ action: 'test.ioc', principal: system }, run);

interface Sent {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: object;
  readonly cookie?: string;
}

async function send(url: string, as: Principal, { method, body, cookie }: Sent = {}) {
  actor = as;
  const answer = await server.inject({
    method: method ?? (body ? 'POST' : 'GET'),
    url: `/api/v1${url}`,
    headers: { 'idempotency-key': `k${(keys += 1)}`, ...(cookie ? { cookie } : {}) },
    ...(body ? { payload: body } : {}),
  });
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely
  const parsed: any = answer.body === '' ? null : JSON.parse(answer.body);
  return { status: answer.statusCode, body: parsed, cookies: answer.cookies };
}

async function figure(
  key: string,
  day: string,
  rows: readonly (readonly [string, number, number?])[],
): Promise<void> {
  const computation = house.runner.ids.next();
  const now = house.clock.now();
  await house.admin.query(`insert into indicator.covered_day values ($1, $2, $3) on conflict do nothing`, [
    key,
    day,
    now,
  ]);
  await house.admin.query(
    `update indicator.value set superseded_at = $3 where indicator_key = $1 and day = $2 and superseded_at is null`,
    [key, day, now],
  );
  for (const [place, numerator, denominator] of rows)
    await house.admin.query(
      `insert into indicator.value values ($1, $2, $3, '', $4, null, 1, $5, $6, 1, $7)`,
      [key, day, place, now, numerator, denominator ?? null, computation],
    );
}

const layout = (bound: number) => ({
  title: { vi: 'Thử', en: 'Test' },
  rotateSeconds: 30,
  pages: [
    {
      title: { vi: 'Hồ sơ', en: 'Dossiers' },
      tiles: [{ indicator: 'dossiers-received', bound: { side: 'above', value: bound } }],
      map: { indicator: 'dossiers-received', bound: { side: 'below', value: 20 } },
    },
  ],
});
const board = (query = '') => send(`/ioc/boards/test${query}`, viewer);
const alerts = async (state = 'running') => (await send(`/ioc/alerts?state=${state}`, viewer)).body.items;

beforeAll(async () => {
  house = await openHouse({ now: '2026-11-20T09:00:00+07:00' });
  server = await createServer({
    runner: house.runner,
    rooms: house.rooms,
    authenticate: async () => actor,
    origins: [],
  });
  await act((ctx) =>
    importSheets(ctx, readCatalogFolder(catalogue), [...placeProjectors, ...agencyProjectors]),
  );
  await act((ctx) => publishDefinitions(ctx, readIndicatorFiles(resolve(catalogue, 'indicators'))));
  await figure('dossiers-received', '2026-11-19', [
    ['24305', 30],
    ['24163', 12],
  ]);
});
afterAll(async () => {
  await server.close();
  await house.close();
});

describe('layouts as data', () => {
  test('the catalogue’s layouts name only indicators that exist; a second run changes nothing', async () => {
    const seeds = readLayouts(resolve(catalogue, 'ioc/layouts.yaml'));
    expect(await act((ctx) => publishLayouts(ctx, seeds))).toBe(seeds.length);
    expect(await act((ctx) => publishLayouts(ctx, seeds))).toBe(0);
  });
  test('an operator saves, two savers do not overwrite each other, a viewer may not', async () => {
    const save = (version: number, as = operator) =>
      send('/ioc/layouts/test', as, {
        method: 'PUT',
        body: { version, owner: 'Văn phòng', audience: 'display', body: layout(100) },
      });
    expect((await save(0, viewer)).status).toBe(403);
    expect((await save(0)).body.version).toBe(1);
    expect((await save(0)).body.code).toBe('ioc.changed_meanwhile');
    const bad = { ...layout(1), pages: [{ title: { vi: 'a', en: 'a' }, tiles: [{ indicator: 'no-such' }] }] };
    const refused = await send('/ioc/layouts/other', operator, {
      method: 'PUT',
      body: { version: 0, owner: 'Văn phòng', audience: 'staff', body: bad },
    });
    expect(refused.body).toMatchObject({ code: 'ioc.unknown_indicator', params: { key: 'no-such' } });
  });
});

describe('boards', () => {
  test('tiles and map show what the indicators say; who has no role sees nothing', async () => {
    const { status, body } = await board();
    expect(status).toBe(200);
    expect(body.content.tiles[0]).toMatchObject({ key: 'dossiers-received', value: 42, trendStep: 'week' });
    expect(body.content.tiles[0].trend).toHaveLength(12);
    expect(body.content.map.values).toContainEqual(expect.objectContaining({ unit: '24163', value: 12 }));
    expect((await send('/ioc/boards/test', clerk)).body.code).toBe('ioc.not_entitled');
    expect((await send('/ioc/boards/khong-co', viewer)).status).toBe(404);
  });
  test('a job puts pages together; a screen reads what was put together until the next time', async () => {
    await act(makeBoards);
    const first = await board();
    house.clock.advance(60_000);
    expect((await board()).body.madeAt).toBe(first.body.madeAt);
    await act(makeBoards);
    expect((await board()).body.madeAt).not.toBe(first.body.madeAt);
  });
  test('time travel: a past day shows what was known when it ended, not what was found out later', async () => {
    house.clock.advance(24 * 3_600_000);
    await figure('dossiers-received', '2026-11-19', [['24305', 300]]);
    await figure('dossiers-received', '2026-11-20', [['24163', 5]]);
    await act(makeBoards);
    expect((await board()).body.content.tiles[0].value).toBe(305);
    const past = (await board('?on=2026-11-20')).body;
    expect(past).toMatchObject({ isPast: true, on: '2026-11-20' });
    expect(past.content.tiles[0].value).toBe(42);
  });
  test('one commune beside the province, and all communes over the last periods', async () => {
    const commune = (await send('/ioc/communes/24163?layout=test', viewer)).body;
    expect(commune.items[0]).toMatchObject({ value: 5, province: 305, rank: 2, of: 2 });
    const compared = (await send('/ioc/comparison?indicator=dossiers-received&periods=3', viewer)).body;
    expect(compared.rows.find((row: { unit: string }) => row.unit === '24305').values.at(-1)).toBe(300);
    expect(compared.periods).toHaveLength(3);
  });
});

describe('alerts', () => {
  test('what crosses its bound is raised once, by province and by commune, with an owner', async () => {
    await act(watchFigures);
    await act(watchFigures);
    const found = (await alerts()).filter((one: { kind: string }) => one.kind === 'threshold');
    const seen = new Map(found.map((one: { place: string | null; value: number }) => [one.place, one.value]));
    expect(found).toHaveLength(2);
    expect([seen.get('24163'), seen.get(null)]).toEqual([5, 305]);
    for (const one of found) expect(one.owner.length).toBeGreaterThan(3);
  });
  test('taken on, then closed with what was done; the second hand is told', async () => {
    const one = (await alerts()).find((alert: { place: string | null }) => alert.place === '24163');
    const path = `/ioc/alerts/${one.id}`;
    expect((await send(`${path}/acknowledgement`, viewer, { body: { version: 1 } })).status).toBe(403);
    const taken = await send(`${path}/acknowledgement`, operator, { body: { version: 1 } });
    expect(taken.body).toMatchObject({ state: 'acknowledged', version: 2 });
    const late = await send(`${path}/resolution`, operator, { body: { version: 1, note: 'Đã nhắc xã' } });
    expect(late.body.code).toBe('ioc.changed_meanwhile');
    expect((await send(`${path}/resolution`, operator, { body: { version: 2, note: 'x' } })).status).toBe(
      422,
    );
    const closed = await send(`${path}/resolution`, operator, { body: { version: 2, note: 'Đã nhắc xã' } });
    expect(closed.body).toMatchObject({ state: 'resolved', isByItself: false, note: 'Đã nhắc xã' });
    const again = await send(`${path}/resolution`, operator, { body: { version: 3, note: 'Lần nữa' } });
    expect(again.body.code).toBe('ioc.already_resolved');
  });
  test('a figure that came back closes its alert by itself; one that is missing does not', async () => {
    await figure('dossiers-received', '2026-11-19', [['24305', 30]]);
    await act(watchFigures);
    const settled = (await alerts('resolved')).find(
      (alert: { place: string | null; kind: string }) => alert.place === null && alert.kind === 'threshold',
    );
    expect(settled.isByItself).toBe(true);
  });
  test('a past day shows the alerts that ran then', async () => {
    const past = (await board('?on=2026-11-20')).body.alerts;
    expect(past.filter((one: { kind: string }) => one.kind === 'threshold')).toEqual([]);
  });
});

describe('wall screens', () => {
  let code = '';
  let cookie = '';
  test('an operator shows a code once; a wrong or late one pairs nothing', async () => {
    expect(
      (await send('/ioc/displays', viewer, { body: { name: 'Phòng họp', layout: 'test' } })).status,
    ).toBe(403);
    const made = await send('/ioc/displays', operator, { body: { name: 'Phòng họp', layout: 'test' } });
    expect(made.status).toBe(201);
    expect(made.body.display.state).toBe('waiting');
    expect((await send('/ioc/display-pairings', anonymous, { body: { code: 'SAI0-0000' } })).status).toBe(
      403,
    );
    house.clock.advance(11 * 60_000);
    const late = await send('/ioc/display-pairings', anonymous, { body: { code: made.body.code } });
    expect(late.body.code).toBe('ioc.pairing_refused');
    code = (await send('/ioc/displays', operator, { body: { name: 'Sảnh', layout: 'test' } })).body.code;
  });
  test('the screen gets a cookie no script can read, the code is spent, and it sees its board without notes', async () => {
    const paired = await send('/ioc/display-pairings', anonymous, { body: { code: code.toLowerCase() } });
    expect(paired.body).toEqual({ name: 'Sảnh' });
    const [token] = paired.cookies;
    expect(token).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    cookie = `${token?.name}=${token?.value}`;
    expect((await send('/ioc/display-pairings', anonymous, { body: { code } })).status).toBe(403);
    const seen = await send('/ioc/display-board', anonymous, { cookie });
    expect(seen.status).toBe(200);
    expect(seen.body.layout.key).toBe('test');
    expect(seen.body.alerts.every((one: { note: string | null }) => one.note === null)).toBe(true);
  });
  test('its cookie opens nothing else; without it there is nothing', async () => {
    expect((await send('/ioc/boards/test', anonymous, { cookie })).status).toBe(401);
    expect((await send('/ioc/alerts', anonymous, { cookie })).status).toBe(401);
    expect((await send('/ioc/display-board', anonymous)).body.code).toBe('ioc.display_unknown');
  });
  test('switched off, it is off at once', async () => {
    expect((await send('/ioc/display-reports', anonymous, { cookie, body: {} })).status).toBe(204);
    const { items } = (await send('/ioc/displays', operator)).body;
    const own = items.find((one: { name: string }) => one.name === 'Sảnh');
    expect((await send(`/ioc/displays/${own.id}/revocation`, operator, { body: {} })).body.state).toBe(
      'revoked',
    );
    expect((await send('/ioc/display-board', anonymous, { cookie })).body.code).toBe('ioc.display_unknown');
  });
  test('a layout for staff is not shown on a wall', async () => {
    const body = { version: 0, owner: 'Văn phòng', audience: 'staff', body: layout(1) };
    await send('/ioc/layouts/inner', operator, { method: 'PUT', body });
    const refused = await send('/ioc/displays', operator, { body: { name: 'Sảnh', layout: 'inner' } });
    expect(refused.body.code).toBe('ioc.not_for_displays');
  });
});

describe('row-level security', () => {
  test('the database gives boards, alerts and screens to nobody without a role', async () => {
    const counts = (principal: Principal) =>
      house.runner.act({ action: 'test.look', principal }, async (ctx) => ({
        boards: (await ctx.db.selectFrom('ioc.board').select('page').execute()).length,
        alerts: (await ctx.db.selectFrom('ioc.alert').select('id').execute()).length,
        displays: (await ctx.db.selectFrom('ioc.display').select('id').execute()).length,
      }));
    expect(await counts(clerk)).toEqual({ boards: 0, alerts: 0, displays: 0 });
    expect(await counts(viewer)).toMatchObject({ displays: 0 });
    expect((await counts(viewer)).alerts).toBeGreaterThan(1);
  });
});

describe('official boundaries', () => {
  const upload = (as: Principal, text: string) => {
    actor = as;
    const edge = 'canh-thu';
    return server.inject({
      method: 'POST',
      url: '/api/v1/ioc/boundaries',
      headers: {
        'idempotency-key': `k${(keys += 1)}`,
        'content-type': `multipart/form-data; boundary=${edge}`,
      },
      payload: `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="xã.geojson"\r\ncontent-type: application/json\r\n\r\n${text}\r\n--${edge}--\r\n`,
    });
  };
  test('a bad file is refused with every reason and nothing is kept', async () => {
    const refused = (await upload(operator, '{"type":"FeatureCollection","features":[]}')).json();
    expect(refused).toMatchObject({ code: 'ioc.boundaries_refused' });
    expect((await upload(viewer, '{}')).statusCode).toBe(403);
    const one = {
      type: 'Feature',
      properties: { code: '24305' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [108, 12],
            [108.1, 12],
            [108, 12.1],
            [108, 12],
          ],
        ],
      },
    };
    const missing = (
      await upload(operator, JSON.stringify({ type: 'FeatureCollection', features: [one] }))
    ).json();
    expect(missing.title).toContain('Thiếu:');
    expect((await send('/ioc/boundaries', operator)).body.items).toEqual([]);
  });
  test('a whole one is kept, used when chosen, and given up again', async () => {
    const { rows } = await house.admin.query(
      `select code, lat, lon from place.unit where level = 'commune' and valid_to is null`,
    );
    const features = rows.map((row: { code: string; lat: number; lon: number }) => ({
      type: 'Feature',
      properties: { code: row.code },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [row.lon - 0.02, row.lat - 0.02],
            [row.lon + 0.02, row.lat - 0.02],
            [row.lon, row.lat + 0.02],
            [row.lon - 0.02, row.lat - 0.02],
          ],
        ],
      },
    }));
    const kept = (await upload(operator, JSON.stringify({ type: 'FeatureCollection', features }))).json();
    expect(kept).toMatchObject({ isInUse: false });
    expect((await send('/ioc/map-shapes', anonymous)).body.map).toBeNull();
    await send('/ioc/map-choice', operator, { body: { boundaryId: kept.id } });
    const used = (await send('/ioc/map-shapes', anonymous)).body;
    expect(used.map.units).toHaveLength(102);
    expect(used.name).toBe('xã.geojson');
    await send('/ioc/map-choice', operator, { body: { boundaryId: null } });
    expect((await send('/ioc/map-shapes', anonymous)).body.map).toBeNull();
  });
});
