import { type Principal, agenciesOf, placesOf, rolesOf } from '#platform/runtime';
import type { BasisKind, Policy, Resource, Rule, Scope } from './policy.ts';

/** The row, by the attribute names of the resource's `columns`. */
export type Attributes = Readonly<Record<string, string | null | undefined>>;

export interface OpenBasis {
  readonly kind: BasisKind;
  readonly subjects: readonly string[];
}

export interface Question {
  readonly principal: Principal;
  readonly action: string;
  readonly attributes: Attributes;
  readonly basis: OpenBasis | null;
}

function isIn(value: string | null | undefined, list: readonly string[]): boolean {
  return value != null && list.includes(value);
}

function scopeHolds(scope: Scope, rule: Rule, question: Question): boolean {
  const { principal, attributes, basis } = question;
  if (scope === 'all') return true;
  if ('self' in scope) return principal.personId !== null && attributes[scope.self] === principal.personId;
  if ('represented' in scope) return isIn(attributes[scope.represented], principal.persons);
  if ('organisation' in scope) return isIn(attributes[scope.organisation], principal.organisations);
  if ('agency' in scope) return isIn(attributes[scope.agency], agenciesOf(principal, rule.role));
  if ('place' in scope) return isIn(attributes[scope.place], placesOf(principal, rule.role));
  if ('basis' in scope) return isIn(attributes[scope.basis], basis?.subjects ?? []);
  return combinedHolds(scope, rule, question);
}

function combinedHolds(scope: Exclude<Scope, 'all'>, rule: Rule, question: Question): boolean {
  if ('actor' in scope)
    return question.principal.id !== null && question.attributes[scope.actor] === question.principal.id;
  if ('column' in scope) return isIn(question.attributes[scope.column], scope.in);
  if ('any' in scope) return scope.any.some((part) => scopeHolds(part, rule, question));
  if ('every' in scope) return scope.every.every((part) => scopeHolds(part, rule, question));
  return false;
}

function ruleHolds(rule: Rule, question: Question, roles: readonly string[]): boolean {
  if (!roles.includes(rule.role)) return false;
  if (rule.basis && !(question.basis && rule.basis.includes(question.basis.kind))) return false;
  if (rule.assurance && !assuranceSuffices(rule.assurance, question.principal)) return false;
  return scopeHolds(rule.scope, rule, question);
}

function assuranceSuffices(required: NonNullable<Rule['assurance']>, principal: Principal): boolean {
  const reached = principal.assurance ?? {};
  if (required.evidence && (reached.evidence ?? 'I0') < required.evidence) return false;
  if (required.accountLevel && (reached.accountLevel ?? 0) < required.accountLevel) return false;
  return !(required.authLevel && (reached.authLevel ?? 0) < required.authLevel);
}

const rulesByAction = new WeakMap<Policy, Map<string, readonly Rule[]>>();

function rulesFor(policy: Policy, resource: string, action: string): readonly Rule[] {
  let index = rulesByAction.get(policy);
  if (!index) {
    index = new Map();
    rulesByAction.set(policy, index);
  }
  const key = `${resource}.${action}`;
  const known = index.get(key);
  if (known) return known;
  const found = policy.rules.filter((rule) => rule.on === resource && rule.actions.includes(action));
  index.set(key, found);
  return found;
}

/** Whether the actor may do this to this object. Pure; the same answer as the row-level policy. */
export function isAllowed(policy: Policy, resource: string, question: Question): boolean {
  const roles = rolesOf(question.principal);
  return rulesFor(policy, resource, question.action).some((rule) => ruleHolds(rule, question, roles));
}

/** Whether the actor might do this to some object: decides before any object is loaded. */
export function mayEver(
  policy: Policy,
  resource: string,
  question: Pick<Question, 'principal' | 'action'>,
): boolean {
  const roles = rolesOf(question.principal);
  return rulesFor(policy, resource, question.action).some((rule) => roles.includes(rule.role));
}

export type { Policy, Resource };
