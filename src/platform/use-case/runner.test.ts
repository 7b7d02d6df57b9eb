import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errors, openBasis } from '#platform/access';
import { system } from '#platform/runtime';
import { type TestHouse, citizen, openHouse, officer } from '../../../test/support/house.ts';

let house: TestHouse;
const person = '019ab000-0000-7000-8000-000000000001';
const stranger = '019ab000-0000-7000-8000-000000000002';
const staff = officer('019ab000-0000-7000-8000-0000000000aa', {
  role: 'reception',
  agencyId: '019ab000-0000-7000-8000-0000000000bb',
});

beforeAll(async () => {
  house = await openHouse({ rooms: [] });
});
afterAll(() => house.close());

async function count(table: string): Promise<number> {
  const { rows } = await house.admin.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]?.count ?? -1;
}

test('an act, its event and its audit entry commit together', async () => {
  const before = await count('audit.entry');
  await house.runner.act({ action: 'test.do', principal: staff }, async (ctx) => {
    await ctx.events.emit({
      type: 'test.done',
      streamId: ctx.ids.next(),
      data: { n: 1 },
      subjects: [person],
    });
  });
  expect(await count('audit.entry')).toBe(before + 1);
  expect(await count('audit.unsequenced')).toBe(before + 1);
  const { rows } = await house.admin.query(
    'select e.action, e.actor_id, e.commitment, s.person_id from audit.entry e join audit.entry_subject s on s.entry_id = e.id',
  );
  expect(rows.at(-1)).toMatchObject({ action: 'test.do', actor_id: staff.id, person_id: person });
  expect((rows.at(-1) as { commitment: Buffer }).commitment).toHaveLength(32);
});

test('an act that fails leaves nothing behind', async () => {
  const [entries, events] = [await count('audit.entry'), await count('events.event')];
  await expect(
    house.runner.act({ action: 'test.fail', principal: staff }, async (ctx) => {
      await ctx.events.emit({ type: 'test.done', streamId: ctx.ids.next(), data: {} });
      throw new Error('boom');
    }),
  ).rejects.toThrow('boom');
  expect([await count('audit.entry'), await count('events.event')]).toEqual([entries, events]);
});

test('a refusal of somebody signed in is itself recorded', async () => {
  const refused = house.runner.act({ action: 'test.peek', principal: staff }, () =>
    Promise.reject(errors.error('forbidden')),
  );
  await expect(refused).rejects.toMatchObject({ code: 'access.forbidden', status: 403 });
  const { rows } = await house.admin.query(`select kind, detail from audit.entry where action = 'test.peek'`);
  expect(rows).toEqual([{ kind: 'refusal', detail: { code: 'access.forbidden' } }]);
});

test('a read leaves an entry only when a person was looked at', async () => {
  const before = await count('audit.entry');
  await house.runner.act({ action: 'test.list', principal: staff, mode: 'read' }, async () => undefined);
  expect(await count('audit.entry')).toBe(before);
  await house.runner.act({ action: 'test.look', principal: staff, mode: 'read' }, async (ctx) =>
    ctx.looks.add([person], 'person'),
  );
  expect(await count('audit.entry')).toBe(before + 1);
});

test('the log cannot be changed or erased by the application’s role', async () => {
  for (const statement of [
    'update audit.entry set action = $$x$$',
    'delete from audit.entry',
    'truncate audit.entry',
  ]) {
    const attempt = house.runner.act({ action: 'test.tamper', principal: system }, (ctx) =>
      sql.raw(statement).execute(ctx.db),
    );
    await expect(attempt).rejects.toThrow(/permission denied/);
  }
});

test('a purpose basis serves only the one who opened it, a case basis whoever works on the case', async () => {
  const subjects = (as: typeof staff, basisId: string) =>
    house.runner.act({ action: 'test.subjects', principal: as, mode: 'read' }, async (ctx) => {
      await ctx.useBasis(basisId);
      const { rows } = await sql<{ subjects: string[] }>`select access.basis_subjects() as subjects`.execute(
        ctx.db,
      );
      return rows[0]?.subjects;
    });
  const purpose = await house.runner.act({ action: 'test.open', principal: staff }, (ctx) =>
    openBasis(ctx, { kind: 'purpose', purposeCode: 'verify', subjects: [person] }),
  );
  const colleague = { ...staff, id: '019ab000-0000-7000-8000-0000000000cc' };
  expect(await subjects(staff, purpose)).toEqual([person]);
  expect(await subjects(colleague, purpose)).toEqual([]);
  const dossier = await house.runner.act({ action: 'test.open', principal: citizen(person) }, (ctx) =>
    openBasis(ctx, { kind: 'case', caseRef: 'dossier:1', subjects: [person, stranger] }),
  );
  expect(await subjects(colleague, dossier)).toEqual([person, stranger]);
  const named = house.runner.act(
    { action: 'test.named', principal: colleague, basisId: dossier },
    async () => undefined,
  );
  await expect(named).rejects.toMatchObject({ code: 'access.basis_closed' });
});

test('what is sent without waiting commits with the act, is seen by what is asked later, and fails the act with its own error', async () => {
  const name = (id: string) => sql`insert into access.basis (id, kind, actor_kind, case_ref, opened_at)
    values (${id}, 'case', 'system', ${id}, '2026-11-23')`;
  const seen = await house.runner.act({ action: 'test.later', principal: system }, async (ctx) => {
    const id = ctx.ids.next();
    ctx.later(name(id).compile(ctx.db));
    const { rows } = await sql`select 1 from access.basis where id = ${id}`.execute(ctx.db);
    return rows.length;
  });
  expect(seen).toBe(1);
  const before = await count('access.basis');
  const twice = house.runner.act({ action: 'test.later', principal: system }, async (ctx) => {
    const id = ctx.ids.next();
    ctx.later(name(id).compile(ctx.db));
    ctx.later(name(id).compile(ctx.db));
    await sql`select 1`.execute(ctx.db);
  });
  await expect(twice).rejects.toMatchObject({ code: '23505' });
  const atTheEnd = house.runner.act({ action: 'test.later', principal: system }, async (ctx) => {
    ctx.later(sql`select 1 / 0`.compile(ctx.db));
    await Promise.resolve();
  });
  await expect(atTheEnd).rejects.toMatchObject({ code: '22012' });
  expect(await count('access.basis')).toBe(before);
});
