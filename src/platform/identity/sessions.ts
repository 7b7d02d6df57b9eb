import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { hashToken, newToken } from './secrets.ts';
import {
  type EndedSession,
  type EndReason,
  endSessions,
  findSession,
  insertSession,
  openSessionsOf,
  type SessionFilter,
  type SessionRow,
  touchSession,
} from './store-session.ts';

export interface NewSession {
  readonly kind: 'citizen' | 'staff';
  readonly accountId: string;
  readonly personId: string | null;
  readonly organisationId: string | null;
  readonly displayName: string;
  readonly accountLevel: number | null;
  readonly authLevel: number | null;
  readonly methods: readonly string[];
  readonly upstreamSid: string | null;
  readonly upstreamToken: string | null;
  readonly device: string;
}

const TOUCH_EVERY_MS = 60_000;

/**
 * Opens a session under a token nobody has seen before and ends the one the browser came with:
 * whatever token was planted earlier is worth nothing after a sign-in. OWASP ASVS 5.0 V7.2.4
 */
export async function openSession(
  ctx: Ctx,
  session: NewSession,
  formerToken: string | undefined,
): Promise<{ id: string; token: string }> {
  const { identity } = ctx.ports;
  const now = ctx.clock.now();
  const limits = identity.limits[session.kind];
  if (formerToken) {
    const former = await findSession(ctx, hashToken(formerToken));
    if (former) await end(ctx, { id: former.id }, 'rotated');
  }
  const token = newToken(ctx.random);
  const id = ctx.ids.next();
  await insertSession(ctx, {
    id,
    token_hash: hashToken(token),
    kind: session.kind,
    account_id: session.accountId,
    person_id: session.personId,
    organisation_id: session.organisationId,
    acting_person_id: null,
    acting_organisation_id: session.organisationId,
    display_name: session.displayName,
    evidence: 'I0',
    account_level: session.accountLevel,
    auth_level: session.authLevel,
    methods: [...session.methods],
    upstream_sid: session.upstreamSid,
    upstream_token_sealed: session.upstreamToken
      ? identity.vault.seal('upstream', session.upstreamToken)
      : null,
    device: session.device,
    started_at: now,
    authenticated_at: now,
    last_seen_at: now,
    idle_until: new Date(now.getTime() + limits.idleMs),
    absolute_until: new Date(now.getTime() + limits.absoluteMs),
  });
  await ctx.events.emit({
    type: 'identity.signed_in',
    streamId: session.accountId,
    data: { sessionId: id, kind: session.kind, methods: session.methods, authLevel: session.authLevel },
    subjects: session.personId ? [session.personId] : [],
  });
  return { id, token };
}

/** The living session of a token; a timed-out one is found no more. */
export async function readSession(ctx: Ctx, token: string): Promise<SessionRow | undefined> {
  const session = await findSession(ctx, hashToken(token));
  const now = ctx.clock.now();
  if (!session || session.ended_at || session.idle_until <= now || session.absolute_until <= now)
    return undefined;
  if (now.getTime() - session.last_seen_at.getTime() >= TOUCH_EVERY_MS) {
    const { idleMs } = ctx.ports.identity.limits[session.kind === 'staff' ? 'staff' : 'citizen'];
    const idle = new Date(Math.min(now.getTime() + idleMs, session.absolute_until.getTime()));
    await touchSession(ctx, session.id, idle);
  }
  return session;
}

async function end(ctx: Ctx, filter: SessionFilter, why: EndReason): Promise<EndedSession[]> {
  const ended = await endSessions(ctx, filter, why);
  for (const session of ended) {
    const { id, kind, account_id: accountId } = session;
    await ctx.events.emit({
      type: 'identity.session_ended',
      streamId: accountId,
      data: { sessionId: id, accountId, kind, why },
    });
  }
  return ended;
}

export { end as endSessionsWhere };

/** My open sessions; row-level security shows nobody else's. */
export async function listMySessions(ctx: Ctx): Promise<SessionRow[]> {
  return ctx.principal.id ? openSessionsOf(ctx, ctx.principal.id) : [];
}

export async function endMySession(ctx: Ctx, id: string): Promise<void> {
  const ended = await end(ctx, { id, accountId: ctx.principal.id ?? '' }, 'revoked');
  if (ended.length === 0) throw errors.error('session_unknown');
}

export async function endMyOtherSessions(ctx: Ctx, thisId: string): Promise<number> {
  const ended = await end(ctx, { accountId: ctx.principal.id ?? '', exceptId: thisId }, 'revoked');
  return ended.length;
}
