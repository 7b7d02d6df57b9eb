import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolve } from 'node:path';
import { type IndicatorDefinition, definitionSchema } from '#lib/indicator';
import { importSheets, readCatalogFolder } from '#platform/catalog';
import { createServer } from '#platform/http';
import { type Ctx, type Principal, system } from '#platform/runtime';
import { agencyIdsByKey, agencyProjectors } from '#modules/agency';
import { placeProjectors } from '#modules/place';
import { type TestHouse, citizen, officer, openHouse } from '../../../test/support/house.ts';
import {
  askComputing,
  listIndicators,
  publishDefinitions,
  readFigures,
  readIndicatorFiles,
} from './index.ts';
import { openFigure } from './open-figure.ts';
import { readSeries } from './read-figures.ts';
import { computePart, planParts } from './compute.ts';
import { confirmFigure, enterFigure } from './typed-figures.ts';
import { readRun } from './store-runs.ts';

const catalogue = resolve(import.meta.dirname, '../../../catalog');
const definitions = readIndicatorFiles(resolve(catalogue, 'indicators'));
let house: TestHouse;
let agencies: Map<string, string>;
let people: Record<'secretary' | 'second' | 'stranger' | 'leader', Principal>;

const act = <T>(run: (ctx: Ctx) => Promise<T>, principal: Principal = system): Promise<T> =>
  house.runner.act({ action: 'test.indicator', principal }, run);
const agencyOf = (key: string): string => agencies.get(key) ?? '';
const staffId = (last: string): string => `019ab000-0000-7000-8000-0000000000${last}`;

let serial = 0;
async function file(row: {
  receiving: string;
  deciding?: string;
  channel?: string;
  on: string;
  finished?: string;
  due?: string;
}): Promise<void> {
  serial += 1;
  await house.admin.query(
    `insert into dossier.dossier (id, code, procedure_code, procedure_version, title_vi, title_en, channel, legal_day, applicant_person_id,
       applicant_name, applicant_kind, filer_relation, receiving_agency_id, deciding_agency_id, basis_id, business, money, delivery, sync,
       handling_agency_id, is_open, submitted_at, finished_at, due_at, next_due_at, fee_amount, paid_amount, version)
     values ($1, $2, '1.0', 1, 'Việc', 'Matter', $3, $4, $1, 'Người Mẫu', 'person', 'self', $5, $6, $1, $7, 'none', 'none', 'none', $5, $8, $9, $10, $11, $12, 8000, 8000, 1)`,
    [
      house.runner.ids.next(),
      `H15.1-26-${String(serial).padStart(5, '0')}`,
      row.channel ?? 'online',
      row.on,
      agencyOf(row.receiving),
      agencyOf(row.deciding ?? row.receiving),
      row.finished ? 'issued' : 'received',
      !row.finished,
      `${row.on}T08:00:00+07:00`,
      row.finished ? `${row.finished}T10:00:00+07:00` : null,
      row.due ? `${row.due}T17:00:00+07:00` : null,
      row.finished || !row.due ? null : `${row.due}T17:00:00+07:00`,
    ],
  );
}

async function compute(): Promise<void> {
  await act((ctx) => askComputing(ctx));
  await house.drain();
  const { rows } = await house.admin.query(
    'select last_error from graphile_worker.jobs where last_error is not null',
  );
  expect(rows).toEqual([]);
}

const valueOf = async (key: string, more: Record<string, unknown> = {}) => {
  const [figure] = await act((ctx) => readFigures(ctx, { keys: [key], ...more }));
  return figure;
};

