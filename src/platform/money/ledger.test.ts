import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { system } from '#platform/runtime';
import type { Ctx } from '#platform/runtime';
import { type TestHouse, citizen, openHouse } from '../../../test/support/house.ts';
import {
  checkLedger,
  getBalance,
  move,
  openAccount,
  postTransfer,
  reversed,
  settleTransfer,
} from './index.ts';
import type { NewTransfer } from './index.ts';

let house: TestHouse;
let bank: string;
let income: string;
let wallet: string;
const at = new Date('2026-11-23T02:00:00Z');
const act = <T>(run: (ctx: Ctx) => Promise<T>): Promise<T> =>
  house.runner.act({ action: 'test.ledger', principal: system }, run);
const post = (key: string, over: Partial<NewTransfer> = {}): Promise<{ id: string; isNew: boolean }> =>
  act((ctx) =>
    postTransfer(ctx, {
      key,
      kind: 'test',
      reference: 'test:1',
      occurredAt: at,
      postings: move(8000, income, bank),
      ...over,
    }),
  );
const posted = async (id: string): Promise<number> => (await act((ctx) => getBalance(ctx, id))).posted;
const faults = () => act((ctx) => checkLedger(ctx.db));

beforeAll(async () => {
  house = await openHouse({ rooms: ['money'] });
  await act(async (ctx) => {
    bank = await openAccount(ctx, { code: 'bank', kind: 'asset', name: 'bank', shards: 16 });
    income = await openAccount(ctx, { code: 'income', kind: 'income', name: 'income', shards: 16 });
    wallet = await openAccount(ctx, {
      code: 'wallet',
      kind: 'liability',
      name: 'wallet',
      floor: 'no_debit',
      ownerPersonId: '019ab000-0000-7000-8000-000000000001',
    });
  });
});
afterAll(() => house.close());

describe('posting', () => {
  test('moves money once per key, however often it is asked', async () => {
    const first = await post('k1');
    const again = await post('k1');
    expect([first.isNew, again.isNew, again.id === first.id]).toEqual([true, false, true]);
    expect([await posted(bank), await posted(income)]).toEqual([8000, -8000]);
  });
  test('refuses the same key for something else', async () => {
    await expect(post('k1', { postings: move(8001, income, bank) })).rejects.toMatchObject({
      code: 'money.key_reused',
    });
  });
  test('at the same time from many sides counts once', async () => {
    const before = await posted(bank);
    const results = await Promise.all(Array.from({ length: 12 }, () => post('k-race')));
    expect(results.filter((r) => r.isNew)).toHaveLength(1);
    expect(await posted(bank)).toBe(before + 8000);
  });
  test('opening an account again gives the same account', async () => {
    expect(await act((ctx) => openAccount(ctx, { code: 'bank', kind: 'asset', name: 'other' }))).toBe(bank);
  });
  test('is refused by the database itself when it does not balance', async () => {
    const direct = (amounts: number[]) =>
      act((ctx) =>
        sql`select money.post_transfer(${JSON.stringify({ id: ctx.ids.next(), key: ctx.ids.next(), hash: 'x', kind: 'x', state: 'posted', reference: 'x', occurredAt: at, recordedAt: at })}::jsonb, ${[bank, income]}::uuid[], ${amounts}::bigint[])`.execute(
          ctx.db,
        ),
      );
    await expect(direct([8000, -7999])).rejects.toThrow(/does not balance/);
    await expect(direct([8000])).rejects.toThrow(/does not balance|null value/);
    await expect(
      post('k-unknown', { postings: move(1, '019ab000-0000-7000-8000-00000000dead', bank) }),
    ).rejects.toMatchObject({ code: 'money.no_account' });
    expect(await faults()).toEqual([]);
  });
});

describe('two phases', () => {
  test('pending holds without counting, posting counts, repeating is harmless', async () => {
    const before = await posted(bank);
    const { id } = await post('p1', { state: 'pending' });
    expect(await act((ctx) => getBalance(ctx, bank))).toEqual({
      posted: before,
      pendingDebit: 8000,
      pendingCredit: 0,
    });
    await act((ctx) => settleTransfer(ctx, id, 'posted'));
    await act((ctx) => settleTransfer(ctx, id, 'posted'));
    expect(await act((ctx) => getBalance(ctx, bank))).toEqual({
      posted: before + 8000,
      pendingDebit: 0,
      pendingCredit: 0,
    });
    await expect(act((ctx) => settleTransfer(ctx, id, 'voided'))).rejects.toMatchObject({
      code: 'money.transfer_state',
    });
  });
  test('void releases', async () => {
    const before = await act((ctx) => getBalance(ctx, bank));
    const { id } = await post('p2', { state: 'pending' });
    await act((ctx) => settleTransfer(ctx, id, 'voided'));
    expect(await act((ctx) => getBalance(ctx, bank))).toEqual(before);
    await expect(act((ctx) => settleTransfer(ctx, id, 'posted'))).rejects.toMatchObject({
      code: 'money.transfer_state',
    });
  });
  test('posted and voided at the same time: one of them wins', async () => {
    const { id } = await post('p3', { state: 'pending' });
    const both = await Promise.allSettled([
      act((ctx) => settleTransfer(ctx, id, 'posted')),
      act((ctx) => settleTransfer(ctx, id, 'voided')),
    ]);
    expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    expect(await faults()).toEqual([]);
  });
});

