/** A term of office: a role at an agency, with the places (unit codes) that the agency serves. */
export interface Term {
  readonly role: string;
  readonly agencyId: string;
  readonly places: readonly string[];
}

/** Who acts. `persons` and `organisations` are those the actor may speak for, the own person first. */
export interface Principal {
  readonly kind: 'anonymous' | 'citizen' | 'staff' | 'system';
  /** Account id of a citizen, staff id of an officer, a fixed id for the system. */
  readonly id: string | null;
  readonly personId: string | null;
  readonly persons: readonly string[];
  readonly organisations: readonly string[];
  readonly terms: readonly Term[];
  /** Evidence that the actor is who they say: I0…I5, VNeID account and authentication level. */
  readonly assurance?: Assurance;
}

export interface Assurance {
  readonly evidence?: string;
  readonly accountLevel?: 1 | 2;
  readonly authLevel?: 1 | 2 | 3 | 4;
}

export const anonymous: Principal = {
  kind: 'anonymous',
  id: null,
  personId: null,
  persons: [],
  organisations: [],
  terms: [],
};

/** The actor of jobs and schedules. */
export const system: Principal = { ...anonymous, kind: 'system', id: '00000000-0000-7000-8000-000000000001' };

/** Role names a principal holds: `anyone`, then by kind, then by terms of office. */
export function rolesOf(principal: Principal): string[] {
  const byKind = { anonymous: [], citizen: ['citizen'], staff: ['staff'], system: ['system'] }[
    principal.kind
  ];
  return ['anyone', ...byKind, ...new Set(principal.terms.map((term) => term.role))];
}

export function agenciesOf(principal: Principal, role: string): string[] {
  return principal.terms.filter((term) => term.role === role).map((term) => term.agencyId);
}

export function placesOf(principal: Principal, role: string): string[] {
  return principal.terms.filter((term) => term.role === role).flatMap((term) => term.places);
}
