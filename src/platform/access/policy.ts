import type { Assurance } from '#platform/runtime';

/** Who a row must concern for a rule to reach it. Columns are named as in the resource's `columns`. */
export type Scope =
  | 'all'
  /** The row's person is the actor. */
  | { readonly self: string }
  /** The row's person is the actor or somebody whom the actor may represent. */
  | { readonly represented: string }
  /** The row's organisation is one that the actor may represent. */
  | { readonly organisation: string }
  /** The row's agency is one at which the actor holds the rule's role. */
  | { readonly agency: string }
  /** The row's place lies in the jurisdiction of the rule's role. */
  | { readonly place: string }
  /** The row's person is named by the open basis of this transaction. */
  | { readonly basis: string }
  /** The row belongs to the account or staff member who acts. */
  | { readonly actor: string }
  /** A column holds one of these values. */
  | { readonly column: string; readonly in: readonly string[] }
  | { readonly any: readonly Scope[] }
  | { readonly every: readonly Scope[] };

export type Command = 'select' | 'insert' | 'update' | 'delete';

export interface Resource {
  /** `schema.table` */
  readonly table: string;
  /** Attribute → column. The same attributes must be on the object given to the predicate. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Action → database command it needs. `read` is select unless said otherwise. */
  readonly actions: Readonly<Record<string, Command>>;
  /** A part of another resource: visible where the whole is; `insert` and `update` likewise unless ruled. */
  readonly partOf?: {
    readonly resource: string;
    readonly column: string;
    readonly commands: readonly Command[];
  };
}

export interface Rule {
  /** `anyone`, `citizen`, `staff`, `system`, or a role held by a term of office. */
  readonly role: string;
  readonly on: string;
  readonly actions: readonly string[];
  readonly scope: Scope;
  /** The act needs an open basis of one of these kinds. */
  readonly basis?: readonly BasisKind[];
  readonly assurance?: Assurance;
}

export type BasisKind = 'case' | 'purpose' | 'warrant' | 'break_glass' | 'self' | 'job';

export interface PolicyDefinition {
  readonly module: string;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly rules: readonly Rule[];
  /** Tables without rows about anybody: readable by all, written only by the commands named. */
  readonly open?: Readonly<Record<string, readonly Command[]>>;
}

export interface Policy extends PolicyDefinition {
  readonly kind: 'policy';
}

/** Declares a module's policy table; checks that its parts refer to each other. */
export function definePolicy(definition: PolicyDefinition): Policy {
  for (const rule of definition.rules) {
    const resource = definition.resources[rule.on];
    if (!resource) throw new Error(`policy of ${definition.module}: no resource ${rule.on}`);
    for (const action of rule.actions) {
      if (!resource.actions[action])
        throw new Error(`policy of ${definition.module}: ${rule.on} has no action ${action}`);
    }
    for (const column of columnsOf(rule.scope)) {
      if (!resource.columns?.[column])
        throw new Error(`policy of ${definition.module}: ${rule.on} has no column ${column}`);
    }
  }
  return { ...definition, kind: 'policy' };
}

export function columnsOf(scope: Scope): string[] {
  if (scope === 'all') return [];
  if ('any' in scope) return scope.any.flatMap(columnsOf);
  if ('every' in scope) return scope.every.flatMap(columnsOf);
  if ('column' in scope) return [scope.column];
  return Object.values(scope) as string[];
}

/** The permission an action needs: `<module>.<resource>.<action>`. */
export function permissionsOf(policy: Policy): string[] {
  return Object.entries(policy.resources).flatMap(([name, resource]) =>
    Object.keys(resource.actions).map((action) => `${policy.module}.${name}.${action}`),
  );
}
