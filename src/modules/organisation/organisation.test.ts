import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createIdentifierCipher, registerPerson } from '#modules/person';
import { type Ctx, type Principal, system } from '#platform/runtime';
import { type TestHouse, citizen, officer, openHouse } from '../../../test/support/house.ts';
import { authorise, endAuthorisation, listAuthorisations } from './authorise.ts';
import { changeOrganisation, dissolveOrganisation } from './change-organisation.ts';
import { getOrganisation, searchOrganisations } from './get-organisation.ts';
import { endLapsed } from './jobs.ts';
import { findMandate, listMandates, representedOrganisations } from './mandates.ts';
import {
  grantLicence,
  openEstablishment,
  registerOrganisation,
  revokeLicence,
} from './register-organisation.ts';
import { endRepresentative, nameRepresentative } from './represent.ts';

const NUMBERS = { director: '100184000001', deputy: '100190000002', stranger: '100175000003' } as const;
type Who = keyof typeof NUMBERS;
const names: Record<Who, string> = {
  director: 'Lê Thử Giang',
  deputy: 'Y Mẫu Niê',
  stranger: 'Trần Thị Thử',
};

let house: TestHouse;
const ids = {} as Record<Who, string>;
let company = '';
const registrar = officer('019ab000-0000-7000-8000-0000000000aa', {
  role: 'business-registrar',
  agencyId: '019ab000-0000-7000-8000-0000000000bb',
});
const reader = officer('019ab000-0000-7000-8000-0000000000ac', {
  role: 'specialist',
  agencyId: '019ab000-0000-7000-8000-0000000000bb',
});

const act = <T>(as: Principal, run: (ctx: Ctx) => Promise<T>) =>
  house.runner.act({ action: 'test.act', principal: as }, run);

/** As sign-in makes it: whom the person may speak for is asked of the register each time. */
async function signedIn(who: Who): Promise<Principal> {
  const organisations = await act(system, (ctx) => representedOrganisations(ctx, ids[who]));
  return citizen(ids[who], { organisations });
}

const enterprise = (taxCode: string, name = 'Công ty TNHH Cà phê Thử') => ({
  kind: 'enterprise' as const,
  name,
  address: '15 Đường Thử, phường Tân An',
  identifiers: [{ type: 'tax_code', value: taxCode, validFrom: '2020-01-01' }],
});

beforeAll(async () => {
  const key = (n: number) => new Uint8Array(32).fill(n);
  const identifierCipher = createIdentifierCipher({
    lookupKey: key(1),
    sealingKeys: { 1: key(2) },
    current: 1,
  });
  house = await openHouse({ rooms: ['organisation'], ports: { identifierCipher } });
  for (const who of Object.keys(NUMBERS) as Who[])
    ids[who] = await act(system, (ctx) =>
      registerPerson(ctx, {
        fullName: names[who],
        sex: 'female',
        birth: { year: 1984, month: 1, day: 28 },
        ethnicity: '01',
        nationality: 'VN',
        maritalStatus: 'single',
        identifiers: [{ type: 'personal_number', value: NUMBERS[who], validFrom: null }],
      }),
    );
  company = await act(registrar, (ctx) => registerOrganisation(ctx, enterprise('6000000001')));
});
afterAll(() => house.close());

