import { type Browser as Chromium, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startVneid } from '../../../sandbox/vneid/index.ts';
import { ALICE, ids, type Stand } from './fixtures.ts';
import { issueTicket } from './index.ts';
import { openOffice } from './officer-fixtures.ts';

const CHROMIUM = '/usr/bin/chromium';

let stand: Stand;
let browser: Chromium;
let page: Page;

// What only a browser can say: cookies and redirects between two hosts, content security, WebAuthn as it is spoken.
describe('in Chromium', () => {
  beforeAll(async () => {
    stand = await openOffice(startVneid);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser.close();
    await stand.close();
  });

  /** A call as the web app makes it, from a page of ours. */
  const call = (method: string, path: string, body?: unknown) =>
    page.evaluate(
      async (order) => {
        const answer = await fetch(`/api/v1${order.path}`, {
          method: order.method,
          headers: { 'idempotency-key': crypto.randomUUID(), 'content-type': 'application/json' },
          body: order.method === 'GET' ? undefined : JSON.stringify(order.body ?? {}),
        });
        return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
      },
      { method, path, body },
    );

  it('a citizen walks to VNeID and back, and out again', async () => {
    await page.goto(`${stand.url}/api/v1/identity/vneid/start?returnTo=/ho-so`);
    await page.getByText(ALICE.fullName, { exact: true }).first().click();
    await page.getByRole('button', { name: 'Xác nhận đăng nhập' }).click();
    await page.getByRole('button', { name: 'Đồng ý chia sẻ' }).click();
    await page.waitForURL(`${stand.url}/ho-so`);
    expect((await call('GET', '/identity/me')).body).toMatchObject({ kind: 'citizen', personId: ids.alice });
    expect(await page.evaluate('document.cookie')).not.toContain('serepok_phien');
    const { body } = await call('POST', '/identity/sign-out');
    await page.goto(String(body.redirectTo));
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.waitForURL(`${stand.url}/`);
    expect((await call('GET', '/identity/me')).body).toMatchObject({ kind: 'anonymous' });
  });

  it('an administrator registers a passkey and signs in with it', async () => {
    const wire = await page.context().newCDPSession(page);
    await wire.send('WebAuthn.enable');
    await wire.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    });
    const { ticket } = await stand.asSystem((ctx) => issueTicket(ctx, ids.boss));
    const opened = await call('POST', '/identity/enrolments/opening', { ticket });
    const response = await page.evaluate(async (options) => {
      const { PublicKeyCredential: webauthn } = globalThis as never as { PublicKeyCredential: Parser };
      const publicKey = webauthn.parseCreationOptionsFromJSON(options);
      return (await (navigator as never as Credentials).credentials.create({ publicKey })).toJSON();
    }, opened.body.passkeyOptions);
    const enrolled = await call('POST', '/identity/enrolments/passkey', {
      ticket,
      name: 'Máy này',
      response,
    });
    expect(enrolled.status).toBe(200);

    await page.goto(`${stand.url}/api/v1/identity/officer/start?returnTo=/can-bo`);
    const flow = new URL(page.url()).searchParams.get('luot') ?? '';
    const question = await call('POST', `/identity/officer-sign-ins/${flow}/passkey-question`);
    const answer = await page.evaluate(async (options) => {
      const { PublicKeyCredential: webauthn } = globalThis as never as { PublicKeyCredential: Parser };
      const publicKey = webauthn.parseRequestOptionsFromJSON(options);
      return (await (navigator as never as Credentials).credentials.get({ publicKey })).toJSON();
    }, question.body);
    const done = await call('POST', `/identity/officer-sign-ins/${flow}/passkey`, answer);
    expect(done.body).toMatchObject({ stage: 'done' });
    await page.goto(stand.url + String(done.body.redirectTo));
    expect(page.url()).toBe(`${stand.url}/can-bo`);
    expect((await call('GET', '/identity/me')).body).toMatchObject({
      kind: 'staff',
      methods: ['passkey'],
      terms: [{ role: 'administrator' }],
    });
  });
});

interface Parser {
  parseCreationOptionsFromJSON: (options: unknown) => unknown;
  parseRequestOptionsFromJSON: (options: unknown) => unknown;
}

interface Credentials {
  credentials: Record<
    'create' | 'get',
    (options: { publicKey: unknown }) => Promise<{ toJSON: () => unknown }>
  >;
}
