import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBasis } from '#platform/access';
import { createServer } from '#platform/http';
import { type Ctx, type Principal, system } from '#platform/runtime';
import {
  createIdentifierCipher,
  getPerson,
  listRepresentations,
  type NewPerson,
  registerPerson,
} from '#modules/person';
import { citizen, officer, openHouse, type TestHouse } from '../../../test/support/house.ts';
import {
  cancelAct,
  findActOfKind,
  getAct,
  listActs,
  registerBirth,
  registerDeath,
  registerMarriage,
} from './index.ts';
import { isMarriageable } from './rules.ts';

let house: TestHouse;
const registrar = officer('019ab000-0000-7000-8000-0000000000aa', {
  role: 'civil-status-registrar',
  agencyId: '019ab000-0000-7000-8000-0000000000bb',
});
const identifierCipher = createIdentifierCipher({
  lookupKey: Buffer.alloc(32, 1),
  sealingKeys: { 1: Buffer.alloc(32, 2) },
  current: 1,
});
const commune = { placeCode: '24277', agencyName: 'Ủy ban nhân dân xã Ea Tul', on: '2026-11-23' };

beforeAll(async () => {
  house = await openHouse({ rooms: ['civil-status'], ports: { identifierCipher } });
});
afterAll(() => house.close());

const act = <T>(principal: Principal, run: (ctx: Ctx) => Promise<T>, basisId?: string) =>
  house.runner.act({ action: 'test.civil', principal, basisId }, run);
let serial = 0;
function facts(change: Partial<NewPerson> = {}): NewPerson {
  serial += 1;
  const value = `100095${String(serial).padStart(6, '0')}`;
  return {
    fullName: 'Y Thắng Êban',
    sex: 'male',
    birth: { year: 1995, month: 6, day: 1 },
    ethnicity: '12',
    identifiers: [{ type: 'personal_number', value }],
    ...change,
  };
}
const someone = (change: Partial<NewPerson> = {}) => act(system, (ctx) => registerPerson(ctx, facts(change)));
const woman = (change: Partial<NewPerson> = {}) =>
  someone({ fullName: "H'Lan Mlô", sex: 'female', ...change });
const basisFor = (subjects: string[]) =>
  act(registrar, (ctx) => openBasis(ctx, { kind: 'case', caseRef: `dossier:${(serial += 1)}`, subjects }));
/** A case's basis is set by the case's module; the test plays that module. */
const onCase = <T>(basis: string, run: (ctx: Ctx) => Promise<T>) =>
  act(registrar, async (ctx) => {
    await ctx.useBasis(basis);
    return run(ctx);
  });
const baby = () =>
  facts({
    fullName: "H'Ngọc Mlô",
    sex: 'female',
    birth: { year: 2026, month: 11, day: 1 },
    birthPlace: 'Bệnh viện đa khoa vùng Tây Nguyên',
  });

describe('birth', () => {
  it('enters child, parents and act, by a registrar on the case of the parents', async () => {
    const [father, mother] = [await someone(), await woman()];
    const basis = await basisFor([father, mother]);
    const { personId, actId } = await onCase(basis, (ctx) =>
      registerBirth(ctx, {
        ...commune,
        child: baby(),
        fatherId: father,
        motherId: mother,
        residence: 'Buôn Sah A',
        declarant: null,
      }),
    );
    const view = await act(system, (ctx) => getAct(ctx, actId));
    expect(view).toMatchObject({
      kind: 'birth',
      number: '1/2026',
      eventOn: '2026-11-01',
      subjectId: personId,
      content: {
        child: {
          name: "H'Ngọc Mlô",
          birth: '2026-11-01',
          sex: 'female',
          birthPlace: 'Bệnh viện đa khoa vùng Tây Nguyên',
        },
        father: { name: 'Y Thắng Êban', birth: '1995-06-01', ethnicity: '12' },
        mother: { name: "H'Lan Mlô" },
      },
    });
    const represented = await act(system, (ctx) => listRepresentations(ctx, mother));
    expect(represented).toEqual([
      { personId, fullName: "H'Ngọc Mlô", ground: 'parent', until: '2044-11-01' },
    ]);
    const asMother = citizen(mother, { persons: [mother, personId] });
    expect(await act(asMother, (ctx) => findActOfKind(ctx, { personId, kind: 'birth' }))).toMatchObject({
      id: actId,
    });
    expect(await act(citizen(await someone()), (ctx) => listActs(ctx, personId))).toEqual([]);
  });

  it('numbers the book of a commune and year without gaps, also when an act fails or several come at once', async () => {
    const place = { ...commune, placeCode: '24598' };
    const register = (change: object = {}) =>
      act(system, (ctx) =>
        registerBirth(ctx, {
          ...place,
          child: baby(),
          fatherId: null,
          motherId: null,
          residence: null,
          declarant: null,
          ...change,
        }),
      );
    const results = await Promise.allSettled([
      register(),
      register({ on: '2026-11-24' }),
      register(),
      register({ child: { ...baby(), fullName: '1' } }),
      register(),
    ]);
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    const { rows } = await house.admin.query(
      "select number from civil_status.act where place_code = '24598' order by number",
    );
    expect(rows).toEqual([{ number: 1 }, { number: 2 }, { number: 3 }]);
  });
});

