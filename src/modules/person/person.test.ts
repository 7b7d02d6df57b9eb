import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBasis, openBasis } from '#platform/access';
import { createServer } from '#platform/http';
import { type Ctx, type Principal, system } from '#platform/runtime';
import { citizen, officer, openHouse, type TestHouse } from '../../../test/support/house.ts';
import { testCipher } from './fixtures.ts';
import {
  changeName,
  endKinship,
  findPersonByIdentifier,
  getPerson,
  listPersons,
  listRepresentations,
  matchPerson,
  type NewPerson,
  recordDeath,
  recordKinship,
  recordMoveAway,
  registerPerson,
  replaceNumber,
  searchPersons,
} from './index.ts';

let house: TestHouse;
const staff = officer('019ab000-0000-7000-8000-0000000000aa', {
  role: 'reception',
  agencyId: '019ab000-0000-7000-8000-0000000000bb',
});
const colleague = { ...staff, id: '019ab000-0000-7000-8000-0000000000cc' };

beforeAll(async () => {
  house = await openHouse({ rooms: ['person'], ports: { identifierCipher: testCipher() } });
});
afterAll(() => house.close());

let serial = 0;
function someone(change: Partial<NewPerson> = {}): NewPerson {
  serial += 1;
  return {
    fullName: 'Nguyễn Văn An',
    sex: 'male',
    birth: { year: 1990, month: 5, day: 14 },
    ethnicity: '01',
    identifiers: [{ type: 'personal_number', value: `100090${String(serial).padStart(6, '0')}` }],
    ...change,
  };
}

function act<T>(principal: Principal, run: (ctx: Ctx) => Promise<T>, basisId?: string): Promise<T> {
  return house.runner.act({ action: 'test.person', principal, basisId }, run);
}

const register = (change: Partial<NewPerson> = {}) =>
  act(system, (ctx) => registerPerson(ctx, someone(change)));
const purpose = (as: Principal, subjects: string[] = []) =>
  act(as, (ctx) => openBasis(ctx, { kind: 'purpose', purposeCode: 'verify', subjects }));