describe('floors', () => {
  test('a wallet cannot spend what it does not hold, held money included', async () => {
    await post('w-in', { postings: move(10_000, wallet, bank) });
    expect(await posted(wallet)).toBe(-10_000);
    const hold = await post('w-hold', { state: 'pending', postings: move(6000, income, wallet) });
    await expect(post('w-too-much', { postings: move(4001, income, wallet) })).rejects.toMatchObject({
      code: 'money.insufficient',
    });
    await post('w-rest', { postings: move(4000, income, wallet) });
    await act((ctx) => settleTransfer(ctx, hold.id, 'posted'));
    expect(await posted(wallet)).toBe(0);
    await expect(post('w-empty', { postings: move(1, income, wallet) })).rejects.toMatchObject({
      code: 'money.insufficient',
    });
  });
  test('forty buyers at once cannot overdraw it', async () => {
    await post('w-in2', { postings: move(10_000, wallet, bank) });
    const tries = await Promise.allSettled(
      Array.from({ length: 40 }, (_, i) => post(`w-race${i}`, { postings: move(1000, income, wallet) })),
    );
    expect(tries.filter((r) => r.status === 'fulfilled')).toHaveLength(10);
    expect(await posted(wallet)).toBe(0);
    expect(await faults()).toEqual([]);
  });
});

describe('reversal', () => {
  test('a posted transfer is reversed once', async () => {
    const { id } = await post('r1');
    const before = await posted(bank);
    await post('r1-back', { reverses: id, postings: reversed(move(8000, income, bank)) });
    expect(await posted(bank)).toBe(before - 8000);
    await expect(
      post('r1-again', { reverses: id, postings: reversed(move(8000, income, bank)) }),
    ).rejects.toThrow();
    const { rows } = await house.admin.query('select state from money.transfer where id = $1', [id]);
    expect(rows).toEqual([{ state: 'refunded' }]);
  });
});

describe('what nobody can do', () => {
  test('write, change or erase the ledger past its functions', async () => {
    for (const statement of [
      `insert into money.entry (transfer_id, account_id, phase, amount, recorded_at) values ('${bank}', '${bank}', 'posted', 1, now())`,
      'update money.entry set amount = 1',
      'delete from money.entry',
      'update money.account_balance set posted = 0',
      'delete from money.transfer',
      `select money.apply_entries('${bank}', 'posted', array['${bank}','${income}']::uuid[], array[1,-1]::bigint[], now())`,
    ]) {
      await expect(
        act((ctx) => sql.raw(statement).execute(ctx.db)),
        statement,
      ).rejects.toThrow(/permission denied/);
    }
    await expect(house.admin.query('update money.entry set amount = amount + 1')).rejects.toThrow(
      /append-only/,
    );
    await expect(house.admin.query('truncate money.entry cascade')).rejects.toThrow(/append-only/);
  });
  test('see the books as a citizen', async () => {
    const rows = await house.runner.act(
      { action: 'test.peek', principal: citizen('019ab000-0000-7000-8000-000000000002') },
      async (ctx) => [
        await ctx.db.selectFrom('money.entry').selectAll().execute(),
        await ctx.db.selectFrom('money.account').selectAll().where('code', '=', 'wallet').execute(),
      ],
    );
    expect(rows).toEqual([[], []]);
  });
});

describe('the check', () => {
  test('finds a tampered balance, a tampered entry and a lost entry', async () => {
    expect(await faults()).toEqual([]);
    const tamper = async (statement: string): Promise<string[]> => {
      await house.admin.query('begin');
      await house.admin.query('alter table money.entry disable trigger all');
      await house.admin.query(statement);
      const { rows } = await house.admin.query<{ problem: string }>(
        'select problem from money.check_ledger()',
      );
      await house.admin.query('rollback');
      return [...new Set(rows.map((row) => row.problem))].toSorted();
    };
    const oneEntry = `(select min(position) from money.entry where phase = 'posted')`;
    expect(
      await tamper(
        `update money.account_balance set posted = posted + 1 where account_id = '${bank}' and shard = 3`,
      ),
    ).toEqual(['balance_differs']);
    expect(await tamper(`update money.entry set amount = amount + 1 where position = ${oneEntry}`)).toEqual([
      'balance_differs',
      'transfer_unbalanced',
    ]);
    expect(await tamper(`delete from money.entry where position = ${oneEntry}`)).toEqual([
      'balance_differs',
      'transfer_unbalanced',
    ]);
    const noTransfer = `update money.entry set transfer_id = account_id where position = ${oneEntry}`;
    expect(await tamper(noTransfer)).toContain('entry_without_transfer');
    expect(await tamper(`update money.transfer set state = 'voided' where state = 'posted'`)).toEqual([
      'state_differs',
    ]);
    expect(await faults()).toEqual([]);
  });
  test('the whole ledger sums to zero after a storm of mixed transfers', async () => {
    const accounts = await act(async (ctx) => {
      const ids: string[] = [];
      for (let i = 0; i < 5; i += 1)
        ids.push(await openAccount(ctx, { code: `storm${i}`, kind: 'asset', name: 's', shards: i + 1 }));
      return ids;
    });
    await Promise.all(
      Array.from({ length: 120 }, async (_, i) => {
        const [from, to] = [accounts[i % 5] ?? '', accounts[(i * 3 + 1) % 5] ?? ''];
        if (from === to) return;
        const state = i % 4 === 0 ? 'pending' : 'posted';
        const { id } = await post(`storm-${i % 90}`, {
          state,
          postings: move((i % 90) + 1, from, to),
          reference: `s:${i % 90}`,
        }).catch(() => ({ id: '' }));
        if (state === 'pending' && id)
          await act((ctx) => settleTransfer(ctx, id, i % 8 === 0 ? 'posted' : 'voided')).catch(
            () => undefined,
          );
      }),
    );
    expect(await faults()).toEqual([]);
    const { rows } = await house.admin.query(
      'select sum(posted)::text as posted, sum(pending_debit - pending_credit)::text as held from money.account_balance',
    );
    expect(rows).toEqual([{ posted: '0', held: '0' }]);
  });
});
