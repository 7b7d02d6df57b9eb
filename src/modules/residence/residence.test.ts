import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBasis } from '#platform/access';
import { createServer } from '#platform/http';
import { type Ctx, type Principal, system } from '#platform/runtime';
import { createIdentifierCipher, getPerson, recordDeath, registerPerson } from '#modules/person';
import { citizen, officer, openHouse, type TestHouse } from '../../../test/support/house.ts';
import {
  declareAbsence,
  endResidence,
  findHouseholdOf,
  getHousehold,
  getResidence,
  openHousehold,
  registerPermanentResidence,
  registerTemporaryResidence,
} from './index.ts';
import { addMonths, overlaps } from './rules.ts';

let house: TestHouse;
const registrar = officer('019ab000-0000-7000-8000-0000000000aa', {
  role: 'residence-registrar',
  agencyId: '019ab000-0000-7000-8000-0000000000bb',
});
const identifierCipher = createIdentifierCipher({
  lookupKey: Buffer.alloc(32, 1),
  sealingKeys: { 1: Buffer.alloc(32, 2) },
  current: 1,
});

beforeAll(async () => {
  house = await openHouse({ rooms: ['residence'], ports: { identifierCipher } });
});
afterAll(() => house.close());

const act = <T>(principal: Principal, run: (ctx: Ctx) => Promise<T>, basisId?: string) =>
  house.runner.act({ action: 'test.residence', principal, basisId }, run);
let serial = 0;
const someone = (fullName = 'Trần Thị Bé') =>
  act(system, (ctx) => {
    serial += 1;
    const value = `100190${String(serial).padStart(6, '0')}`;
    return registerPerson(ctx, {
      fullName,
      sex: 'female',
      birth: { year: 1990, month: 1, day: 1 },
      ethnicity: '01',
      identifiers: [{ type: 'personal_number', value }],
    });
  });
const basisFor = (subjects: string[]) =>
  act(registrar, (ctx) => openBasis(ctx, { kind: 'purpose', purposeCode: 'residence', subjects }));

const homeAddress = {
  kind: 'permanent' as const,
  placeCode: '24121',
  placeName: 'Phường Tân Lập',
  hamlet: 'Tổ dân phố 5',
  detail: '27 Nguyễn Công Trứ',
};

async function family(): Promise<{ head: string; child: string; householdId: string }> {
  const [head, child] = [await someone('Nguyễn Thị Chủ'), await someone('Nguyễn Thị Con')];
  const householdId = await act(system, (ctx) =>
    openHousehold(ctx, { ...homeAddress, headPersonId: head, openedOn: '2020-01-01' }),
  );
  for (const [personId, relation] of [
    [head, 'head'],
    [child, 'child'],
  ] as const) {
    await act(system, (ctx) =>
      registerPermanentResidence(ctx, { personId, householdId, relation, on: '2020-01-01', source: 'test' }),
    );
  }
  await house.drain();
  return { head, child, householdId };
}

function temporary(personId: string, change: object = {}) {
  return {
    personId,
    householdId: null,
    relation: 'tenant' as const,
    placeCode: '24163',
    address: '112/6 Trần Phú, Tổ dân phố 8, Phường Tân An',
    from: '2026-11-23',
    to: '2028-11-23',
    maxMonths: 24,
    source: 'dossier:1',
    ...change,
  };
}

