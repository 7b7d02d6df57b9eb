import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServer } from '#platform/http';
import { system } from '#platform/runtime';
import type { Principal } from '#platform/runtime';
import { officer } from '../../../test/support/house.ts';
import { type Sandbox } from '../../../sandbox/kit/index.ts';
import { startBank } from '../../../sandbox/bank/index.ts';
import {
  account,
  accountant,
  agency,
  openMoneyHouse,
  payer,
  person,
  secret,
  stranger,
} from './bank-fixture.ts';
import type { MoneyHouse } from './bank-fixture.ts';
import {
  cancelObligation,
  completeCashRefund,
  listUnmatched,
  parseVietQr,
  reconcileDay,
  recordCashPayment,
  refundObligation,
  resolveNotice,
  startPayment,
} from './index.ts';

let m: MoneyHouse;
let bank: Sandbox;
let n = 0;
const clerk = officer('019ab000-0000-7000-8000-0000000000a2', { role: 'one-stop-officer', agencyId: agency });
const elsewhere = officer('019ab000-0000-7000-8000-0000000000a3', {
  role: 'accountant',
  agencyId: '019ab000-0000-7000-8000-0000000000b9',
});

const note = (description: string, amount: number, over: Record<string, unknown> = {}) => {
  n += 1;
  const occurredAt = m.house.clock.now().toISOString();
  return { noticeId: `n-${n}`, account, amount, description, occurredAt, reference: `FTX${n}`, ...over };
};
const state = async (id: string) => {
  const { state: s, received } = await m.read(id);
  return [s, received];
};
const eventsOf = async (id: string): Promise<string[]> => {
  const { rows } = await m.house.admin.query<{ type: string }>(
    'select type from events.event where stream_id = $1',
    [id],
  );
  return rows.map((row) => row.type).toSorted();
};

beforeAll(async () => {
  m = await openMoneyHouse(async (webhook, now) => {
    bank = await startBank({
      webhook,
      webhookSecret: secret,
      courier: { baseDelayMs: 1 },
      writeLog: () => undefined,
      lateNoticeMs: 1,
      surroundings: {
        now,
        uuid: () => `u-${(n += 1)}`,
        bytes: (length) => Buffer.alloc(length),
        sleep: () => Promise.resolve(),
      },
    });
    return bank.url;
  });
});
afterAll(async () => {
  await bank.close();
  await m.close();
});

