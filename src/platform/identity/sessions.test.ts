import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startVneid } from '../../../sandbox/vneid/index.ts';
import {
  ALICE,
  BOB,
  Browser,
  goThroughVneid,
  ids,
  LATE,
  next,
  openStand,
  signIn,
  type Stand,
  STRANGER,
} from './fixtures.ts';

let stand: Stand;
let browser: Browser;

beforeAll(async () => {
  stand = await openStand(startVneid);
});
afterAll(() => stand.close());
beforeEach(() => {
  browser = new Browser(stand);
});

const COOKIE = 'serepok_phien';

describe('signing in with VNeID', () => {
  it('makes nobody into a person of the register, with the levels VNeID gave', async () => {
    expect(await browser.me()).toMatchObject({ kind: 'anonymous', personId: null });
    expect(await signIn(browser, { authLevel: '3' })).toBe('/ho-so');
    expect(await browser.me()).toMatchObject({
      kind: 'citizen',
      personId: ids.alice,
      displayName: ALICE.fullName,
      accountLevel: 2,
      authLevel: 3,
      methods: ['vneid'],
      mayActFor: { persons: [ids.child], organisations: [ids.company] },
      terms: [],
    });
  });

  it('keeps one account for one person and stores neither number nor token in clear', async () => {
    await signIn(browser);
    const first = (await browser.me()).accountId;
    const other = new Browser(stand);
    await signIn(other);
    expect((await other.me()).accountId).toBe(first);
    const { rows } = await stand.house.admin.query(
      'select row_to_json(s)::text as row from identity.session s',
    );
    const stored = rows.map(({ row }: { row: string }) => row).join();
    expect(stored).not.toContain(ALICE.number);
    expect(stored).not.toContain(browser.cookie(COOKIE));
  });

  it.each([
    [STRANGER, 'identity.not_registered'],
    [LATE, 'identity.deceased'],
  ])('refuses $fullName: %s', async (person, code) => {
    const page = await signIn(browser, { who: person.fullName });
    expect(page).toBe(`/dang-nhap?loi=${code}`);
    expect(browser.cookie(COOKIE)).toBeUndefined();
  });

  it('signs in an organisation beside its representative', async () => {
    await signIn(browser, { who: 'Công ty Thử' });
    expect(await browser.me()).toMatchObject({
      displayName: 'Công ty Thử',
      accountLevel: null,
      personId: ids.alice,
      actingFor: { personId: null, organisationId: ids.company },
      mayActFor: { persons: [], organisations: [ids.company] },
    });
  });

  it('tells on the sign-in page that the person refused', async () => {
    const start = await browser.send('/api/v1/identity/vneid/start');
    const picker = new URL(next(await browser.send(next(start))), stand.vneid.url).href;
    const refused = next(await browser.send(next(await browser.form(picker, { action: 'refuse' }))));
    expect(next(await browser.send(refused))).toBe('/dang-nhap?loi=identity.sign_in_refused');
  });

  it.each([
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['/ho-so?ma=1', '/ho-so?ma=1'],
  ])('goes back to %s as %s', async (wanted, page) => {
    expect(await signIn(browser, { query: `returnTo=${encodeURIComponent(wanted)}` })).toBe(page);
  });

  it('leaves a trace of success and of failure without saying who failed', async () => {
    await signIn(browser);
    await signIn(new Browser(stand), { who: STRANGER.fullName });
    const { rows } = await stand.house.admin.query(
      "select type, subjects, data::text as data from events.event where type like 'identity.sign%' order by occurred_at, id",
    );
    expect(
      rows.some(({ type, subjects }) => type === 'identity.signed_in' && subjects[0] === ids.alice),
    ).toBe(true);
    const failed = rows.find(({ type }) => type === 'identity.sign_in_failed');
    expect(JSON.stringify(failed)).not.toContain(STRANGER.number);
  });
});