describe('register and read', () => {
  it('keeps names, kin and numbers, the numbers sealed', async () => {
    const id = await register({
      fullName: "h' bia  Êñuôl".normalize('NFD'),
      sex: 'female',
      birth: { year: 1951, month: null, day: null },
      motherName: "H'Ñuên Êñuôl",
      identifiers: [
        { type: 'personal_number', value: '100151777001', validFrom: '2021-03-15' },
        { type: 'cmnd9', value: '009911111' },
      ],
    });
    const view = await act(system, (ctx) => getPerson(ctx, id));
    expect(view.fullName).toBe("h'bia Êñuôl".normalize('NFC'));
    expect(view.birth).toEqual({ year: 1951, month: null, day: null });
    expect(view.identifiers.map((identifier) => identifier.value).toSorted()).toEqual([
      '009911111',
      '100151777001',
    ]);
    expect(view.relatives).toEqual([{ kind: 'mother', personId: null, name: "H'Ñuên Êñuôl" }]);
    const { rows } = await house.admin.query(
      'select t::text as line from person.identifier t where person_id = $1',
      [id],
    );
    for (const { line } of rows as { line: string }[]) {
      expect(line).not.toContain('100151777001');
      expect(line).not.toContain(Buffer.from('100151777001').toString('hex'));
    }
    expect(JSON.stringify(rows)).toContain('100•••••7001');
  });

  it.each([
    ['a digit in the name', { fullName: 'Nguyễn Văn 3' }, 'person.name_invalid'],
    ['a birth to come', { birth: { year: 2026, month: 11, day: 24 } }, 'person.birth_invalid'],
    ['a day that is none', { birth: { year: 2001, month: 2, day: 29 } }, 'person.birth_invalid'],
    [
      'a short number',
      { identifiers: [{ type: 'personal_number', value: '10009012345' }] },
      'person.number_invalid',
    ],
  ])('refuses %s', async (_case, change, code) => {
    await expect(register(change)).rejects.toMatchObject({ code });
  });

  it('gives a number to one person only, also when two come at once', async () => {
    const number = { identifiers: [{ type: 'personal_number', value: '100090888001' }] };
    const results = await Promise.allSettled([register(number), register(number), register(number)]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    await expect(register(number)).rejects.toMatchObject({ code: 'person.already_registered' });
    const { rows } = await house.admin.query(
      'select count(*)::int as n from person.person p where not exists (select 1 from person.identifier i where i.person_id = p.id)',
    );
    expect(rows).toEqual([{ n: 0 }]);
  });
});

describe('who sees whom (the database, not the route)', () => {
  const visible = (ctx: Ctx, id: string) => listPersons(ctx, [id]).then((rows) => rows.length);

  it('shows a person to themselves, to nobody else without a basis', async () => {
    const [own, other] = [await register(), await register()];
    expect(await act(citizen(own), (ctx) => visible(ctx, own))).toBe(1);
    expect(await act(citizen(own), (ctx) => visible(ctx, other))).toBe(0);
    expect(await act(staff, (ctx) => visible(ctx, own))).toBe(0);
    const { rows } = await act(staff, (ctx) =>
      sql<{
        n: number;
      }>`select (select count(*) from person.person)::int + (select count(*) from person.identifier)::int
        + (select count(*) from person.kinship)::int + (select count(*) from person.contact)::int as n`.execute(
        ctx.db,
      ),
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('opens exactly the persons a basis names, to its holder, while it is open', async () => {
    const [named, unnamed] = [await register(), await register()];
    const basis = await purpose(staff, [named]);
    expect(await act(staff, (ctx) => visible(ctx, named), basis)).toBe(1);
    expect(await act(staff, (ctx) => visible(ctx, unnamed), basis)).toBe(0);
    await expect(act(colleague, (ctx) => visible(ctx, named), basis)).rejects.toMatchObject({
      code: 'access.basis_closed',
    });
    await expect(act(staff, (ctx) => getPerson(ctx, unnamed), basis)).rejects.toMatchObject({
      code: 'person.not_found',
    });
    await act(staff, (ctx) => closeBasis(ctx, basis));
    await expect(act(staff, (ctx) => visible(ctx, named), basis)).rejects.toMatchObject({
      code: 'access.basis_closed',
    });
  });

  it('records each look with the person as its subject', async () => {
    const id = await register();
    const basis = await purpose(staff, [id]);
    await house.runner.act({ action: 'test.look', principal: staff, mode: 'read', basisId: basis }, (ctx) =>
      getPerson(ctx, id),
    );
    const { rows } = await house.admin.query(
      "select e.kind, e.basis_id from audit.entry e join audit.entry_subject s on s.entry_id = e.id where e.action = 'test.look' and s.person_id = $1",
      [id],
    );
    expect(rows).toEqual([{ kind: 'look', basis_id: basis }]);
  });

  it('lets no officer and no citizen write the register', async () => {
    for (const principal of [staff, citizen(await register())]) {
      await expect(act(principal, (ctx) => registerPerson(ctx, someone()))).rejects.toThrow(
        /row-level security/,
      );
    }
    const id = await register();
    await act(citizen(id), async (ctx) => {
      await sql`update person.person set full_name = 'Khác' where id = ${id}`.execute(ctx.db);
    });
    expect((await act(system, (ctx) => getPerson(ctx, id))).fullName).toBe('Nguyễn Văn An');
  });
});

describe('by number', () => {
  const number = { type: 'personal_number', value: '100190555001' };

  it('answers system, staff on a basis, and the bearer', async () => {
    const id = await register({ fullName: 'Lê Thị Bưởi', sex: 'female', identifiers: [number] });
    const find = (ctx: Ctx) => findPersonByIdentifier(ctx, { ...number, value: '100 190 555 001' });
    expect(await act(system, find)).toMatchObject({ personId: id, state: 'valid' });
    expect(await act(citizen(id), find)).toMatchObject({ personId: id });
    expect(await act(citizen(await register()), find)).toBeUndefined();
    expect(await act(staff, find)).toBeUndefined();
    expect(await act(staff, find, await purpose(staff))).toMatchObject({ personId: id });
  });

  it('lets a citizen name another whose number and name they know, however typed', async () => {
    const asker = citizen(await register());
    const match = (fullName: string) => act(asker, (ctx) => matchPerson(ctx, { ...number, fullName }));
    expect(await match('LE THI BUOI')).toMatchObject({ state: 'valid' });
    expect(await match('Lê Thị Bười Hai')).toBeUndefined();
    const nobody = { ...asker, kind: 'anonymous' as const };
    expect(
      await act(nobody, (ctx) => matchPerson(ctx, { ...number, fullName: 'Lê Thị Bưởi' })),
    ).toBeUndefined();
  });

  it('still finds by a cancelled number, and says so', async () => {
    const old = { type: 'personal_number', value: '100085444001' };
    const id = await register({ identifiers: [{ ...old, validFrom: '2021-01-01' }] });
    await act(system, (ctx) =>
      replaceNumber(ctx, {
        personId: id,
        type: old.type,
        value: '100086444001',
        on: '2026-10-01',
        reason: 'birth_year_corrected',
      }),
    );
    expect(await act(system, (ctx) => findPersonByIdentifier(ctx, old))).toEqual({
      personId: id,
      type: old.type,
      state: 'cancelled',
    });
    const { identifiers } = await act(system, (ctx) => getPerson(ctx, id));
    expect(identifiers.map(({ state, validFrom, validTo }) => [state, validFrom, validTo])).toEqual([
      ['cancelled', '2021-01-01', '2026-10-01'],
      ['valid', '2026-10-01', null],
    ]);
  });

  it('uses its index as the application under row-level security', async () => {
    const plan = await act(staff, async (ctx) => {
      await sql`set local enable_seqscan = off`.execute(ctx.db);
      const { rows } = await sql<{
        'QUERY PLAN': string;
      }>`explain select person_id from person.identifier where lookup = ${'0'.repeat(32)}::uuid`.execute(
        ctx.db,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('Index Scan using identifier_by_lookup');
    const byPerson = await act(staff, async (ctx) => {
      await sql`set local enable_seqscan = off`.execute(ctx.db);
      const { rows } = await sql<{
        'QUERY PLAN': string;
      }>`explain select * from person.person where id = ${staff.id}::uuid`.execute(ctx.db);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(byPerson).toMatch(/Index Scan (using|on) person_pkey/);
  });
});

describe('search by name', () => {
  beforeAll(async () => {
    await register({
      fullName: 'Trần Quốc Toản',
      birth: { year: 1985, month: 1, day: 2 },
      homePlace: '24133',
    });
    await register({ fullName: 'Trần Quốc Toàn', birth: { year: 1999, month: null, day: null } });
    await register({ fullName: 'Toản Quốc Trần' });
    await register({ fullName: "H'Diễm Ksơr", sex: 'female' });
  });
  const search = (name: string, birthYear?: number) => async (ctx: Ctx) =>
    (await searchPersons(ctx, { name, birthYear, limit: 20 })).map((hit) => hit.fullName);

  it('needs an open basis of staff', async () => {
    const code = 'access.basis_missing';
    await expect(act(staff, search('tran quoc toan'))).rejects.toMatchObject({ code });
    await expect(act(citizen(await register()), search('tran quoc toan'))).rejects.toMatchObject({ code });
    const { rows } = await act(staff, (ctx) =>
      sql`select * from person.search_names(array['tran'], null, 50)`.execute(ctx.db),
    );
    expect(rows).toEqual([]);
  });

  it('finds without diacritics, by prefix first, then by words in any order', async () => {
    const basis = await purpose(staff);
    expect(await act(staff, search('tran quoc toan'), basis)).toEqual([
      'Trần Quốc Toản',
      'Trần Quốc Toàn',
      'Toản Quốc Trần',
    ]);
    expect(await act(staff, search('TRẦN QUỐC TOẢN', 1999), basis)).toEqual(['Trần Quốc Toàn']);
    expect(await act(staff, search('quoc tran'), basis)).toHaveLength(3);
    expect(await act(staff, search('h diem ksor'), basis)).toEqual(["H'Diễm Ksơr"]);
    expect(await act(staff, search('diem ksor'), basis)).toEqual(["H'Diễm Ksơr"]);
    expect(await act(staff, search('không có ai'), basis)).toEqual([]);
    await expect(act(staff, search('thị'), basis)).rejects.toMatchObject({ code: 'person.search_too_broad' });
    expect(await act(staff, search("x'; drop table person.person; --"), basis)).toEqual([]);
  });

  it('answers masked rows only, and everybody shown can see it', async () => {
    const basis = await purpose(staff);
    const hits = await act(
      staff,
      (ctx) => searchPersons(ctx, { name: 'Trần Quốc Toản', birthYear: 1985, limit: 5 }),
      basis,
    );
    expect(hits).toHaveLength(1);
    expect(Object.keys(hits[0] ?? {}).toSorted()).toEqual([
      'birthYear',
      'fullName',
      'homePlace',
      'id',
      'numberHint',
      'sex',
      'state',
    ]);
    expect(hits[0]?.numberHint).toMatch(/^100•{5}\d{4}$/);
    const { rowCount } = await house.admin.query('select 1 from audit.entry_subject where person_id = $1', [
      hits[0]?.id,
    ]);
    expect(rowCount).toBeGreaterThanOrEqual(2);
    await expect(act(staff, (ctx) => getPerson(ctx, hits[0]?.id ?? ''), basis)).rejects.toMatchObject({
      code: 'person.not_found',
    });
  });

  it('uses the prefix index and the word index inside', async () => {
    await house.admin.query('begin');
    await house.admin.query('set local role serepok_definer');
    await house.admin.query('set local enable_seqscan = off');
    const explain = async (where: string) => {
      const { rows } = await house.admin.query(`explain select id from person.person where ${where}`);
      return rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n');
    };
    expect(await explain(`search_key >= 'tran quoc' and search_key < 'tran quoc{'`)).toContain(
      'person_by_search_key',
    );
    expect(await explain(`string_to_array(search_key, ' ') @> array['quoc', 'tran']`)).toContain(
      'person_by_name_token',
    );
    await house.admin.query('rollback');
  });
});

describe('kin and representation', () => {
  const born = (year: number, month = 6, day = 1) => ({ birth: { year, month, day } });
  const kin = (personId: string, relativeId: string, kind: 'father' | 'mother' | 'spouse' | 'guardian') =>
    act(system, (ctx) => recordKinship(ctx, { personId, relativeId, kind, validFrom: null, source: 'test' }));
  const represented = async (id: string) =>
    (await act(system, (ctx) => listRepresentations(ctx, id))).map((item) => [
      item.personId,
      item.ground,
      item.until,
    ]);

  it('gives a parent the minor children until full age', async () => {
    const mother = await register({ ...born(1990), sex: 'female' });
    const small = await register(born(2020));
    const teen = await register(born(2008, 11, 24));
    const grown = await register(born(2008, 11, 23));
    for (const child of [small, teen, grown]) await kin(child, mother, 'mother');
    const found = await represented(mother);
    expect(found).toHaveLength(2);
    expect(found).toContainEqual([small, 'parent', '2038-06-01']);
    expect(found).toContainEqual([teen, 'parent', '2026-11-24']);
    const view = await act(system, (ctx) => getPerson(ctx, mother));
    expect(view.relatives.map((relative) => relative.kind)).toEqual(['child', 'child', 'child']);
  });

  it('ends with guardianship, and with death', async () => {
    const [guardian, ward] = [await register(born(1960)), await register(born(2015))];
    await kin(ward, guardian, 'guardian');
    expect(await represented(guardian)).toEqual([[ward, 'guardian', '2033-06-01']]);
    await act(system, (ctx) =>
      endKinship(ctx, { personId: ward, relativeId: guardian, kind: 'guardian', on: '2026-11-23' }),
    );
    expect(await represented(guardian)).toEqual([]);
    const [father, child] = [await register(born(1985)), await register(born(2019))];
    await kin(child, father, 'father');
    await act(system, (ctx) => recordDeath(ctx, { personId: child, on: '2026-11-20' }));
    expect(await represented(father)).toEqual([]);
  });

  it('records marriage on both sides, widowhood and divorce', async () => {
    const [husband, wife] = [await register(born(1985)), await register({ ...born(1988), sex: 'female' })];
    await kin(husband, wife, 'spouse');
    const status = async (id: string) => (await act(system, (ctx) => getPerson(ctx, id))).maritalStatus;
    expect([await status(husband), await status(wife)]).toEqual(['married', 'married']);
    await expect(kin(husband, await register({ sex: 'female' }), 'spouse')).rejects.toMatchObject({
      code: 'person.kinship_invalid',
    });
    await act(system, (ctx) => recordDeath(ctx, { personId: husband, on: '2026-11-20' }));
    expect(await status(wife)).toBe('widowed');
    await expect(
      act(system, (ctx) => recordDeath(ctx, { personId: husband, on: '2026-11-21' })),
    ).rejects.toMatchObject({ code: 'person.deceased' });
    await expect(
      act(system, (ctx) => recordMoveAway(ctx, { personId: husband, on: '2026-11-21' })),
    ).rejects.toMatchObject({ code: 'person.deceased' });
  });

  it('refuses what cannot be', async () => {
    const [old, young] = [await register(born(1960)), await register({ ...born(1990), sex: 'female' })];
    const refused = { code: 'person.kinship_invalid' };
    await expect(kin(old, young, 'mother')).rejects.toMatchObject(refused);
    await expect(kin(young, old, 'mother')).rejects.toMatchObject(refused);
    await expect(kin(old, old, 'guardian')).rejects.toMatchObject(refused);
    await expect(
      act(system, (ctx) => recordDeath(ctx, { personId: young, on: '1989-12-31' })),
    ).rejects.toMatchObject({ code: 'person.birth_invalid' });
    await expect(
      act(system, (ctx) => recordDeath(ctx, { personId: young, on: '2026-11-24' })),
    ).rejects.toMatchObject({ code: 'person.birth_invalid' });
  });
});

describe('changes and routes', () => {
  it('keeps the former name and refuses a change over somebody else’s', async () => {
    const id = await register();
    const rename = (fullName: string, version: number) =>
      act(system, (ctx) =>
        changeName(ctx, { personId: id, fullName, on: '2026-11-23', reason: 'corrected', version }),
      );
    await rename('Nguyễn Vân An', 1);
    await expect(rename('Nguyễn Văn Ân', 1)).rejects.toMatchObject({ code: 'person.changed_meanwhile' });
    const { rows } = await house.admin.query(
      'select full_name from person.former_name where person_id = $1',
      [id],
    );
    expect(rows).toEqual([{ full_name: 'Nguyễn Văn An' }]);
  });

  it('serves own data, contacts, and search over HTTP', async () => {
    const id = await register({ fullName: 'Đỗ Thị Mận', sex: 'female' });
    const serverFor = (principal: Principal) =>
      createServer({
        runner: house.runner,
        rooms: house.rooms,
        authenticate: async () => principal,
        origins: [],
      });
    const own = await serverFor(citizen(id));
    const change = await own.inject({
      method: 'PUT',
      url: '/api/v1/me/contacts/phone',
      headers: { 'idempotency-key': 'doi-so-1' },
      payload: { value: '0900012345' },
    });
    expect(change.statusCode).toBe(204);
    const me = await own.inject({ method: 'GET', url: '/api/v1/me/person' });
    expect(me.json()).toMatchObject({
      fullName: 'Đỗ Thị Mận',
      contacts: [{ kind: 'phone', value: '0900012345' }],
    });
    const clerk = await serverFor(staff);
    const search = {
      method: 'POST' as const,
      url: '/api/v1/persons/searches',
      payload: { name: 'do thi man' },
    };
    expect((await clerk.inject({ ...search, headers: { 'idempotency-key': 'tim-1' } })).statusCode).toBe(403);
    const basis = await purpose(staff);
    const found = await clerk.inject({
      ...search,
      headers: { 'idempotency-key': 'tim-2', 'x-basis-id': basis },
    });
    expect(found.json()).toMatchObject({ items: [{ id, fullName: 'Đỗ Thị Mận' }] });
    expect((await clerk.inject({ method: 'GET', url: `/api/v1/persons/${id}` })).statusCode).toBe(404);
    await own.close();
    await clerk.close();
  });
});
