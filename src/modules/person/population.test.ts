import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { persona, type SyntheticPerson } from '#lib/synthetic-population';
import { type Ctx, steppedClock, system } from '#platform/runtime';
import { startPopulation } from '../../../sandbox/population/index.ts';
import { openHouse, type TestHouse } from '../../../test/support/house.ts';
import { testCipher } from './fixtures.ts';
import {
  type AskedPerson,
  createSoapPopulation,
  forgetVerdicts,
  listPopulationChanges,
  findPersonByIdentifier,
  getPerson,
  lookupPopulation,
  person,
  pullChanges,
  registerPerson,
  type PopulationRegister,
  verifyPopulation,
  verifyPopulationRelation,
} from './index.ts';

const NOW = '2026-11-23T09:00:00+07:00';
const TOKEN = 'dieu-khien';
const client = { user: 'daklak', secret: 'bi-mat-thu', xRoadClient: 'VN/GOV/H15/MOTCUA', apiKey: 'khoa-thu' };
const reason = { officerCode: 'cb.an', purposeCode: '2.000635', caseRef: 'dossier:1' };
const clock = steppedClock(NOW);
let sandbox: Awaited<ReturnType<typeof startPopulation>>;
let house: TestHouse;
let port: PopulationRegister;

function connect(change: Partial<Parameters<typeof createSoapPopulation>[0]> = {}): PopulationRegister {
  const serviceUrl = `${sandbox.url}/dancuquocgia/congdan`;
  return createSoapPopulation({ serviceUrl, ...client, clock, timeoutMs: 400, ...change });
}

beforeAll(async () => {
  sandbox = await startPopulation({
    persons: 400,
    clients: [client],
    controlToken: TOKEN,
    writeLog: () => undefined,
    surroundings: {
      now: () => clock.now(),
      uuid: () => 'x',
      bytes: (n) => Buffer.alloc(n),
      sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
    },
  });
  port = connect();
  const ports = {
    identifierCipher: testCipher(),
    population: {
      lookup: (...a) => port.lookup(...a),
      verify: (...a) => port.verify(...a),
      verifyRelation: (...a) => port.verifyRelation(...a),
      changes: (...a) => port.changes(...a),
    } satisfies PopulationRegister,
  };
  house = await openHouse({ rooms: ['person'], ports, now: NOW });
});
afterAll(async () => {
  await house.close();
  await sandbox.close();
});
beforeEach(async () => {
  port = connect();
  await house.admin.query('truncate person.population_verdict, person.population_query');
});

function asked(who: SyntheticPerson, change: Partial<AskedPerson> = {}): AskedPerson {
  const { year, month = null, day = null } = who.birth;
  return {
    number: who.number,
    numberType: 'personal_number',
    fullName: who.name.full,
    birth: { year, month, day },
    ...change,
  };
}

const act = <T>(run: (ctx: Ctx) => Promise<T>) =>
  house.runner.act({ action: 'test.ask', principal: system }, run);
const verify = (who: AskedPerson) => act((ctx) => verifyPopulation(ctx, who, reason));
const lookup = (who: AskedPerson) => act((ctx) => lookupPopulation(ctx, who, reason));

describe('against the sandbox', () => {
  it('gives the record, parents and addresses included', async () => {
    const child = persona('newborn');
    const answer = await lookup(asked(child));
    expect(answer).toMatchObject({
      state: 'confirmed',
      value: {
        number: child.number,
        fullName: "H'Ngọc Mlô",
        sex: 'female',
        birth: { year: 2026, month: 9, day: 21 },
        ethnicity: '12',
        mother: { fullName: persona('young_mother').name.full, number: persona('young_mother').number },
        permanentAddress: { placeCode: '24277', provinceName: 'Tỉnh Đắk Lắk' },
        householder: { fullName: persona('guardian').name.full, relation: 'Cháu' },
        diedOn: null,
      },
    });
  });

  it('knows year-only births, old numbers, and who is nobody', async () => {
    const old = persona('elderly_year_only');
    expect(await lookup(asked(old))).toMatchObject({
      state: 'confirmed',
      value: { birth: { year: 1938, month: null, day: null } },
    });
    const holder = persona('old_number_holder');
    const number = holder.identifiers.find((identifier) => identifier.kind === 'cmnd9')?.value ?? '';
    expect(await lookup(asked(holder, { number, numberType: 'cmnd9' }))).toMatchObject({
      state: 'confirmed',
      value: { number: holder.number, oldNumber: number },
    });
    expect(await lookup(asked(old, { fullName: 'Ai Đó Khác' }))).toEqual({ state: 'not_found' });
  });

  it('answers verdicts, of persons and of kin', async () => {
    const [child, mother] = [persona('newborn'), persona('young_mother')];
    expect(await verify(asked(mother))).toEqual({ state: 'confirmed', value: true });
    expect(await verify(asked(mother, { birth: { year: 2001, month: 5, day: 15 } }))).toEqual({
      state: 'confirmed',
      value: false,
    });
    const relative = { relation: 'mother', number: mother.number, fullName: mother.name.full } as const;
    const relation = (change: object) =>
      act((ctx) =>
        verifyPopulationRelation(ctx, { person: asked(child), relative: { ...relative, ...change } }, reason),
      );
    expect(await relation({})).toEqual({ state: 'confirmed', value: true });
    expect(await relation({ relation: 'father' })).toEqual({ state: 'confirmed', value: false });
    expect(await relation({ number: persona('director').number })).toEqual({
      state: 'confirmed',
      value: false,
    });
  });

  it('pages through changes', async () => {
    const period = { from: '2024-01-01', to: '2026-11-23', page: 1, size: 3 };
    const answer = await act((ctx) => listPopulationChanges(ctx, period, reason));
    if (answer.state !== 'confirmed') throw new Error(answer.state);
    expect(answer.value.total).toBeGreaterThan(3);
    expect(answer.value.items).toHaveLength(3);
    expect(answer.value.items[0]).toMatchObject({
      id: expect.any(Number),
      number: expect.stringMatching(/^100\d{9}$/),
    });
  });
});

