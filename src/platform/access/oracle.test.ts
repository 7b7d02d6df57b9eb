import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineRoom } from '#platform/manifest';
import { type Principal, agenciesOf, anonymous, placesOf, rolesOf } from '#platform/runtime';
import { rooms } from '../../app/rooms.ts';
import { type TestHouse, openHouse } from '../../../test/support/house.ts';
import { nameSubjects, openBasis } from './basis.ts';
import { cedarText } from './cedar-text.ts';
import { type BasisKind, type Policy, columnsOf, definePolicy } from './policy.ts';
import { type Attributes, type OpenBasis, isAllowed } from './predicate.ts';

const isLong = process.env.SEREPOK_LONG === '1';
const runs = isLong ? 100_000 : 4_000;
const seed = 20261123;

/** Few values, so that coincidences are frequent. */
const ids = [1, 2, 3, 4].map((n) => `019ab000-0000-7000-8000-00000000000${n}`);
const places = ['24121', '24133', '24154'];
const values = [...ids, ...places, 'open', 'closed'];

const policies: readonly Policy[] = rooms.flatMap((room) =>
  room.policy && room.policy.rules.length > 0 ? [room.policy] : [],
);
const roleNames = [...new Set(policies.flatMap((policy) => policy.rules.map((rule) => rule.role)))];
const basisKinds: readonly BasisKind[] = ['case', 'purpose', 'warrant', 'break_glass', 'self', 'job'];

const id = fc.constantFrom(...ids);
const term = fc.record({ role: fc.constantFrom(...roleNames), agencyId: id, places: fc.subarray(places) });
const principal: fc.Arbitrary<Principal> = fc
  .record({
    kind: fc.constantFrom('anonymous' as const, 'citizen' as const, 'staff' as const, 'system' as const),
    id: fc.option(id),
    personId: fc.option(id),
    persons: fc.subarray(ids),
    organisations: fc.subarray(ids),
    terms: fc.array(term, { maxLength: 3 }),
    assurance: fc.record({
      evidence: fc.constantFrom('I0', 'I2', 'I4', 'I5'),
      accountLevel: fc.constantFrom(1 as const, 2 as const),
      authLevel: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    }),
  })
  .map((drawn) => ({ ...anonymous, ...drawn }));
const basis: fc.Arbitrary<OpenBasis | null> = fc.option(
  fc.record({ kind: fc.constantFrom(...basisKinds), subjects: fc.subarray(ids) }),
);

const questions = policies.flatMap((policy) =>
  policy.rules.flatMap((rule) => rule.actions.map((action) => ({ policy, resource: rule.on, action }))),
);

function rowFor(policy: Policy): fc.Arbitrary<Attributes> {
  const columns = [...new Set(policy.rules.flatMap((rule) => columnsOf(rule.scope)))];
  return fc.record(
    Object.fromEntries(columns.map((column) => [column, fc.option(fc.constantFrom(...values))])),
  );
}

function cedarContext(
  who: Principal,
  row: Attributes,
  open: OpenBasis | null,
): Record<string, cedar.CedarValueJson> {
  const roles = rolesOf(who);
  const byRole = (list: (p: Principal, role: string) => string[]) =>
    Object.fromEntries(roles.map((role) => [role, list(who, role)]));
  return {
    roles,
    persons: [...who.persons],
    organisations: [...who.organisations],
    agencies: byRole(agenciesOf),
    places: byRole(placesOf),
    subjects: [...(open?.subjects ?? [])],
    row: Object.fromEntries(
      Object.entries(row).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
    accountLevel: who.assurance?.accountLevel ?? 0,
    authLevel: who.assurance?.authLevel ?? 0,
    evidence: Number((who.assurance?.evidence ?? 'I0').slice(1)),
    ...(who.personId ? { person: who.personId } : {}),
    ...(who.id ? { actor: who.id } : {}),
    ...(open ? { basisKind: open.kind } : {}),
  };
}

describe('the policy tables of every room, against Cedar', () => {
  beforeAll(() => {
    const text = policies.map(cedarText).join('\n');
    const parsed = cedar.preparsePolicySet('house', { staticPolicies: text });
    if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed));
  });

  test(`decide alike on ${runs} random triples`, () => {
    let allowed = 0;
    const triple = fc
      .constantFrom(...questions)
      .chain((question) => fc.tuple(fc.constant(question), principal, rowFor(question.policy), basis));
    fc.assert(
      fc.property(triple, ([{ policy, resource, action }, who, row, open]) => {
        const ours = isAllowed(policy, resource, { principal: who, action, attributes: row, basis: open });
        const answer = cedar.statefulIsAuthorized({
          principal: { type: 'Actor', id: 'a' },
          action: { type: 'Action', id: `${policy.module}.${resource}.${action}` },
          resource: { type: 'Thing', id: 't' },
          context: cedarContext(who, row, open),
          preparsedPolicySetId: 'house',
          entities: [],
        });
        if (answer.type !== 'success') throw new Error(JSON.stringify(answer));
        expect(answer.response.diagnostics.errors).toEqual([]);
        if (ours) allowed += 1;
        return ours === (answer.response.decision === 'allow');
      }),
      { numRuns: runs, seed },
    );
    expect(allowed).toBeGreaterThan(runs / 50);
  });
});

