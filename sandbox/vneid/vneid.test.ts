import * as client from 'openid-client';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStage, json, openSandbox, type Sandbox } from '../kit/index.ts';
import { startVneid, type VneidOptions, type VneidPerson } from './index.ts';

const HOLDER: VneidPerson = {
  number: '100203000123',
  fullName: 'Nguyễn Văn Thử',
  birth: '20030115',
  accountLevel: 2,
  title: 'Chủ hộ',
  phone: '0900000001',
  address: 'Tổ 1, Phường Mẫu, Đắk Lắk',
};
const LEVEL_ONE: VneidPerson = {
  number: '100301000456',
  fullName: 'H Mlô Thử',
  birth: '2001',
  accountLevel: 1,
};
const NO_ACCOUNT: VneidPerson = {
  number: '100222000789',
  fullName: 'Trẻ Em Thử',
  birth: '20220101',
  accountLevel: 0,
};
const HIDDEN: VneidPerson = {
  number: '100188000321',
  fullName: 'Y Thân Ê Ban',
  birth: '19880412',
  accountLevel: 2,
};
const EVERYONE = [HOLDER, LEVEL_ONE, NO_ACCOUNT, HIDDEN];
const SECRET = 'bi-mat-thu-nghiem';
const TOKEN = 'dieu-khien';

let vneid: Sandbox;
let relying: Sandbox;
let configuration: client.Configuration;
const received: { path: string; body: string; signature?: string }[] = [];
const lines: string[] = [];

beforeAll(async () => {
  const stage = createStage('relying', { writeLog: () => undefined });
  relying = await openSandbox(stage, () => ({
    routes: ['/logged-out', '/answers'].map((path) => ({
      method: 'POST' as const,
      path,
      handle: (asked) => {
        received.push({
          path,
          body: asked.body.toString(),
          signature: asked.headers['x-signature'] as string,
        });
        return json({});
      },
    })),
  }));
  const options: VneidOptions = {
    controlToken: TOKEN,
    writeLog: (line) => lines.push(line),
    people: {
      featured: () => [HOLDER, LEVEL_ONE, NO_ACCOUNT],
      find: (number) => EVERYONE.find((person) => person.number === number),
      organisations: () => [
        { taxCode: '6000000001', name: 'Công ty TNHH Thử Nghiệm', representativeNumber: HOLDER.number },
      ],
    },
    clients: [
      {
        clientId: 'serepok',
        clientSecret: SECRET,
        name: 'Cổng tỉnh',
        redirectUris: [`${relying.url}/callback`],
        postLogoutRedirectUris: [`${relying.url}/bye`],
        backchannelLogoutUri: `${relying.url}/logged-out`,
      },
    ],
  };
  vneid = await startVneid(options);
  configuration = await client.discovery(new URL(vneid.url), 'serepok', SECRET, undefined, {
    execute: [client.allowInsecureRequests],
  });
});

afterAll(async () => {
  await vneid.close();
  await relying.close();
});

/** A browser of the poorest kind: keeps cookies, follows nothing by itself. */
function createBrowser() {
  const jar = new Map<string, string>();
  async function go(url: string, form?: Record<string, string | string[]>): Promise<Response> {
    const body = new URLSearchParams();
    for (const [key, value] of Object.entries(form ?? {}))
      for (const one of [value].flat()) body.append(key, one);
    const answer = await fetch(new URL(url, vneid.url), {
      method: form ? 'POST' : 'GET',
      body: form ? body : undefined,
      redirect: 'manual',
      headers: { cookie: [...jar].map(([key, value]) => `${key}=${value}`).join('; ') },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [key = '', ...value] = pair.split('=');
      if (value.join('=')) jar.set(key, value.join('='));
      else jar.delete(key);
    }
    return answer;
  }
  return { go, jar };
}

function next(answer: Response): string {
  const location = answer.headers.get('location');
  if (!location) throw new Error(`no redirect but ${answer.status}`);
  return location;
}

function techIdOn(markup: string, name: string): string {
  const found = markup.split('<label class="pick">').find((part) => part.includes(name));
  return /value="([^"]+)"/.exec(found ?? '')?.[1] ?? '';
}

interface Wish {
  who?: string;
  search?: string;
  accountLevel?: string;
  authLevel?: string;
  attribute?: string[];
  acr?: string;
}

async function authorize(wish: Wish = {}, browser = createBrowser()) {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const start = client.buildAuthorizationUrl(configuration, {
    redirect_uri: `${relying.url}/callback`,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    acr_values: wish.acr ?? 'LoA1',
  });
  const first = await browser.go(start.href);
  return { browser, verifier, state, nonce, first };
}