beforeAll(async () => {
  house = await openHouse({ now: '2026-11-23T09:00:00+07:00' });
  await act((ctx) =>
    importSheets(ctx, readCatalogFolder(catalogue), [...placeProjectors, ...agencyProjectors]),
  );
  agencies = await act((ctx) => agencyIdsByKey(ctx));
  await act((ctx) => publishDefinitions(ctx, definitions));
  const unit = agencyOf('dept-health');
  people = {
    secretary: officer(staffId('a1'), { role: 'programme-secretary', agencyId: unit }),
    second: officer(staffId('a2'), { role: 'programme-lead', agencyId: unit }),
    stranger: officer(staffId('a3'), { role: 'programme-secretary', agencyId: agencyOf('dept-justice') }),
    leader: officer(staffId('a4'), { role: 'leader', agencyId: agencyOf('committee-24305') }),
  };
  await file({
    receiving: 'centre-24305',
    deciding: 'committee-24305',
    on: '2026-11-02',
    finished: '2026-11-05',
    due: '2026-11-06',
  });
  await file({
    receiving: 'centre-24305',
    deciding: 'committee-24305',
    on: '2026-11-03',
    finished: '2026-11-10',
    due: '2026-11-06',
  });
  await file({ receiving: 'centre-24163', channel: 'counter', on: '2026-11-20', due: '2026-11-21' });
});
afterAll(() => house.close());

describe('computing', () => {
  test('every model has an indicator, and publishing twice changes nothing', async () => {
    const known = new Set(definitions.flatMap((one) => one.models));
    expect([...known].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 43 }, (_, index) => index + 1));
    expect(await act((ctx) => publishDefinitions(ctx, definitions))).toEqual({
      added: 0,
      same: definitions.length,
    });
  });

  test('before the first computing a figure is missing, not zero', async () => {
    expect(await valueOf('dossiers-received')).toMatchObject({ state: 'missing', value: null });
  });

  test('counts by day, commune and unit; a stock as it stands', async () => {
    await compute();
    expect(await valueOf('dossiers-received')).toMatchObject({ state: 'partial', value: 3 });
    expect(await valueOf('dossiers-received', { place: '24305' })).toMatchObject({
      value: 2,
      place: '24305',
    });
    expect(await valueOf('dossiers-on-time')).toMatchObject({
      value: 50,
      numerator: 1,
      denominator: 2,
      target: 95,
      isOnTarget: false,
    });
    expect(await valueOf('dossiers-overdue')).toMatchObject({ state: 'value', value: 1 });
    const byUnit = await act((ctx) => readFigures(ctx, { keys: ['dossiers-online'], by: 'unit' }));
    expect(byUnit.map((one) => [one.unitId, one.value])).toEqual(
      expect.arrayContaining([
        [agencyOf('centre-24305'), 100],
        [agencyOf('centre-24163'), 0],
      ]),
    );
  });

  test('nothing to divide by is "no figure yet"; a month nobody computed is missing', async () => {
    expect(await valueOf('vneid-level-2')).toMatchObject({ state: 'no_denominator', value: null });
    const series = await act((ctx) =>
      readSeries(ctx, { key: 'dossiers-received', from: '2026-09-01', to: '2026-11-23' }),
    );
    expect(series.map((one) => one.state)).toEqual(['missing', 'missing', 'partial']);
  });

  test('a later finding ends the old value and leaves it readable as known', async () => {
    house.clock.advance(24 * 3_600_000);
    await file({ receiving: 'centre-24305', on: '2026-11-03' });
    await compute();
    expect(await valueOf('dossiers-received')).toMatchObject({ value: 4 });
    expect(await valueOf('dossiers-received', { asKnownOn: '2026-11-23' })).toMatchObject({ value: 3 });
    const before = await house.admin.query('select count(*)::int as n from indicator.value');
    await compute();
    const after = await house.admin.query('select count(*)::int as n from indicator.value');
    expect(after.rows).toEqual(before.rows);
  });

  test('a computing killed in the middle leaves nothing, and is done when it is tried again', async () => {
    await file({ receiving: 'centre-24305', on: '2026-11-04' });
    const parts = await act((ctx) => planParts(ctx));
    const part = parts.findIndex((one) =>
      one.measured.some((each) => each.definition.key === 'dossiers-received'),
    );
    const runId = await act((ctx) => askComputing(ctx));
    const order = { runId, part, name: parts[part]?.name ?? '', from: '2026-10-20', to: '2026-11-24' };
    const broken = act(async (ctx) => {
      await computePart(ctx, order);
      throw new Error('killed');
    });
    await expect(broken).rejects.toThrow('killed');
    expect(await valueOf('dossiers-received')).toMatchObject({ value: 4 });
    await house.drain();
    expect(await valueOf('dossiers-received')).toMatchObject({ value: 5 });
    const run = await act((ctx) => readRun(ctx, runId));
    expect(run).toMatchObject({ done: parts.length, failed: [] });
  });

  test('a commune renamed and a unit dissolved in mid-year count for what stands in their place', async () => {
    const old = await house.admin.query(
      `select c.from_code, c.to_code from place.change c where c.on_day = '2025-07-01' and c.kind = 'whole'
         and length(c.from_code) = 5 and not exists (select 1 from place.change d where d.on_day = c.on_day and d.from_code = c.from_code and d.to_code <> c.to_code)
         and c.from_code not in (select code from place.unit where valid_from >= '2025-07-01') limit 1`,
    );
    const { from_code: from, to_code: to } = old.rows[0];
    await house.admin.query(
      `insert into indicator.value (indicator_key, day, place, unit, computed_at, definition_version, numerator, source_rows, computation_id)
       values ('dossiers-received', '2025-06-10', $1, $2, '2025-06-11T00:00:00Z', 1, 7, 7, $3),
              ('dossiers-received', '2025-07-10', $4, $5, '2025-07-11T00:00:00Z', 1, 2, 2, $3)`,
      [from, agencyOf('dept-planning-investment'), house.runner.ids.next(), to, agencyOf('dept-finance')],
    );
    await house.admin.query(
      `insert into indicator.covered_day select 'dossiers-received', d::date, '2025-08-01Z' from generate_series(date '2025-04-01', date '2025-09-30', interval '1 day') d`,
    );
    const quarter = { keys: ['dossiers-received'], on: '2025-06-10', period: 'quarter' as const };
    const places = await act((ctx) => readFigures(ctx, { ...quarter, by: 'place' }));
    expect(places.map((one) => [one.place, one.value])).toEqual([[to, 7]]);
    const units = await act((ctx) => readFigures(ctx, { ...quarter, by: 'unit' }));
    expect(units.map((one) => [one.unitId, one.value])).toEqual([[agencyOf('dept-finance'), 7]]);
  });
});

