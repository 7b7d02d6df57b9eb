import type { Policy, Rule, Scope } from './policy.ts';

const quote = (text: string): string => JSON.stringify(text);

/** Attributes a scope reads are optional in a row; Cedar asks for them first. */
function has(column: string): string {
  return `context.row has ${quote(column)}`;
}

function inSet(column: string, set: string): string {
  return `(${has(column)} && ${set}.contains(context.row[${quote(column)}]))`;
}

function ofRole(rule: Rule, kind: 'agencies' | 'places', column: string): string {
  const key = quote(rule.role);
  return `(context.${kind} has ${key} && ${inSet(column, `context.${kind}[${key}]`)})`;
}

function scopeText(scope: Scope, rule: Rule): string {
  if (scope === 'all') return 'true';
  if ('self' in scope)
    return `(context has person && ${has(scope.self)} && context.row[${quote(scope.self)}] == context.person)`;
  if ('represented' in scope) return inSet(scope.represented, 'context.persons');
  if ('organisation' in scope) return inSet(scope.organisation, 'context.organisations');
  if ('agency' in scope) return ofRole(rule, 'agencies', scope.agency);
  if ('place' in scope) return ofRole(rule, 'places', scope.place);
  if ('basis' in scope) return inSet(scope.basis, 'context.subjects');
  if ('actor' in scope)
    return `(context has actor && ${has(scope.actor)} && context.row[${quote(scope.actor)}] == context.actor)`;
  if ('column' in scope) return inSet(scope.column, `[${scope.in.map(quote).join(', ')}]`);
  const parts = 'any' in scope ? scope.any : scope.every;
  return `(${parts.map((part) => scopeText(part, rule)).join('any' in scope ? ' || ' : ' && ')})`;
}

function conditions(rule: Rule): string[] {
  const { assurance } = rule;
  return [
    `context.roles.contains(${quote(rule.role)})`,
    ...(rule.basis
      ? [`(context has basisKind && [${rule.basis.map(quote).join(', ')}].contains(context.basisKind))`]
      : []),
    ...(assurance?.accountLevel ? [`context.accountLevel >= ${assurance.accountLevel}`] : []),
    ...(assurance?.authLevel ? [`context.authLevel >= ${assurance.authLevel}`] : []),
    ...(assurance?.evidence ? [`context.evidence >= ${Number(assurance.evidence.slice(1))}`] : []),
    scopeText(rule.scope, rule),
  ];
}

/** A policy table in Cedar's language: what an auditor reads, and the oracle the tests compare with. */
export function cedarText(policy: Policy): string {
  return policy.rules
    .map((rule) => {
      const actions = rule.actions
        .map((action) => `Action::${quote(`${policy.module}.${rule.on}.${action}`)}`)
        .join(', ');
      return `permit(principal, action in [${actions}], resource) when { ${conditions(rule).join(' && ')} };`;
    })
    .join('\n');
}
