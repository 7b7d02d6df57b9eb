import * as client from 'openid-client';
import { errors } from './errors.ts';
import { OFFICE_CALLBACK, WEB_CLIENT } from './provider.ts';
import type { Identity } from './service.ts';
import type { Checks } from './vneid-client.ts';

export interface OfficeSignIn {
  readonly accountId: string;
  readonly methods: readonly string[];
}

/** Our web app as a relying party of our own provider: the same protocol any other system of the province uses. */
function configurationOf(identity: Identity): client.Configuration {
  const { issuer } = identity.provider;
  const server: client.ServerMetadata = {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
  };
  const configuration = new client.Configuration(server, WEB_CLIENT, {
    client_secret: identity.provider.webClientSecret(),
    id_token_signed_response_alg: 'RS256',
  });
  client.enableNonRepudiationChecks(configuration);
  const { publicUrl, internalUrl = publicUrl } = identity.settings;
  if (internalUrl.startsWith('http:')) client.allowInsecureRequests(configuration);
  configuration[client.customFetch] = (url, options) =>
    fetch(url.replace(publicUrl, internalUrl), options as RequestInit);
  return configuration;
}

export async function officeAuthorizationUrl(identity: Identity, checks: Checks): Promise<string> {
  const url = client.buildAuthorizationUrl(configurationOf(identity), {
    redirect_uri: `${identity.settings.publicUrl}${OFFICE_CALLBACK}`,
    scope: 'openid',
    // A session that timed out here must not be renewed by a session that lives on there.
    prompt: 'login',
    state: checks.state,
    nonce: checks.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
    code_challenge_method: 'S256',
  });
  return url.href;
}

/** @throws sign_in_refused */
export async function redeemOffice(identity: Identity, query: string, checks: Checks): Promise<OfficeSignIn> {
  const url = new URL(`${identity.settings.publicUrl}${OFFICE_CALLBACK}?${query}`);
  try {
    const tokens = await client.authorizationCodeGrant(configurationOf(identity), url, {
      expectedState: checks.state,
      expectedNonce: checks.nonce,
      pkceCodeVerifier: checks.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    const methods = Array.isArray(claims?.amr) ? claims.amr.filter((name) => typeof name === 'string') : [];
    if (!claims || methods.length === 0) throw errors.error('sign_in_refused');
    return { accountId: claims.sub, methods };
  } catch (error) {
    throw errors.error('sign_in_refused', {}, error);
  }
}
