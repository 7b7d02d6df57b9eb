import { createHmac } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startVneid } from '../../../sandbox/vneid/index.ts';
import { createStage, json, openSandbox, type Sandbox } from '../../../sandbox/kit/index.ts';
import { ALICE, Browser, next, openStand, type Stand } from './fixtures.ts';

/** A provider that says whatever the test wants: what a stolen name or a broken system could send. */
interface Liar {
  sandbox: Sandbox;
  nonce: string;
  idToken: (nonce: string) => Promise<string>;
  userinfo: Record<string, unknown>;
  sign: (claims: JWTPayload, header?: { alg?: string; kid?: string; typ?: string }) => Promise<string>;
  otherSign: (claims: JWTPayload) => Promise<string>;
  publicPem: string;
}

const NOW = () => Math.floor(Date.now() / 1000);
const INFO = {
  sub: 'tech-1',
  SoDinhDanh: ALICE.number,
  HoVaTen: ALICE.fullName.toUpperCase(),
  NgayThangNamSinh: ALICE.birth,
  LoaiTaiKhoan: '1',
  MucTaiKhoan: '2',
  MucXacThuc: '2',
};

let liar: Liar;
let stand: Stand;

async function openLiar(): Promise<Liar> {
  const own = await generateKeyPair('RS256', { extractable: true });
  const other = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  const made: Liar = {
    nonce: '',
    idToken: () => Promise.resolve(''),
    userinfo: INFO,
    publicPem: await exportSPKI(own.publicKey),
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header }).sign(own.privateKey),
    otherSign: (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(other.privateKey),
    sandbox: undefined as unknown as Sandbox,
  };
  made.sandbox = await openSandbox(createStage('liar', { writeLog: () => undefined }), (url) => ({
    routes: [
      {
        method: 'GET',
        path: '/.well-known/openid-configuration',
        handle: () =>
          json({
            issuer: url,
            authorization_endpoint: `${url}/auth`,
            token_endpoint: `${url}/token`,
            userinfo_endpoint: `${url}/userinfo`,
            jwks_uri: `${url}/jwks`,
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'],
          }),
      },
      { method: 'GET', path: '/jwks', handle: () => json({ keys: [jwk] }) },
      {
        method: 'POST',
        path: '/token',
        handle: async () =>
          json({ access_token: 'a', token_type: 'Bearer', id_token: await made.idToken(made.nonce) }),
      },
      { method: 'GET', path: '/userinfo', handle: () => json(made.userinfo) },
    ],
  }));
  return made;
}

beforeAll(async () => {
  liar = await openLiar();
  stand = await openStand(startVneid, { issuer: liar.sandbox.url });
});
afterAll(async () => {
  await stand.close();
  await liar.sandbox.close();
});

function good(nonce: string): JWTPayload {
  return {
    iss: liar.sandbox.url,
    sub: 'tech-1',
    aud: 'serepok',
    nonce,
    iat: NOW(),
    exp: NOW() + 300,
    sid: 's1',
  };
}

async function attempt(query = 'returnTo=/ho-so'): Promise<string> {
  const browser = new Browser(stand);
  const authorize = new URL(next(await browser.send(`/api/v1/identity/vneid/start?${query}`)));
  liar.nonce = authorize.searchParams.get('nonce') ?? '';
  const state = authorize.searchParams.get('state') ?? '';
  return next(
    await browser.send(`/api/v1/identity/vneid/callback?code=c&state=${encodeURIComponent(state)}`),
  );
}

const REFUSED = '/dang-nhap?loi=identity.sign_in_refused';

function unsigned(claims: JWTPayload): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}

