import { legalDay } from '#platform/runtime';
import type { Ctx } from '#platform/runtime';
import { reconcile } from './rules-reconcile.ts';
import type { BookedLine, StatementLine } from './rules-reconcile.ts';
import { storeNotice } from './receive-notice.ts';

const dayMs = 86_400_000;

/** Job: compares a legal day (default: yesterday) with the bank's statement; a credit nobody told us of is taken in. */
export async function reconcileDay(ctx: Ctx, wanted?: string): Promise<void> {
  const day = wanted ?? legalDay(new Date(ctx.clock.now().getTime() - dayMs));
  const statement = await ctx.ports.bank.statement(day);
  const accounts = await ctx.db
    .selectFrom('money.account')
    .select('bank_account')
    .where('bank_account', 'is not', null)
    .orderBy('bank_account')
    .execute();
  for (const { bank_account: account } of accounts) {
    if (account !== null)
      await reconcileAccount(ctx, day, {
        account,
        lines: statement.filter((line) => line.account === account),
      });
  }
}

async function reconcileAccount(
  ctx: Ctx,
  day: string,
  bank: { account: string; lines: readonly StatementLine[] },
): Promise<void> {
  const result = reconcile(summedDebits(bank.lines), summedDebits(await bookedLines(ctx, day, bank.account)));
  const state = result.differences.length === 0 ? 'agreed' : 'differs';
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('money.reconciliation')
    .values({
      id,
      day,
      account: bank.account,
      agreed: result.agreed,
      bank_total: result.bankTotal,
      book_total: result.bookTotal,
      state,
      differences: JSON.stringify(result.differences.map((d) => ({ kind: d.kind, ...linesOf(d) }))),
      run_at: ctx.clock.now(),
    })
    .execute();
  for (const difference of result.differences) {
    if (difference.kind === 'missing_in_books' && difference.line.amount > 0)
      await takeIn(ctx, difference.line);
  }
  const data = { day, account: bank.account, state, differences: result.differences.length };
  await ctx.events.emit({ type: 'money.reconciled', streamId: id, data });
}

function linesOf(difference: { line?: StatementLine; booked?: BookedLine }): Record<string, unknown> {
  const { line, booked } = difference;
  return {
    reference: line?.reference ?? booked?.reference ?? '',
    bankAmount: line?.amount ?? null,
    bookAmount: booked?.amount ?? null,
  };
}

async function takeIn(ctx: Ctx, line: StatementLine): Promise<void> {
  await storeNotice(ctx, { ...line, noticeId: `statement:${line.reference}` }, 'statement');
}

/** Several refunds of one payment are compared by their sum: both sides name them by the payment. */
function summedDebits<T extends BookedLine>(lines: readonly T[]): T[] {
  const debits = new Map<string, T>();
  const rest: T[] = [];
  for (const line of lines) {
    const known = debits.get(line.reference);
    if (line.amount >= 0) rest.push(line);
    else debits.set(line.reference, known ? { ...known, amount: known.amount + line.amount } : line);
  }
  return [
    ...rest,
    ...[...debits.values()].map((line) => ({ ...line, reference: `${line.reference} refund` })),
  ];
}

async function bookedLines(ctx: Ctx, day: string, account: string): Promise<BookedLine[]> {
  const from = new Date(`${day}T00:00:00+07:00`);
  const to = new Date(from.getTime() + dayMs);
  const credits = await ctx.db
    .selectFrom('money.bank_notice')
    .select(['reference', 'account', 'amount'])
    .where('account', '=', account)
    .where('occurred_at', '>=', from)
    .where('occurred_at', '<', to)
    .where('state', 'not in', ['duplicate', 'conflict'])
    .execute();
  const refunds = await ctx.db
    .selectFrom('money.refund')
    .select(['bank_reference', 'amount'])
    .where('bank_account', '=', account)
    .where('state', '=', 'done')
    .where('bank_at', '>=', from)
    .where('bank_at', '<', to)
    .execute();
  return [
    ...credits,
    ...refunds.map((row) => ({ reference: row.bank_reference ?? '', account, amount: -row.amount })),
  ];
}
