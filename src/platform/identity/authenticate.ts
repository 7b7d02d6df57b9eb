import type { FastifyReply, FastifyRequest } from 'fastify';
import { anonymous, type Assurance, type Ctx, type Principal, type Term } from '#platform/runtime';
import { errors } from './errors.ts';
import type { Identity } from './service.ts';
import { readSession } from './sessions.ts';
import { type IdentitySettings, isSecure } from './settings.ts';
import type { SessionRow } from './store-session.ts';

export interface SignedIn {
  readonly session: SessionRow;
  readonly principal: Principal;
}

/** `__Host-`: set by this host alone, over TLS, for the whole site. RFC 6265bis §4.1.3.2 */
export function sessionCookie(settings: IdentitySettings): string {
  return isSecure(settings) ? '__Host-serepok' : 'serepok_phien';
}

export function setSessionCookie(identity: Identity, reply: FastifyReply, token: string): void {
  const secure = isSecure(identity.settings);
  void reply.setCookie(sessionCookie(identity.settings), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
  });
}

export function clearSessionCookie(identity: Identity, reply: FastifyReply): void {
  void reply.clearCookie(sessionCookie(identity.settings), {
    path: '/',
    secure: isSecure(identity.settings),
  });
}

export function sessionToken(identity: Identity, request: FastifyRequest): string | undefined {
  return request.cookies[sessionCookie(identity.settings)];
}

/**
 * A write that rides on the cookie proves that one of our pages sent it: by an Origin (compared by the server with
 * the allowed ones) or by a header no foreign form can set. SameSite=Lax stands behind both. OWASP ASVS 5.0 V3.5.1
 */
function demandProof(request: FastifyRequest): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
  const { origin } = request.headers;
  if (origin === undefined || origin === 'null') {
    if (request.headers['x-serepok-request'] !== '1') throw errors.error('write_not_proven');
  }
}

export async function authenticateRequest(
  identity: Identity,
  request: FastifyRequest,
): Promise<{ principal: Principal; signedIn?: SignedIn }> {
  const token = sessionToken(identity, request);
  if (!token) return { principal: anonymous };
  demandProof(request);
  const signedIn = await identity.asSystem({ action: 'identity.authenticate', mode: 'read' }, async (ctx) => {
    const session = await readSession(ctx, token);
    return session ? { session, principal: await principalOf(ctx, session) } : undefined;
  });
  return signedIn ? { principal: signedIn.principal, signedIn } : { principal: anonymous };
}

async function principalOf(ctx: Ctx, session: SessionRow): Promise<Principal> {
  return session.kind === 'staff' ? staffPrincipal(ctx, session) : citizenPrincipal(ctx, session);
}

function assuranceOf(session: SessionRow): Assurance {
  const accountLevel =
    session.account_level === 1 || session.account_level === 2 ? session.account_level : undefined;
  const level = session.auth_level;
  const authLevel = level === 1 || level === 2 || level === 3 || level === 4 ? level : undefined;
  return { evidence: session.evidence, accountLevel, authLevel };
}

async function staffPrincipal(ctx: Ctx, session: SessionRow): Promise<Principal> {
  const terms = await ctx.ports.officeTerms.termsOf(ctx, session.account_id);
  return {
    kind: 'staff',
    id: session.account_id,
    personId: session.person_id,
    persons: [],
    organisations: [],
    terms: withoutUnearned(ctx, terms, session),
    assurance: assuranceOf(session),
  };
}

// A role that demands a passkey gives nothing to a session opened another way, even when it was conferred later.
function withoutUnearned(ctx: Ctx, terms: readonly Term[], session: SessionRow): readonly Term[] {
  const { passkeyOnlyRoles } = ctx.ports.identity.limits;
  if (session.methods.includes('passkey')) return terms;
  return terms.filter(({ role }) => !passkeyOnlyRoles.includes(role));
}

async function citizenPrincipal(ctx: Ctx, session: SessionRow): Promise<Principal> {
  const personId = session.person_id;
  const base = {
    kind: 'citizen',
    id: session.account_id,
    personId,
    terms: [],
    assurance: assuranceOf(session),
  } as const;
  if (!personId) return { ...base, persons: [], organisations: [] };
  const represented = await ctx.ports.accountHolders.representedBy(ctx, personId);
  if (session.organisation_id) {
    const organisations = represented.organisations.filter((id) => id === session.organisation_id);
    return { ...base, persons: [personId], organisations };
  }
  return {
    ...base,
    persons: [personId, ...represented.persons.filter((id) => id !== personId)],
    organisations: represented.organisations,
  };
}
