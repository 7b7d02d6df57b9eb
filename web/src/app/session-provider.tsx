import { type ReactNode, useMemo } from 'react';
import { type AnswerOf, useRead } from './api.ts';
import { identity } from './platform-contracts.ts';
import { SessionContext, type SessionState } from './session.ts';

type Me = AnswerOf<typeof identity.showMe>;

function sessionOf(me: Me | undefined): SessionState['session'] {
  if (!me || me.kind === 'anonymous' || me.accountId === null) return null;
  return {
    id: me.accountId,
    kind: me.kind === 'staff' ? 'officer' : 'citizen',
    name: me.displayName ?? '',
    addressedAs: '',
    unit: null,
    roles: [...new Set(me.terms.map((term) => term.role))],
  };
}

/** Who is signed in; asked once and again whenever the window is looked at. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const me = useRead(identity.showMe, {}, { staleTime: 60_000, retry: 1 });
  const state = useMemo<SessionState>(
    () => ({ session: sessionOf(me.data), unread: 0, loading: me.isPending }),
    [me.data, me.isPending],
  );
  return <SessionContext.Provider value={state}>{children}</SessionContext.Provider>;
}
