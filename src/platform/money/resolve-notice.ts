import type { Ctx } from '#platform/runtime';
import { bankCode, getDepositAccountId, suspenseCode } from './accounts.ts';
import type { UnmatchedView } from './contract.ts';
import { errors } from './errors.ts';
import { orderRefund, payTowards } from './pay.ts';
import { noticeOf } from './receive-notice.ts';
import type { NoticeRow } from './receive-notice.ts';
import { move } from './rules.ts';
import { suggestClaims } from './rules-matching.ts';
import { checkPayable } from './start-payment.ts';
import { getAccountId, postTransfer } from './store-ledger.ts';
import { listOpenClaims, lockObligation } from './store-obligations.ts';

export type Resolution =
  | { readonly as: 'payment'; readonly obligationId: string }
  | { readonly as: 'refund'; readonly reason: string }
  /** A conflict that was no second movement. */
  | { readonly as: 'not_money'; readonly reason: string };

/** Credits waiting for somebody to say what they are, oldest first, with obligations that may be meant. */
export async function listUnmatched(ctx: Ctx, limit = 100): Promise<UnmatchedView[]> {
  const rows = await ctx.db
    .selectFrom('money.bank_notice')
    .selectAll()
    .where('state', 'in', ['unknown', 'conflict'])
    .orderBy('received_at')
    .limit(limit)
    .execute();
  const views: UnmatchedView[] = [];
  for (const row of rows) views.push(await unmatchedView(ctx, row));
  return views;
}

async function unmatchedView(ctx: Ctx, row: NoticeRow): Promise<UnmatchedView> {
  const open = await listOpenClaims(ctx, row.account, row.amount);
  const suggestions = suggestClaims(noticeOf(row), open).map((claim) => ({
    obligationId: claim.obligationId,
    code: claim.code,
    owing: claim.amount - claim.received,
    description: open.find((o) => o.obligationId === claim.obligationId)?.description ?? '',
  }));
  return {
    id: row.id,
    account: row.account,
    amount: row.amount,
    description: row.description,
    occurredAt: row.occurred_at,
    reference: row.reference,
    state: row.state as UnmatchedView['state'],
    reason: row.reason,
    suggestions,
  };
}

/** Settles an unmatched credit. @throws money.not_found, money.notice_settled, money.already_paid, money.not_payable */
export async function resolveNotice(
  ctx: Ctx,
  id: string,
  resolution: Resolution,
): Promise<{ state: string }> {
  const row = await ctx.db
    .selectFrom('money.bank_notice')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw errors.error('not_found');
  const isFitting = resolution.as === 'not_money' ? row.state === 'conflict' : row.state === 'unknown';
  if (!isFitting || row.reason === 'no_account') throw errors.error('notice_settled');
  if (resolution.as === 'payment') await takeAsPayment(ctx, row, resolution.obligationId);
  if (resolution.as === 'refund') await sendBack(ctx, row);
  await ctx.db
    .updateTable('money.bank_notice')
    .set({
      state: 'resolved',
      resolution: resolution.as === 'payment' ? 'payment' : `${resolution.as}: ${resolution.reason}`,
      resolved_at: ctx.clock.now(),
      resolved_by: ctx.principal.id,
      ...(resolution.as === 'payment' ? { obligation_id: resolution.obligationId } : {}),
    })
    .where('id', '=', id)
    .execute();
  await ctx.events.emit({
    type: 'money.notice_resolved',
    streamId: id,
    data: { noticeId: id, as: resolution.as },
  });
  return { state: 'resolved' };
}

async function takeAsPayment(ctx: Ctx, row: NoticeRow, obligationId: string): Promise<void> {
  const obligation = await lockObligation(ctx, obligationId);
  if (obligation.state !== 'open' && obligation.state !== 'short') checkPayable(ctx, obligation);
  if (obligation.bank_account !== row.account) throw errors.error('not_found');
  await payTowards(ctx, obligation, {
    key: `pay:${row.id}`,
    amount: row.amount,
    method: 'transfer',
    noticeId: row.id,
    bankReference: row.reference,
    occurredAt: row.occurred_at,
    sourceId: await getAccountId(ctx, suspenseCode(row.account)),
    refundFromId: await getAccountId(ctx, bankCode(row.account)),
  });
}

async function sendBack(ctx: Ctx, row: NoticeRow): Promise<void> {
  const depositId = await getDepositAccountId(ctx, row.account);
  await postTransfer(ctx, {
    key: `return:${row.id}`,
    kind: 'return-unmatched',
    reference: `bank-notice:${row.id}`,
    occurredAt: ctx.clock.now(),
    postings: move(row.amount, depositId, await getAccountId(ctx, suspenseCode(row.account))),
  });
  await orderRefund(ctx, {
    row: null,
    noticeId: row.id,
    amount: row.amount,
    reason: 'unmatched',
    method: 'transfer',
    bankReference: row.reference,
    bankAccount: row.account,
    agencyId: row.agency_id,
    debitAccountId: depositId,
    creditAccountId: await getAccountId(ctx, bankCode(row.account)),
  });
}