describe('the way there and back', () => {
  it('takes an answer once', async () => {
    const callback = await goThroughVneid(browser);
    expect(next(await browser.send(callback))).toBe('/ho-so');
    expect(next(await browser.send(callback))).toBe('/dang-nhap?loi=identity.sign_in_expired');
  });

  it('takes an answer only in the browser where it began', async () => {
    const callback = await goThroughVneid(browser);
    const victim = new Browser(stand);
    expect(next(await victim.send(callback))).toBe('/dang-nhap?loi=identity.sign_in_expired');
    await victim.send('/api/v1/identity/vneid/start');
    expect(next(await victim.send(callback))).toBe('/dang-nhap?loi=identity.sign_in_expired');
    expect(victim.cookie(COOKIE)).toBeUndefined();
  });

  it('does not mix two attempts: a state of one with the code of the other', async () => {
    const first = new URL(await goThroughVneid(browser));
    const second = new URL(await goThroughVneid(browser));
    second.searchParams.set('code', first.searchParams.get('code') ?? '');
    expect(next(await browser.send(second.href))).toBe('/dang-nhap?loi=identity.sign_in_refused');
  });

  it('forgets an attempt after ten minutes', async () => {
    const callback = await goThroughVneid(browser);
    stand.house.clock.advance(600_000);
    expect(next(await browser.send(callback))).toBe('/dang-nhap?loi=identity.sign_in_expired');
  });

  it.each(['half', 'dropped'] as const)(
    'says so when VNeID breaks off (%s) and works the next time',
    async (fault) => {
      const callback = await goThroughVneid(browser);
      stand.vneid.enqueue([fault]);
      expect(next(await browser.send(callback))).toBe('/dang-nhap?loi=identity.vneid_unavailable');
      expect(await signIn(browser)).toBe('/ho-so');
    },
  );

  it.each([
    ['token', ['wrong']],
    ['userinfo', ['none', 'wrong']],
  ] as const)('refuses a lie of the %s endpoint', async (_where, faults) => {
    const callback = await goThroughVneid(browser);
    stand.vneid.enqueue([...faults]);
    expect(next(await browser.send(callback))).toBe('/dang-nhap?loi=identity.sign_in_refused');
  });
});

describe('session', () => {
  it('gets a new token at every sign-in, so that a planted one opens nothing', async () => {
    const planted = 'A'.repeat(43);
    browser.setCookie(COOKIE, planted);
    await signIn(browser);
    expect(browser.cookie(COOKIE)).not.toBe(planted);
    const thief = new Browser(stand);
    thief.setCookie(COOKIE, planted);
    expect(await thief.me()).toMatchObject({ kind: 'anonymous' });
  });

  it('ends the old token when the person confirms more strongly', async () => {
    await signIn(browser, { authLevel: '2' });
    const before = browser.cookie(COOKIE) ?? '';
    expect(await signIn(browser, { query: 'purpose=step-up&level=3&returnTo=/ky', authLevel: '3' })).toBe(
      '/ky',
    );
    expect(await browser.me()).toMatchObject({ authLevel: 3 });
    const old = new Browser(stand);
    old.setCookie(COOKIE, before);
    expect(await old.me()).toMatchObject({ kind: 'anonymous' });
  });

  it('does not let somebody else confirm for the one signed in', async () => {
    await signIn(browser);
    const page = await signIn(browser, { query: 'purpose=step-up&level=2', who: BOB.fullName });
    expect(page).toBe('/dang-nhap?loi=identity.not_your_account');
    // Alice's own session went with her session at VNeID, which told us so in the back channel.
    expect(await browser.me()).toMatchObject({ kind: 'anonymous' });
    const { rows } = await stand.house.admin.query(
      "select 1 from identity.session where ended_why = 'upstream'",
    );
    expect(rows.length).toBeGreaterThan(0);
  });

  it('ends after half an hour without use, and is kept by use', async () => {
    await signIn(browser);
    for (let round = 0; round < 3; round += 1) {
      stand.house.clock.advance(29 * 60_000);
      expect(await browser.me()).toMatchObject({ kind: 'citizen' });
    }
    stand.house.clock.advance(30 * 60_000);
    expect(await browser.me()).toMatchObject({ kind: 'anonymous' });
  });

  it('ends after twelve hours whatever the use', async () => {
    await signIn(browser);
    for (let round = 0; round < 25; round += 1) {
      stand.house.clock.advance(28 * 60_000);
      expect(await browser.me()).toMatchObject({ kind: 'citizen' });
    }
    stand.house.clock.advance(20 * 60_000);
    expect(await browser.me()).toMatchObject({ kind: 'anonymous' });
  });

  it('shows me my sessions and ends those I choose, never another person’s', async () => {
    const phone = new Browser(stand);
    const stranger = new Browser(stand);
    await signIn(browser);
    await browser.api('POST', '/identity/sessions/ending');
    await signIn(phone);
    await signIn(stranger, { who: BOB.fullName });
    const { body } = await browser.api('GET', '/identity/sessions');
    const items = body.items as { id: string; isThisOne: boolean }[];
    expect(items.filter(({ isThisOne }) => isThisOne)).toHaveLength(1);
    expect(items).toHaveLength(2);
    const foreign = (await stranger.api('GET', '/identity/sessions')).body.items as { id: string }[];
    expect(foreign).toHaveLength(1);
    expect((await browser.api('DELETE', `/identity/sessions/${foreign[0]?.id}`)).status).toBe(404);
    const other = items.find(({ isThisOne }) => !isThisOne);
    expect((await browser.api('DELETE', `/identity/sessions/${other?.id}`)).status).toBe(204);
    expect(await phone.me()).toMatchObject({ kind: 'anonymous' });
    expect(await stranger.me()).toMatchObject({ kind: 'citizen' });
    expect((await browser.api('DELETE', `/identity/sessions/${other?.id}`)).status).toBe(404);
  });

  it('ends at sign-out and points to the sign-out of VNeID', async () => {
    await signIn(browser);
    const token = browser.cookie(COOKIE) ?? '';
    const { body } = await browser.api('POST', '/identity/sign-out');
    expect(String(body.redirectTo)).toContain(`${stand.vneid.url}/oidc/logout?`);
    expect(String(body.redirectTo)).not.toContain(ALICE.number);
    expect(browser.cookie(COOKIE)).toBeUndefined();
    browser.setCookie(COOKIE, token);
    expect(await browser.me()).toMatchObject({ kind: 'anonymous' });
  });

  it('ends when the person signs out at VNeID', async () => {
    await signIn(browser);
    const twin = new Browser(stand);
    await signIn(twin);
    const token = browser.cookie(COOKIE) ?? '';
    const { body } = await browser.api('POST', '/identity/sign-out');
    browser.setCookie(COOKIE, token);
    const question = await (await browser.send(String(body.redirectTo))).text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(question)?.[1] ?? '';
    const action = /action="([^"]+)"/.exec(question)?.[1] ?? '';
    await browser.form(new URL(action, stand.vneid.url).href, { xsrf, logout: 'yes' });
    const { rows } = await stand.house.admin.query(
      'select ended_why from identity.session where ended_at is not null',
    );
    expect(rows.length).toBeGreaterThan(0);
    // Another device came with another VNeID session and stays.
    expect(await twin.me()).toMatchObject({ kind: 'citizen' });
  });
});

