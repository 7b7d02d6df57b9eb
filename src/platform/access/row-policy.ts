import type { Command, Policy, Resource, Rule, Scope } from './policy.ts';

export interface RowPolicy {
  readonly name: string;
  readonly command: Command;
  readonly using?: string;
  readonly check?: string;
}

export interface TableSecurity {
  readonly table: string;
  readonly privileges: readonly string[];
  readonly policies: readonly RowPolicy[];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Rules that differ only in their role, as one. */
interface RuleGroup {
  readonly roles: readonly string[];
  readonly scope: Scope;
  readonly basis?: Rule['basis'];
  readonly assurance?: Rule['assurance'];
}

function textArray(values: readonly string[]): string {
  return `array[${values.map(quote).join(', ')}]::text[]`;
}

/** Agencies or places of all the roles together: `select access.agencies('a') || access.agencies('b')`. */
function ofRoles(what: 'agencies' | 'places', roles: readonly string[]): string {
  return `select ${roles.map((role) => `access.${what}(${quote(role)})`).join(' || ')}`;
}

/** Only = on uuid and text is used: other operators are not leakproof and would lose their index. */
function scopeSql(scope: Scope, group: RuleGroup, column: (name: string) => string): string {
  if (scope === 'all') return 'true';
  if ('self' in scope) return `${column(scope.self)} = (select access.person_id())`;
  if ('represented' in scope) return `${column(scope.represented)} = any ((select access.persons())::uuid[])`;
  if ('organisation' in scope)
    return `${column(scope.organisation)} = any ((select access.organisations())::uuid[])`;
  if ('agency' in scope)
    return `${column(scope.agency)} = any ((${ofRoles('agencies', group.roles)})::uuid[])`;
  if ('place' in scope) return `${column(scope.place)} = any ((${ofRoles('places', group.roles)})::text[])`;
  if ('basis' in scope) return `${column(scope.basis)} = any ((select access.basis_subjects())::uuid[])`;
  if ('actor' in scope) return `${column(scope.actor)} = (select access.actor_id())`;
  if ('column' in scope) return `${column(scope.column)} = any (${textArray(scope.in)})`;
  const parts = ('any' in scope ? scope.any : scope.every).map((part) => scopeSql(part, group, column));
  return `(${parts.join('any' in scope ? ' or ' : ' and ')})`;
}

/** Whether a scope is nothing but offices or places of the role: then holding the role is part of it. */
function isOfOffice(scope: Scope): boolean {
  if (scope === 'all') return false;
  if ('any' in scope) return scope.any.every(isOfOffice);
  return 'agency' in scope || 'place' in scope;
}

/** Whether a scope asks nothing of the role, so that roles may share it. */
function isOfNoOffice(scope: Scope): boolean {
  if (scope === 'all') return true;
  if ('any' in scope) return scope.any.every(isOfNoOffice);
  if ('every' in scope) return scope.every.every(isOfNoOffice);
  return !('agency' in scope) && !('place' in scope);
}

function groupsOf(rules: readonly Rule[]): RuleGroup[] {
  const groups = new Map<string, RuleGroup>();
  for (const [index, { role, scope, basis, assurance }] of rules.entries()) {
    const canShare = isOfOffice(scope) || isOfNoOffice(scope);
    const key = JSON.stringify([canShare ? null : index, scope, basis ?? null, assurance ?? null]);
    const roles = [...new Set([...(groups.get(key)?.roles ?? []), role])];
    groups.set(key, { roles, scope, ...(basis ? { basis } : {}), ...(assurance ? { assurance } : {}) });
  }
  return [...groups.values()];
}

function groupSql(group: RuleGroup, resource: Resource): string {
  const conditions: string[] = [];
  if (!group.roles.includes('anyone') && !isOfOffice(group.scope))
    conditions.push(`(select access.has_any_role(${textArray(group.roles)}))`);
  if (group.basis) conditions.push(`(select access.basis_kind()) = any (${textArray(group.basis)})`);
  if (group.assurance) {
    const { evidence, accountLevel, authLevel } = group.assurance;
    conditions.push(
      `(select access.is_assured(${quote(evidence ?? 'I0')}, ${accountLevel ?? 0}, ${authLevel ?? 0}))`,
    );
  }
  const scope = scopeSql(group.scope, group, (name) => resource.columns?.[name] ?? name);
  if (scope !== 'true' || conditions.length === 0) conditions.push(scope);
  return conditions.join(' and ');
}

function partSql(policy: Policy, resource: Resource): string | null {
  if (!resource.partOf) return null;
  const whole = policy.resources[resource.partOf.resource];
  if (!whole) throw new Error(`policy of ${policy.module}: part of unknown ${resource.partOf.resource}`);
  return `exists (select 1 from ${whole.table} as whole where whole.id = ${resource.table}.${resource.partOf.column})`;
}

function conditionFor(policy: Policy, name: string, command: Command): string | null {
  const resource = policy.resources[name] as Resource;
  const rules = policy.rules.filter(
    (rule) => rule.on === name && rule.actions.some((action) => resource.actions[action] === command),
  );
  const parts = groupsOf(rules).map((group) => `(${groupSql(group, resource)})`);
  const part = resource.partOf?.commands.includes(command) ? partSql(policy, resource) : null;
  if (part) parts.push(part);
  return parts.length > 0 ? [...new Set(parts)].join('\n  or ') : null;
}

function rowPolicy(policy: Policy, name: string, command: Command): RowPolicy | null {
  const condition = conditionFor(policy, name, command);
  if (!condition) return null;
  const policyName = `${name.replaceAll('-', '_')}_${command}`;
  if (command === 'insert') return { name: policyName, command, check: condition };
  if (command === 'update') return { name: policyName, command, using: condition, check: 'true' };
  return { name: policyName, command, using: condition };
}

const commands: readonly Command[] = ['select', 'insert', 'update', 'delete'];

/** Privileges and row-level policies of each table of a policy: the second lock behind the predicates. */
export function tableSecurity(policy: Policy): TableSecurity[] {
  const guarded = Object.entries(policy.resources).map(([name, resource]) => {
    const policies = commands
      .map((command) => rowPolicy(policy, name, command))
      .filter((found) => found !== null);
    return { table: resource.table, privileges: policies.map((found) => found.command), policies };
  });
  const open = Object.entries(policy.open ?? {}).map(([table, allowed]) => ({
    table,
    privileges: allowed,
    policies: [],
  }));
  return [...guarded, ...open];
}