describe('with the bank’s own service', () => {
  const intentOf = async (id: string): Promise<string> => {
    await m.as(person, (ctx) => startPayment(ctx, id));
    await m.house.drain();
    const { rows } = await m.house.admin.query<{ bank_intent_id: string }>(
      'select bank_intent_id from money.payment_intent where obligation_id = $1',
      [id],
    );
    return rows[0]?.bank_intent_id ?? '';
  };
  const pay = async (id: string, way: string): Promise<void> => {
    const intent = await intentOf(id);
    await fetch(`${bank.url}/tra-tien/${intent}`, {
      method: 'POST',
      body: new URLSearchParams({ way }),
      redirect: 'manual',
    });
    await expect
      .poll(async () => {
        await m.house.drain();
        const { rows } = await m.house.admin.query(
          'select 1 from money.bank_notice where description like $1',
          [`%${(await m.read(id)).code.slice(2, 8)}%`],
        );
        return rows.length;
      })
      .toBeGreaterThan(way === 'twice' ? 1 : 0);
    await m.house.drain();
  };

  test('a fee is paid by VietQR', async () => {
    const { id, code } = await m.open();
    const payment = await m.as(person, (ctx) => startPayment(ctx, id));
    expect(parseVietQr(payment.vietqr)).toMatchObject({
      bin: '970999',
      account,
      amount: 8000,
      purpose: payment.purpose,
    });
    expect(payment.purpose.startsWith(code)).toBe(true);
    await pay(id, 'exact');
    expect(await state(id)).toEqual(['paid', 8000]);
    expect(await eventsOf(id)).toEqual(['money.obligation_opened', 'money.obligation_paid']);
    expect(await m.balances()).toMatchObject({ bank: 8000, deposit: 0, income: -8000, suspense: 0 });
    expect(m.house.logged.filter((l) => l.message.includes('VietQR'))).toEqual([]);
  });
  test('one đồng short stays unpaid with its own state, a new code asks for the rest', async () => {
    const before = await m.balances();
    const { id } = await m.open();
    await pay(id, 'short');
    expect(await state(id)).toEqual(['short', 7999]);
    expect(await eventsOf(id)).toEqual(['money.obligation_opened', 'money.payment_short']);
    const after = await m.balances();
    expect([after.income, (after.deposit ?? 0) - (before.deposit ?? 0)]).toEqual([before.income, -7999]);
    const rest = await m.as(person, (ctx) => startPayment(ctx, id));
    expect(rest.amount).toBe(1);
    expect(await m.tell(note(rest.purpose, 1))).toBe(202);
    await m.house.drain();
    expect(await state(id)).toEqual(['paid', 8000]);
    expect(await m.balances()).toMatchObject({
      income: (before.income ?? 0) - 8000,
      deposit: before.deposit ?? 0,
    });
  });
  test.each([
    ['over', 1000],
    ['twice', 8000],
  ])('%s: paid, and the excess goes back by itself', async (way, excess) => {
    const before = await m.balances();
    const { id } = await m.open();
    await pay(id, way);
    expect(await state(id)).toEqual(['paid', 8000]);
    const { rows } = await m.house.admin.query(
      'select amount, state, reason from money.refund where obligation_id = $1',
      [id],
    );
    expect(rows).toEqual([{ amount: excess, state: 'done', reason: 'over' }]);
    const after = await m.balances();
    expect([
      (after.bank ?? 0) - (before.bank ?? 0),
      (after.income ?? 0) - (before.income ?? 0),
      after.deposit,
    ]).toEqual([8000, -8000, before.deposit]);
  });
  test('a notice told late and a mangled description still find their obligation', async () => {
    for (const way of ['late', 'mangled']) {
      const { id } = await m.open();
      await pay(id, way);
      const [found] = await state(id);
      // one way of mangling cuts the code off: such a credit waits for a person
      if (found !== 'paid')
        expect((await m.as(accountant, (ctx) => listUnmatched(ctx))).length).toBeGreaterThan(0);
    }
  });
  test('a refused application gets its fee back, once', async () => {
    const before = await m.balances();
    const { id } = await m.open();
    await pay(id, 'exact');
    await m.as(clerk, (ctx) => refundObligation(ctx, id, { reason: 'refused' }));
    await expect(
      m.as(clerk, (ctx) => refundObligation(ctx, id, { reason: 'refused' })),
    ).rejects.toMatchObject({ code: 'money.not_refundable' });
    expect(await state(id)).toEqual(['paid', 8000]);
    await m.house.drain();
    expect(await state(id)).toEqual(['refunded', 8000]);
    expect(await eventsOf(id)).toEqual([
      'money.obligation_opened',
      'money.obligation_paid',
      'money.refund_due',
      'money.refunded',
    ]);
    expect(await m.balances()).toMatchObject(before);
  });
  test('a refund sent into a dead line is sent again and counted once', async () => {
    const { id } = await m.open();
    await pay(id, 'exact');
    const before = await m.balances();
    bank.hostile.enqueue(['dropped']);
    await m.as(clerk, (ctx) => refundObligation(ctx, id, { reason: 'refused' }));
    await m.house.drain();
    expect(await state(id)).toEqual(['paid', 8000]);
    await m.house.admin.query(
      `update graphile_worker._private_jobs set run_at = now() - interval '1 minute'`,
    );
    await m.house.drain();
    expect(await state(id)).toEqual(['refunded', 8000]);
    expect((await m.balances()).bank).toBe((before.bank ?? 0) - 8000);
  });
  test('the day is reconciled; a credit nobody told us of is found and taken in', async () => {
    const { id } = await m.open();
    const intent = await intentOf(id);
    bank.hostile.enqueue(['dropped']);
    await fetch(`${bank.url}/tra-tien/${intent}`, {
      method: 'POST',
      body: new URLSearchParams({ way: 'exact' }),
      redirect: 'manual',
    });
    await m.house.drain();
    expect(await state(id)).toEqual(['open', 0]);
    await m.as(system, (ctx) => reconcileDay(ctx, '2026-11-23'));
    await m.house.drain();
    expect(await state(id)).toEqual(['paid', 8000]);
    const { rows } = await m.house.admin.query('select state, differences from money.reconciliation');
    expect(rows[0].state).toBe('differs');
    expect(rows[0].differences).toContainEqual(
      expect.objectContaining({ kind: 'missing_in_books', bankAmount: 8000 }),
    );
  });
});

