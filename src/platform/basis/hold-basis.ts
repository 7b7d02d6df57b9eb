import { closeBasis as endBasis } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import type { Basis } from './contract.ts';
import { type Named, requireRoom } from './declare-purpose.ts';
import { errors } from './errors.ts';
import { presentBases, presentBasis } from './present.ts';
import { stateOf } from './rules.ts';
import {
  type BasisRow,
  findBasisRow,
  insertSubjects,
  listOwnRows,
  listSubjectRows,
  listUses,
  lockBasisRow,
} from './store.ts';

const pageSize = 30;

async function lockOwn(ctx: Ctx, id: string): Promise<BasisRow> {
  const row = await lockBasisRow(ctx, id);
  if (!row || row.actor_id !== ctx.principal.id) throw errors.error('not_found');
  return row;
}

/** Bases the actor declared or asked for, newest first. */
export async function listOwn(
  ctx: Ctx,
  page: { open: boolean; before: string | undefined },
): Promise<{ items: Basis[]; cursor?: string }> {
  const rows = await listOwnRows(ctx, { ...page, limit: pageSize + 1 });
  const items = await presentBases(ctx, rows.slice(0, pageSize));
  const last = rows.length > pageSize ? items.at(-1) : undefined;
  return last ? { items, cursor: last.id } : { items };
}

/** One basis with what was read on it. @throws basis.not_found */
export async function getBasis(ctx: Ctx, id: string) {
  const row = await findBasisRow(ctx, id);
  if (!row) throw errors.error('not_found');
  const uses = await listUses(ctx, id);
  return {
    ...(await presentBasis(ctx, row)),
    uses: uses.map((use) => ({ ...use, at: use.at.toISOString() })),
  };
}

/**
 * Names one more person on an open basis of the actor's own purpose; naming one twice is harmless. Whom an
 * emergency concerns was decided by the second person and stays as decided.
 * @throws basis.not_found, basis.already_decided, basis.too_many_subjects
 */
export async function nameSubject(ctx: Ctx, id: string, subject: Named): Promise<Basis> {
  const row = await lockOwn(ctx, id);
  if (row.kind !== 'purpose' || stateOf(row, ctx.clock.now()) !== 'open')
    throw errors.error('already_decided');
  const named = await listSubjectRows(ctx, [id]);
  if (!named.some((one) => one.person_id === subject.personId)) {
    requireRoom(row.most_subjects ?? 0, named.length + 1);
    await insertSubjects(ctx, id, [subject]);
    await ctx.useBasis(id);
    await ctx.events.emit({
      type: 'basis.subject_named',
      streamId: id,
      data: { purpose: row.purpose_code },
      subjects: [subject.personId],
    });
  }
  return presentBasis(ctx, row);
}

/** Closes the actor's own basis, or takes a waiting request back; closing twice is harmless. */
export async function closeOwn(ctx: Ctx, id: string): Promise<Basis> {
  const row = await lockOwn(ctx, id);
  if (row.closed_at === null) {
    await endBasis(ctx, id);
    await ctx.events.emit({ type: 'basis.closed', streamId: id, data: { kind: row.kind } });
  }
  return presentBasis(ctx, { ...row, closed_at: row.closed_at ?? ctx.clock.now() });
}
