import { createContext, useContext } from 'react';

export type Session = {
  id: string;
  kind: 'citizen' | 'officer';
  name: string;
  /** Where an officer's first term of office is. */
  agencyId: string | null;
  roles: readonly string[];
};
export type SessionState = { session: Session | null; unread: number; loading: boolean };

export const SessionContext = createContext<SessionState>({ session: null, unread: 0, loading: false });

export function useSession(): SessionState {
  return useContext(SessionContext);
}