describe('months', () => {
  it.each([
    ['2026-11-23', 24, '2028-11-23'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-12-31', 2, '2027-02-28'],
  ])('%s + %i months = %s', (from, months, to) => expect(addMonths(from, months)).toBe(to));

  it('periods that touch do not overlap', () => {
    const period = { from: '2026-01-01', to: '2026-02-01' };
    expect(overlaps(period, { from: '2026-02-01', to: null })).toBe(false);
    expect(overlaps(period, { from: '2025-01-01', to: '2026-01-01' })).toBe(false);
    expect(overlaps(period, { from: '2026-01-31', to: null })).toBe(true);
    expect(overlaps(period, { from: null, to: null })).toBe(true);
  });
});

describe('residence', () => {
  it('is permanent in one place at a time, and the person register follows', async () => {
    const { child, householdId } = await family();
    const other = await act(system, (ctx) =>
      openHousehold(ctx, {
        ...homeAddress,
        placeCode: '24133',
        placeName: 'Phường Buôn Ma Thuột',
        headPersonId: null,
        openedOn: '2026-01-01',
      }),
    );
    expect((await act(system, (ctx) => getPerson(ctx, child))).homePlace).toBe('24121');
    await act(system, (ctx) =>
      registerPermanentResidence(ctx, {
        personId: child,
        householdId: other,
        relation: 'head',
        on: '2026-11-01',
        source: 'test',
      }),
    );
    await house.drain();
    expect((await act(system, (ctx) => getPerson(ctx, child))).homePlace).toBe('24133');
    const before = await act(system, (ctx) => getResidence(ctx, child, '2026-10-31'));
    expect(before.permanent).toMatchObject({ householdId, validTo: '2026-11-01' });
    expect((await act(system, (ctx) => getResidence(ctx, child))).permanent).toMatchObject({
      householdId: other,
      relation: 'head',
    });
    expect((await act(system, (ctx) => getHousehold(ctx, householdId))).members).toHaveLength(1);
  });

  it('is temporary for no longer than the law of the case allows', async () => {
    const tenant = await someone();
    const register = (change: object) =>
      act(system, (ctx) => registerTemporaryResidence(ctx, temporary(tenant, change)));
    await expect(register({ to: '2028-11-24' })).rejects.toMatchObject({
      code: 'residence.period_too_long',
      params: { maxMonths: 24 },
    });
    await expect(register({ to: '2026-11-23' })).rejects.toMatchObject({ code: 'residence.period_invalid' });
    const stayId = await register({});
    await expect(register({ from: '2028-11-22', to: '2028-12-01' })).rejects.toMatchObject({
      code: 'residence.already_resident',
    });
    await register({ from: '2028-11-23', to: '2028-12-01' });
    await house.drain();
    expect((await act(system, (ctx) => getPerson(ctx, tenant))).homePlace).toBe('24163');
    await act(system, (ctx) => endResidence(ctx, { personId: tenant, stayId, on: '2027-01-01' }));
    const { temporary: stays } = await act(system, (ctx) => getResidence(ctx, tenant));
    expect(stays.map((stay) => [stay.validFrom, stay.validTo])).toEqual([
      ['2028-11-23', '2028-12-01'],
      ['2026-11-23', '2027-01-01'],
    ]);
    await expect(
      act(system, (ctx) => endResidence(ctx, { personId: tenant, stayId, on: '2027-02-01' })),
    ).rejects.toMatchObject({ code: 'residence.not_found' });
  });

  it('ends with death, and the dead are registered nowhere', async () => {
    const { child } = await family();
    await act(system, (ctx) => recordDeath(ctx, { personId: child, on: '2026-11-20' }));
    await house.drain();
    expect((await act(system, (ctx) => getResidence(ctx, child))).permanent).toBeNull();
    await expect(
      act(system, (ctx) => registerTemporaryResidence(ctx, temporary(child))),
    ).rejects.toMatchObject({ code: 'residence.person_not_alive' });
    await expect(
      act(system, (ctx) =>
        declareAbsence(ctx, {
          personId: child,
          from: '2026-11-23',
          to: '2026-12-01',
          reason: 'x',
          destination: 'y',
        }),
      ),
    ).rejects.toMatchObject({ code: 'residence.person_not_alive' });
  });

  it('keeps absences while they last', async () => {
    const away = await someone();
    await act(system, (ctx) =>
      declareAbsence(ctx, {
        personId: away,
        from: '2026-11-23',
        to: '2026-12-23',
        reason: 'Đi làm xa',
        destination: 'Bình Dương',
      }),
    );
    expect((await act(system, (ctx) => getResidence(ctx, away))).absences).toHaveLength(1);
    expect((await act(system, (ctx) => getResidence(ctx, away, '2026-12-23'))).absences).toHaveLength(0);
  });
});

describe('who sees a household', () => {
  it('its members, with the names of those they may see', async () => {
    const { head, child, householdId } = await family();
    const seen = await act(citizen(child), (ctx) => findHouseholdOf(ctx, child));
    expect(seen).toMatchObject({ id: householdId, headPersonId: head });
    const names = seen?.members.map((member) => [member.personId, member.fullName]);
    expect(names).toHaveLength(2);
    expect(names).toContainEqual([head, null]);
    expect(names).toContainEqual([child, 'Nguyễn Thị Con']);
    const stranger = citizen(await someone());
    await expect(act(stranger, (ctx) => getHousehold(ctx, householdId))).rejects.toMatchObject({
      code: 'residence.not_found',
    });
    await expect(act(registrar, (ctx) => getHousehold(ctx, householdId))).rejects.toMatchObject({
      code: 'residence.not_found',
    });
    const named = await act(registrar, (ctx) => getHousehold(ctx, householdId), await basisFor([head]));
    expect(named).toMatchObject({ address: '27 Nguyễn Công Trứ, Tổ dân phố 5, Phường Tân Lập' });
    expect(named.members).toHaveLength(2);
  });

  it('a registrar writes only for persons named by the basis', async () => {
    const tenant = await someone();
    await expect(
      act(registrar, (ctx) => registerTemporaryResidence(ctx, temporary(tenant))),
    ).rejects.toMatchObject({ code: 'residence.not_found' });
    await act(
      registrar,
      (ctx) => registerTemporaryResidence(ctx, temporary(tenant)),
      await basisFor([tenant]),
    );
    expect((await act(system, (ctx) => getResidence(ctx, tenant))).temporary).toHaveLength(1);
    const reception = {
      ...registrar,
      terms: registrar.terms.map((term) => ({ ...term, role: 'reception' })),
    };
    const basis = await act(reception, (ctx) =>
      openBasis(ctx, { kind: 'purpose', purposeCode: 'x', subjects: [tenant] }),
    );
    const later = temporary(tenant, { from: '2029-01-01', to: '2029-02-01' });
    await expect(act(reception, (ctx) => registerTemporaryResidence(ctx, later), basis)).rejects.toThrow(
      /row-level security/,
    );
  });

  it('over HTTP', async () => {
    const { head, householdId } = await family();
    const server = await createServer({
      runner: house.runner,
      rooms: house.rooms,
      authenticate: async () => citizen(head),
      origins: [],
    });
    expect((await server.inject({ url: '/api/v1/me/residence' })).json()).toMatchObject({
      permanent: { householdId, placeCode: '24121' },
    });
    expect((await server.inject({ url: '/api/v1/me/household' })).json()).toMatchObject({
      id: householdId,
      kind: 'permanent',
    });
    expect((await server.inject({ url: `/api/v1/persons/${await someone()}/residence` })).statusCode).toBe(
      404,
    );
    await server.close();
  });
});
