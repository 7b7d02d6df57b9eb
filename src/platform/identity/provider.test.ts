import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startVneid } from '../../../sandbox/vneid/index.ts';
import { createStage, json, openSandbox, type Sandbox } from '../../../sandbox/kit/index.ts';
import { Browser, ids, next, type Stand } from './fixtures.ts';
import { codeNow, openOffice, PASSWORD, signInClerk, steps, toSignInPage } from './officer-fixtures.ts';
import { disableStaffAccount, setDemonstrationMeans } from './index.ts';
import { rotateKeys } from './signing-keys.ts';

const DAY = 86_400_000;

let hub: Sandbox;
let stand: Stand;
let browser: Browser;
let configuration: client.Configuration;
const told: string[] = [];

/** Another system of the province that lets officers sign in here, with a library of its own. */
beforeAll(async () => {
  hub = await openSandbox(createStage('hub', { writeLog: () => undefined }), () => ({
    routes: [
      {
        method: 'POST',
        path: '/logout',
        handle: (asked) => {
          told.push(asked.body.toString());
          return json({});
        },
      },
    ],
  }));
  stand = await openOffice(startVneid, [
    {
      clientId: 'hub',
      clientSecret: 'bi-mat-hub',
      name: 'Hệ thống báo cáo',
      redirectUris: [`${hub.url}/callback`],
      backchannelLogoutUri: `${hub.url}/logout`,
    },
  ]);
  configuration = await discover();
});
afterAll(async () => {
  await stand.close();
  await hub.close();
});
beforeEach(() => {
  browser = new Browser(stand);
  told.length = 0;
  stand.house.clock.advance(3_600_000);
});

/** A relying system that has just fetched the keys; in operation it has two days to do so. */
function discover(): Promise<client.Configuration> {
  return client.discovery(new URL(`${stand.url}/oidc`), 'hub', 'bi-mat-hub', undefined, {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });
}

async function authorize() {
  const checks = {
    verifier: client.randomPKCECodeVerifier(),
    state: client.randomState(),
    nonce: client.randomNonce(),
  };
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: `${hub.url}/callback`,
    scope: 'openid profile roles',
    code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
    code_challenge_method: 'S256',
    state: checks.state,
    nonce: checks.nonce,
  });
  return { url, checks };
}

async function signInAtHub() {
  browser = new Browser(stand);
  stand.house.clock.advance(60_000);
  const { url, checks } = await authorize();
  const step = steps(browser, await toSignInPage(browser, url.href));
  expect((await step.show()).body).toMatchObject({ clientName: 'Hệ thống báo cáo' });
  await step.password('thu.vien', PASSWORD);
  const done = await step.code(codeNow(stand));
  const resumed = next(await browser.send(String(done.body.redirectTo)));
  return { callback: next(await browser.send(resumed)), checks };
}

function redeem({ callback, checks }: Awaited<ReturnType<typeof signInAtHub>>) {
  return client.authorizationCodeGrant(configuration, new URL(callback), {
    pkceCodeVerifier: checks.verifier,
    expectedState: checks.state,
    expectedNonce: checks.nonce,
  });
}