function hmacWithPublicKey(claims: JWTPayload): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ alg: 'HS256', kid: 'k1' })}.${part(claims)}`;
  return `${head}.${createHmac('sha256', liar.publicPem).update(head).digest('base64url')}`;
}

describe('ID token', () => {
  it('of the right making opens a session (so the refusals below mean something)', async () => {
    liar.idToken = (nonce) => liar.sign(good(nonce));
    expect(await attempt()).toBe('/ho-so');
  });

  it.each<[string, (nonce: string) => Promise<string> | string]>([
    ['is unsigned (alg none)', (nonce) => unsigned(good(nonce))],
    ['is signed with the public key as HMAC secret', (nonce) => hmacWithPublicKey(good(nonce))],
    ['is signed with another key under the same kid', (nonce) => liar.otherSign(good(nonce))],
    ['names an unknown kid', (nonce) => liar.sign(good(nonce), { kid: 'k9' })],
    ['has a cut signature', async (nonce) => (await liar.sign(good(nonce))).slice(0, -8)],
    ['is for another client', (nonce) => liar.sign({ ...good(nonce), aud: 'khac' })],
    [
      'is for several clients without naming us as the one',
      (nonce) => liar.sign({ ...good(nonce), aud: ['serepok', 'khac'], azp: 'khac' }),
    ],
    ['is from another issuer', (nonce) => liar.sign({ ...good(nonce), iss: 'https://khac.example' })],
    ['expired', (nonce) => liar.sign({ ...good(nonce), exp: NOW() - 120, iat: NOW() - 600 })],
    ['has no expiry', (nonce) => liar.sign({ ...good(nonce), exp: undefined })],
    ['is not valid yet', (nonce) => liar.sign({ ...good(nonce), nbf: NOW() + 3600 })],
    ['carries the nonce of another attempt', () => liar.sign(good('nonce-khac'))],
    ['carries no nonce', (nonce) => liar.sign({ ...good(nonce), nonce: undefined })],
    ['names nobody', (nonce) => liar.sign({ ...good(nonce), sub: undefined })],
    ['names another person than userinfo', (nonce) => liar.sign({ ...good(nonce), sub: 'tech-2' })],
    ['is missing', () => ''],
    ['is no token', () => 'abc'],
  ])('that %s is refused', async (_name, make) => {
    liar.idToken = (nonce) => Promise.resolve(make(nonce));
    expect(await attempt()).toBe(REFUSED);
  });
});

describe('claims', () => {
  it.each([
    ['a number with a letter', { SoDinhDanh: '10019000011A' }, REFUSED],
    ['no number', { SoDinhDanh: undefined }, REFUSED],
    ['a birth that is no day', { NgayThangNamSinh: '1990-01-01' }, REFUSED],
    ['an organisation without tax code', { LoaiTaiKhoan: '2', TenToChuc: 'X' }, REFUSED],
    ['a level that does not exist', { MucXacThuc: '9' }, REFUSED],
    ['another name than the register', { HoVaTen: 'KẺ KHÁC' }, '/dang-nhap?loi=identity.not_registered'],
    ['a name in NFD', { HoVaTen: INFO.HoVaTen.normalize('NFD') }, '/ho-so'],
  ])('with %s: %o → %s', async (_name, change, page) => {
    liar.idToken = (nonce) => liar.sign(good(nonce));
    liar.userinfo = { ...INFO, ...change };
    expect(await attempt()).toBe(page);
  });

  it.each([
    [{ MucXacThuc: undefined, acr: 'LoA3' }, '/ho-so'],
    [{ MucXacThuc: '2', acr: 'LoA4' }, '/dang-nhap?loi=identity.level_too_low&level=3'],
    [{ MucXacThuc: undefined }, '/dang-nhap?loi=identity.level_too_low&level=3'],
  ])('counts what is not said as the lowest level: %o → %s', async (change, page) => {
    liar.idToken = (nonce) => liar.sign(good(nonce));
    liar.userinfo = { ...INFO, ...change };
    expect(await attempt('level=3&returnTo=/ho-so')).toBe(page);
  });
});

describe('logout token', () => {
  const EVENT = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const token = (more: JWTPayload = {}): JWTPayload => ({
    iss: liar.sandbox.url,
    aud: 'serepok',
    iat: NOW(),
    exp: NOW() + 120,
    jti: crypto.randomUUID(),
    sid: 's1',
    events: EVENT,
    ...more,
  });
  const tell = async (logoutToken: string) =>
    (
      await fetch(`${stand.url}/api/v1/identity/vneid/backchannel-logout`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token: logoutToken }),
      })
    ).status;
  const open = async () => {
    const { rows } = await stand.house.admin.query('select 1 from identity.session where ended_at is null');
    return rows.length;
  };

  it.each<[string, () => Promise<string> | string]>([
    ['unsigned', () => unsigned(token())],
    ['signed with another key', () => liar.otherSign(token())],
    ['for another client', () => liar.sign(token({ aud: 'khac' }))],
    ['from another issuer', () => liar.sign(token({ iss: 'https://khac.example' }))],
    ['without the event', () => liar.sign(token({ events: {} }))],
    ['an ID token (with a nonce)', () => liar.sign(token({ nonce: 'n' }))],
    ['old', () => liar.sign(token({ iat: NOW() - 3600 }))],
    ['without jti', () => liar.sign(token({ jti: undefined }))],
    ['without sid', () => liar.sign(token({ sid: undefined }))],
    ['no token', () => 'abc'],
  ])('%s ends nothing', async (_name, make) => {
    liar.idToken = (nonce) => liar.sign(good(nonce));
    liar.userinfo = INFO;
    await attempt();
    const before = await open();
    expect(before).toBeGreaterThan(0);
    expect(await tell(await make())).toBe(401);
    expect(await open()).toBe(before);
  });

  it('of the right making ends the sessions of that sid, and is taken once', async () => {
    await attempt();
    const right = await liar.sign(token());
    expect(await tell(right)).toBe(200);
    expect(await open()).toBe(0);
    await attempt();
    expect(await tell(right)).toBe(200);
    expect(await open()).toBe(1);
  });
});
