import { call } from './api.ts';
import * as identity from '../../../src/platform/identity/contract.ts';

/** Ends the session on the server and starts afresh; VNeID may want to end its own. */
export async function signOut(): Promise<void> {
  const answer = await call(identity.signOut, {}).catch(() => ({ redirectTo: '/' }));
  location.assign(answer.redirectTo || '/');
}
