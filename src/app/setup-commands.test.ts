import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createIdentity } from '#platform/identity';
import { system } from '#platform/runtime';
import { type TestHouse, openHouse } from '../../test/support/house.ts';
import type { House } from './compose.ts';
import { readConfig } from './config.ts';
import type { Connections } from './database.ts';
import { seedCatalogue } from './seed.ts';
import { refuseDemonstrationAccounts } from './serve-command.ts';
import { type NewOfficer, addOfficer } from './setup-commands.ts';

const officer: NewOfficer = {
  login: 'nguyen.van.mau',
  name: 'Nguyễn Văn Mẫu',
  agency: 'province-committee',
  role: 'administrator',
  title: 'Quản trị',
};

let house: TestHouse;

beforeAll(async () => {
  const identity = createIdentity({
    publicUrl: 'http://localhost:7100',
    internalUrl: 'http://127.0.0.1:7100',
    secret: Buffer.alloc(32, 7),
    vneid: {
      issuer: 'http://127.0.0.1:7101',
      clientId: 'test',
      clientSecret: 'test',
      claimProfile: 'vnconnect',
      signingAlgorithm: 'RS256',
    },
  });
  house = await openHouse({ ports: { identity } });
  await seedCatalogue({ runner: house.runner } as House);
}, 120_000);
afterAll(() => house.close());

const add = (change: Partial<NewOfficer> = {}) =>
  house.runner.act({ action: 'test.officer', principal: system }, (ctx) =>
    addOfficer(ctx, { ...officer, ...change }),
  );

describe('an officer added from the command line', () => {
  test('has a term from today and a ticket, and no other means of sign-in', async () => {
    const ticket = await add();
    expect(ticket.expiresAt.getTime()).toBeGreaterThan(house.clock.now().getTime());
    const { rows } = await house.admin.query<Record<string, unknown>>(
      `select a.password_hash, t.role, t.valid_from, t.valid_to
         from identity.staff_account a join agency.term t on t.staff_id = a.id where a.login_name = $1`,
      [officer.login],
    );
    expect(rows).toEqual([
      { password_hash: null, role: 'administrator', valid_from: '2026-11-23', valid_to: null },
    ]);
  });

  test.each([
    ['the same name twice', {}, /đã có/],
    ['an agency nobody knows', { login: 'khac', agency: 'no-such' }, /no-such/],
    ['a login name with blanks', { login: 'a b c' }, /Cách dùng/],
    ['a role that is none', { login: 'khac', role: 'Giám đốc' }, /Cách dùng/],
    ['no name', { login: 'khac', name: ' ' }, /Cách dùng/],
  ])('is refused with %s, and nothing is left behind', async (_what, change, sentence) => {
    const count = 'select count(*)::int as n from agency.staff';
    const before = await house.admin.query<{ n: number }>(count);
    await expect(add(change)).rejects.toThrow(sentence);
    expect((await house.admin.query<{ n: number }>(count)).rows).toEqual(before.rows);
  });
});

describe('the production profile', () => {
  const connections = () =>
    ({
      admin: { host: inject('socket'), port: 5432, user: 'serepok_admin', database: house.database },
    }) as unknown as Connections;
  const production = readConfig({ SEREPOK_PROFILE: 'production' });

  test('starts with officers of its own', async () => {
    await expect(refuseDemonstrationAccounts(production, connections())).resolves.toBeUndefined();
  });

  test('refuses to start with a demonstration account, and names it', async () => {
    await add({ login: 'ke-toan', role: 'accountant' });
    await expect(refuseDemonstrationAccounts(production, connections())).rejects.toThrow(/ke-toan/);
    await expect(refuseDemonstrationAccounts(readConfig({}), connections())).resolves.toBeUndefined();
  });
});
