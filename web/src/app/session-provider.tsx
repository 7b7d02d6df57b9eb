import { type ReactNode, useMemo } from 'react';
import { type AnswerOf, useRead } from './api.ts';
import * as identity from '../../../src/platform/identity/contract.ts';
import * as notify from '../../../src/platform/notify/contract.ts';
import { type Session, SessionContext, type SessionState } from './session.ts';

type Me = AnswerOf<typeof identity.showMe>;
const NOTICES_EVERY_MS = 60_000;

function actingForOf({ actingFor }: Me): Session['actingFor'] {
  if (actingFor?.organisationId) return { kind: 'organisation', id: actingFor.organisationId };
  return actingFor?.personId ? { kind: 'person', id: actingFor.personId } : null;
}

function sessionOf(me: Me | undefined): Session | null {
  if (!me || me.kind === 'anonymous' || me.accountId === null) return null;
  return {
    id: me.accountId,
    kind: me.kind === 'staff' ? 'officer' : 'citizen',
    name: me.displayName ?? '',
    agencyId: me.terms[0]?.agencyId ?? null,
    personId: me.personId,
    actingFor: actingForOf(me),
    roles: [...new Set(me.terms.map((term) => term.role))],
  };
}

/** Who is signed in, and how many notices wait. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const me = useRead(identity.showMe, {}, { staleTime: 60_000, retry: 1 });
  const session = useMemo(() => sessionOf(me.data), [me.data]);
  const notices = useRead(
    notify.listNotices,
    { query: { unread: 'true' } },
    { enabled: session !== null, refetchInterval: NOTICES_EVERY_MS },
  );
  const unread = notices.data?.unread ?? 0;
  const state = useMemo<SessionState>(
    () => ({ session, unread, loading: me.isPending }),
    [session, unread, me.isPending],
  );
  return <SessionContext.Provider value={state}>{children}</SessionContext.Provider>;
}