describe('notices', () => {
  test('the same notice twice counts once, at the same time too', async () => {
    const { id, code } = await m.open();
    const before = await m.balances();
    const notice = note(code, 8000);
    expect(await Promise.all(Array.from({ length: 6 }, () => m.tell(notice)))).toEqual(Array(6).fill(202));
    await m.house.drain();
    expect(await m.tell(notice)).toBe(202);
    expect(await m.tell({ ...notice, noticeId: 'told-again' })).toBe(202);
    await m.house.drain();
    expect(await state(id)).toEqual(['paid', 8000]);
    const after = await m.balances();
    expect((after.bank ?? 0) - (before.bank ?? 0)).toBe(8000);
    const { rows } = await m.house.admin.query(
      'select state from money.bank_notice where reference = $1 order by state',
      [notice.reference],
    );
    expect(rows.map((row) => row.state)).toEqual(['duplicate', 'matched']);
  });
  test('the same number with other money is set aside, not booked', async () => {
    const { id, code } = await m.open();
    const notice = note(code, 8000);
    await m.tell(notice);
    await m.house.drain();
    const before = await m.balances();
    await m.tell({ ...notice, amount: 9000 });
    await m.house.drain();
    expect(await m.balances()).toEqual(before);
    const waiting = await m.as(accountant, (ctx) => listUnmatched(ctx));
    const conflict = waiting.find((w) => w.state === 'conflict');
    await m.as(accountant, (ctx) =>
      resolveNotice(ctx, conflict?.id ?? '', { as: 'not_money', reason: 'bank error' }),
    );
    expect(await state(id)).toEqual(['paid', 8000]);
    expect((await m.as(accountant, (ctx) => listUnmatched(ctx))).some((w) => w.id === conflict?.id)).toBe(
      false,
    );
  });
  test.each([
    ['a wrong signature', (b: string) => ({ body: b, signature: 'a'.repeat(64) }), 401],
    ['no hex', (b: string) => ({ body: b, signature: 'nonsense' }), 401],
    ['a changed body', (b: string) => ({ body: b.replace('8000', '9000') }), 401],
    [
      'a body written again with spaces',
      (b: string) => ({ body: JSON.stringify(JSON.parse(b), null, 1) }),
      401,
    ],
    ['half a body', (b: string) => ({ body: b.slice(0, 40) }), 400],
  ])('%s is refused and leaves nothing', async (_what, tamper, status) => {
    const { code } = await m.open();
    const notice = note(code, 8000);
    expect(await m.tell(notice, tamper(JSON.stringify(notice)))).toBe(status);
    const { rows } = await m.house.admin.query('select 1 from money.bank_notice where notice_id = $1', [
      notice.noticeId,
    ]);
    expect(rows).toEqual([]);
  });
  test.each([
    [{ amount: 0 }],
    [{ amount: 1.5 }],
    [{ amount: '8000' }],
    [{ amount: 2 ** 53 }],
    [{ occurredAt: 'yesterday' }],
    [{ noticeId: '' }],
  ])('%j is no notice', async (over) => {
    expect(await m.tell(note('x', 8000, over))).toBe(422);
  });
  test('money without a code waits in suspense until somebody says what it is', async () => {
    const { id } = await m.open({ amount: 12_345 });
    const before = await m.balances();
    await m.tell(note('NGUYEN VAN AN nop le phi', 12_345));
    await m.house.drain();
    expect((await m.balances()).suspense).toBe((before.suspense ?? 0) - 12_345);
    const waiting = (await m.as(accountant, (ctx) => listUnmatched(ctx))).find((w) => w.amount === 12_345);
    expect(waiting).toMatchObject({
      state: 'unknown',
      reason: 'no_code',
      suggestions: [{ obligationId: id, owing: 12_345 }],
    });
    expect(await m.as(elsewhere, (ctx) => listUnmatched(ctx))).toEqual([]);
    await expect(
      m.as(elsewhere, (ctx) => resolveNotice(ctx, waiting?.id ?? '', { as: 'payment', obligationId: id })),
    ).rejects.toMatchObject({ code: 'money.not_found' });
    await m.as(accountant, (ctx) =>
      resolveNotice(ctx, waiting?.id ?? '', { as: 'payment', obligationId: id }),
    );
    expect(await state(id)).toEqual(['paid', 12_345]);
    expect((await m.balances()).suspense).toBe(before.suspense);
    const again = m.as(accountant, (ctx) =>
      resolveNotice(ctx, waiting?.id ?? '', { as: 'refund', reason: 'x' }),
    );
    await expect(again).rejects.toMatchObject({ code: 'money.notice_settled' });
  });
  test('late money, money for a cancelled obligation and money for nothing are set aside with the reason', async () => {
    const late = await m.open({ expiresAt: new Date('2026-11-23T01:00:00Z') });
    const cancelled = await m.open();
    await m.as(person, (ctx) => cancelObligation(ctx, cancelled.id, 'withdrawn'));
    await m.tell(note(late.code, 8000));
    await m.tell(note(cancelled.code, 8000));
    await m.tell(note(late.code, 8000, { account: '9999999999' }));
    await m.house.drain();
    const { rows } = await m.house.admin.query(
      'select reason from money.bank_notice order by received_at desc, reference desc limit 40',
    );
    expect(rows.map((row) => row.reason)).toEqual(
      expect.arrayContaining(['late', 'cancelled', 'no_account']),
    );
    expect([await state(late.id), await state(cancelled.id)]).toEqual([
      ['open', 0],
      ['cancelled', 0],
    ]);
  });
  test('a refund that the bank refuses is visible and keeps the money held', async () => {
    await m.tell(note('khong ro', 777));
    await m.house.drain();
    const waiting = (await m.as(accountant, (ctx) => listUnmatched(ctx))).find((w) => w.amount === 777);
    await m.as(accountant, (ctx) =>
      resolveNotice(ctx, waiting?.id ?? '', { as: 'refund', reason: 'unknown sender' }),
    );
    const before = await m.balances();
    await m.house.drain();
    const { rows } = await m.house.admin.query('select state, failure from money.refund where amount = 777');
    expect(rows).toMatchObject([{ state: 'failed', failure: expect.stringContaining('404') }]);
    expect(await m.balances()).toEqual(before);
  });
});

