import { type Attributes, errors as accessErrors, isAllowed, mayEver } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import { policy } from './policy.ts';

/** `<resource>.<action>` of this room's policy. */
type Permission = `${string}.${'read' | 'add' | 'change'}`;

/** Whether the actor may do this to such a row. */
export function may(ctx: Ctx, permission: Permission, attributes: Attributes = {}): boolean {
  const [on = '', action = ''] = permission.split('.');
  return isAllowed(policy, on, { principal: ctx.principal, action, attributes, basis: null });
}

/** @throws access.forbidden */
export function demand(ctx: Ctx, permission: Permission, attributes: Attributes = {}): void {
  if (!may(ctx, permission, attributes)) throw accessErrors.error('forbidden');
}

/** @throws access.forbidden to whoever is no officer: the plan is not the public's page */
export function demandOfficer(ctx: Ctx): void {
  if (!mayEver(policy, 'task', { principal: ctx.principal, action: 'read' }))
    throw accessErrors.error('forbidden');
}

export const isSecretary = (ctx: Ctx): boolean => may(ctx, 'meeting.add');
export const isApprover = (ctx: Ctx): boolean =>
  ctx.principal.terms.some((term) => term.role === 'programme-approver');