describe('the register', () => {
  test('a number in use is not given twice, and a wrong one not at all', async () => {
    await expect(
      act(registrar, (ctx) => registerOrganisation(ctx, enterprise('6000 000 001'))),
    ).rejects.toMatchObject({ code: 'organisation.already_registered' });
    await expect(
      act(registrar, (ctx) => registerOrganisation(ctx, enterprise('12345'))),
    ).rejects.toMatchObject({ code: 'organisation.number_invalid' });
  });

  test('an officer finds it without diacritics, in any order of words, and by tax code', async () => {
    const search = (text: string) => act(reader, (ctx) => searchOrganisations(ctx, text));
    for (const text of ['cong ty tnhh', 'thu ca phe', '6000000001'])
      expect((await search(text)).map((found) => found.id)).toEqual([company]);
    expect(await search('6000000009')).toEqual([]);
  });

  test('a household business hides that its tax code is its owner’s number', async () => {
    const id = await act(registrar, (ctx) =>
      registerOrganisation(ctx, {
        ...enterprise(NUMBERS.stranger, 'Hộ kinh doanh Thử'),
        kind: 'household_business',
      }),
    );
    const seen = await act(reader, (ctx) => getOrganisation(ctx, id));
    expect(seen.identifiers[0]?.value).toBe('100•••••0003');
  });

  test('a change keeps what was, and two changes on one version do not meet', async () => {
    const change = (name: string) =>
      act(registrar, (ctx) =>
        changeOrganisation(ctx, company, { version: 1, name, validFrom: '2026-11-23', decision: 'QĐ thử' }),
      );
    await change('Công ty TNHH Cà phê Thử Mới');
    await expect(change('Công ty khác')).rejects.toMatchObject({ code: 'organisation.changed_meanwhile' });
    const seen = await act(reader, (ctx) => getOrganisation(ctx, company));
    expect(seen).toMatchObject({
      version: 2,
      changes: [{ field: 'name', former: 'Công ty TNHH Cà phê Thử' }],
    });
  });

  test('establishments and licences have their days', async () => {
    const establishmentId = await act(registrar, (ctx) =>
      openEstablishment(ctx, {
        organisationId: company,
        kind: 'lodging',
        name: 'Nhà nghỉ Thử',
        placeCode: '24163',
        address: 'Tân An',
        managerPersonId: null,
        validFrom: '2026-01-01',
      }),
    );
    const licenceId = await act(registrar, (ctx) =>
      grantLicence(ctx, {
        organisationId: company,
        establishmentId,
        kind: 'security-condition',
        number: 'ANTT-1',
        issuedBy: 'Công an phường',
        validFrom: '2026-01-01',
        validTo: null,
      }),
    );
    await act(registrar, (ctx) =>
      revokeLicence(ctx, { organisationId: company, licenceId, on: '2026-11-01', reason: 'Vi phạm' }),
    );
    const seen = await act(reader, (ctx) => getOrganisation(ctx, company));
    expect(seen.establishments).toHaveLength(1);
    expect(seen.licences[0]).toMatchObject({ revokedOn: '2026-11-01', revokeReason: 'Vi phạm' });
  });

  test('an officer who is no registrar cannot write, whatever the route says', async () => {
    await expect(act(reader, (ctx) => registerOrganisation(ctx, enterprise('6000000777')))).rejects.toThrow(
      /row-level security/,
    );
  });
});