describe('speaking for others', () => {
  it('chooses among those the registers name, and loses the right with the register', async () => {
    await signIn(browser);
    expect((await browser.api('POST', '/identity/acting-for', { personId: ids.child })).status).toBe(200);
    expect(await browser.me()).toMatchObject({ actingFor: { personId: ids.child, organisationId: null } });
    expect((await browser.api('POST', '/identity/acting-for', { personId: ids.bob })).status).toBe(403);
    const both = { personId: ids.child, organisationId: ids.company };
    expect((await browser.api('POST', '/identity/acting-for', both)).status).toBe(403);
    const known = stand.registers.represented.get(ids.alice);
    stand.registers.represented.set(ids.alice, { persons: [], organisations: [] });
    expect(await browser.me()).toMatchObject({
      actingFor: null,
      mayActFor: { persons: [], organisations: [] },
    });
    if (known) stand.registers.represented.set(ids.alice, known);
  });

  it('returns to the own name', async () => {
    await signIn(browser);
    await browser.api('POST', '/identity/acting-for', { organisationId: ids.company });
    expect((await browser.api('POST', '/identity/acting-for', {})).status).toBe(200);
    expect(await browser.me()).toMatchObject({ actingFor: null });
  });

  it('keeps a session of an organisation to that organisation', async () => {
    await signIn(browser, { who: 'Công ty Thử' });
    expect((await browser.api('POST', '/identity/acting-for', { personId: ids.child })).status).toBe(403);
  });
});

describe('writes that ride on the cookie', () => {
  const write = (headers: Record<string, string>) =>
    browser.send('/api/v1/identity/acting-for', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...headers },
    });

  it.each([
    ['nothing', {}, 403],
    ['an Origin of null', { origin: 'null' }, 403],
    ['a foreign Origin', { origin: 'https://evil.example' }, 403],
    ['a foreign Origin and our header', { origin: 'https://evil.example', 'x-serepok-request': '1' }, 403],
    ['a cross-site fetch with our header', { 'sec-fetch-site': 'cross-site', 'x-serepok-request': '1' }, 403],
    ['our header', { 'x-serepok-request': '1' }, 200],
  ])('with %s: %o → %i', async (_name, headers, status) => {
    await signIn(browser);
    expect((await write(headers)).status).toBe(status);
  });

  it('with our Origin is taken, without a cookie is nobody’s', async () => {
    await signIn(browser);
    expect((await write({ origin: stand.url })).status).toBe(200);
    browser = new Browser(stand);
    expect((await write({ origin: stand.url })).status).toBe(401);
  });

  it('sets the cookie out of reach of scripts and of foreign sites', async () => {
    const answer = await browser.send(await goThroughVneid(browser));
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith(COOKIE)) ?? '';
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).toMatch(/; Path=\//);
  });
});
