import { errors as accessErrors, mayEver } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import type { Alert } from './contract-shapes.ts';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { answerAlertRow, findAlertRow } from './store.ts';

/** Takes an alert on, or closes it with what was done. */
export async function answerAlert(
  ctx: Ctx,
  id: string,
  change: { version: number; note: string; to: 'acknowledged' | 'resolved' },
): Promise<Alert> {
  if (!mayEver(policy, 'alert', { principal: ctx.principal, action: 'answer' }))
    throw accessErrors.error('forbidden');
  const answered = await answerAlertRow(ctx, id, change);
  if (!answered) {
    const found = await findAlertRow(ctx, id);
    if (!found) throw errors.error('not_found');
    throw errors.error(found.state === 'resolved' ? 'already_resolved' : 'changed_meanwhile');
  }
  await ctx.events.emit({ type: 'ioc.alert_answered', streamId: id, data: { state: change.to } });
  return answered;
}
