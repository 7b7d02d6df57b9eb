import { enqueue } from '#platform/jobs';
import type { Ctx } from '#platform/runtime';
import { BankRefusal } from './bank.ts';
import type { PaymentView } from './contract.ts';
import { errors } from './errors.ts';
import { buildVietQr, parseVietQr, plainBankText } from './rules-vietqr.ts';
import { getObligation } from './store-obligations.ts';
import type { ObligationRow } from './store-obligations.ts';

// Most banking apps show and keep at least this much of the purpose, the code first.
const purposeLength = 25;

export function checkPayable(ctx: Ctx, row: ObligationRow): void {
  if (row.state === 'paid' || row.state === 'refunded') throw errors.error('already_paid');
  const isExpired = row.expires_at !== null && row.expires_at < ctx.clock.now();
  if (row.state === 'cancelled' || isExpired) throw errors.error('not_payable');
}

/**
 * The VietQR code for what is still owed. It is drawn here and works while the bank's own service is down; the bank is
 * told of it by a job. @throws money.already_paid, money.not_payable
 */
export async function startPayment(ctx: Ctx, obligationId: string): Promise<PaymentView> {
  const row = await getObligation(ctx, obligationId);
  checkPayable(ctx, row);
  const amount = row.amount - row.received;
  const purpose = plainBankText(`${row.code} ${row.description}`).slice(0, purposeLength).trim();
  const vietqr = buildVietQr({ bin: row.bank_bin, account: row.bank_account, amount, purpose });
  await keepIntent(ctx, row, { amount, vietqr });
  const { id, code, bank_bin: bin, bank_account: account, holder, expires_at: expiresAt } = row;
  return { obligationId: id, code, amount, bin, account, holder, purpose, vietqr, expiresAt };
}

async function keepIntent(
  ctx: Ctx,
  row: ObligationRow,
  intent: { amount: number; vietqr: string },
): Promise<void> {
  const known = await ctx.db
    .selectFrom('money.payment_intent')
    .select('id')
    .where('obligation_id', '=', row.id)
    .where('amount', '=', intent.amount)
    .executeTakeFirst();
  if (known) return;
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('money.payment_intent')
    .values({ id, obligation_id: row.id, ...intent, created_at: ctx.clock.now() })
    .execute();
  await enqueue(ctx, [{ name: 'money.register-intent', payload: { intentId: id }, key: `intent:${id}` }]);
}

/** Job: tells the bank what to expect. A bank that refuses changes nothing: the code is valid without it. */
export async function registerIntent(ctx: Ctx, intentId: string): Promise<void> {
  const intent = await ctx.db
    .selectFrom('money.payment_intent')
    .selectAll()
    .where('id', '=', intentId)
    .where('bank_intent_id', 'is', null)
    .executeTakeFirst();
  if (!intent) return;
  const row = await getObligation(ctx, intent.obligation_id);
  try {
    const { bank_account: account, code, description } = row;
    const answer = await ctx.ports.bank.createIntent({
      account,
      amount: intent.amount,
      code,
      description: plainBankText(description),
    });
    if (!isSamePayment(answer.vietqr, intent.vietqr))
      ctx.log.warn({ intentId }, 'the bank draws another VietQR');
    await ctx.db
      .updateTable('money.payment_intent')
      .set({ bank_intent_id: answer.intentId, registered_at: ctx.clock.now() })
      .where('id', '=', intentId)
      .execute();
  } catch (error) {
    if (!(error instanceof BankRefusal)) throw error;
    ctx.log.warn({ intentId, status: error.status }, 'the bank refused the payment intent');
  }
}

function isSamePayment(theirs: string, ours: string): boolean {
  try {
    const [a, b] = [parseVietQr(theirs), parseVietQr(ours)];
    return a.bin === b.bin && a.account === b.account && a.amount === b.amount;
  } catch {
    return false;
  }
}
