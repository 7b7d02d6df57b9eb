import type { JWK } from 'jose';
import Provider, { type OidcContext, type TokenLike } from 'oidc-provider';
import type { Identity } from './service.ts';
import { type IdentitySettings, isSecure, type OfficeClient } from './settings.ts';
import { currentKeys, rotateKeys } from './signing-keys.ts';
import { findActive } from './staff-accounts.ts';
import { createAdapter } from './store-oidc.ts';

export const WEB_CLIENT = 'serepok-web';
export const OFFICE_CALLBACK = '/api/v1/identity/officer/callback';
const RECHECK_MS = 60_000;

/** The OpenID Connect provider at which officers sign in; rebuilt when its keys turn over. */
export interface ProviderHolder {
  readonly issuer: string;
  current(): Promise<Provider>;
  webClientSecret(): string;
}

export function issuerOf(settings: IdentitySettings): string {
  return `${settings.publicUrl}/oidc`;
}

export function acrOf(methods: readonly string[]): string {
  if (methods.includes('passkey')) return 'urn:serepok:passkey';
  return methods.includes('vneid') ? 'urn:serepok:vneid' : 'urn:serepok:mfa';
}

export function createProviderHolder(identity: () => Identity): ProviderHolder {
  let built: { provider: Provider; kids: string; checkedAt: number } | undefined;
  let building: Promise<Provider> | undefined;

  async function build(): Promise<Provider> {
    const house = identity();
    const keys = await readKeys(house);
    const kids = keys.map(({ kid }) => kid).join();
    const checkedAt = house.runner().clock.now().getTime();
    if (built?.kids === kids) built.checkedAt = checkedAt;
    else built = { provider: createProvider(house, keys), kids, checkedAt };
    return built.provider;
  }

  const secret = () => identity().vault.mark('client', WEB_CLIENT).toString('base64url');
  return {
    get issuer() {
      return issuerOf(identity().settings);
    },
    webClientSecret: secret,
    current: async () => {
      const now = identity().runner().clock.now().getTime();
      if (built && now - built.checkedAt < RECHECK_MS) return built.provider;
      building ??= build().finally(() => {
        building = undefined;
      });
      return building;
    },
  };
}

async function readKeys(identity: Identity): Promise<JWK[]> {
  const read = () => identity.asSystem({ action: 'identity.read-keys', mode: 'read' }, currentKeys);
  const keys = await read();
  if (keys.length > 0) return keys;
  await identity.asSystem({ action: 'identity.rotate-keys' }, rotateKeys);
  return read();
}

function metadataOf(client: OfficeClient): Record<string, unknown> {
  const backchannel = client.backchannelLogoutUri
    ? { backchannel_logout_uri: client.backchannelLogoutUri, backchannel_logout_session_required: true }
    : {};
  return {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    client_name: client.name,
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...(client.postLogoutRedirectUris ?? [])],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_basic',
    id_token_signed_response_alg: 'RS256',
    ...backchannel,
  };
}

function clientsOf(identity: Identity): OfficeClient[] {
  const web: OfficeClient = {
    clientId: WEB_CLIENT,
    clientSecret: identity.provider.webClientSecret(),
    name: 'Serepok',
    redirectUris: [`${identity.settings.publicUrl}${OFFICE_CALLBACK}`],
  };
  return [web, ...(identity.settings.officeClients ?? [])];
}

function createProvider(identity: Identity, keys: JWK[]): Provider {
  const { settings, limits, vault } = identity;
  const staffSeconds = Math.floor(limits.staff.absoluteMs / 1000);
  const cookie = { httpOnly: true, sameSite: 'lax', secure: isSecure(settings) };
  const provider: Provider = new Provider(issuerOf(settings), {
    adapter: createAdapter(identity),
    clients: clientsOf(identity).map(metadataOf),
    jwks: { keys },
    acrValues: ['urn:serepok:mfa', 'urn:serepok:vneid', 'urn:serepok:passkey'],
    scopes: ['openid', 'profile', 'roles'],
    responseTypes: ['code'],
    claims: { openid: ['sub', 'acr', 'amr', 'sid'], profile: ['name'], roles: ['roles'] },
    pkce: { required: () => true },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: staffSeconds,
      IdToken: 600,
      Interaction: Math.floor(limits.flowMs / 1000),
      Session: staffSeconds,
    },
    cookies: {
      names: { session: 'serepok_op', interaction: 'serepok_op_buoc', resume: 'serepok_op_tiep' },
      keys: vault.cookieKeys(),
      long: cookie,
      short: cookie,
    },
    interactions: { url: (_ctx: OidcContext, { uid }: { uid: string }) => `/oidc/interaction/${uid}` },
    // Every client is a system of the province, registered by hand: what it asks for is granted, nothing is asked of the officer.
    loadExistingGrant: async (ctx: OidcContext) => {
      const accountId = ctx.oidc.session?.accountId;
      const clientId = ctx.oidc.client?.clientId;
      if (!accountId || !clientId) return undefined;
      const grant = new provider.Grant({ accountId, clientId });
      grant.addOIDCScope('openid profile roles');
      await grant.save();
      return grant;
    },
    clientBasedCORS: () => false,
    // The library refuses private addresses; systems of the province live on them, and only addresses registered by hand are called.
    fetch: (url: string, options: RequestInit & { dispatcher?: unknown }) =>
      fetch(url, { ...options, dispatcher: undefined }),
    findAccount: (_ctx: OidcContext, id: string, _token?: TokenLike) => findAccount(identity, id),
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      dPoP: { enabled: false },
      resourceIndicators: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx: OidcContext, form: string) => showLogout(ctx, form),
        postLogoutSuccessSource: (ctx: OidcContext) => ctx.redirect('/can-bo'),
      },
    },
    renderError: (ctx: OidcContext) => ctx.redirect('/can-bo/dang-nhap?loi=identity.sign_in_expired'),
  });
  provider.proxy = true;
  provider.on('server_error', (...values) => {
    const error = values.find((value) => value instanceof Error);
    identity.runner().log.error({ err: error?.stack ?? 'unknown' }, 'OpenID Connect provider failed');
  });
  return provider;
}

function showLogout(ctx: OidcContext, form: string): void {
  ctx.type = 'html';
  ctx.body = `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Đăng xuất</title></head>
<body><main><h1>Đăng xuất khỏi các hệ thống của tỉnh?</h1>${form}
<button type="submit" form="op.logoutForm" value="yes" name="logout">Đăng xuất</button>
<button type="submit" form="op.logoutForm">Giữ đăng nhập</button></main></body></html>`;
}

async function findAccount(identity: Identity, id: string) {
  const account = await identity.asSystem({ action: 'identity.oidc', mode: 'read' }, (ctx) =>
    findActive(ctx, id),
  );
  if (!account) return undefined;
  const claims = async (use: string) => {
    if (use === 'id_token') return { sub: id };
    const terms = await identity.asSystem({ action: 'identity.oidc', mode: 'read' }, (ctx) =>
      ctx.ports.officeTerms.termsOf(ctx, id),
    );
    const roles = terms.map(({ role, agencyId }) => ({ role, agencyId }));
    return { sub: id, name: account.display_name, roles };
  };
  return { accountId: id, claims };
}