describe('who speaks for it', () => {
  test('a director speaks from the first day to the last, and no longer', async () => {
    const role = await act(registrar, (ctx) =>
      nameRepresentative(ctx, {
        organisationId: company,
        personId: ids.director,
        title: 'Giám đốc',
        validFrom: '2026-11-23',
        validTo: null,
        source: 'Giấy chứng nhận thử',
      }),
    );
    expect((await signedIn('director')).organisations).toEqual([company]);
    await expect(
      act(registrar, (ctx) =>
        nameRepresentative(ctx, {
          organisationId: company,
          personId: ids.director,
          title: 'Chủ tịch',
          validFrom: '2027-01-01',
          validTo: null,
          source: 'x y z',
        }),
      ),
    ).rejects.toMatchObject({ code: 'organisation.already_represents' });
    await act(registrar, (ctx) => endRepresentative(ctx, role, { on: '2026-11-24', reason: 'Miễn nhiệm' }));
    expect((await signedIn('director')).organisations).toEqual([company]);
    house.clock.advance(24 * 3_600_000);
    expect((await signedIn('director')).organisations).toEqual([]);
    await act(registrar, (ctx) =>
      nameRepresentative(ctx, {
        organisationId: company,
        personId: ids.director,
        title: 'Giám đốc',
        validFrom: '2026-11-24',
        validTo: null,
        source: 'Bổ nhiệm lại',
      }),
    );
  });

  const grant = (over: object = {}) => ({
    organisationId: null,
    holderNumber: NUMBERS.deputy,
    holderName: 'y mau nie',
    procedures: ['2.000635'],
    reason: 'Nộp hộ giấy tờ',
    validTo: '2027-06-30',
    ...over,
  });

  test('an authorisation for one procedure reaches that one and opens nothing else', async () => {
    const director = await signedIn('director');
    const made = await act(director, (ctx) => authorise(ctx, grant({ organisationId: company })));
    expect(made).toMatchObject({ side: 'given', state: 'in_force', holderName: 'y mau nie' });
    expect((await signedIn('deputy')).organisations).toEqual([]);
    const find = (procedureCode: string) =>
      act(system, (ctx) => findMandate(ctx, ids.deputy, { organisationId: company, procedureCode }));
    expect(await find('2.000635')).toMatchObject({ ground: 'authorised' });
    expect(await find('1.004194')).toBeUndefined();
    const deputy = await signedIn('deputy');
    await expect(
      act(deputy, (ctx) => authorise(ctx, grant({ organisationId: company }))),
    ).rejects.toMatchObject({
      code: 'organisation.authorisation_not_yours',
    });
    await act(deputy, (ctx) => endAuthorisation(ctx, made.id, 'Tôi không làm nữa'));
    expect(await find('2.000635')).toBeUndefined();
    await expect(act(director, (ctx) => endAuthorisation(ctx, made.id, 'lần nữa'))).rejects.toMatchObject({
      code: 'organisation.already_ended',
    });
  });

  test('a person authorises a person; a stranger sees nothing of it', async () => {
    const director = await signedIn('director');
    await act(director, (ctx) => authorise(ctx, grant({ procedures: null })));
    expect(await act(system, (ctx) => listMandates(ctx, ids.deputy))).toMatchObject([
      { personId: ids.director, organisationId: null, name: names.director, procedures: null },
    ]);
    expect(await act(await signedIn('stranger'), (ctx) => listAuthorisations(ctx))).toEqual([]);
    expect((await signedIn('deputy')).persons).toEqual([ids.deputy]);
  });

  test.each([
    [{ validTo: '2026-11-24' }, 'organisation.period_invalid'],
    [{ validTo: '2040-01-01' }, 'organisation.period_invalid'],
    [{ holderName: 'Người Khác' }, 'organisation.holder_unknown'],
    [{ holderNumber: NUMBERS.director, holderName: names.director }, 'organisation.holder_is_grantor'],
  ])('an authorisation with %o is refused', async (over, code) => {
    const director = await signedIn('director');
    await expect(act(director, (ctx) => authorise(ctx, grant(over)))).rejects.toMatchObject({ code });
  });

  test('an authorisation lapses by itself', async () => {
    house.clock.advance(300 * 24 * 3_600_000);
    expect(await act(system, (ctx) => listMandates(ctx, ids.deputy))).toEqual([]);
    await act(system, endLapsed);
    const [row] = await act(await signedIn('deputy'), (ctx) => listAuthorisations(ctx));
    expect(row).toMatchObject({ state: 'ended', endReason: 'lapsed' });
  });

  test('with the organisation everything ends, and its successor is named', async () => {
    const director = await signedIn('director');
    await act(director, (ctx) =>
      authorise(ctx, grant({ organisationId: company, procedures: null, validTo: '2028-01-01' })),
    );
    expect((await signedIn('deputy')).organisations).toEqual([company]);
    const heir = await act(registrar, (ctx) =>
      registerOrganisation(ctx, enterprise('6000000005', 'Công ty Kế Thừa Thử')),
    );
    await act(registrar, (ctx) =>
      dissolveOrganisation(ctx, company, {
        version: 2,
        on: '2027-09-20',
        reason: 'Sáp nhập',
        successors: [{ organisationId: heir, kind: 'merger' }],
      }),
    );
    await house.drain();
    expect((await signedIn('director')).organisations).toEqual([]);
    expect((await signedIn('deputy')).organisations).toEqual([]);
    const seen = await act(reader, (ctx) => getOrganisation(ctx, company));
    expect(seen).toMatchObject({ state: 'dissolved', successors: [{ id: heir, kind: 'merger' }] });
  });
});
