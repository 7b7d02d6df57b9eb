import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Ctx, type Principal, system } from '#platform/runtime';
import type { Runner } from '#platform/use-case';
import { attachBackchannel } from './http-backchannel.ts';
import { attachEnrolment } from './http-enrolment.ts';
import { attachOfficer } from './http-officer.ts';
import { attachProvider } from './http-provider.ts';
import { attachVneid } from './http-vneid.ts';
import { authenticateRequest, type SignedIn } from './authenticate.ts';
import { createProviderHolder, type ProviderHolder } from './provider.ts';
import { openVault, type Vault } from './secrets.ts';
import { type IdentityLimits, type IdentitySettings, limitsOf } from './settings.ts';
import { createVneidClient, type VneidClient } from './vneid-client.ts';

export interface Identity {
  readonly settings: IdentitySettings;
  readonly limits: IdentityLimits;
  readonly vault: Vault;
  readonly vneid: VneidClient;
  readonly provider: ProviderHolder;
  runner(): Runner;
  /** The runner needs its ports first; src/app/compose.ts hands it over once both exist. */
  useRunner(runner: Runner): void;
  /** One transaction in which the house itself acts; a `read` leaves no audit entry. */
  asSystem<T>(act: { action: string; mode?: 'read' | 'write' }, run: (ctx: Ctx) => Promise<T>): Promise<T>;
  /** For `createServer`: who sends this request, by the session cookie. */
  readonly authenticate: (request: FastifyRequest) => Promise<Principal>;
  sessionOf(request: FastifyRequest): SignedIn | undefined;
  /** Adds the sign-in routes and the OpenID Connect provider below /oidc. */
  attach(server: FastifyInstance): Promise<void>;
}

/** Everything about signing in; wired once in src/app/compose.ts. */
export function createIdentity(settings: IdentitySettings): Identity {
  let known: Runner | undefined;
  const signedIn = new WeakMap<FastifyRequest, SignedIn>();

  function runner(): Runner {
    if (!known) throw new Error('identity: useRunner() was not called');
    return known;
  }

  const identity: Identity = {
    settings,
    limits: limitsOf(settings),
    vault: openVault([settings.secret, ...(settings.formerSecrets ?? [])], () => runner().random),
    vneid: createVneidClient(settings),
    provider: createProviderHolder(() => identity),
    runner,
    useRunner: (given) => {
      known = given;
    },
    asSystem: ({ action, mode = 'write' }, run) => runner().act({ action, mode, principal: system }, run),
    authenticate: async (request) => {
      const found = await authenticateRequest(identity, request);
      if (found.signedIn) signedIn.set(request, found.signedIn);
      return found.principal;
    },
    sessionOf: (request) => signedIn.get(request),
    attach: async (server) => {
      attachVneid(identity, server);
      attachBackchannel(identity, server);
      attachOfficer(identity, server);
      attachEnrolment(identity, server);
      await attachProvider(identity, server);
    },
  };
  return identity;
}