async function signIn(wish: Wish = {}, known = createBrowser()) {
  const started = await authorize(wish, known);
  const { browser } = started;
  const picker = next(started.first);
  let markup = await (await browser.go(picker)).text();
  if (wish.search) markup = await (await browser.go(picker, { action: 'search', query: wish.search })).text();
  const chosen = await browser.go(picker, {
    action: 'confirm',
    account: techIdOn(markup, wish.who ?? HOLDER.fullName),
    accountLevel: wish.accountLevel ?? 'own',
    authLevel: wish.authLevel ?? '2',
  });
  const consent = next(await browser.go(next(chosen)));
  const agreed = await browser.go(consent, { action: 'agree', attribute: wish.attribute ?? [] });
  const callback = next(await browser.go(next(agreed)));
  return { ...started, callback };
}

async function redeem(flow: Awaited<ReturnType<typeof signIn>>) {
  return client.authorizationCodeGrant(configuration, new URL(flow.callback), {
    pkceCodeVerifier: flow.verifier,
    expectedState: flow.state,
    expectedNonce: flow.nonce,
  });
}

describe('sign-in', () => {
  it('announces itself as a code + PKCE S256 provider that signs with RS256', () => {
    const metadata = configuration.serverMetadata();
    expect(metadata.issuer).toBe(vneid.url);
    expect(metadata.authorization_endpoint).toBe(`${vneid.url}/oauth2/authorize`);
    expect(metadata.code_challenge_methods_supported).toEqual(['S256']);
    expect(metadata.response_types_supported).toEqual(['code']);
    expect(metadata.acr_values_supported).toEqual(['LoA1', 'LoA2', 'LoA3', 'LoA4']);
    expect(metadata.claims_supported).toContain('SoDinhDanh');
  });

  it('gives the profile vnconnect with levels to an independent relying party', async () => {
    const tokens = await redeem(await signIn({ authLevel: '3', attribute: ['SoDienThoai'] }));
    const claims = tokens.claims();
    const info = await client.fetchUserInfo(configuration, tokens.access_token, claims?.sub ?? '');
    expect(info).toMatchObject({
      LoaiTaiKhoan: '1',
      HoVaTen: 'NGUYỄN VĂN THỬ',
      SoDinhDanh: HOLDER.number,
      NgayThangNamSinh: '20030115',
      MucTaiKhoan: '2',
      MucXacThuc: '3',
      acr: 'LoA3',
      loginIdp: 'BCA',
      SoDienThoai: HOLDER.phone,
    });
    expect(claims?.acr).toBe('LoA3');
    expect(JSON.stringify(claims)).not.toContain(HOLDER.number);
    expect(info.TechID).toBe(info.sub);
    expect(info.sub).not.toContain(HOLDER.number);
  });

  it('withholds an attribute the person did not agree to share', async () => {
    const tokens = await redeem(await signIn({ attribute: ['NoiCuTru'] }));
    const info = await client.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(info.NoiCuTru).toBe(HOLDER.address);
    expect(info).not.toHaveProperty('SoDienThoai');
  });

  it('finds by number someone who is not in the list', async () => {
    const tokens = await redeem(await signIn({ search: '100188 000321', who: HIDDEN.fullName }));
    const info = await client.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(info.SoDinhDanh).toBe(HIDDEN.number);
  });

  it('signs in an organisation beside its representative, without account level', async () => {
    const tokens = await redeem(await signIn({ who: 'Công ty TNHH Thử Nghiệm' }));
    const info = await client.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(info).toMatchObject({ LoaiTaiKhoan: '2', MaSoThue: '6000000001', SoDinhDanh: HOLDER.number });
    expect(info).not.toHaveProperty('MucTaiKhoan');
  });

  it('never lists or finds someone without an account and never offers a level the account lacks', async () => {
    const { browser, first } = await authorize();
    const picker = next(first);
    const markup = await (await browser.go(picker)).text();
    expect(markup).not.toContain(NO_ACCOUNT.fullName);
    expect(markup).not.toContain(HOLDER.number);
    for (const query of [NO_ACCOUNT.number, '10020300012a', '']) {
      const answer = await (await browser.go(picker, { action: 'search', query })).text();
      expect(answer).toMatch(/Không có tài khoản|gồm 12 chữ số/);
    }
    const tooHigh = await browser.go(picker, {
      action: 'confirm',
      account: techIdOn(markup, LEVEL_ONE.fullName),
      accountLevel: '2',
      authLevel: '2',
    });
    expect(tooHigh.status).toBe(200);
    expect(await tooHigh.text()).toContain('chưa có mức đã chọn');
  });

  it.each([
    ['refuse', 'Người dùng từ chối'],
    ['cancel', 'Người dùng hủy đăng nhập'],
  ])('reports %s to the relying party', async (action, description) => {
    const { browser, first } = await authorize();
    const resumed = await browser.go(next(await browser.go(next(first), { action })));
    const callback = new URL(next(resumed));
    expect(callback.searchParams.get('error')).toBe('access_denied');
    expect(callback.searchParams.get('error_description')).toBe(description);
  });

  it('asks again when the known sign-in is weaker than acr_values', async () => {
    const browser = createBrowser();
    await redeem(await signIn({ authLevel: '1' }, browser));
    const same = await authorize({ acr: 'LoA1' }, browser);
    expect(await (await browser.go(next(same.first))).text()).toContain('Chia sẻ thông tin');
    const higher = await authorize({ acr: 'LoA3' }, browser);
    expect(await (await browser.go(next(higher.first))).text()).toContain('Đăng nhập bằng VNeID');
  });

  it('refuses a replayed code, a wrong verifier, a wrong secret and a request without PKCE', async () => {
    const flow = await signIn();
    await redeem(flow);
    await expect(redeem(flow)).rejects.toMatchObject({ error: 'invalid_grant' });
    const other = await signIn();
    await expect(redeem({ ...other, verifier: client.randomPKCECodeVerifier() })).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    const wrong = await fetch(`${vneid.url}/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('serepok:sai')}` },
      body: new URLSearchParams({ grant_type: 'authorization_code', code: 'x' }),
    });
    expect(wrong.status).toBe(401);
    const bare = new URL(`${vneid.url}/oauth2/authorize?client_id=serepok&response_type=code&scope=openid`);
    bare.searchParams.set('redirect_uri', `${relying.url}/callback`);
    const answer = await createBrowser().go(bare.href);
    expect(new URL(next(answer)).searchParams.get('error')).toBe('invalid_request');
  });

  it('shows a page in Vietnamese for a stranger client and a lost interaction', async () => {
    const stranger = await createBrowser().go(
      '/oauth2/authorize?client_id=la&response_type=code&scope=openid',
    );
    expect(stranger.status).toBe(400);
    expect(await stranger.text()).toContain('Không tiếp tục được');
    const lost = await createBrowser().go('/dang-nhap/khong-co');
    expect(lost.status).toBe(400);
    expect(await lost.text()).toContain('hết hạn');
  });

  it('tells the relying party in the back channel when the person signs out', async () => {
    const flow = await signIn();
    const tokens = await redeem(flow);
    const end = client.buildEndSessionUrl(configuration, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: `${relying.url}/bye`,
    });
    const question = await (await flow.browser.go(end.href)).text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(question)?.[1] ?? '';
    const action = /action="([^"]+)"/.exec(question)?.[1] ?? '';
    const done = await flow.browser.go(action, { xsrf, logout: 'yes' });
    expect(next(done)).toContain(`${relying.url}/bye`);
    const notice = received.find(({ path }) => path === '/logged-out');
    const token = new URLSearchParams(notice?.body).get('logout_token') ?? '';
    const keys = createRemoteJWKSet(new URL(`${vneid.url}/oauth2/jwks`));
    const { payload } = await jwtVerify(token, keys, { issuer: vneid.url, audience: 'serepok' });
    expect(payload.sid).toBe(tokens.claims()?.sid);
    expect(payload.events).toHaveProperty(['http://schemas.openid.net/event/backchannel-logout']);
  });
});