describe('another system as relying party', () => {
  it('learns who, how surely, and the roles of today’s terms of office', async () => {
    const tokens = await redeem(await signInAtHub());
    const claims = tokens.claims();
    expect(claims).toMatchObject({ sub: ids.clerk, acr: 'urn:serepok:mfa', amr: ['pwd', 'otp'] });
    expect(claims).not.toHaveProperty('roles');
    const info = await client.fetchUserInfo(configuration, tokens.access_token, ids.clerk);
    expect(info).toMatchObject({ name: 'Trần Thị Thư', roles: [{ role: 'receiver', agencyId: ids.agency }] });
    const terms = stand.registers.terms.get(ids.clerk) ?? [];
    stand.registers.terms.set(ids.clerk, []);
    expect((await client.fetchUserInfo(configuration, tokens.access_token, ids.clerk)).roles).toEqual([]);
    stand.registers.terms.set(ids.clerk, terms);
  });

  it('cannot redeem a code twice, and the second try takes the first tokens away', async () => {
    const flow = await signInAtHub();
    const tokens = await redeem(flow);
    await expect(redeem(flow)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(client.fetchUserInfo(configuration, tokens.access_token, ids.clerk)).rejects.toThrow();
  });

  it('cannot redeem one code twice at the same moment', async () => {
    const flow = await signInAtHub();
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => redeem(flow)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
  });

  it('cannot redeem with another verifier, nor after a minute', async () => {
    const flow = await signInAtHub();
    const wrong = { ...flow, checks: { ...flow.checks, verifier: client.randomPKCECodeVerifier() } };
    await expect(redeem(wrong)).rejects.toMatchObject({ error: 'invalid_grant' });
    const late = await signInAtHub();
    stand.house.clock.advance(61_000);
    await expect(redeem(late)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it.each([
    ['without PKCE', (url: URL) => url.searchParams.delete('code_challenge'), 'invalid_request'],
    [
      'with PKCE plain',
      (url: URL) => url.searchParams.set('code_challenge_method', 'plain'),
      'invalid_request',
    ],
    [
      'asking for tokens in the address',
      (url: URL) => url.searchParams.set('response_type', 'id_token'),
      'un',
    ],
  ])('%s is sent back with an error', async (_name, change, error) => {
    const { url } = await authorize();
    change(url);
    const target = new URL(next(await browser.send(url.href)));
    const answer = new URLSearchParams(target.search || target.hash.slice(1));
    expect(answer.get('error')).toContain(error);
  });

  it.each([
    ['a foreign address to return to', 'redirect_uri', 'https://evil.example/callback'],
    ['an unknown client', 'client_id', 'khac'],
  ])('with %s is not sent anywhere but to our own page', async (_name, parameter, value) => {
    const { url } = await authorize();
    url.searchParams.set(parameter, value);
    expect(next(await browser.send(url.href))).toBe('/can-bo/dang-nhap?loi=identity.sign_in_expired');
  });

  it('sees the configured address whatever Host a request carries', async () => {
    const answer = await stand.server.inject({
      url: '/oidc/.well-known/openid-configuration',
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    });
    expect(answer.json()).toMatchObject({
      issuer: `${stand.url}/oidc`,
      token_endpoint: `${stand.url}/oidc/token`,
    });
    expect(answer.body).not.toContain('evil');
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
  });
});

describe('ending', () => {
  it('reaches the other systems, and the provider forgets the officer', async () => {
    const tokens = await redeem(await signInAtHub());
    await stand.house.drain();
    stand.house.clock.advance(60_000);
    await signInClerk(browser);
    expect((await browser.api('POST', '/identity/sign-out')).body).toEqual({ redirectTo: '/can-bo' });
    await stand.house.drain();
    const token = new URLSearchParams(told[0]).get('logout_token') ?? '';
    const keys = createRemoteJWKSet(new URL(`${stand.url}/oidc/jwks`));
    const { payload } = await jwtVerify(token, keys, { issuer: `${stand.url}/oidc`, audience: 'hub' });
    expect(payload).toMatchObject({ sub: ids.clerk });
    await expect(client.fetchUserInfo(configuration, tokens.access_token, ids.clerk)).rejects.toThrow();
    const { url } = await authorize();
    expect(await toSignInPage(browser, url.href)).not.toBe('');
  });

  it('does not let a session that timed out here be renewed by the provider’s', async () => {
    await signInClerk(browser);
    stand.house.clock.advance(31 * 60_000);
    expect(await browser.me()).toMatchObject({ kind: 'anonymous' });
    const start = next(await browser.send('/api/v1/identity/officer/start'));
    const flow = await toSignInPage(browser, start);
    expect((await steps(browser, flow).show()).body).toMatchObject({ stage: 'credentials' });
  });

  it('comes at once for an officer who leaves', async () => {
    await signInClerk(browser);
    await stand.asSystem((ctx) => disableStaffAccount(ctx, ids.clerk));
    expect(await browser.me()).toMatchObject({ kind: 'anonymous' });
    const refused = new URL(next(await browser.send((await authorize()).url.href)), stand.url);
    expect(refused.searchParams.has('code')).toBe(false);
    browser = new Browser(stand);
    const step = steps(browser, await toSignInPage(browser, (await authorize()).url.href));
    expect((await step.password('thu.vien', PASSWORD)).status).toBe(401);
    await stand.house.admin.query('update identity.staff_account set disabled_at = null where id = $1', [
      ids.clerk,
    ]);
    await stand.asSystem((ctx) =>
      setDemonstrationMeans(ctx, {
        accountId: ids.clerk,
        password: PASSWORD,
        totpSecret: Buffer.from('12345678901234567890'),
      }),
    );
  });
});

describe('signing keys', () => {
  const kidsShown = async () => {
    const answer = await stand.server.inject({ url: '/oidc/jwks' });
    const { keys } = answer.json<{ keys: Record<string, string>[] }>();
    expect(keys.every((key) => !('d' in key) && !('p' in key))).toBe(true);
    return keys.map(({ kid }) => kid ?? '');
  };
  const signingKid = async () => {
    configuration = await discover();
    return decodeProtectedHeader((await redeem(await signInAtHub())).id_token ?? '').kid;
  };

  it('are shown before they sign, sign, and are shown on until what they signed has expired', async () => {
    const [first = ''] = await kidsShown();
    expect(await signingKid()).toBe(first);
    const { rows } = await stand.house.admin.query('select max(signs_to) as until from identity.signing_key');
    const until = rows[0]?.until as Date;

    stand.house.clock.set(new Date(until.getTime() - 2 * DAY));
    await stand.asSystem(rotateKeys);
    await stand.asSystem(rotateKeys);
    const both = await kidsShown();
    expect(both).toHaveLength(2);
    expect(both[0]).toBe(first);
    expect(await signingKid()).toBe(first);

    stand.house.clock.set(until);
    const turned = await kidsShown();
    expect(turned[0]).not.toBe(first);
    expect(turned).toContain(first);
    expect(await signingKid()).toBe(turned[0]);

    stand.house.clock.set(new Date(until.getTime() + 3 * DAY));
    expect(await kidsShown()).toEqual([turned[0]]);
  });

  it('and everything the provider keeps are sealed at rest', async () => {
    await signInAtHub();
    const { rows } = await stand.house.admin.query(
      "select encode(private_sealed, 'escape') as text from identity.signing_key union all select encode(payload_sealed, 'escape') from identity.oidc_artifact",
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.map(({ text }: { text: string }) => text).join()).not.toMatch(/"kty"|"jti"|accountId/);
  });
});
