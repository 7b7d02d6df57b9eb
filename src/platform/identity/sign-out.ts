import type { Ctx } from '#platform/runtime';
import { endSessionsWhere } from './sessions.ts';
import type { SessionRow } from './store-session.ts';

/** Ends this session. @returns where the browser goes next: VNeID's own sign-out for those who came from there */
export async function signOut(ctx: Ctx, session: SessionRow): Promise<string> {
  const { identity } = ctx.ports;
  const home = session.kind === 'staff' ? '/can-bo' : '/';
  const redirectTo = await upstreamLogout(ctx, session);
  await endSessionsWhere(ctx, { id: session.id, accountId: session.account_id }, 'signed_out');
  identity.runner().log.info({ sessionId: session.id }, 'signed out');
  return redirectTo ?? home;
}

// Asked before the session's row is touched; when VNeID is down the sign-out here goes ahead all the same.
async function upstreamLogout(ctx: Ctx, session: SessionRow): Promise<string | null> {
  if (!session.upstream_token_sealed) return null;
  const { vault, vneid } = ctx.ports.identity;
  const idToken = vault.open('upstream', session.upstream_token_sealed).toString('utf8');
  try {
    return await vneid.logoutUrl(idToken, '/');
  } catch {
    return null;
  }
}