describe('a hostile or faulty definition', () => {
  const broken = (numerator: string): IndicatorDefinition => {
    const base = definitions.find((one) => one.key === 'dossiers-received');
    return definitionSchema.parse({ ...base, key: 'broken', numerator });
  };
  test.each([
    ['count of dossier_pub.secret by day submitted_day', 'no room publishes'],
    ['count of dossier_pub.dossier where applicant_name = "x" by day submitted_day', 'no column'],
    ['sum(code) of dossier_pub.dossier by day submitted_day', 'needs a number'],
    ['count of dossier_pub.dossier where is_open = "true" by day submitted_day', 'cannot be compared'],
    ['count of pg_pub.pg_authid by day x', 'no room publishes'],
  ])('%s is refused', async (numerator, why) => {
    const refused = act((ctx) => publishDefinitions(ctx, [broken(numerator)]));
    await expect(refused).rejects.toMatchObject({
      code: 'indicator.definition_faulty',
      params: { detail: expect.stringContaining(why) },
    });
  });

  test('text in a condition is a parameter, whatever it says', async () => {
    const numerator = `count of dossier_pub.dossier where code = "' or 1=1; drop schema indicator cascade --" by day submitted_day`;
    await act((ctx) => publishDefinitions(ctx, [{ ...broken(numerator), key: 'hostile' }]));
    await compute();
    expect(await valueOf('hostile')).toMatchObject({ value: 0 });
  });
});