describe('hostile provider', () => {
  const order = (body: unknown) =>
    fetch(`${vneid.url}/__control`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify(body),
    });

  it('lies about the subject', async () => {
    const tokens = await redeem(await signIn());
    await order({ next: ['wrong'] });
    await expect(
      client.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? ''),
    ).rejects.toThrow();
  });

  it('breaks off the answer with the tokens', async () => {
    const flow = await signIn();
    await order({ next: ['half'] });
    await expect(redeem(flow)).rejects.toThrow();
  });

  it('hands out a token whose signature does not fit', async () => {
    const flow = await signIn();
    await order({ next: ['wrong'] });
    const answer = await fetch(`${vneid.url}/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`serepok:${SECRET}`)}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: new URL(flow.callback).searchParams.get('code') ?? '',
        code_verifier: flow.verifier,
        redirect_uri: `${relying.url}/callback`,
      }),
    });
    const { id_token } = (await answer.json()) as { id_token: string };
    const keys = createRemoteJWKSet(new URL(`${vneid.url}/oauth2/jwks`));
    await expect(jwtVerify(id_token, keys)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
  });
});

describe('confirmation on the phone', () => {
  const ask = (body: Record<string, unknown>, secret = SECRET) =>
    fetch(`${vneid.url}/api/confirmations`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`serepok:${secret}`)}` },
      body: JSON.stringify(body),
    });
  const show = async (id: string) =>
    (await (
      await fetch(`${vneid.url}/api/confirmations/${id}`, {
        headers: { authorization: `Basic ${btoa(`serepok:${SECRET}`)}` },
      })
    ).json()) as { status: string; answer?: string };

  async function phoneOf(number: string) {
    const browser = createBrowser();
    await browser.go('/dien-thoai', { query: number });
    return browser;
  }

  async function asked(extra: Record<string, unknown> = {}) {
    const answer = await ask({
      subject: HOLDER.number,
      text: 'Đồng ý cho bà H Mlô tạm trú tại nhà của ông?',
      callback: `${relying.url}/answers`,
      ...extra,
    });
    expect(answer.status).toBe(201);
    return ((await answer.json()) as { confirmationId: string }).confirmationId;
  }

  it.each([
    ['approved', 'approved'],
    ['refused', 'refused'],
  ])('carries %s back, signed, to the callback and on request', async (pressed, decision) => {
    received.length = 0;
    const id = await asked();
    const phone = await phoneOf(HOLDER.number);
    expect(await (await phone.go('/dien-thoai')).text()).toContain('Đồng ý cho bà H Mlô');
    await phone.go(`/dien-thoai/tra-loi/${id}`, { decision: pressed, authLevel: '3' });
    const state = await show(id);
    expect(state.status).toBe(decision);
    const keys = createRemoteJWKSet(new URL(`${vneid.url}/oauth2/jwks`));
    const { payload } = await jwtVerify(state.answer ?? '', keys, {
      issuer: vneid.url,
      audience: 'serepok',
      typ: 'vneid-confirmation+jwt',
    });
    expect(payload).toMatchObject({ confirmation_id: id, decision, acr: 'LoA3', SoDinhDanh: HOLDER.number });
    await expect.poll(() => received.length).toBe(1);
    expect(JSON.parse(received[0]?.body ?? '{}')).toEqual({ confirmationId: id, answer: state.answer });
  });

  it('can be answered once, in time, by that person alone and strongly enough', async () => {
    const id = await asked({ minAuthLevel: 3 });
    const stranger = await phoneOf(HIDDEN.number);
    await stranger.go(`/dien-thoai/tra-loi/${id}`, { decision: 'approved', authLevel: '4' });
    const phone = await phoneOf(HOLDER.number);
    const weak = await phone.go(`/dien-thoai/tra-loi/${id}`, { decision: 'approved', authLevel: '2' });
    expect(await weak.text()).toContain('Chưa ghi nhận');
    expect((await show(id)).status).toBe('pending');
    await phone.go(`/dien-thoai/tra-loi/${id}`, { decision: 'approved', authLevel: '3' });
    await phone.go(`/dien-thoai/tra-loi/${id}`, { decision: 'refused', authLevel: '3' });
    expect((await show(id)).status).toBe('approved');
  });

  it('is asked once for one reference', async () => {
    const id = await asked({ reference: 'HS-1' });
    const again = await ask({ subject: HOLDER.number, text: 'Lần hai', reference: 'HS-1' });
    expect(await again.json()).toMatchObject({ confirmationId: id });
  });

  it('expires', async () => {
    let now = new Date('2026-11-23T03:00:00Z');
    const own = await startVneid({
      writeLog: () => undefined,
      people: { featured: () => [], find: () => HOLDER, organisations: () => [] },
      clients: [
        { clientId: 'serepok', clientSecret: SECRET, name: 'x', redirectUris: ['http://127.0.0.1:1/c'] },
      ],
      surroundings: { ...createStage('x', {}).surroundings, now: () => now },
    });
    const headers = { authorization: `Basic ${btoa(`serepok:${SECRET}`)}` };
    const answer = await fetch(`${own.url}/api/confirmations`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ subject: HOLDER.number, text: 'x' }),
    });
    const { confirmationId } = (await answer.json()) as { confirmationId: string };
    now = new Date(now.getTime() + 300_000);
    const later = await fetch(`${own.url}/api/confirmations/${confirmationId}`, { headers });
    expect(await later.json()).toMatchObject({ status: 'expired' });
    await own.close();
  });

  it('refuses a foreign callback, a bad subject, a stranger and someone without an account', async () => {
    const good = { subject: HOLDER.number, text: 'x' };
    expect((await ask({ ...good, callback: 'http://169.254.169.254/' })).status).toBe(400);
    expect((await ask({ ...good, subject: '10020300012A' })).status).toBe(400);
    expect((await ask({ ...good, text: '' })).status).toBe(400);
    expect((await ask({ ...good, subject: NO_ACCOUNT.number })).status).toBe(404);
    expect((await ask(good, 'sai')).status).toBe(401);
  });

  it('leaves no number and no name in the log', () => {
    const joined = lines.join('\n');
    expect(lines.length).toBeGreaterThan(20);
    expect(joined).not.toMatch(/\d{12}/);
    expect(joined).not.toContain('Nguyễn');
  });
});
