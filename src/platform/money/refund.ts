import type { Selectable } from 'kysely';
import { enqueue } from '#platform/jobs';
import type { Ctx, Database } from '#platform/runtime';
import { cashCode, getDepositAccountId } from './accounts.ts';
import { BankRefusal } from './bank.ts';
import type { RefundView } from './contract.ts';
import { errors } from './errors.ts';
import { orderRefund, subjectsOf } from './pay.ts';
import { move } from './rules.ts';
import { getAccountId, postTransfer } from './store-ledger.ts';
import { changeObligation, getObligation, lockObligation } from './store-obligations.ts';
import type { ObligationRow } from './store-obligations.ts';

type RefundRow = Selectable<Database['money.refund']>;

/**
 * Gives back what was paid for an obligation: all of it, or a part. The money leaves income at once and is held for the
 * payer until the bank has sent it. @throws money.not_refundable
 */
export async function refundObligation(
  ctx: Ctx,
  obligationId: string,
  order: { amount?: number; reason: string },
): Promise<void> {
  const row = await lockObligation(ctx, obligationId);
  const left = row.state === 'paid' ? row.amount - (await orderedSoFar(ctx, row.id)) : 0;
  const amount = order.amount ?? left;
  if (left <= 0 || amount <= 0 || amount > left) throw errors.error('not_refundable');
  const depositId = await getDepositAccountId(ctx, row.bank_account);
  await postTransfer(ctx, {
    key: `refund-order:${row.id}:${row.amount - left}`,
    kind: 'refund-order',
    reference: row.reference,
    obligationId: row.id,
    occurredAt: ctx.clock.now(),
    postings: move(amount, depositId, row.income_account_id),
  });
  await orderAcrossPayments(ctx, row, { amount, reason: order.reason, depositId });
}

/** Nothing is owed any more: what was paid, in part or in full, goes back. Repeating it is harmless. */
export async function cancelObligation(ctx: Ctx, obligationId: string, reason: string): Promise<void> {
  const row = await lockObligation(ctx, obligationId);
  if (row.state === 'cancelled' || row.state === 'refunded') return;
  if (row.state === 'paid') return returnAll(ctx, row, reason);
  await changeObligation(ctx, row.id, { state: 'cancelled', closed_at: ctx.clock.now() });
  await ctx.events.emit({
    type: 'money.obligation_cancelled',
    streamId: row.id,
    data: { obligationId: row.id, reference: row.reference, reason },
    subjects: subjectsOf(row),
  });
  if (row.received === 0) return;
  const depositId = await getDepositAccountId(ctx, row.bank_account);
  await orderAcrossPayments(ctx, row, { amount: row.received, reason: 'cancelled', depositId });
}

async function returnAll(ctx: Ctx, row: ObligationRow, reason: string): Promise<void> {
  const left = row.amount - (await orderedSoFar(ctx, row.id));
  if (left > 0) await refundObligation(ctx, row.id, { amount: left, reason });
}

async function orderedSoFar(ctx: Ctx, obligationId: string): Promise<number> {
  const rows = await ctx.db
    .selectFrom('money.refund')
    .select('amount')
    .where('obligation_id', '=', obligationId)
    .where('reason', '<>', 'over')
    .execute();
  return rows.reduce((sum, row) => sum + row.amount, 0);
}

/** Money goes back the way it came, the latest payment first. */
async function orderAcrossPayments(
  ctx: Ctx,
  row: ObligationRow,
  order: { amount: number; reason: string; depositId: string },
): Promise<void> {
  const payments = await ctx.db
    .selectFrom('money.payment')
    .selectAll()
    .where('obligation_id', '=', row.id)
    .where('applied', '>', 0)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  let skip = await orderedSoFar(ctx, row.id);
  let left = order.amount;
  for (const payment of payments) {
    const gone = Math.min(skip, payment.applied);
    skip -= gone;
    const amount = Math.min(left, payment.applied - gone);
    if (amount === 0) continue;
    left -= amount;
    await orderRefund(ctx, {
      row,
      amount,
      reason: order.reason,
      noticeId: payment.notice_id,
      method: payment.method as 'transfer' | 'cash',
      bankReference: await bankReferenceOf(ctx, payment.notice_id),
      bankAccount: row.bank_account,
      agencyId: row.agency_id,
      debitAccountId: order.depositId,
      creditAccountId:
        payment.method === 'cash' ? await getAccountId(ctx, cashCode(row.agency_id)) : row.bank_account_id,
    });
  }
}

/** Read when it is sent, by the system: whoever orders a refund need not see the bank's notices. */
async function bankReferenceOf(ctx: Ctx, noticeId: string | null): Promise<string | null> {
  if (noticeId === null) return null;
  const row = await ctx.db
    .selectFrom('money.bank_notice')
    .select('reference')
    .where('id', '=', noticeId)
    .executeTakeFirst();
  return row?.reference ?? null;
}

