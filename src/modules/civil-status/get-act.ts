import { requireCovered } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import type { ActView } from './contract.ts';
import { errors } from './errors.ts';
import { findActRow, listActRows } from './store.ts';

/** One entry, from which an extract is copied. @throws civil-status.not_found also when not visible */
export async function getAct(ctx: Ctx, id: string): Promise<ActView> {
  const act = await findActRow(ctx, id);
  if (!act) throw errors.error('not_found');
  await requireCovered(ctx, 'civil-status');
  ctx.looks.add([act.subjectId, ...(act.partnerId ? [act.partnerId] : [])], `civil-status.${act.kind}`);
  return act;
}

/** Entries in which a person is the child, a spouse or the deceased, the newest first. */
export async function listActs(ctx: Ctx, personId: string): Promise<ActView[]> {
  await requireCovered(ctx, 'civil-status');
  const acts = await listActRows(ctx, personId);
  if (acts.length > 0) ctx.looks.add([personId], 'civil-status');
  return acts;
}

/** The valid entry of a kind: what a copy of an extract (2.000635) is made from. */
export async function findActOfKind(
  ctx: Ctx,
  at: { personId: string; kind: ActView['kind'] },
): Promise<ActView | undefined> {
  const acts = await listActs(ctx, at.personId);
  return acts.find((act) => act.kind === at.kind && act.state === 'valid');
}
