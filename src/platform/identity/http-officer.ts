import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isAppError } from '#platform/runtime';
import { sessionToken, setSessionCookie } from './authenticate.ts';
import * as contract from './contract.ts';
import { withErrorPage } from './error-page.ts';
import { errors } from './errors.ts';
import { browserOf, consumeFlow, contentOf, localPath, openFlow, upstreamOfOfficer } from './flows.ts';
import { deviceOf } from './http-vneid.ts';
import { officeAuthorizationUrl, redeemOffice } from './office-client.ts';
import {
  accountOfFlow,
  askPasskey,
  clientNameOf,
  findOfficerFlow,
  passCode,
  passPasskey,
  passPassword,
  stepOf,
  takeChallenge,
} from './officer-sign-in.ts';
import { isPassword } from './passwords.ts';
import { OFFICE_CALLBACK } from './provider.ts';
import { serve } from './serve.ts';
import type { Identity } from './service.ts';
import { openSession } from './sessions.ts';
import { findActive, findByLoginName } from './staff-accounts.ts';
import { type Attempt, demandNotLocked, noteFailure } from './throttle.ts';

export function attachOfficer(identity: Identity, server: FastifyInstance): void {
  server.get('/api/v1/identity/officer/start', (request, reply) =>
    withErrorPage(identity, { request, reply }, () => start(identity, request, reply)),
  );
  server.get(OFFICE_CALLBACK, (request, reply) =>
    withErrorPage(identity, { request, reply }, () => arrive(identity, request, reply)),
  );
  attachSteps(identity, server);
}

const startQuery = z.object({ returnTo: z.string().max(500).optional() });
const officeContent = z.object({
  checks: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }),
  returnTo: z.string(),
});

async function start(identity: Identity, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const { returnTo } = startQuery.parse(request.query);
  const checks = identity.vneid.newChecks();
  const content = { checks, returnTo: localPath(returnTo, '/can-bo') };
  const browser = browserOf(identity, request, reply) ?? '';
  await identity.asSystem({ action: 'identity.start-office', mode: 'read' }, (ctx) =>
    openFlow(ctx, { kind: 'office', browser, lookup: checks.state, content }),
  );
  return officeAuthorizationUrl(identity, checks);
}

async function arrive(identity: Identity, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const [, query = ''] = request.url.split('?');
  const lookup = new URLSearchParams(query).get('state') ?? '';
  const browser = browserOf(identity, request);
  const content = await identity.asSystem({ action: 'identity.take-office', mode: 'read' }, async (ctx) =>
    officeContent.parse(contentOf(ctx, await consumeFlow(ctx, { kind: 'office', browser, lookup }))),
  );
  const signIn = await redeemOffice(identity, query, content.checks);
  const { token } = await identity.asSystem({ action: 'identity.sign-in' }, async (ctx) => {
    const account = await findActive(ctx, signIn.accountId);
    if (!account) throw errors.error('wrong_credentials');
    const session = {
      kind: 'staff' as const,
      accountId: account.id,
      personId: account.person_id,
      organisationId: null,
      displayName: account.display_name,
      accountLevel: null,
      authLevel: null,
      methods: signIn.methods,
      upstreamSid: await upstreamOfOfficer(ctx, browser, account.id),
      upstreamToken: null,
      device: deviceOf(request),
    };
    return openSession(ctx, session, sessionToken(identity, request));
  });
  setSessionCookie(identity, reply, token);
  return content.returnTo;
}

function attachSteps(identity: Identity, server: FastifyInstance): void {
  const read = { action: 'identity.officer-step', mode: 'read' } as const;
  const write = { action: 'identity.officer-step' } as const;

  /** A failed step leaves its count behind before the caller hears of it. */
  async function fail(attempt: Attempt, code: 'wrong_credentials' | 'passkey_refused'): Promise<never> {
    await identity.asSystem({ action: 'identity.sign-in-failed' }, (ctx) =>
      noteFailure(ctx, attempt, `identity.${code}`),
    );
    throw errors.error(code);
  }

  serve(server, contract.showOfficerSignIn, ({ params, request }) =>
    identity.asSystem(read, async (ctx) => {
      const flow = await findOfficerFlow(ctx, { id: params.id, browser: browserOf(identity, request) });
      return { ...stepOf(ctx, flow), clientName: clientNameOf(ctx, flow) };
    }),
  );

  serve(server, contract.givePassword, async ({ params, body, request }) => {
    const ref = { id: params.id, browser: browserOf(identity, request) };
    const attempt = { loginName: body.loginName.trim(), address: request.ip };
    const account = await identity.asSystem(read, async (ctx) => {
      await findOfficerFlow(ctx, ref);
      await demandNotLocked(ctx, attempt);
      return findByLoginName(ctx, body.loginName);
    });
    const isRight = await isPassword(body.password, account?.password_hash ?? null);
    if (!account || account.disabled_at || !isRight) return fail(attempt, 'wrong_credentials');
    return identity.asSystem(write, (ctx) => passPassword(ctx, ref, account));
  });

  serve(server, contract.giveCode, async ({ params, body, request }) => {
    const ref = { id: params.id, browser: browserOf(identity, request) };
    const account = await identity.asSystem(read, (ctx) => accountOfFlow(ctx, ref));
    const attempt = { loginName: account.login_name, address: request.ip };
    await identity.asSystem(read, (ctx) => demandNotLocked(ctx, attempt));
    const step = await identity.asSystem(write, (ctx) => passCode(ctx, ref, body.code));
    return step ?? fail(attempt, 'wrong_credentials');
  });

  serve(server, contract.askPasskey, async ({ params, request }) => {
    const ref = { id: params.id, browser: browserOf(identity, request) };
    return { ...(await identity.asSystem(read, (ctx) => askPasskey(ctx, ref))) };
  });

  serve(server, contract.givePasskey, async ({ params, body, request }) => {
    const ref = { id: params.id, browser: browserOf(identity, request) };
    const attempt = { loginName: null, address: request.ip };
    const challenge = await identity.asSystem(read, async (ctx) => {
      await demandNotLocked(ctx, attempt);
      return takeChallenge(ctx, ref);
    });
    const response = body as unknown as AuthenticationResponseJSON;
    try {
      return await identity.asSystem(write, (ctx) => passPasskey(ctx, ref, { response, challenge }));
    } catch (error) {
      if (isAppError(error) && error.code === 'identity.passkey_refused')
        return fail(attempt, 'passkey_refused');
      throw error;
    }
  });
}
