import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { daklakUnits, persona, personas } from '#lib/synthetic-population';
import { openBasis } from '#platform/access';
import { type Ctx, type Principal, system } from '#platform/runtime';
import {
  createIdentifierCipher,
  findPersonByIdentifier,
  getPerson,
  listRepresentations,
  personLoads,
  searchPersons,
  seedPopulation,
} from '#modules/person';
import { findHouseholdOf, getResidence, residenceLoads } from '#modules/residence';
import { officer, openHouse, type TestHouse } from '../../../test/support/house.ts';
import { createCivilStatusLoads, findActOfKind, listActs, registerBirth } from './index.ts';

const SIZE = process.env.SEREPOK_LONG === '1' ? 60_000 : 3000;
const identifierCipher = createIdentifierCipher({
  lookupKey: Buffer.alloc(32, 1),
  sealingKeys: { 1: Buffer.alloc(32, 2) },
  current: 1,
});
const staff = officer('019ab000-0000-7000-8000-0000000000aa', {
  role: 'reception',
  agencyId: '019ab000-0000-7000-8000-0000000000bb',
});
let house: TestHouse;

const indexes = async () => {
  const { rows } = await house.admin.query<{ line: string }>(
    `select pg_get_indexdef(i.indexrelid) as line from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('person', 'residence', 'civil_status')
     union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint where contype in ('p', 'u', 'f') and connamespace::regnamespace::text in ('person', 'residence', 'civil_status') order by 1`,
  );
  return rows.map((row) => row.line);
};

const administrator = () => ({
  host: inject('socket'),
  port: 5432,
  user: 'serepok_admin',
  database: house.database,
});

function load(change: Partial<Parameters<typeof seedPopulation>[0]> = {}) {
  return seedPopulation({
    connection: administrator(),
    persons: SIZE,
    units: daklakUnits(),
    cipher: identifierCipher,
    now: house.clock.now(),
    loads: [...personLoads, ...residenceLoads, ...createCivilStatusLoads()],
    ...change,
  });
}

const act = <T>(principal: Principal, run: (ctx: Ctx) => Promise<T>, basisId?: string) =>
  house.runner.act({ action: 'test.seed', principal, basisId }, run);
const idOf = async (value: string): Promise<string> => {
  const found = await act(system, (ctx) => findPersonByIdentifier(ctx, { type: 'personal_number', value }));
  if (!found) throw new Error('nobody');
  return found.personId;
};
const count = async (query: string) => {
  const { rows } = await house.admin.query<{ n: number }>(`select count(*)::int as n from ${query}`);
  return rows[0]?.n;
};

let before: string[];
beforeAll(async () => {
  house = await openHouse({
    rooms: ['residence', 'civil-status'],
    ports: { identifierCipher },
  });
  before = await indexes();
});
afterAll(() => house.close());

