import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { z } from 'zod';
import { errors } from './errors.ts';
import type { IdentitySettings } from './settings.ts';
import { readVnconnect, type VneidPerson } from './vneid-claims.ts';

export const VNEID_CALLBACK = '/api/v1/identity/vneid/callback';

export interface Checks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface VneidSignIn extends VneidPerson {
  readonly sid: string | null;
  readonly idToken: string;
}

export interface VneidClient {
  newChecks(): Checks;
  authorizationUrl(checks: Checks, wanted: { level: number; again: boolean }): Promise<string>;
  /** @throws sign_in_refused, vneid_unavailable */
  redeem(query: string, checks: Checks): Promise<VneidSignIn>;
  logoutUrl(idToken: string, returnTo: string): Promise<string | null>;
  /** @throws sign_in_refused when the token is not a logout token for us */
  readLogoutToken(token: string): Promise<{ sid: string; id: string; issuedAt: Date }>;
}

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const TIMEOUT_SECONDS = 10;

const BROKEN_TRANSPORT = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_PARSE_ERROR',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_ABORT',
]);

function isUnavailable(error: unknown): boolean {
  if (error instanceof TypeError) return true;
  const { code, status } = error as { code?: string; status?: number };
  return BROKEN_TRANSPORT.has(code ?? '') || (typeof status === 'number' && status >= 500);
}

function translate(error: unknown): never {
  throw errors.error(isUnavailable(error) ? 'vneid_unavailable' : 'sign_in_refused', {}, error);
}

async function discover(vneid: IdentitySettings['vneid']): Promise<client.Configuration> {
  const metadata = {
    client_secret: vneid.clientSecret,
    id_token_signed_response_alg: vneid.signingAlgorithm,
  };
  // The signature is checked although the token comes straight from the provider. OIDC Core §3.1.3.7 step 6
  const execute = [client.enableNonRepudiationChecks];
  if (isLoopback(vneid.issuer)) execute.push(client.allowInsecureRequests);
  return client.discovery(new URL(vneid.issuer), vneid.clientId, metadata, undefined, {
    execute,
    timeout: TIMEOUT_SECONDS,
  });
}

export function createVneidClient(settings: IdentitySettings): VneidClient {
  const { vneid, publicUrl } = settings;
  const redirectUri = `${publicUrl}${VNEID_CALLBACK}`;
  let known: Promise<client.Configuration> | undefined;
  let keys: JWTVerifyGetKey | undefined;

  async function configuration(): Promise<client.Configuration> {
    known ??= discover(vneid);
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw errors.error('vneid_unavailable', {}, error);
    }
  }

  async function redeem(query: string, checks: Checks): Promise<VneidSignIn> {
    const config = await configuration();
    try {
      const tokens = await client.authorizationCodeGrant(config, new URL(`${redirectUri}?${query}`), {
        expectedState: checks.state,
        expectedNonce: checks.nonce,
        pkceCodeVerifier: checks.verifier,
        idTokenExpected: true,
      });
      const idClaims = tokens.claims();
      const info = await client.fetchUserInfo(config, tokens.access_token, idClaims?.sub ?? '');
      const person = readVnconnect({ ...info, sub: idClaims?.sub });
      if (!person || !tokens.id_token) throw errors.error('sign_in_refused');
      return {
        ...person,
        sid: typeof idClaims?.sid === 'string' ? idClaims.sid : null,
        idToken: tokens.id_token,
      };
    } catch (error) {
      return translate(error);
    }
  }

  return {
    redeem,
    newChecks: () => ({
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    }),
    authorizationUrl: async (checks, { level, again }) => {
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid',
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
        code_challenge_method: 'S256',
        acr_values: `LoA${level}`,
        ...(again ? { prompt: 'login' } : {}),
      });
      return url.href;
    },
    logoutUrl: async (idToken, returnTo) => {
      const config = await configuration();
      if (!config.serverMetadata().end_session_endpoint) return null;
      return client.buildEndSessionUrl(config, {
        id_token_hint: idToken,
        post_logout_redirect_uri: `${publicUrl}${returnTo}`,
      }).href;
    },
    readLogoutToken: async (token) => {
      const { jwks_uri: address } = (await configuration()).serverMetadata();
      if (!address) throw errors.error('vneid_unavailable');
      keys ??= createRemoteJWKSet(new URL(address));
      return readLogoutToken(token, keys, vneid);
    },
  };
}

const logoutClaims = z.looseObject({
  sid: z.string().min(1),
  jti: z.string().min(1),
  iat: z.number(),
  events: z.looseObject({ [LOGOUT_EVENT]: z.looseObject({}) }),
});

// OpenID Connect Back-Channel Logout 1.0 §2.6
async function readLogoutToken(token: string, keys: JWTVerifyGetKey, vneid: IdentitySettings['vneid']) {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: vneid.issuer,
      audience: vneid.clientId,
      algorithms: [vneid.signingAlgorithm],
      maxTokenAge: '5 minutes',
      clockTolerance: 30,
    });
    const claims = logoutClaims.parse(payload);
    if ('nonce' in payload) throw errors.error('sign_in_refused');
    return { sid: claims.sid, id: claims.jti, issuedAt: new Date(claims.iat * 1000) };
  } catch (error) {
    throw errors.error('sign_in_refused', {}, error);
  }
}

function isLoopback(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
