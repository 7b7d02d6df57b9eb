import { errors as accessErrors, openBasis } from '#platform/access';
import { type Ctx, legalDay } from '#platform/runtime';
import type { Basis } from './contract.ts';
import { errors } from './errors.ts';
import { presentBasis } from './present.ts';
import { termFor } from './rules.ts';
import { type StoredPurpose, findBasisRow, insertSubjects, listPurposesOn } from './store.ts';

export interface Named {
  readonly personId: string;
  readonly label: string | null;
}

function requireStaff(ctx: Ctx): void {
  if (ctx.principal.kind !== 'staff') throw accessErrors.error('forbidden');
}

/** Purposes of a kind that the actor's roles may declare today. */
export async function myPurposes(ctx: Ctx, kind: 'purpose' | 'break_glass'): Promise<StoredPurpose[]> {
  requireStaff(ctx);
  const rows = await listPurposesOn(ctx, legalDay(ctx.clock.now()));
  return rows.filter((row) => row.kind === kind && termFor(row.roles, ctx.principal.terms) !== undefined);
}

/** @throws basis.too_many_subjects */
export function requireRoom(most: number, named: number): void {
  if (named > most) throw errors.error('too_many_subjects', { most });
}

/**
 * Opens a basis of limited time on a published purpose; it serves this officer alone.
 * @throws basis.purpose_not_yours, basis.too_many_subjects
 */
export async function declarePurpose(
  ctx: Ctx,
  input: { purposeCode: string; reason: string; reference: string | null; subjects: readonly Named[] },
): Promise<Basis> {
  const purpose = (await myPurposes(ctx, 'purpose')).find((row) => row.code === input.purposeCode);
  if (!purpose) throw errors.error('purpose_not_yours');
  requireRoom(purpose.most_subjects, input.subjects.length);
  const id = await openBasis(ctx, {
    kind: 'purpose',
    purposeCode: purpose.code,
    reason: input.reason,
    covers: purpose.covers,
    mostSubjects: purpose.most_subjects,
    agencyId: termFor(purpose.roles, ctx.principal.terms)?.agencyId ?? '',
    expiresAt: new Date(ctx.clock.now().getTime() + purpose.minutes * 60_000),
    subjects: [],
    ...(input.reference ? { reference: input.reference } : {}),
  });
  await insertSubjects(ctx, id, input.subjects);
  await ctx.events.emit({
    type: 'basis.declared',
    streamId: id,
    data: { purpose: purpose.code },
    subjects: input.subjects.map((one) => one.personId),
  });
  const row = await findBasisRow(ctx, id);
  if (!row) throw errors.error('not_found');
  return presentBasis(ctx, row);
}
