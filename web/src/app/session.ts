import { createContext, useContext } from 'react';

export type Session = {
  id: string;
  kind: 'citizen' | 'officer';
  name: string;
  /** Where an officer's first term of office is. */
  agencyId: string | null;
  roles: readonly string[];
  personId: string | null;
  /** In whose name a citizen works now; null in their own. */
  actingFor: { kind: 'person' | 'organisation'; id: string } | null;
};
export type SessionState = { session: Session | null; unread: number; loading: boolean };

export const SessionContext = createContext<SessionState>({ session: null, unread: 0, loading: false });

export function useSession(): SessionState {
  return useContext(SessionContext);
}
