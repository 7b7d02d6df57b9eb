import type { SignedIn } from './authenticate.ts';
import type { MeView, SessionView } from './contract.ts';
import type { SessionRow } from './store-session.ts';

const NOBODY: MeView = {
  kind: 'anonymous',
  accountId: null,
  personId: null,
  displayName: null,
  accountLevel: null,
  authLevel: null,
  methods: [],
  actingFor: null,
  mayActFor: { persons: [], organisations: [] },
  terms: [],
  endsAt: null,
  idleEndsAt: null,
};

function kindOf(session: SessionRow): 'citizen' | 'staff' {
  return session.kind === 'staff' ? 'staff' : 'citizen';
}

export function presentMe(signedIn: SignedIn | undefined): MeView {
  if (!signedIn) return NOBODY;
  const { session, principal } = signedIn;
  return {
    kind: kindOf(session),
    accountId: session.account_id,
    personId: session.person_id,
    displayName: session.display_name,
    accountLevel: session.account_level,
    authLevel: session.auth_level,
    methods: session.methods,
    actingFor: actingFor(signedIn),
    mayActFor: {
      persons: principal.persons.filter((id) => id !== session.person_id),
      organisations: [...principal.organisations],
    },
    terms: principal.terms.map(({ role, agencyId, places }) => ({ role, agencyId, places: [...places] })),
    endsAt: session.absolute_until.toISOString(),
    idleEndsAt: session.idle_until.toISOString(),
  };
}

/** A choice whose ground has fallen away in the registers counts no more. */
function actingFor({ session, principal }: SignedIn): MeView['actingFor'] {
  const { acting_person_id: personId, acting_organisation_id: organisationId } = session;
  if (personId && principal.persons.includes(personId)) return { personId, organisationId: null };
  if (organisationId && principal.organisations.includes(organisationId))
    return { personId: null, organisationId };
  return null;
}

export function presentSession(session: SessionRow, thisId: string): SessionView {
  return {
    id: session.id,
    kind: kindOf(session),
    device: session.device,
    methods: session.methods,
    startedAt: session.started_at.toISOString(),
    lastSeenAt: session.last_seen_at.toISOString(),
    isThisOne: session.id === thisId,
  };
}
