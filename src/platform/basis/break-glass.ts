import { errors as accessErrors, isAllowed, openBasis, policy } from '#platform/access';
import { type Ctx, legalDay } from '#platform/runtime';
import type { Basis } from './contract.ts';
import { type Named, myPurposes, requireRoom } from './declare-purpose.ts';
import { errors } from './errors.ts';
import { presentBases, presentBasis } from './present.ts';
import { WAITING_LIMIT_MS, stateOf, termFor } from './rules.ts';
import {
  type BasisRow,
  findBasisRow,
  insertSubjects,
  listEmergencyRows,
  listPurposesOn,
  listSubjectRows,
  lockBasisRow,
  updateBasis,
} from './store.ts';

/**
 * Asks for emergency access to the persons named. Nothing opens before a second officer approves.
 * @throws basis.purpose_not_yours, basis.too_many_subjects
 */
export async function requestBreakGlass(
  ctx: Ctx,
  input: { reason: string; reference: string | null; subjects: readonly Named[] },
): Promise<Basis> {
  const [purpose] = await myPurposes(ctx, 'break_glass');
  if (!purpose) throw errors.error('purpose_not_yours');
  requireRoom(purpose.most_subjects, input.subjects.length);
  const agencyId = termFor(purpose.roles, ctx.principal.terms)?.agencyId;
  const id = await openBasis(ctx, {
    kind: 'break_glass',
    purposeCode: purpose.code,
    reason: input.reason,
    covers: purpose.covers,
    mostSubjects: purpose.most_subjects,
    subjects: [],
    ...(agencyId ? { agencyId } : {}),
    ...(input.reference ? { reference: input.reference } : {}),
  });
  await insertSubjects(ctx, id, input.subjects);
  await ctx.events.emit({
    type: 'basis.break_glass_requested',
    streamId: id,
    data: { agencyId: agencyId ?? null, requestedBy: ctx.principal.id },
    subjects: input.subjects.map((one) => one.personId),
  });
  const row = await findBasisRow(ctx, id);
  if (!row) throw errors.error('not_found');
  return presentBasis(ctx, row);
}

function mayDecide(ctx: Ctx): boolean {
  return isAllowed(policy, 'basis', {
    principal: ctx.principal,
    action: 'approve',
    attributes: { kind: 'break_glass' },
    basis: null,
  });
}

/** Requests of others for who may decide; nothing for anybody else. */
export async function listEmergencies(ctx: Ctx, state: 'waiting' | 'all'): Promise<Basis[]> {
  if (!mayDecide(ctx)) return [];
  const since = state === 'waiting' ? new Date(ctx.clock.now().getTime() - WAITING_LIMIT_MS) : null;
  return presentBases(ctx, await listEmergencyRows(ctx, since));
}

async function lockWaiting(ctx: Ctx, id: string): Promise<BasisRow> {
  if (!mayDecide(ctx)) throw accessErrors.error('forbidden');
  const row = await lockBasisRow(ctx, id);
  if (!row || row.kind !== 'break_glass') throw errors.error('not_found');
  if (row.actor_id === ctx.principal.id) throw errors.error('own_request');
  const state = stateOf(row, ctx.clock.now());
  if (state === 'expired') throw errors.error('expired');
  if (state !== 'waiting') throw errors.error('already_decided');
  return row;
}

async function announce(
  ctx: Ctx,
  row: BasisRow,
  type: 'basis.break_glass_approved' | 'basis.break_glass_refused',
) {
  const subjects = await listSubjectRows(ctx, [row.id]);
  await ctx.useBasis(row.id);
  await ctx.events.emit({
    type,
    streamId: row.id,
    data: { requestedBy: row.actor_id, decidedBy: ctx.principal.id },
    subjects: subjects.map((one) => one.person_id),
  });
  const now = await findBasisRow(ctx, row.id);
  return presentBasis(ctx, now ?? row);
}

/**
 * A second person opens the emergency access for the minutes the purpose allows; the persons concerned see it.
 * @throws access.forbidden, basis.own_request, basis.already_decided, basis.expired
 */
export async function approveBreakGlass(ctx: Ctx, id: string): Promise<Basis> {
  const row = await lockWaiting(ctx, id);
  const now = ctx.clock.now();
  const purposes = await listPurposesOn(ctx, legalDay(now));
  const minutes = purposes.find((one) => one.code === row.purpose_code)?.minutes ?? 30;
  await updateBasis(ctx, id, {
    approved_by: ctx.principal.id,
    approved_at: now,
    expires_at: new Date(now.getTime() + minutes * 60_000),
  });
  return announce(ctx, row, 'basis.break_glass_approved');
}

/** Refuses the request: it closes and never opened anything. */
export async function refuseBreakGlass(ctx: Ctx, id: string, reason: string): Promise<Basis> {
  const row = await lockWaiting(ctx, id);
  const now = ctx.clock.now();
  await updateBasis(ctx, id, {
    refused_by: ctx.principal.id,
    refused_at: now,
    refusal_reason: reason,
    closed_at: now,
  });
  return announce(ctx, row, 'basis.break_glass_refused');
}
