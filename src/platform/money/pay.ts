import { enqueue } from '#platform/jobs';
import type { Ctx } from '#platform/runtime';
import { getDepositAccountId } from './accounts.ts';
import { checkPostings } from './rules.ts';
import type { Posting } from './rules.ts';
import { postTransfer } from './store-ledger.ts';
import { changeObligation } from './store-obligations.ts';
import type { ObligationRow } from './store-obligations.ts';

export interface Receipt {
  /** Unique per movement. */
  readonly key: string;
  readonly amount: number;
  readonly method: 'transfer' | 'cash';
  readonly noticeId: string | null;
  /** The bank's number of the movement, for a later refund. */
  readonly bankReference: string | null;
  readonly occurredAt: Date;
  /** Account that is debited: the bank, the till, or the suspense account of an unmatched credit. */
  readonly sourceId: string;
  /** Account that a refund of excess is paid from. */
  readonly refundFromId: string;
}

interface Effect {
  readonly applied: number;
  readonly excess: number;
  readonly isPaid: boolean;
}

function effectOf(row: ObligationRow, amount: number): Effect {
  const isPayable = row.state === 'open' || row.state === 'short';
  const owing = isPayable ? row.amount - row.received : 0;
  const applied = Math.min(amount, owing);
  return { applied, excess: amount - applied, isPaid: owing > 0 && applied === owing };
}

/** Money becomes income only when all is there; until then, and for excess, we hold it for the payer. */
function postingsOf(
  row: ObligationRow,
  receipt: Receipt,
  deposit: { id: string; effect: Effect },
): readonly Posting[] {
  const { effect } = deposit;
  const held = effect.isPaid ? row.received - effect.excess : -receipt.amount;
  return checkPostings(
    [
      { accountId: receipt.sourceId, amount: receipt.amount },
      { accountId: row.income_account_id, amount: effect.isPaid ? -row.amount : 0 },
      { accountId: deposit.id, amount: held },
    ].filter((posting) => posting.amount !== 0),
  );
}

/** Books a movement towards an obligation that the caller has locked. */
export async function payTowards(ctx: Ctx, row: ObligationRow, receipt: Receipt): Promise<Effect> {
  const depositId = await getDepositAccountId(ctx, row.bank_account);
  const effect = effectOf(row, receipt.amount);
  const { id: transferId } = await postTransfer(ctx, {
    key: receipt.key,
    kind: effect.isPaid ? 'payment' : 'part-payment',
    reference: row.reference,
    obligationId: row.id,
    occurredAt: receipt.occurredAt,
    postings: postingsOf(row, receipt, { id: depositId, effect }),
  });
  await ctx.db
    .insertInto('money.payment')
    .values({
      id: ctx.ids.next(),
      obligation_id: row.id,
      notice_id: receipt.noticeId,
      method: receipt.method,
      amount: receipt.amount,
      applied: effect.applied,
      transfer_id: transferId,
      received_at: receipt.occurredAt,
      recorded_by: ctx.principal.id,
    })
    .execute();
  await recordEffect(ctx, row, effect);
  if (effect.excess > 0) {
    await orderRefund(ctx, {
      row,
      noticeId: receipt.noticeId,
      amount: effect.excess,
      reason: 'over',
      method: receipt.method,
      bankReference: receipt.bankReference,
      bankAccount: row.bank_account,
      agencyId: row.agency_id,
      debitAccountId: depositId,
      creditAccountId: receipt.refundFromId,
    });
  }
  return effect;
}

async function recordEffect(ctx: Ctx, row: ObligationRow, effect: Effect): Promise<void> {
  if (effect.applied === 0) return;
  const received = row.received + effect.applied;
  const now = ctx.clock.now();
  await changeObligation(
    ctx,
    row.id,
    effect.isPaid ? { state: 'paid', received, paid_at: now } : { state: 'short', received },
  );
  const data = {
    obligationId: row.id,
    reference: row.reference,
    kind: row.kind,
    amount: row.amount,
    received,
  };
  await ctx.events.emit({
    type: effect.isPaid ? 'money.obligation_paid' : 'money.payment_short',
    streamId: row.id,
    data: effect.isPaid ? data : { ...data, missing: row.amount - received },
    subjects: subjectsOf(row),
  });
}

export const subjectsOf = (row: { payer_person_id: string | null }): string[] =>
  row.payer_person_id === null ? [] : [row.payer_person_id];

export interface RefundOrder {
  readonly row: ObligationRow | null;
  readonly noticeId: string | null;
  readonly amount: number;
  readonly reason: string;
  readonly method: 'transfer' | 'cash';
  readonly bankReference: string | null;
  readonly bankAccount: string | null;
  readonly agencyId: string | null;
  readonly debitAccountId: string;
  readonly creditAccountId: string;
}

/** Records that money must go back; a transfer is sent by a job, cash waits for the payer at the counter. */
export async function orderRefund(ctx: Ctx, order: RefundOrder): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('money.refund')
    .values({
      id,
      obligation_id: order.row?.id ?? null,
      notice_id: order.noticeId,
      agency_id: order.agencyId,
      method: order.method,
      amount: order.amount,
      reason: order.reason,
      bank_reference: order.bankReference,
      bank_account: order.bankAccount,
      debit_account_id: order.debitAccountId,
      credit_account_id: order.creditAccountId,
      state: 'due',
      created_at: ctx.clock.now(),
      created_by: ctx.principal.id,
    })
    .execute();
  await ctx.events.emit({
    type: 'money.refund_due',
    streamId: order.row?.id ?? id,
    data: {
      refundId: id,
      obligationId: order.row?.id ?? null,
      reference: order.row?.reference ?? null,
      amount: order.amount,
      reason: order.reason,
    },
    subjects: order.row ? subjectsOf(order.row) : [],
  });
  if (order.method === 'transfer') {
    await enqueue(ctx, [{ name: 'money.send-refund', payload: { refundId: id }, key: `refund:${id}` }]);
  }
  return id;
}