describe('the log of questions and the cache of verdicts', () => {
  it('asks nothing without officer, purpose and case', async () => {
    for (const part of ['officerCode', 'purposeCode', 'caseRef']) {
      const question = act((ctx) =>
        verifyPopulation(ctx, asked(persona('director')), { ...reason, [part]: ' ' }),
      );
      await expect(question).rejects.toMatchObject({ code: 'person.query_incomplete' });
    }
    const journal = await fetch(`${sandbox.url}/__journal`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const entries = (await journal.json()) as { officerCode: string }[];
    expect(entries.every((entry) => entry.officerCode === 'cb.an')).toBe(true);
  });

  it('notes every question without the person, cached or not', async () => {
    const who = asked(persona('director'));
    expect([await verify(who), await verify(who)]).toEqual([
      { state: 'confirmed', value: true },
      { state: 'confirmed', value: true },
    ]);
    const { rows } = await house.admin.query(
      'select operation, officer_code, purpose_code, case_ref, outcome from person.population_query order by operation',
    );
    const common = {
      officer_code: 'cb.an',
      purpose_code: '2.000635',
      case_ref: 'dossier:1',
      outcome: 'confirmed',
    };
    expect(rows).toEqual([
      { operation: 'verify', ...common },
      { operation: 'verify:known', ...common },
    ]);
    const cache = await house.admin.query('select t::text as line from person.population_verdict t');
    expect(cache.rowCount).toBe(1);
    expect(JSON.stringify(cache.rows)).not.toContain(who.number);
  });

  it('keeps a verdict for a day and no longer, and never a failure', async () => {
    const who = asked(persona('landlord'));
    sandbox.hostile.enqueue(['dropped']);
    expect(await verify(who)).toEqual({ state: 'unverified', reason: 'unreachable' });
    expect(await verify(who)).toEqual({ state: 'confirmed', value: true });
    sandbox.hostile.enqueue(['dropped']);
    house.clock.advance(24 * 3_600_000 - 1);
    expect(await verify(who)).toEqual({ state: 'confirmed', value: true });
    house.clock.advance(1);
    expect(await verify(who)).toEqual({ state: 'unverified', reason: 'unreachable' });
    expect(await act(forgetVerdicts)).toBe(1);
    house.clock.set(NOW);
  });
});

describe('changes taken into the register', () => {
  const enter = (who: SyntheticPerson, value: string) =>
    act((ctx) =>
      registerPerson(ctx, {
        fullName: who.name.full,
        sex: who.sex,
        birth: asked(who).birth,
        ethnicity: who.ethnicity,
        identifiers: [{ type: 'personal_number', value }],
      }),
    );
  const pull = () => act((ctx) => pullChanges(ctx, { from: '2024-01-01', to: '2026-11-23', page: 1 }));

  it('a death and a re-issued number, once', async () => {
    const widower = persona('village_head');
    const renumbered = persona('cancelled_number');
    const former = renumbered.identifiers.find((identifier) => identifier.state === 'cancelled')?.value ?? '';
    const dead = await enter(widower, widower.number);
    const changed = await enter(renumbered, former);
    const order = { method: 'POST', body: JSON.stringify({ number: widower.number, on: '2026-11-20' }) };
    await fetch(`${sandbox.url}/__deaths`, { ...order, headers: { authorization: `Bearer ${TOKEN}` } });
    expect(await pull()).toMatchObject({ applied: 2, refused: 0 });
    expect(await act((ctx) => getPerson(ctx, dead))).toMatchObject({
      state: 'deceased',
      diedOn: '2026-11-20',
    });
    const find = (value: string) =>
      act((ctx) => findPersonByIdentifier(ctx, { type: 'personal_number', value }));
    expect(await find(former)).toMatchObject({ personId: changed, state: 'cancelled' });
    expect(await find(renumbered.number)).toMatchObject({ personId: changed, state: 'valid' });
    expect(await pull()).toMatchObject({ applied: 0, refused: 0 });
  });

  it('not at all while the database gives no answer', async () => {
    sandbox.hostile.enqueue(['dropped']);
    await expect(pull()).rejects.toThrow(/unreachable/);
  });

  it('page after page by jobs', async () => {
    const before = await house.admin.query('select 1 from person.population_query');
    const job = person.jobs?.find((candidate) => candidate.name === 'person.pull_changes');
    await house.runner.act({ action: 'person.pull_changes', principal: system }, async (ctx) =>
      job?.run(ctx, {}),
    );
    await house.drain();
    const after = await house.admin.query(
      "select 1 from person.population_query where operation = 'changes'",
    );
    expect(after.rowCount).toBe((before.rowCount ?? 0) + 1);
  });
});

describe('a database that misbehaves', () => {
  const who = () => asked(persona('householder'));

  it('becomes "unverified", with the reason, and never an exception', async () => {
    sandbox.hostile.change({ lateMs: 1500 });
    sandbox.hostile.enqueue(['late', 'half', 'dropped']);
    expect(await lookup(who())).toEqual({ state: 'unverified', reason: 'timeout' });
    expect((await lookup(who())).state).toBe('unverified');
    expect(await lookup(who())).toEqual({ state: 'unverified', reason: 'unreachable' });
    expect((await lookup(who())).state).toBe('confirmed');
  });

  it('never takes a wrong answer for a right one, whatever the seed', async () => {
    port = connect({ breaker: { failures: 1000, restMs: 1 } });
    sandbox.hostile.change({ share: 1, kinds: ['wrong', 'half', 'dropped', 'duplicated'], seed: 7 });
    const states = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const answer = await lookup(who());
      states.add(answer.state);
      if (answer.state === 'confirmed') expect(answer.value.number).toBe(who().number);
    }
    sandbox.hostile.change({ share: 0 });
    expect([...states].toSorted()).toEqual(['confirmed', 'unverified']);
  });

  it('is left alone after failures in a row, and tried again later', async () => {
    port = connect({ breaker: { failures: 2, restMs: 30_000 } });
    sandbox.hostile.enqueue(['dropped', 'dropped']);
    await lookup(who());
    await lookup(who());
    expect(await lookup(who())).toEqual({ state: 'unverified', reason: 'circuit_open' });
    clock.advance(30_000);
    expect((await lookup(who())).state).toBe('confirmed');
    clock.set(NOW);
  });

  it('that refuses us is no failure of the line', async () => {
    port = connect({ secret: 'sai', breaker: { failures: 1, restMs: 30_000 } });
    for (let i = 0; i < 3; i++)
      expect(await lookup(who())).toEqual({ state: 'unverified', reason: 'refused' });
  });

  it.each([
    ['a gateway page', '<html><body>502</body></html>'],
    ['nothing', ''],
    ['a bomb', '<!DOCTYPE a [<!ENTITY x "xx">]><a>&x;</a>'],
    [
      'two persons',
      `<e:Envelope xmlns:e="x"><e:Body><TraCuuThongTinCongDanResponse><CongdanCollection>${'<CongDan><SoDinhDanh>100078999005</SoDinhDanh></CongDan>'.repeat(2)}</CongdanCollection></TraCuuThongTinCongDanResponse></e:Body></e:Envelope>`,
    ],
    [
      'an answer to another question',
      '<e:Envelope xmlns:e="x"><e:Body><XacThucThongTinCongDanResponse/></e:Body></e:Envelope>',
    ],
  ])('reads %s as malformed', async (_case, body) => {
    port = connect({ fetch: async () => new Response(body, { status: 200 }) });
    expect(await lookup(who())).toEqual({ state: 'unverified', reason: 'malformed' });
  });

  it('that is not there at all is unreachable', async () => {
    port = connect({ serviceUrl: 'http://127.0.0.1:9/dancuquocgia/congdan' });
    expect(await lookup(who())).toEqual({ state: 'unverified', reason: 'unreachable' });
  });
});