describe('marriage', () => {
  const wed = (husbandId: string, wifeId: string) =>
    act(system, (ctx) => registerMarriage(ctx, { ...commune, husbandId, wifeId }));

  it.each([
    ['male', { year: 2006, month: 11, day: 23 }, true],
    ['male', { year: 2006, month: 11, day: 24 }, false],
    ['female', { year: 2008, month: 11, day: 23 }, true],
    ['female', { year: 2008, month: 11, day: 24 }, false],
    ['female', { year: 2008, month: null, day: null }, false],
    ['female', { year: 2007, month: null, day: null }, true],
  ] as const)('a %s born %o may marry on 2026-11-23: %s', (sex, birth, may) => {
    expect(isMarriageable({ sex, birth }, '2026-11-23')).toBe(may);
  });

  it('joins two, is seen by both, and ends when annulled', async () => {
    const [husband, wife] = [await someone(), await woman()];
    const actId = await wed(husband, wife);
    for (const id of [husband, wife]) {
      expect(await act(citizen(id), (ctx) => listActs(ctx, id))).toMatchObject([
        { id: actId, kind: 'marriage', state: 'valid' },
      ]);
    }
    await expect(wed(husband, await woman())).rejects.toMatchObject({ code: 'civil-status.already_married' });
    await act(system, (ctx) =>
      cancelAct(ctx, { actId, on: '2026-11-23', reason: 'Bản án hủy kết hôn trái pháp luật' }),
    );
    expect(
      await act(system, (ctx) => findActOfKind(ctx, { personId: wife, kind: 'marriage' })),
    ).toBeUndefined();
    expect((await act(system, (ctx) => getPerson(ctx, wife))).relatives).toEqual([]);
    await expect(
      act(system, (ctx) => cancelAct(ctx, { actId, on: '2026-11-23', reason: 'x' })),
    ).rejects.toMatchObject({ code: 'civil-status.cancelled' });
  });

  it('refuses minors and two of one sex', async () => {
    const young = await woman({ birth: { year: 2009, month: 1, day: 1 } });
    await expect(wed(await someone(), young)).rejects.toMatchObject({ code: 'civil-status.not_of_age' });
    await expect(wed(await someone(), await someone())).rejects.toMatchObject({
      code: 'civil-status.same_sex',
    });
  });
});

describe('death', () => {
  const report = (personId: string, change: object = {}) =>
    act(system, (ctx) =>
      registerDeath(ctx, {
        ...commune,
        personId,
        diedOn: '2026-11-20',
        place: 'Tại nhà',
        cause: null,
        declarant: null,
        ...change,
      }),
    );

  it('enters the book and the person register together', async () => {
    const [husband, wife] = [await someone(), await woman()];
    await act(system, (ctx) =>
      registerMarriage(ctx, { ...commune, on: '2026-11-01', husbandId: husband, wifeId: wife }),
    );
    const actId = await report(husband);
    expect(await act(system, (ctx) => getPerson(ctx, husband))).toMatchObject({
      state: 'deceased',
      diedOn: '2026-11-20',
    });
    expect((await act(system, (ctx) => getPerson(ctx, wife))).maritalStatus).toBe('widowed');
    expect(await act(system, (ctx) => getAct(ctx, actId))).toMatchObject({
      kind: 'death',
      content: { place: 'Tại nhà' },
    });
    await expect(report(husband)).rejects.toMatchObject({ code: 'person.deceased' });
    const second = await someone();
    await act(system, (ctx) => registerMarriage(ctx, { ...commune, husbandId: second, wifeId: wife }));
    expect(
      (await act(system, (ctx) => getPerson(ctx, wife))).relatives.map((relative) => relative.personId),
    ).toEqual([second]);
  });

  it('needs a basis that names the person, and a registrar', async () => {
    const old = await someone();
    const input = {
      ...commune,
      personId: old,
      diedOn: '2026-11-20',
      place: null,
      cause: null,
      declarant: null,
    };
    await expect(act(registrar, (ctx) => registerDeath(ctx, input))).rejects.toMatchObject({
      code: 'person.not_found',
    });
    expect(await onCase(await basisFor([old]), (ctx) => registerDeath(ctx, input))).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  });

  it('is served over HTTP to whom it concerns', async () => {
    const { personId, actId } = await act(system, (ctx) =>
      registerBirth(ctx, {
        ...commune,
        child: baby(),
        fatherId: null,
        motherId: null,
        residence: null,
        declarant: null,
      }),
    );
    const serve = async (principal: Principal, url: string) => {
      const server = await createServer({
        runner: house.runner,
        rooms: house.rooms,
        authenticate: async () => principal,
        origins: [],
      });
      const answer = await server.inject({ url });
      await server.close();
      return answer;
    };
    expect((await serve(citizen(personId), '/api/v1/me/civil-status-acts')).json()).toMatchObject({
      items: [{ id: actId }],
    });
    expect((await serve(citizen(personId), `/api/v1/civil-status-acts/${actId}`)).statusCode).toBe(200);
    expect((await serve(citizen(await someone()), `/api/v1/civil-status-acts/${actId}`)).statusCode).toBe(
      404,
    );
  });
});
