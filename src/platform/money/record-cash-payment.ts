import type { Ctx } from '#platform/runtime';
import { openTill } from './accounts.ts';
import type { ObligationView } from './contract.ts';
import { payTowards } from './pay.ts';
import { checkPayable } from './start-payment.ts';
import { getObligation, lockObligation, obligationView } from './store-obligations.ts';

/** Records that all that is still owed was paid in cash at the counter. @throws money.already_paid, money.not_payable */
export async function recordCashPayment(ctx: Ctx, obligationId: string): Promise<ObligationView> {
  const row = await lockObligation(ctx, obligationId);
  checkPayable(ctx, row);
  const till = await openTill(ctx, row.agency_id);
  await payTowards(ctx, row, {
    key: `cash:${row.id}:${row.received}`,
    amount: row.amount - row.received,
    method: 'cash',
    noticeId: null,
    bankReference: null,
    occurredAt: ctx.clock.now(),
    sourceId: till,
    refundFromId: till,
  });
  return obligationView(await getObligation(ctx, obligationId));
}
