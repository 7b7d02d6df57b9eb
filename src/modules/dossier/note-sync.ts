import type { Ctx } from '#platform/runtime';
import { openCaseForAct, record } from './case-file.ts';
import type { CaseEvent } from './rules.ts';

/** What the national gateway answered becomes part of the case's record. */
export async function noteSync(
  ctx: Ctx,
  dossierId: string,
  event: Extract<CaseEvent, { type: 'synced' | 'sync_failed' }>,
): Promise<void> {
  const file = await openCaseForAct(ctx, dossierId);
  await record(ctx, file, [event]);
}