describe('row-level security, against the predicate', () => {
  const policy = definePolicy({
    module: 'oracle',
    resources: {
      thing: {
        table: 'oracle.thing',
        columns: {
          person: 'person_id',
          agency: 'agency_id',
          place: 'place',
          owner: 'owner_id',
          organisation: 'organisation_id',
          state: 'state',
        },
        actions: { read: 'select' },
      },
    },
    rules: [
      {
        role: 'citizen',
        on: 'thing',
        actions: ['read'],
        scope: { any: [{ represented: 'person' }, { organisation: 'organisation' }] },
      },
      {
        role: 'staff',
        on: 'thing',
        actions: ['read'],
        scope: { basis: 'person' },
        basis: ['case', 'purpose'],
      },
      {
        role: 'clerk',
        on: 'thing',
        actions: ['read'],
        scope: { every: [{ agency: 'agency' }, { column: 'state', in: ['open'] }] },
      },
      {
        role: 'leader',
        on: 'thing',
        actions: ['read'],
        scope: { place: 'place' },
        assurance: { authLevel: 2, evidence: 'I2' },
      },
      { role: 'auditor', on: 'thing', actions: ['read'], scope: { actor: 'owner' } },
      { role: 'citizen', on: 'thing', actions: ['read'], scope: { self: 'owner' } },
    ],
  });
  const room = defineRoom({
    name: 'oracle',
    layer: 'platform',
    dependsOn: ['access'],
    folder: `${import.meta.dirname}/oracle-fixture`,
    policy,
  });
  let house: TestHouse;
  const rows: (Attributes & { id: string })[] = [];

  beforeAll(async () => {
    house = await openHouse({ rooms: [], extraRooms: [room] });
    const drawn = fc.sample(
      fc.record({
        person: fc.option(id),
        agency: fc.option(id),
        place: fc.option(fc.constantFrom(...places)),
        owner: fc.option(id),
        organisation: fc.option(id),
        state: fc.constantFrom('open', 'closed'),
      }),
      { numRuns: 300, seed },
    );
    for (const row of drawn) rows.push({ id: house.runner.ids.next(), ...row });
    for (const row of rows) {
      await house.admin.query('insert into oracle.thing values ($1, $2, $3, $4, $5, $6, $7)', [
        row.id,
        row['person'],
        row['agency'],
        row['place'],
        row['owner'],
        row['organisation'],
        row['state'],
      ]);
    }
  });
  afterAll(() => house.close());

  const clerks = ['clerk', 'leader', 'auditor'];
  const reader = principal
    .map((who) => ({
      ...who,
      id: who.id ?? '',
      terms: who.terms.map((held, index) => ({ ...held, role: clerks[index % 3] ?? 'clerk' })),
    }))
    .filter((who) => who.id !== '');

  async function visible(who: Principal, open: OpenBasis | null): Promise<string[]> {
    return house.runner.act({ action: 'oracle.read', principal: who, mode: 'read' }, async (ctx) => {
      if (open) {
        const basisId = await openBasis(ctx, {
          kind: open.kind,
          subjects: [],
          purposeCode: 'x',
          caseRef: 'oracle:1',
        });
        nameSubjects(ctx, basisId, open.subjects);
      }
      const { rows: seen } = await sql<{ id: string }>`select id from oracle.thing order by id`.execute(
        ctx.db,
      );
      return seen.map((row) => row.id);
    });
  }

  test('shows exactly the rows the predicate allows, to a reader who bypasses the routes', async () => {
    const usable = basis.map((drawn) =>
      drawn && drawn.kind === 'break_glass' ? { ...drawn, kind: 'purpose' as const } : drawn,
    );
    const samples = fc.sample(fc.tuple(reader, usable), { numRuns: isLong ? 2_000 : 150, seed });
    let seen = 0;
    for (const [who, open] of samples) {
      const allowed = rows
        .filter((row) =>
          isAllowed(policy, 'thing', { principal: who, action: 'read', attributes: row, basis: open }),
        )
        .map((row) => row.id);
      expect(await visible(who, open)).toEqual(allowed.sort());
      seen += allowed.length;
    }
    expect(seen).toBeGreaterThan(500);
  });

  test('break-glass opens nothing until a second person has agreed', async () => {
    const who = { ...anonymous, kind: 'staff' as const, id: ids[0] ?? '' };
    const subjects = await house.runner.act({ action: 'oracle.break', principal: who }, async (ctx) => {
      await openBasis(ctx, { kind: 'break_glass', subjects: [ids[1] ?? ''] });
      const { rows: found } = await sql<{
        subjects: string[];
      }>`select access.basis_subjects() as subjects`.execute(ctx.db);
      return found[0]?.subjects;
    });
    expect(subjects).toEqual([]);
  });
});
