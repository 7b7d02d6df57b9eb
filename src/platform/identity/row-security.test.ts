import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, type Principal, type Random, system, systemRandom } from '#platform/runtime';
import { startVneid } from '../../../sandbox/vneid/index.ts';
import { ALICE, BOB, Browser, ids, signIn, type Stand } from './fixtures.ts';
import { openOffice, signInClerk } from './officer-fixtures.ts';

const TABLES = [
  'account',
  'staff_account',
  'passkey',
  'session',
  'flow',
  'throttle',
  'enrolment',
  'oidc_artifact',
  'signing_key',
  'seen_token',
] as const;

let stand: Stand;
let alice: Principal;
let clerk: Principal;
const chance: Random = systemRandom;

beforeAll(async () => {
  stand = await openOffice(startVneid);
  const browser = new Browser(stand);
  await signIn(browser);
  const accountId = String((await browser.me()).accountId);
  await signIn(new Browser(stand), { who: BOB.fullName });
  await signInClerk(new Browser(stand));
  alice = { ...anonymous, kind: 'citizen', id: accountId, personId: ids.alice, persons: [ids.alice] };
  clerk = { ...anonymous, kind: 'staff', id: ids.clerk };
});
afterAll(() => stand.close());

/** How many rows the application's role sees when this principal acts, routes left aside. */
async function seen(principal: Principal, table: string): Promise<number> {
  return stand.house.runner.act({ action: 'test.look', principal, mode: 'read' }, async (ctx) => {
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from ${sql.table(`identity.${table}`)}`.execute(ctx.db);
    return rows[0]?.n ?? -1;
  });
}

describe('in the database itself', () => {
  it.each(TABLES.filter((table) => table !== 'session' && table !== 'passkey'))(
    '%s is the system’s alone',
    async (table) => {
      for (const principal of [anonymous, alice, clerk]) expect(await seen(principal, table)).toBe(0);
    },
  );

  it('everyone sees their own sessions only', async () => {
    expect(await seen(system, 'session')).toBe(3);
    expect(await seen(alice, 'session')).toBe(1);
    expect(await seen(clerk, 'session')).toBe(1);
    expect(await seen(anonymous, 'session')).toBe(0);
  });

  it('nobody ends or hands over another’s session, nor makes one', async () => {
    const act = <T>(principal: Principal, statement: ReturnType<typeof sql<T>>) =>
      stand.house.runner.act({ action: 'test.try', principal }, (ctx) => statement.execute(ctx.db));
    const ended = await act(
      alice,
      sql`update identity.session set ended_at = started_at, ended_why = 'revoked' where account_id <> ${alice.id}`,
    );
    expect(ended.numAffectedRows).toBe(0n);
    const made = sql`insert into identity.session select (jsonb_populate_record(s, ${JSON.stringify({
      id: stand.house.runner.ids.next(),
      token_hash: `\\x${chance.bytes(32).toString('hex')}`,
    })}::jsonb)).* from identity.session s`;
    await expect(act(alice, made)).rejects.toThrow(/row-level security|permission denied/);
    await expect(act(clerk, sql`delete from identity.session`)).resolves.toMatchObject({
      numAffectedRows: 0n,
    });
    expect(await seen(system, 'session')).toBe(3);
  });

  it('an administrator sees officers’ accounts and recoveries, but neither keys nor sessions of others', async () => {
    const boss: Principal = {
      ...anonymous,
      kind: 'staff',
      id: ids.boss,
      terms: [{ role: 'administrator', agencyId: ids.agency, places: [] }],
    };
    expect(await seen(boss, 'staff_account')).toBe(3);
    expect(await seen(boss, 'session')).toBe(0);
    expect(await seen(boss, 'signing_key')).toBe(0);
    expect(await seen(boss, 'account')).toBe(0);
  });
});

it('says in the audit log who signed in, and nothing of numbers', async () => {
  const { rows } = await stand.house.admin.query<{ action: string; text: string; subjects: number }>(
    "select e.action, row_to_json(e)::text as text, (select count(*)::int from audit.entry_subject s where s.entry_id = e.id) as subjects from audit.entry e where e.action = 'identity.sign-in'",
  );
  expect(rows.length).toBe(3);
  expect(rows.filter(({ subjects }) => subjects > 0).length).toBeGreaterThanOrEqual(2);
  expect(rows.map(({ text }) => text).join()).not.toContain(ALICE.number);
});
