import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { publishPurposes, readPurposes } from '#platform/basis';
import { createServer } from '#platform/http';
import { type Principal, system } from '#platform/runtime';
import { citizen, officer, openHouse, type TestHouse } from '../../../test/support/house.ts';
import { takeSnapshot } from './take-snapshot.ts';

let house: TestHouse;
let server: FastifyInstance;
let actor: Principal;
const agencyId = '019ab000-0000-7000-8000-00000000a001';
const analyst = officer('019ab000-0000-7000-8000-00000000b001', { role: 'population-analyst', agencyId });
const clerk = officer('019ab000-0000-7000-8000-00000000b002', { role: 'one-stop-officer', agencyId });
let keys = 0;

async function send(url: string, as: Principal, body?: object) {
  actor = as;
  const basis = headers.basis === '' ? {} : { 'x-basis-id': headers.basis };
  const answer = await server.inject({
    method: body ? 'POST' : 'GET',
    url: `/api/v1${url}`,
    headers: { 'idempotency-key': `k${(keys += 1)}`, ...basis },
    ...(body ? { payload: body } : {}),
  });
  return { status: answer.statusCode, body: answer.body === '' ? null : tryJson(answer.body), raw: answer };
}
const headers = { basis: '' };
// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely
const tryJson = (text: string): any => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
const take = () => house.runner.act({ action: 'test.count', principal: system }, takeSnapshot);
const id = (kind: number, n: number) =>
  `019ab000-0000-7000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;

interface Made {
  readonly n: number;
  readonly place: string | null;
  readonly year: number;
  readonly month?: number;
  readonly sex?: string;
  readonly ethnicity?: string;
}

async function addPerson({ n, place, year, month, sex = 'male', ethnicity = '01' }: Made): Promise<void> {
  await house.admin.query(
    `insert into person.person (id, full_name, family_name, middle_name, given_name, search_key, sex, birth_year, birth_month, ethnicity, nationality, marital_status, home_place, state, version, recorded_at)
     values ($1, $2, 'Lê', '', 'Mẫu', 'le mau', $3, $4, $5, $6, 'VN', 'unknown', $7, 'alive', 1, '2026-01-01')`,
    [id(1, n), `Lê Mẫu ${n}`, sex, year, month ?? null, ethnicity, place],
  );
}

beforeAll(async () => {
  house = await openHouse();
  server = await createServer({
    runner: house.runner,
    rooms: house.rooms,
    authenticate: async () => actor,
    origins: [],
  });
  const units = ['22015', '24133', '24305'].map((code, index) => [code, `Xã ${index}`]);
  for (const [code, name] of units)
    await house.admin.query(
      `insert into place.unit (code, valid_from, name, level, type, parent, area_km2, neighbours, aliases, source, verified)
       values ($1, '2025-07-01', $2, 'commune', 'Xã', '66', 50, '{}', '{}', 'thử', true)`,
      [code, name],
    );
  let n = 0;
  for (const [code] of units)
    for (const sex of ['male', 'female'])
      for (const year of [1950, 1960, 1985, 1990, 2015, 2020])
        for (let copy = 0; copy < 6; copy += 1)
          await addPerson({ n: (n += 1), place: code ?? null, year, sex, ethnicity: copy < 5 ? '01' : '12' });
  await addPerson({ n: 901, place: '22015', year: 1930, sex: 'male' });
  await addPerson({ n: 902, place: null, year: 1980 });
  await house.runner.act({ action: 'test.purposes', principal: system }, (ctx) =>
    publishPurposes(ctx, readPurposes('catalog/access')),
  );
});
afterAll(async () => {
  await server.close();
  await house.close();
});

describe('counting the population', () => {
  test('the figures are the register’s at that instant; who has no home is told apart', async () => {
    await take();
    const { status, body } = await send('/population/summary', analyst);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      place: '*',
      persons: 217,
      snapshot: { persons: 217, unplaced: 1, least: 5 },
    });
    const { rows } = await house.admin.query(
      `select count(*)::int as n from person.person where state = 'alive' and home_place is not null`,
    );
    expect(rows[0].n).toBe(body.persons);
    expect(body.sexes.map((one: { count: number }) => one.count)).toEqual([109, 108]);
  });
  test('one old man in a commune is not named, nor can he be computed', async () => {
    const { body } = await send('/population/summary?place=22015', analyst);
    const old = body.ages.find((one: { group: string }) => one.group === '85+');
    expect(old.male).toBeNull();
    const { rows } = await house.admin.query(
      `select count(*)::int as n from population_analysis.figure where value between 1 and 4`,
    );
    expect(rows[0].n).toBe(0);
  });
  test('the map gives every commune, the share of a hidden part is not named', async () => {
    const { body } = await send('/population/map?measure=density', analyst);
    expect(body.values.map((one: { unit: string; value: number }) => [one.unit, one.value])).toEqual([
      ['22015', 73 / 50],
      ['24133', 72 / 50],
      ['24305', 72 / 50],
    ]);
    expect((await send('/population/map?measure=ethnicity-share&group=12', analyst)).body.whole).toBeCloseTo(
      36 / 217,
    );
    expect((await send('/population/map?measure=ethnicity-share&group=77', analyst)).status).toBe(422);
  });
  test('a later count does not change what was counted before: time travel', async () => {
    const before = await send('/population/summary?place=24133', analyst);
    house.clock.advance(24 * 3_600_000);
    for (let n = 950; n < 960; n += 1) await addPerson({ n, place: '24133', year: 2000 });
    await take();
    const after = await send('/population/summary?place=24133', analyst);
    const then = await send(`/population/summary?place=24133&day=${before.body.snapshot.day}`, analyst);
    expect(after.body.persons).toBe(before.body.persons + 10);
    expect(then.body).toEqual(before.body);
    expect((await send('/population/summary?day=2020-01-01', analyst)).body.code).toBe(
      'population-analysis.not_found',
    );
    expect((await send('/population/snapshots', analyst)).body.items).toHaveLength(2);
  });
  test('a press counts in a job; two presses in a row count once', async () => {
    expect((await send('/population/snapshots', analyst, {})).status).toBe(202);
    expect((await send('/population/snapshots', analyst, {})).status).toBe(202);
    await house.drain();
    expect((await send('/population/snapshots', analyst)).body.items).toHaveLength(3);
  });
});

describe('who sees', () => {
  test('a clerk, a citizen and a stranger see nothing before it is published', async () => {
    for (const who of [clerk, citizen(id(1, 1))])
      expect((await send('/population/summary', who)).body.code).toBe('population-analysis.not_entitled');
    expect((await send('/open-data/population', citizen(id(1, 1)))).status).toBe(404);
    expect((await send('/population/snapshots', clerk, {})).status).toBe(403);
  });
  test('published once by the analyst, then everybody reads it; twice is refused', async () => {
    const [first] = (await send('/population/snapshots', analyst)).body.items;
    expect((await send(`/population/snapshots/${first.id}/opening`, clerk, {})).status).toBe(403);
    expect((await send(`/population/snapshots/${first.id}/opening`, analyst, {})).status).toBe(200);
    expect((await send(`/population/snapshots/${first.id}/opening`, analyst, {})).body.code).toBe(
      'population-analysis.already_open',
    );
    const open = await send('/open-data/population', citizen(id(1, 1)));
    expect(open.body.items.find((one: { measure: string }) => one.measure === 'persons').value).toBe(227);
  });
  test('the database itself gives the figures to nobody else', async () => {
    const count = (principal: Principal) =>
      house.runner.act({ action: 'test.look', principal }, async (ctx) =>
        ctx.db.selectFrom('population_analysis.figure').select('snapshot_id').distinct().execute(),
      );
    expect(await count(analyst)).toHaveLength(3);
    expect(await count(clerk)).toHaveLength(1);
  });
});

describe('the list behind a figure', () => {
  const question = '/population/people?place=22015&sex=male&age=85%2B';
  test('not without a declared purpose, not without the role', async () => {
    expect((await send(question, analyst)).status).toBe(403);
    expect((await send(question, clerk)).body.code).toBe('population-analysis.not_entitled');
  });
  test('under the purpose: masked rows, and the person sees that they were shown', async () => {
    const declared = await send('/access/bases', analyst, {
      purposeCode: 'population-figure',
      reason: 'Kiểm tra số người từ 85 tuổi của xã',
    });
    expect(declared.status).toBe(201);
    headers.basis = declared.body.id;
    const { status, body } = await send(question, analyst);
    headers.basis = '';
    expect(status).toBe(200);
    expect(body.items).toEqual([expect.objectContaining({ id: id(1, 901), birthYear: 1930 })]);
    const { rows } = await house.admin.query(
      `select count(*)::int as n from audit.entry_subject where person_id = $1`,
      [id(1, 901)],
    );
    expect(rows[0].n).toBe(1);
  });
});

describe('files', () => {
  test('CSV and workbook hold the released figures, small ones empty', async () => {
    const csv = await send('/population/export?format=csv&place=22015', analyst);
    expect(csv.raw.headers['content-type']).toContain('text/csv');
    expect(csv.raw.body).toContain('Dân số');
    const xlsx = await send('/population/export?format=xlsx', analyst);
    expect(xlsx.raw.rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await send('/population/export', clerk)).status).toBe(403);
  });
});
