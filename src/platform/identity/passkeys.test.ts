import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startVneid } from '../../../sandbox/vneid/index.ts';
import { Browser, ids, signIn, type Stand } from './fixtures.ts';
import { begin, finish, openOffice, PASSWORD, SECRET, signInClerk, steps } from './officer-fixtures.ts';
import { Authenticator, type Tampering } from './authenticator-fixtures.ts';
import { codeAt, issueTicket, setDemonstrationMeans } from './index.ts';

const HOUR = 3_600_000;

let stand: Stand;
let browser: Browser;

beforeAll(async () => {
  stand = await openOffice(startVneid);
});
afterAll(() => stand.close());
beforeEach(() => {
  browser = new Browser(stand);
  // A new half-minute, so that the last code is not the one used before; and no lock from the test before.
  stand.house.clock.advance(HOUR);
});

describe('passkeys', () => {
  let key: Authenticator;

  async function enrol(accountId: string): Promise<Authenticator> {
    const { ticket } = await stand.asSystem((ctx) => issueTicket(ctx, accountId));
    return useTicket(ticket);
  }

  async function useTicket(ticket: string): Promise<Authenticator> {
    const made = new Authenticator(stand.url);
    const { body } = await browser.api('POST', '/identity/enrolments/opening', { ticket });
    const { challenge } = body.passkeyOptions as { challenge: string };
    const answer = { ticket, name: 'Khóa của tôi', response: made.register(challenge) };
    expect((await browser.api('POST', '/identity/enrolments/passkey', answer)).status).toBe(200);
    return made;
  }

  async function signInWith(authenticator: Authenticator, tampering: Tampering = {}, who = browser) {
    const step = steps(who, await begin(who));
    const question = await step.askPasskey();
    return step.passkey(authenticator.assert(String(question.body.challenge), tampering));
  }

  beforeAll(async () => {
    browser = new Browser(stand);
    key = await enrol(ids.boss);
  });

  it('signs an administrator in, whose role then counts', async () => {
    const done = await signInWith(key);
    expect(await finish(browser, done.body.redirectTo)).toBe('/can-bo/ho-so');
    expect(await browser.me()).toMatchObject({ methods: ['passkey'], terms: [{ role: 'administrator' }] });
  });

  it('is the only way for an administrator: the right password is not enough', async () => {
    const step = steps(browser, await begin(browser));
    expect((await step.password('quan.tri', PASSWORD)).body).toMatchObject({
      code: 'identity.passkey_required',
    });
  });

  it('guards the role even when it is conferred on a session already open', async () => {
    await signInClerk(browser);
    const terms = stand.registers.terms.get(ids.clerk) ?? [];
    stand.registers.terms.set(ids.clerk, [
      ...terms,
      { role: 'administrator', agencyId: ids.agency, places: [] },
    ]);
    expect((await browser.me()).terms).toEqual([
      { role: 'receiver', agencyId: ids.agency, places: ['24133'] },
    ]);
    stand.registers.terms.set(ids.clerk, terms);
  });

  it.each<[string, Tampering]>([
    ['another origin', { origin: 'https://serepok.evil.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['another challenge', { challenge: 'AAAA' }],
    ['no user verification', { isUnverified: true }],
    ['a counter that went back', { counter: 1 }],
    ['another key', { isSignedByOther: true }],
  ])('with %s is refused', async (_name, tampering) => {
    key.counter += 5;
    await signInWith(key);
    browser = new Browser(stand);
    const answer = await signInWith(key, tampering);
    expect(answer).toMatchObject({ status: 401, body: { code: 'identity.passkey_refused' } });
  });

  it('answers one question once', async () => {
    const step = steps(browser, await begin(browser));
    const { body } = await step.askPasskey();
    const answer = key.assert(String(body.challenge));
    expect((await step.passkey(new Authenticator(stand.url).assert(String(body.challenge)))).status).toBe(
      401,
    );
    expect((await step.passkey(answer)).status).toBe(410);
  });

  it('that nobody registered is refused', async () => {
    expect((await signInWith(new Authenticator(stand.url))).status).toBe(401);
  });

  describe('enrolment', () => {
    it('takes a ticket once and refuses one that is wrong or old', async () => {
      const { ticket } = await stand.asSystem((ctx) => issueTicket(ctx, ids.deputy));
      const open = (given: string) => browser.api('POST', '/identity/enrolments/opening', { ticket: given });
      expect((await open('x'.repeat(43))).status).toBe(403);
      await useTicket(ticket);
      expect((await open(ticket)).status).toBe(403);
      const late = await stand.asSystem((ctx) => issueTicket(ctx, ids.deputy));
      stand.house.clock.advance(72 * HOUR);
      expect((await open(late.ticket)).status).toBe(403);
    });

    it('refuses a registration made for another question', async () => {
      const { ticket } = await stand.asSystem((ctx) => issueTicket(ctx, ids.clerk));
      await browser.api('POST', '/identity/enrolments/opening', { ticket });
      const response = new Authenticator(stand.url).register('AAAA');
      const answer = await browser.api('POST', '/identity/enrolments/passkey', {
        ticket,
        name: 'x',
        response,
      });
      expect(answer.body).toMatchObject({ code: 'identity.passkey_refused' });
      expect((await browser.api('POST', '/identity/enrolments/opening', { ticket })).status).toBe(200);
    });

    it('wants a strong password together with the app, and no password from administrators', async () => {
      const { ticket } = await stand.asSystem((ctx) => issueTicket(ctx, ids.clerk));
      const { body } = await browser.api('POST', '/identity/enrolments/opening', { ticket });
      expect(body).toMatchObject({ loginName: 'thu.vien', mustUsePasskey: false });
      const secret = /secret=([A-Z2-7]+)/.exec(String(body.totpUri))?.[1] ?? '';
      const fresh = () => codeAt(fromBase32(secret), stand.house.clock.now());
      const set = (password: string, given: string, used = ticket) =>
        browser.api('POST', '/identity/enrolments/password', { ticket: used, password, code: given });
      for (const weak of [
        'ngắn',
        'aaaaaaaaaaaaaaaa',
        'abcabcabcabcabc',
        'password12345',
        'thu.vien-2026-xx',
      ]) {
        expect((await set(weak, fresh())).body).toMatchObject({ code: 'identity.password_weak' });
      }
      expect((await set('Một mật khẩu thật dài', '000000')).body).toMatchObject({
        code: 'identity.wrong_credentials',
      });
      expect((await set('Một mật khẩu thật dài', fresh())).status).toBe(200);
      const boss = await stand.asSystem((ctx) => issueTicket(ctx, ids.boss));
      await browser.api('POST', '/identity/enrolments/opening', { ticket: boss.ticket });
      expect((await set('Một mật khẩu thật dài', fresh(), boss.ticket)).body).toMatchObject({
        code: 'identity.passkey_required',
      });
      await stand.asSystem((ctx) =>
        setDemonstrationMeans(ctx, { accountId: ids.clerk, password: PASSWORD, totpSecret: SECRET }),
      );
    });
  });

  describe('a further passkey', () => {
    const open = (who: Browser) => who.api('PUT', '/identity/my-enrolment');

    it('is added by an officer who has just signed in; the session and the old means stay', async () => {
      await signInClerk(browser);
      const { body } = await open(browser);
      const own = await useTicket(String(body.ticket));
      expect(await browser.me()).toMatchObject({ kind: 'staff' });
      const again = new Browser(stand);
      const done = await signInWith(own, {}, again);
      await finish(again, done.body.redirectTo);
      expect(await again.me()).toMatchObject({ accountId: ids.clerk, methods: ['passkey'] });
      stand.house.clock.advance(60_000);
      await signInClerk(new Browser(stand));
    });

    it('is refused a quarter of an hour after the sign-in, to citizens and to nobody', async () => {
      await signInClerk(browser);
      stand.house.clock.advance(15 * 60_000 + 1);
      expect((await open(browser)).body).toMatchObject({
        code: 'identity.sign_in_again',
        params: { minutes: 15 },
      });
      const citizen = new Browser(stand);
      await signIn(citizen);
      expect((await open(citizen)).status).toBe(404);
      expect((await open(new Browser(stand))).status).toBe(401);
    });
  });

  describe('recovery', () => {
    async function administrator(authenticator: Authenticator): Promise<Browser> {
      const who = new Browser(stand);
      const done = await signInWith(authenticator, {}, who);
      await finish(who, done.body.redirectTo);
      return who;
    }
    const ask = (who: Browser, accountId: string) =>
      who.api('POST', `/identity/staff-accounts/${accountId}/recoveries`, { reason: 'Mất điện thoại' });
    const approve = (who: Browser, id: unknown) =>
      who.api('PUT', `/identity/recoveries/${String(id)}/approval`);

    it('needs two administrators, ends what was open and takes away the old means', async () => {
      key.counter += 20;
      const deputyKey = await enrol(ids.deputy);
      const boss = await administrator(key);
      const deputy = await administrator(deputyKey);
      const clerk = new Browser(stand);
      await signInClerk(clerk);

      const { body } = await ask(boss, ids.clerk);
      expect((await approve(boss, body.id)).body).toMatchObject({ code: 'identity.same_person' });
      const approved = await approve(deputy, body.id);
      expect(approved.status).toBe(200);
      const kept = await stand.house.admin.query('select body::text as body from http.idempotency');
      expect(kept.rows.map(({ body: text }: { body: string }) => text).join()).not.toContain(
        String(approved.body.ticket),
      );
      expect((await approve(deputy, body.id)).status).toBe(404);
      expect(await clerk.me()).toMatchObject({ kind: 'staff' });

      await useTicket(String(approved.body.ticket));
      expect(await clerk.me()).toMatchObject({ kind: 'anonymous' });
      const step = steps(browser, await begin(browser));
      expect((await step.password('thu.vien', PASSWORD)).status).toBe(401);
      const { rows } = await stand.house.admin.query(
        "select count(*)::int as n from events.event where type in ('identity.recovery_requested', 'identity.ticket_issued', 'identity.means_changed') and stream_id = $1",
        [ids.clerk],
      );
      expect(rows[0]?.n).toBeGreaterThanOrEqual(3);
      await stand.asSystem((ctx) =>
        setDemonstrationMeans(ctx, { accountId: ids.clerk, password: PASSWORD, totpSecret: SECRET }),
      );
    });

    it('is closed to oneself, to officers and to citizens', async () => {
      key.counter += 20;
      const boss = await administrator(key);
      expect((await ask(boss, ids.boss)).body).toMatchObject({ code: 'identity.same_person' });
      const clerk = new Browser(stand);
      await signInClerk(clerk);
      expect((await ask(clerk, ids.deputy)).status).toBe(404);
      expect((await ask(new Browser(stand), ids.deputy)).status).toBe(401);
      const { body } = await ask(boss, ids.deputy);
      expect((await approve(clerk, body.id)).status).toBe(404);
    });
  });
});

function fromBase32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(text, (sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