/** Job: asks the bank to send a refund. Sent again after any doubt: the bank knows it by its key. */
export async function sendRefund(ctx: Ctx, refundId: string): Promise<void> {
  const refund = await ctx.db
    .selectFrom('money.refund')
    .selectAll()
    .where('id', '=', refundId)
    .executeTakeFirst();
  if (!refund || refund.state !== 'due' || refund.method !== 'transfer') return;
  const reference = refund.bank_reference ?? (await bankReferenceOf(ctx, refund.notice_id));
  if (reference === null) return failRefund(ctx, refund, 'no bank reference');
  try {
    const { occurredAt } = await ctx.ports.bank.refund({
      reference,
      amount: refund.amount,
      idempotencyKey: refund.id,
    });
    await completeRefund(ctx, { ...refund, bank_reference: reference }, occurredAt);
  } catch (error) {
    if (!(error instanceof BankRefusal)) throw error;
    await failRefund(ctx, refund, `${error.status} ${error.message}`);
  }
}

/** Cash handed back at the counter. @throws money.not_found, money.insufficient when the till is short */
export async function completeCashRefund(ctx: Ctx, refundId: string): Promise<void> {
  const refund = await ctx.db
    .selectFrom('money.refund')
    .selectAll()
    .where('id', '=', refundId)
    .executeTakeFirst();
  if (!refund || refund.method !== 'cash') throw errors.error('not_found');
  if (refund.state === 'due') await completeRefund(ctx, refund, null);
}

async function failRefund(ctx: Ctx, refund: RefundRow, failure: string): Promise<void> {
  await ctx.db
    .updateTable('money.refund')
    .set({ state: 'failed', failure })
    .where('id', '=', refund.id)
    .where('state', '=', 'due')
    .execute();
  await ctx.events.emit({
    type: 'money.refund_failed',
    streamId: refund.obligation_id ?? refund.id,
    data: { refundId: refund.id, obligationId: refund.obligation_id, amount: refund.amount },
  });
}

async function completeRefund(ctx: Ctx, refund: RefundRow, bankAt: Date | null): Promise<void> {
  const now = ctx.clock.now();
  const { id: transferId } = await postTransfer(ctx, {
    key: `refund:${refund.id}`,
    kind: 'refund',
    reference: `refund:${refund.id}`,
    obligationId: refund.obligation_id,
    occurredAt: bankAt ?? now,
    postings: move(refund.amount, refund.credit_account_id, refund.debit_account_id),
  });
  await ctx.db
    .updateTable('money.refund')
    .set({
      state: 'done',
      done_at: now,
      bank_at: bankAt,
      bank_reference: refund.bank_reference,
      transfer_id: transferId,
    })
    .where('id', '=', refund.id)
    .execute();
  await tellRefunded(ctx, refund);
}

async function tellRefunded(ctx: Ctx, refund: RefundRow): Promise<void> {
  const row = refund.obligation_id === null ? null : await getObligation(ctx, refund.obligation_id);
  if (row?.state === 'paid' && (await isAllReturned(ctx, row))) {
    await changeObligation(ctx, row.id, { state: 'refunded', closed_at: ctx.clock.now() });
  }
  await ctx.events.emit({
    type: 'money.refunded',
    streamId: row?.id ?? refund.id,
    data: {
      refundId: refund.id,
      obligationId: row?.id ?? null,
      reference: row?.reference ?? null,
      amount: refund.amount,
      reason: refund.reason,
    },
    subjects: row ? subjectsOf(row) : [],
  });
}

async function isAllReturned(ctx: Ctx, row: ObligationRow): Promise<boolean> {
  const rows = await ctx.db
    .selectFrom('money.refund')
    .select('amount')
    .where('obligation_id', '=', row.id)
    .where('reason', '<>', 'over')
    .where('state', '=', 'done')
    .execute();
  return rows.reduce((sum, { amount }) => sum + amount, 0) === row.amount;
}

/** Refunds not yet done, oldest first, of the agencies the actor keeps the books of. */
export async function listOpenRefunds(ctx: Ctx, limit = 200): Promise<RefundView[]> {
  const rows = await ctx.db
    .selectFrom('money.refund')
    .selectAll()
    .where('state', 'in', ['due', 'failed'])
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map(refundView);
}

export async function getRefund(ctx: Ctx, refundId: string): Promise<RefundView> {
  const row = await ctx.db
    .selectFrom('money.refund')
    .selectAll()
    .where('id', '=', refundId)
    .executeTakeFirst();
  if (!row) throw errors.error('not_found');
  return refundView(row);
}

/** Sends a refused refund again, under the same key. @throws money.not_found when there is no refused one */
export async function retryRefund(ctx: Ctx, refundId: string): Promise<void> {
  const result = await ctx.db
    .updateTable('money.refund')
    .set({ state: 'due', failure: null })
    .where('id', '=', refundId)
    .where('state', '=', 'failed')
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw errors.error('not_found');
  await enqueue(ctx, [{ name: 'money.send-refund', payload: { refundId }, key: `refund:${refundId}` }]);
}

function refundView(row: RefundRow): RefundView {
  return {
    id: row.id,
    obligationId: row.obligation_id,
    method: row.method as RefundView['method'],
    amount: row.amount,
    reason: row.reason,
    state: row.state as RefundView['state'],
    failure: row.failure,
    createdAt: row.created_at,
  };
}