describe('what a figure is made of', () => {
  test('a leader sees the cases of the own office alone', async () => {
    const question = {
      key: 'dossiers-on-time',
      from: '2026-11-01',
      to: '2026-11-30',
      side: 'denominator' as const,
    };
    const seen = await act((ctx) => openFigure(ctx, question), people.leader);
    expect(seen.cases).toHaveLength(2);
    expect(seen.denominator).toMatchObject({ total: 2, sourceView: 'dossier_pub.dossier' });
    const others = await act((ctx) => openFigure(ctx, question), people.secretary);
    expect(others.cases).toEqual([]);
    expect(others.figure.value).toBe(50);
  });
});

describe('typed figures', () => {
  const entry = {
    key: 'card-visits',
    place: null,
    on: '2026-10-05',
    numerator: 80,
    denominator: 100,
    note: '',
    replacesId: null,
  };
  test('are typed by the unit, once, corrected by a new row, confirmed by a second person', async () => {
    const unitId = agencyOf('dept-health');
    const typed = await act((ctx) => enterFigure(ctx, { ...entry, unitId }), people.secretary);
    expect(typed).toMatchObject({ period: { from: '2026-10-01', to: '2026-10-31' }, mayConfirm: false });
    expect(await valueOf('card-visits', { on: '2026-10-31' })).toMatchObject({
      value: 80,
      isTyped: true,
      isUnconfirmed: true,
    });
    const again = act((ctx) => enterFigure(ctx, { ...entry, unitId }), people.second);
    await expect(again).rejects.toMatchObject({ code: 'indicator.already_entered' });
    await expect(act((ctx) => confirmFigure(ctx, typed.id), people.secretary)).rejects.toMatchObject({
      code: 'indicator.second_person_needed',
    });
    await expect(act((ctx) => confirmFigure(ctx, typed.id), people.stranger)).rejects.toMatchObject({
      code: 'indicator.not_your_unit',
    });
    await act((ctx) => confirmFigure(ctx, typed.id), people.second);
    house.clock.advance(24 * 3_600_000);
    const fixed = await act(
      (ctx) => enterFigure(ctx, { ...entry, unitId, numerator: 90, replacesId: typed.id }),
      people.second,
    );
    expect(await valueOf('card-visits', { on: '2026-10-31' })).toMatchObject({
      value: 90,
      isUnconfirmed: true,
    });
    expect(await valueOf('card-visits', { on: '2026-10-31', asKnownOn: '2026-11-24' })).toMatchObject({
      value: 80,
    });
    const late = act((ctx) => enterFigure(ctx, { ...entry, unitId, replacesId: typed.id }), people.secretary);
    await expect(late).rejects.toMatchObject({ code: 'indicator.changed_meanwhile' });
    expect(fixed.replacesId).toBe(typed.id);
  });

  test('a stranger, a zero whole, a period to come and a computed indicator are refused', async () => {
    const unitId = agencyOf('dept-health');
    const refused = async (change: Record<string, unknown>, code: string, who = people.secretary) =>
      expect(act((ctx) => enterFigure(ctx, { ...entry, unitId, ...change }), who)).rejects.toMatchObject({
        code,
      });
    await refused({}, 'indicator.not_your_unit', people.stranger);
    await refused({ denominator: 0 }, 'indicator.denominator_zero');
    await refused({ denominator: null }, 'indicator.denominator_needed');
    await refused({ on: '2027-01-05' }, 'indicator.future_period');
    await refused({ key: 'population' }, 'indicator.not_typed');
  });
});

test('lists rows with figure and figure before; filters by model, kind, words; citizens see none of it', async () => {
  const rows = await act((ctx) => listIndicators(ctx, { model: 1, search: 'dung han' }), people.leader);
  expect(rows.map((row) => row.key)).toEqual(['dossiers-on-time']);
  expect(rows[0]?.owner.today.map((heir) => heir.id)).toContain(agencyOf('dept-science-technology'));
  const server = await createServer({
    runner: house.runner,
    rooms: house.rooms,
    authenticate: async () => citizen(staffId('c1')),
    origins: [],
  });
  expect((await server.inject('/api/v1/indicators')).statusCode).toBe(403);
  await server.close();
});