describe('at the counter', () => {
  test('cash settles what is owed and goes back as cash', async () => {
    const { id } = await m.open();
    const view = await m.as(clerk, (ctx) => recordCashPayment(ctx, id));
    expect(view).toMatchObject({ state: 'paid', received: 8000 });
    await expect(m.as(clerk, (ctx) => recordCashPayment(ctx, id))).rejects.toMatchObject({
      code: 'money.already_paid',
    });
    expect((await m.balances()).cash).toBe(8000);
    await m.as(clerk, (ctx) => refundObligation(ctx, id, { reason: 'refused' }));
    const { rows } = await m.house.admin.query<{ id: string }>(
      'select id from money.refund where obligation_id = $1',
      [id],
    );
    await m.as(accountant, (ctx) => completeCashRefund(ctx, rows[0]?.id ?? ''));
    expect([await state(id), (await m.balances()).cash]).toEqual([['refunded', 8000], 0]);
  });
  test('withdrawn after payment: all goes back, asked twice it goes back once', async () => {
    const before = await m.balances();
    const { id, code } = await m.open();
    const notice = note(code, 8000);
    await m.tell(notice);
    await m.house.drain();
    await m.as(person, (ctx) => cancelObligation(ctx, id, 'withdrawn'));
    await m.as(person, (ctx) => cancelObligation(ctx, id, 'withdrawn'));
    const { rows } = await m.house.admin.query(
      'select amount, reason from money.refund where obligation_id = $1',
      [id],
    );
    expect(rows).toEqual([{ amount: 8000, reason: 'withdrawn' }]);
    expect((await m.balances()).income).toBe(before.income);
  });
  test('a part paid by transfer and cancelled goes back whole', async () => {
    const { id, code } = await m.open();
    await m.tell(note(code, 5000));
    await m.house.drain();
    await m.as(person, (ctx) => cancelObligation(ctx, id, 'withdrawn'));
    const { rows } = await m.house.admin.query(
      'select amount, method, reason from money.refund where obligation_id = $1',
      [id],
    );
    expect(rows).toEqual([{ amount: 5000, method: 'transfer', reason: 'cancelled' }]);
    expect(await state(id)).toEqual(['cancelled', 5000]);
  });
});

