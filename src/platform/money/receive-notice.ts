import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { enqueue } from '#platform/jobs';
import { canonicalJson } from '#platform/use-case';
import type { Ctx, Database } from '#platform/runtime';
import { bankCode, suspenseCode } from './accounts.ts';
import { payTowards } from './pay.ts';
import { codeKinds } from './open-obligation.ts';
import { move } from './rules.ts';
import { matchNotice } from './rules-matching.ts';
import type { BankNotice, Match } from './rules-matching.ts';
import { findPaymentCodes } from './rules-payment-code.ts';
import { findAccountId, postTransfer } from './store-ledger.ts';
import { claimOf, lockObligationsByCode } from './store-obligations.ts';
import type { ObligationRow } from './store-obligations.ts';

export type NoticeRow = Selectable<Database['money.bank_notice']>;

/** Keeps a notice and lets a job match it. The same notice again changes nothing. */
export async function storeNotice(
  ctx: Ctx,
  notice: BankNotice,
  source: 'webhook' | 'statement',
): Promise<void> {
  const id = ctx.ids.next();
  const content = { ...notice, occurredAt: notice.occurredAt.toISOString() };
  const result = await ctx.db
    .insertInto('money.bank_notice')
    .values({
      id,
      notice_id: notice.noticeId,
      account: notice.account,
      amount: notice.amount,
      description: notice.description,
      occurred_at: notice.occurredAt,
      reference: notice.reference,
      source,
      content_hash: createHash('sha256').update(canonicalJson(content)).digest('hex'),
      received_at: ctx.clock.now(),
      state: 'received',
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if ((result.numInsertedOrUpdatedRows ?? 0n) === 0n) return;
  await enqueue(ctx, [{ name: 'money.match-notice', payload: { id }, key: `notice:${id}` }]);
}

export function noticeOf(row: NoticeRow): BankNotice {
  return {
    noticeId: row.notice_id,
    account: row.account,
    amount: row.amount,
    description: row.description,
    occurredAt: row.occurred_at,
    reference: row.reference,
  };
}

/** Job: decides what a stored notice is and books it. */
export async function matchStoredNotice(ctx: Ctx, id: string): Promise<void> {
  const row = await ctx.db
    .selectFrom('money.bank_notice')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.state !== 'received') return;
  await lockMovement(ctx, row);
  const bankId = await findAccountId(ctx, bankCode(row.account));
  const earlier = await findEarlier(ctx, row);
  if (bankId === undefined && !earlier)
    return settleNotice(ctx, row, { state: 'unknown', reason: 'no_account' });
  const codes = findPaymentCodes(row.description, Object.values(codeKinds));
  const obligations = earlier ? [] : await lockObligationsByCode(ctx, codes);
  const match = matchNotice(noticeOf(row), {
    earlier: earlier ? noticeOf(earlier) : null,
    hasCode: codes.length > 0,
    claims: obligations.map(claimOf),
  });
  await applyMatch(ctx, row, { match, bankId: bankId ?? '', obligations });
}

/** Two notices of one movement are matched one after the other. */
async function lockMovement(ctx: Ctx, row: NoticeRow): Promise<void> {
  for (const key of [`reference:${row.account}:${row.reference}`, `notice:${row.notice_id}`].toSorted()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(ctx.db);
  }
}

async function findEarlier(ctx: Ctx, row: NoticeRow): Promise<NoticeRow | undefined> {
  return ctx.db
    .selectFrom('money.bank_notice')
    .selectAll()
    .where((where) =>
      where.or([
        where('notice_id', '=', row.notice_id),
        where.and([where('reference', '=', row.reference), where('account', '=', row.account)]),
      ]),
    )
    .where('id', '<>', row.id)
    .where('state', 'in', ['matched', 'short', 'over', 'unknown', 'resolved'])
    .orderBy('received_at')
    .limit(1)
    .executeTakeFirst();
}

async function applyMatch(
  ctx: Ctx,
  row: NoticeRow,
  found: { match: Match; bankId: string; obligations: readonly ObligationRow[] },
): Promise<void> {
  const { match, bankId, obligations } = found;
  if (match.outcome === 'duplicate') return settleNotice(ctx, row, { state: 'duplicate' });
  if (match.outcome === 'conflict') return leaveUnmatched(ctx, row, { state: 'conflict', reason: null });
  const obligation =
    'claim' in match ? obligations.find((o) => o.id === match.claim.obligationId) : undefined;
  if (!obligation) {
    await postTransfer(ctx, {
      key: `suspense:${row.id}`,
      kind: 'unmatched',
      reference: `bank-notice:${row.id}`,
      occurredAt: row.occurred_at,
      postings: move(row.amount, (await findAccountId(ctx, suspenseCode(row.account))) ?? '', bankId),
    });
    return leaveUnmatched(ctx, row, {
      state: 'unknown',
      reason: match.outcome === 'unknown' ? match.reason : null,
    });
  }
  await payTowards(ctx, obligation, {
    key: `pay:${row.id}`,
    amount: row.amount,
    method: 'transfer',
    noticeId: row.id,
    bankReference: row.reference,
    occurredAt: row.occurred_at,
    sourceId: bankId,
    refundFromId: bankId,
  });
  await settleNotice(ctx, row, { state: match.outcome, obligation_id: obligation.id });
}

async function leaveUnmatched(
  ctx: Ctx,
  row: NoticeRow,
  change: { state: string; reason: string | null },
): Promise<void> {
  await settleNotice(ctx, row, change);
  await ctx.events.emit({
    type: 'money.notice_unmatched',
    streamId: row.id,
    data: { noticeId: row.id, amount: row.amount, state: change.state, reason: change.reason },
  });
}

async function settleNotice(
  ctx: Ctx,
  row: NoticeRow,
  change: { state: string; reason?: string | null; obligation_id?: string },
): Promise<void> {
  const account = await ctx.db
    .selectFrom('money.account')
    .select('agency_id')
    .where('code', '=', bankCode(row.account))
    .executeTakeFirst();
  await ctx.db
    .updateTable('money.bank_notice')
    .set({ ...change, agency_id: account?.agency_id ?? null })
    .where('id', '=', row.id)
    .execute();
}
