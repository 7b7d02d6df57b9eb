import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import Provider, { interactionPolicy, type OidcContext, type Policy, type TokenLike } from 'oidc-provider';
import { createMemoryAdapter } from './memory-adapter.ts';
import { html, page, type Stage } from '../kit/index.ts';
import { ACR_VALUES, acrOf, CLAIM_NAMES, claimsOf, type Levels, wantedAuthLevel } from './claims.ts';
import type { Accounts } from './people.ts';

export const BRAND = 'VNeID';

export interface VneidClient {
  clientId: string;
  clientSecret: string;
  /** Shown on the consent page. */
  name: string;
  redirectUris: string[];
  postLogoutRedirectUris?: string[];
  backchannelLogoutUri?: string;
}

export interface ProviderParts {
  stage: Stage;
  issuer: string;
  clients: readonly VneidClient[];
  accounts: Accounts;
  /** Levels of each grant, remembered when the person signed in. */
  levels: Map<string, Levels>;
  signingKey: JWK;
}

export async function createSigningKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
}

function clientMetadata(client: VneidClient): Record<string, unknown> {
  const backchannel = client.backchannelLogoutUri
    ? { backchannel_logout_uri: client.backchannelLogoutUri, backchannel_logout_session_required: true }
    : {};
  return {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    client_name: client.name,
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutRedirectUris ?? [],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    id_token_signed_response_alg: 'RS256',
    token_endpoint_auth_method: 'client_secret_basic',
    ...backchannel,
  };
}

function showPage(ctx: OidcContext, title: string, body: ReturnType<typeof html>): void {
  const answer = page({ brand: BRAND, title, body, width: 'narrow' });
  ctx.type = 'html';
  ctx.body = answer.body;
}

const LIFETIMES = {
  AccessToken: 1800,
  AuthorizationCode: 60,
  Grant: 8 * 3600,
  IdToken: 1800,
  Interaction: 900,
  Session: 8 * 3600,
};

export function createProvider(parts: ProviderParts): Provider {
  const { accounts, levels, issuer, stage } = parts;
  const provider = new Provider(issuer, {
    adapter: createMemoryAdapter(stage.surroundings.now),
    clients: parts.clients.map(clientMetadata),
    jwks: { keys: [parts.signingKey] },
    acrValues: [...ACR_VALUES],
    scopes: ['openid'],
    responseTypes: ['code'],
    claims: { openid: CLAIM_NAMES },
    pkce: { required: () => true },
    ttl: LIFETIMES,
    conformIdTokenClaims: true,
    cookies: {
      // Cookies do not tell ports apart: on one loopback host every provider needs its own names.
      names: { session: 'vneid_phien', interaction: 'vneid_buoc', resume: 'vneid_tiep' },
      keys: [stage.surroundings.bytes(32).toString('hex')],
    },
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      userinfo: '/oauth2/userinfo',
      jwks: '/oauth2/jwks',
      end_session: '/oidc/logout',
      pushed_authorization_request: '/oauth2/par',
    },
    // Consent is asked at every sign-in, so that a grant always carries the levels of its own sign-in.
    loadExistingGrant: async (ctx: OidcContext) => {
      const grantId = ctx.oidc.result?.consent?.grantId;
      return grantId ? provider.Grant.find(grantId) : undefined;
    },
    interactions: {
      policy: createPolicy(),
      url: (_ctx: OidcContext, interaction: { uid: string }) => `/dang-nhap/${interaction.uid}`,
    },
    clientBasedCORS: () => false,
    // The provider refuses special-use addresses; every system of the test environment lives on loopback.
    fetch: (url: string, options: RequestInit) => fetch(url, withoutDispatcher(options)),
    findAccount: (_ctx: OidcContext, techId: string, token?: TokenLike) => {
      const account = accounts.ofTechId(techId);
      if (!account) return undefined;
      const known = token?.grantId ? levels.get(token.grantId) : undefined;
      // The ID token travels in addresses at logout: it says who by `sub` alone, userinfo says the rest.
      const claims = (use: string) => {
        const { sub, acr, ...rest } = claimsOf(account, known, issuer);
        return Promise.resolve(use === 'id_token' ? { sub, acr } : { sub, acr, ...rest });
      };
      return { accountId: techId, claims };
    },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      dPoP: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx: OidcContext, form: string) => showPage(ctx, 'Đăng xuất', logoutQuestion(form)),
        postLogoutSuccessSource: (ctx: OidcContext) => showPage(ctx, 'Đã đăng xuất', goodbye()),
      },
    },
    renderError: (ctx: OidcContext, out: { error: string; error_description?: string }) => {
      showPage(ctx, 'Không tiếp tục được', failure(out));
    },
  });
  for (const event of ['server_error', 'backchannel.error']) {
    provider.on(event, (...values) => {
      const error = values.find((value) => value instanceof Error);
      stage.log(event, { reason: error?.message });
    });
  }
  return provider;
}

/** A sign-in that is weaker than acr_values asks for is repeated. */
function createPolicy(): Policy {
  const policy = interactionPolicy.base();
  policy.get('login')?.checks.add(
    new interactionPolicy.Check('too_weak', 'a higher authentication level is required', (ctx) => {
      const wanted = wantedAuthLevel(ctx.oidc.params?.acr_values);
      const reached = ctx.oidc.session?.acr ?? acrOf(1);
      return reached < acrOf(wanted);
    }),
  );
  return policy;
}

function withoutDispatcher(options: RequestInit): RequestInit {
  const { dispatcher: _dropped, ...rest } = options as RequestInit & { dispatcher?: unknown };
  return rest;
}

function logoutQuestion(form: string) {
  return html`<div class="stack"><h1>Đăng xuất khỏi VNeID?</h1>
<p>Các hệ thống đã đăng nhập bằng phiên này cũng sẽ được báo để đăng xuất.</p>
${{ markup: form }}
<div class="row"><button class="btn main" type="submit" form="op.logoutForm" value="yes" name="logout">Đăng xuất</button>
<button class="btn" type="submit" form="op.logoutForm">Giữ đăng nhập</button></div></div>`;
}

function goodbye() {
  return html`<div class="stack"><h1>Bạn đã đăng xuất</h1><p>Có thể đóng trang này.</p></div>`;
}

function failure(out: { error: string; error_description?: string }) {
  return html`<div class="stack"><h1>Không tiếp tục được</h1>
<p>Yêu cầu đăng nhập không hợp lệ hoặc đã hết hạn. Hãy quay lại trang bạn vừa dùng và đăng nhập lại.</p>
<p class="small mut">Mã lỗi: <code>${out.error}</code>${out.error_description ? html`, ${out.error_description}` : ''}</p></div>`;
}