describe('over HTTP', () => {
  const serve = (principal: Principal) =>
    createServer({
      runner: m.house.runner,
      rooms: m.house.rooms,
      authenticate: async () => principal,
      origins: [],
    });

  test('the payer sees and pays; asking twice with one key gives the same answer', async () => {
    const { id, code } = await m.open();
    const server = await serve(person);
    const list = await server.inject('/api/v1/obligations');
    expect(list.json().items.find((item: { id: string }) => item.id === id)).toMatchObject({
      code,
      state: 'open',
      openedAt: expect.stringMatching(/Z$/),
    });
    const ask = () =>
      server.inject({
        method: 'POST',
        url: `/api/v1/obligations/${id}/payment`,
        headers: { 'idempotency-key': `pay-${id}` },
      });
    const [first, second] = [await ask(), await ask()];
    expect([first.statusCode, second.statusCode, second.json()]).toEqual([200, 200, first.json()]);
    expect(first.json().vietqr).toContain(code);
    await server.close();
  });
  test('the accountant sees a refused refund, tries it again and reads the reconciliations', async () => {
    const server = await serve(accountant);
    const post = (url: string) => server.inject({ method: 'POST', url, headers: { 'idempotency-key': url } });
    const failed = (await server.inject('/api/v1/refunds'))
      .json()
      .items.find((item: { state: string }) => item.state === 'failed');
    expect(failed).toMatchObject({ amount: 777, method: 'transfer' });
    expect((await post(`/api/v1/refunds/${failed.id}/retry`)).json()).toMatchObject({
      state: 'due',
      failure: null,
    });
    await m.house.drain();
    expect((await server.inject('/api/v1/refunds')).json().items).toContainEqual(
      expect.objectContaining({ id: failed.id, state: 'failed' }),
    );
    expect((await server.inject('/api/v1/reconciliations')).json().items[0]).toMatchObject({
      day: '2026-11-23',
      account,
    });
    expect((await server.inject('/api/v1/unmatched-notices')).statusCode).toBe(200);
    await server.close();
    const other = await serve(elsewhere);
    expect((await other.inject('/api/v1/refunds')).json().items).toEqual([]);
    expect(
      (
        await other.inject({
          method: 'POST',
          url: `/api/v1/refunds/${failed.id}/retry`,
          headers: { 'idempotency-key': 'x' },
        })
      ).statusCode,
    ).toBe(404);
    await other.close();
  });
});

describe('who may', () => {
  test('another citizen sees nothing of it; opening twice gives one; another amount under the same key is refused', async () => {
    const first = await m.open({ key: 'same' });
    expect(await m.open({ key: 'same' })).toEqual(first);
    await expect(m.open({ key: 'same', amount: 9000 })).rejects.toMatchObject({ code: 'money.key_reused' });
    for (const principal of [stranger, elsewhere]) {
      await expect(m.as(principal, (ctx) => startPayment(ctx, first.id))).rejects.toMatchObject({
        code: 'money.not_found',
      });
      await expect(m.as(principal, (ctx) => recordCashPayment(ctx, first.id))).rejects.toMatchObject({
        code: 'money.not_found',
      });
    }
  });
  test('nobody owes in another’s name', async () => {
    await expect(m.open({ payer: { personId: '019ab000-0000-7000-8000-000000000077' } })).rejects.toThrow(
      /row-level security/,
    );
    expect(payer).not.toBe('019ab000-0000-7000-8000-000000000077');
  });
  test.each([0, -8000, 1.5, 2 ** 53])('%d is no amount to owe', async (amount) => {
    await expect(m.open({ amount })).rejects.toThrow(/whole đồng/);
  });
});