describe('a load that breaks off', () => {
  it('leaves nothing that the next load cannot repair', async () => {
    const failing = {
      ...personLoads[0],
      write: () => {
        throw new Error('cable pulled');
      },
    } as (typeof personLoads)[number];
    await expect(load({ loads: [...personLoads.slice(1), failing] })).rejects.toThrow('cable pulled');
    expect(await count('person.load_step')).toBeGreaterThan(5);
  });

  it('is repaired also when the process was killed', async () => {
    const code = `
      import { daklakUnits } from '#lib/synthetic-population';
      import { createIdentifierCipher, personLoads, seedPopulation } from '#modules/person';
      const cipher = createIdentifierCipher({ lookupKey: Buffer.alloc(32, 1), sealingKeys: { 1: Buffer.alloc(32, 2) }, current: 1 });
      await seedPopulation({
        connection: ${JSON.stringify(administrator())}, persons: 200_000, units: daklakUnits(), cipher, now: new Date(0), loads: personLoads,
        onProgress: () => console.log('loading'),
      });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(await count('person.load_step')).toBeGreaterThan(5);
  }, 60_000);

  it('stops when the database refuses a row', async () => {
    const wrong: (typeof personLoads)[number] = {
      table: 'person.contact',
      columns: ['id'],
      write: (_household, _tools, out) => out('not a uuid\n'),
    };
    await expect(load({ loads: [wrong] })).rejects.toThrow(/invalid input syntax for type uuid/);
  });
});

describe('a loaded population', () => {
  beforeAll(async () => {
    const seen: string[] = [];
    const result = await load({ onProgress: ({ phase }) => void seen.push(phase) });
    expect(result.persons).toBe(SIZE);
    expect(result.rows['person.person']).toBe(SIZE);
    expect(seen).toContain('index');
  });

  it('is complete, with every index and constraint as before', async () => {
    expect(await count('person.person')).toBe(SIZE);
    expect(await indexes()).toEqual(before);
    expect(await count('person.load_step')).toBe(0);
    expect(
      await count(
        'person.identifier i where not exists (select 1 from person.person p where p.id = i.person_id)',
      ),
    ).toBe(0);
    expect(
      await count(
        "person.person p where state = 'alive' and not exists (select 1 from residence.stay s where s.person_id = p.id and s.kind = 'permanent' and s.valid_to is null)",
      ),
    ).toBe(0);
    expect(
      await count(
        'residence.household h where not exists (select 1 from person.person p where p.id = h.head_person_id)',
      ),
    ).toBe(0);
    expect(await count("civil_status.act where kind = 'birth'")).toBeGreaterThan(SIZE / 20);
  });

  it('has every featured person, by number, with their roles in life', async () => {
    for (const { person: featured } of personas()) {
      const id = await idOf(featured.number);
      const view = await act(system, (ctx) => getPerson(ctx, id));
      expect([view.fullName, view.sex, view.birth.year]).toEqual([
        featured.name.full,
        featured.sex,
        featured.birth.year,
      ]);
      expect(view.identifiers).toHaveLength(featured.identifiers.length);
      expect(view.identifiers.map((identifier) => identifier.value)).toContain(featured.number);
    }
    const mother = await idOf(persona('young_mother').number);
    const child = await idOf(persona('newborn').number);
    expect(await act(system, (ctx) => listRepresentations(ctx, mother))).toMatchObject([
      { personId: child, ground: 'parent' },
    ]);
    const guardian = await idOf(persona('guardian').number);
    expect(await act(system, (ctx) => listRepresentations(ctx, guardian))).toMatchObject([
      { ground: 'guardian' },
    ]);
    const household = await act(system, (ctx) => findHouseholdOf(ctx, mother));
    expect(household?.members).toHaveLength(5);
    expect(household?.headPersonId).toBe(guardian);
    const worker = await act(system, async (ctx) =>
      getResidence(ctx, await idOf(persona('tenant_worker').number)),
    );
    expect([worker.permanent?.placeCode, worker.temporary[0]?.placeCode]).toEqual(['24478', '24163']);
    const widow = await act(system, async (ctx) => getPerson(ctx, await idOf(persona('widow').number)));
    expect(widow.maritalStatus).toBe('widowed');
    const birth = await act(system, (ctx) => findActOfKind(ctx, { personId: child, kind: 'birth' }));
    expect(birth).toMatchObject({
      eventOn: '2026-09-21',
      agencyName: 'Ủy ban nhân dân xã Ea Tul',
      content: { mother: { name: "H'Lan Mlô" } },
    });
  });

  it('is found by name without diacritics, and books go on counting', async () => {
    const basis = await act(staff, (ctx) =>
      openBasis(ctx, { kind: 'purpose', purposeCode: 'verify', subjects: [] }),
    );
    const hits = await act(
      staff,
      (ctx) => searchPersons(ctx, { name: 'huynh thi thanh thu', birthYear: 1986, limit: 20 }),
      basis,
    );
    expect(hits.map((hit) => hit.id)).toContain(await idOf(persona('cancelled_number').number));
    const child = await idOf(persona('newborn').number);
    const known = await act(system, (ctx) => listActs(ctx, child));
    const born = await act(system, (ctx) =>
      registerBirth(ctx, {
        placeCode: '24277',
        agencyName: 'Ủy ban nhân dân xã Ea Tul',
        on: '2026-11-23',
        child: {
          fullName: 'Y Nam Mlô',
          sex: 'male',
          birth: { year: 2026, month: 11, day: 2 },
          ethnicity: '12',
          identifiers: [],
        },
        fatherId: null,
        motherId: null,
        residence: null,
        declarant: null,
      }),
    );
    const [fresh] = await act(system, (ctx) => listActs(ctx, born.personId));
    expect(Number(fresh?.number.split('/')[0])).toBeGreaterThan(Number(known[0]?.number.split('/')[0]));
  });

  it.each([
    ['person.person where id = $1', 'person_pkey'],
    ['person.identifier where lookup = $1', 'identifier_by_lookup'],
    ['person.identifier where person_id = $1', 'identifier_by_person'],
    ['person.kinship where person_id = $1 or relative_id = $1', 'kinship_by_relative'],
    ['person.contact where person_id = $1', 'contact_by_person'],
    ['residence.stay where person_id = $1', 'stay_by_person'],
    ['residence.household where id = $1', 'household_pkey'],
    ['civil_status.act where subject_id = $1 or partner_id = $1', 'act_by_partner'],
  ])('reads %s by index as the application under row-level security', async (from, index) => {
    const id = await idOf(persona('householder').number);
    const plan = await act(staff, async (ctx) => {
      await sql`set local enable_seqscan = off`.execute(ctx.db);
      const { rows } = await sql
        .raw<{ 'QUERY PLAN': string }>(`explain select * from ${from.replaceAll('$1', `'${id}'::uuid`)}`)
        .execute(ctx.db);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain(index);
    expect(plan).not.toContain('Seq Scan');
  });

  it('is not loaded twice', async () => {
    await expect(load()).rejects.toThrow(/already holds rows/);
    expect(await count('person.person')).toBe(SIZE + 1);
  });

  it('is written by nobody but the administrator', async () => {
    await expect(
      load({
        connection: { host: inject('socket'), port: 5432, user: 'serepok_app', database: house.database },
      }),
    ).rejects.toThrow(/must be owner/);
    expect(await indexes()).toEqual(before);
    expect(await count('person.load_step')).toBe(0);
  });
});
