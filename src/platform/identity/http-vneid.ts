import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { authenticateRequest, sessionToken, setSessionCookie } from './authenticate.ts';
import { signInCitizen } from './citizen-sign-in.ts';
import { browserOf, consumeFlow, contentOf, localPath, openFlow } from './flows.ts';
import { type Exchange, type Trail, withErrorPage } from './error-page.ts';
import { officerByVneid } from './officer-sign-in.ts';
import type { Identity } from './service.ts';
import { VNEID_CALLBACK } from './vneid-client.ts';

const START = '/api/v1/identity/vneid/start';

const startQuery = z.object({
  returnTo: z.string().max(500).optional(),
  level: z.coerce.number().int().min(1).max(4).catch(2),
  purpose: z.enum(['sign-in', 'step-up', 'officer']).catch('sign-in'),
  /** The officer's sign-in that VNeID shall settle. */
  flow: z.uuid().optional().catch(undefined),
});

const flowContent = z.object({
  checks: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }),
  returnTo: z.string(),
  level: z.number(),
  purpose: z.enum(['sign-in', 'step-up', 'officer']),
  accountId: z.string().nullable(),
  officerFlow: z.string().nullable(),
});

type FlowContent = z.infer<typeof flowContent>;

/** Citizens' sign-in at VNeID: authorization code with PKCE, state, nonce, bound to the browser it began in. */
export function attachVneid(identity: Identity, server: FastifyInstance): void {
  server.get(START, (request, reply) =>
    withErrorPage(identity, { request, reply }, (trail) => start(identity, { request, reply }, trail)),
  );
  server.get(VNEID_CALLBACK, (request, reply) =>
    withErrorPage(identity, { request, reply }, (trail) => arrive(identity, { request, reply }, trail)),
  );
}

async function start(identity: Identity, { request, reply }: Exchange, trail: Trail): Promise<string> {
  const query = startQuery.parse(request.query);
  if (query.purpose === 'officer') trail.page = officerPage(query.flow);
  const isAgain = query.purpose === 'step-up';
  const { signedIn } = isAgain ? await authenticateRequest(identity, request) : { signedIn: undefined };
  const checks = identity.vneid.newChecks();
  const url = await identity.vneid.authorizationUrl(checks, { level: query.level, again: isAgain });
  const content: FlowContent = {
    checks,
    returnTo: localPath(query.returnTo, '/'),
    level: query.level,
    purpose: query.purpose,
    accountId: isAgain ? (signedIn?.session.account_id ?? null) : null,
    officerFlow: query.purpose === 'officer' ? (query.flow ?? null) : null,
  };
  const browser = browserOf(identity, request, reply) ?? '';
  await identity.asSystem({ action: 'identity.start-vneid', mode: 'read' }, (ctx) =>
    openFlow(ctx, { kind: 'vneid', browser, lookup: checks.state, content }),
  );
  return url;
}

async function arrive(identity: Identity, { request, reply }: Exchange, trail: Trail): Promise<string> {
  const [, query = ''] = request.url.split('?');
  const lookup = new URLSearchParams(query).get('state') ?? undefined;
  const browser = browserOf(identity, request);
  const content = await identity.asSystem({ action: 'identity.take-vneid', mode: 'read' }, async (ctx) =>
    flowContent.parse(
      contentOf(ctx, await consumeFlow(ctx, { kind: 'vneid', browser, lookup: lookup ?? '' })),
    ),
  );
  if (content.purpose === 'officer') trail.page = officerPage(content.officerFlow ?? undefined);
  const signIn = await identity.vneid.redeem(query, content.checks);
  if (content.purpose === 'officer') {
    const key = { browser, id: content.officerFlow ?? undefined };
    return identity.asSystem({ action: 'identity.officer-vneid' }, (ctx) => officerByVneid(ctx, key, signIn));
  }
  const { token } = await identity.asSystem({ action: 'identity.sign-in' }, (ctx) =>
    signInCitizen(ctx, {
      signIn,
      wantedLevel: content.level,
      accountId: content.accountId,
      formerToken: sessionToken(identity, request),
      device: deviceOf(request),
    }),
  );
  setSessionCookie(identity, reply, token);
  return content.returnTo;
}

function officerPage(flow: string | undefined): string {
  return flow ? `/can-bo/dang-nhap?luot=${flow}` : '/can-bo/dang-nhap';
}

export function deviceOf(request: FastifyRequest): string {
  return (request.headers['user-agent'] ?? '').slice(0, 200);
}
