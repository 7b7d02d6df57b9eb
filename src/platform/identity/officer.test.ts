import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startVneid } from '../../../sandbox/vneid/index.ts';
import { ALICE, Browser, ids, next, signIn, type Stand, STRANGER } from './fixtures.ts';
import {
  begin,
  codeNow,
  finish,
  openOffice,
  PASSWORD,
  SECRET,
  signInClerk,
  steps,
} from './officer-fixtures.ts';
import { codeAt, createStaffAccount, disableStaffAccount, setDemonstrationMeans } from './index.ts';

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

describe('password and authenticator app', () => {
  it('opens a session whose roles come from the terms of office, and go with them', async () => {
    expect(await signInClerk(browser)).toBe('/can-bo/ho-so');
    expect(await browser.me()).toMatchObject({
      kind: 'staff',
      accountId: ids.clerk,
      displayName: 'Trần Thị Thư',
      methods: ['pwd', 'otp'],
      terms: [{ role: 'receiver', agencyId: ids.agency, places: ['24133'] }],
    });
    const terms = stand.registers.terms.get(ids.clerk) ?? [];
    stand.registers.terms.set(ids.clerk, []);
    expect(await browser.me()).toMatchObject({ kind: 'staff', terms: [] });
    stand.registers.terms.set(ids.clerk, terms);
  });

  it('answers a wrong name, a wrong password and a disabled account alike', async () => {
    await stand.asSystem((ctx) =>
      createStaffAccount(ctx, {
        id: '0199dddd-0000-7000-8000-0000000000ff',
        loginName: 'da.nghi',
        displayName: 'Đã Nghỉ',
        personId: null,
        isVneidAllowed: false,
      }),
    );
    await stand.asSystem(async (ctx) => {
      const accountId = '0199dddd-0000-7000-8000-0000000000ff';
      await setDemonstrationMeans(ctx, { accountId, password: PASSWORD, totpSecret: SECRET });
      await disableStaffAccount(ctx, accountId);
    });
    const step = steps(browser, await begin(browser));
    const answers = [
      await step.password('khong.co', PASSWORD),
      await step.password('thu.vien', 'sai mật khẩu rồi'),
      await step.password('da.nghi', PASSWORD),
    ];
    const shown = answers.map(({ status, body }) => [status, body.code, body.title]);
    expect(new Set(shown.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(shown[0]?.slice(0, 2)).toEqual([401, 'identity.wrong_credentials']);
    expect((await step.show()).body).toMatchObject({ stage: 'credentials', clientName: 'Serepok' });
  });

  it('does not skip the password or the second factor', async () => {
    const flow = await begin(browser);
    expect((await steps(browser, flow).code(codeNow(stand))).body).toMatchObject({
      code: 'identity.sign_in_expired',
    });
    await steps(browser, flow).password('thu.vien', PASSWORD);
    const early = next(await browser.send(`/oidc/interaction/khac/finish?luot=${flow}`));
    expect(early).toContain('loi=identity.sign_in_expired');
    expect(await browser.me()).toMatchObject({ kind: 'anonymous' });
  });

  it('takes a code once, also in another sign-in at the same moment', async () => {
    const now = codeNow(stand);
    const first = steps(browser, await begin(browser));
    await first.password('thu.vien', PASSWORD);
    expect((await first.code(now)).status).toBe(200);
    const thief = new Browser(stand);
    const second = steps(thief, await begin(thief));
    await second.password('thu.vien', PASSWORD);
    expect((await second.code(now)).body).toMatchObject({ code: 'identity.wrong_credentials' });
  });

  it('takes a code one step old but none two steps old', async () => {
    const step = steps(browser, await begin(browser));
    await step.password('thu.vien', PASSWORD);
    const now = stand.house.clock.now().getTime();
    expect((await step.code(codeAt(SECRET, new Date(now - 90_000)))).status).toBe(401);
    expect((await step.code(codeAt(SECRET, new Date(now - 30_000)))).status).toBe(200);
  });

  it('belongs to the browser where it began', async () => {
    const flow = await begin(browser);
    const thief = new Browser(stand);
    await begin(thief);
    expect((await steps(thief, flow).password('thu.vien', PASSWORD)).status).toBe(410);
    expect((await steps(thief, flow).show()).status).toBe(410);
  });

  it('is over after ten minutes', async () => {
    const flow = await begin(browser);
    stand.house.clock.advance(600_000);
    expect((await steps(browser, flow).password('thu.vien', PASSWORD)).status).toBe(410);
  });

  it.each([
    [{ loginName: '', password: 'x' }],
    [{ loginName: 'a' }],
    [{ loginName: 'a', password: 'x'.repeat(1001) }],
    [{ loginName: { $ne: '' }, password: 'x' }],
  ])('refuses malformed input %o', async (body) => {
    const flow = await begin(browser);
    expect((await browser.api('POST', `/identity/officer-sign-ins/${flow}/password`, body)).status).toBe(422);
  });
});

describe('lock', () => {
  const wrong = async (times: number) => {
    const step = steps(browser, await begin(browser));
    const codes: unknown[] = [];
    for (let round = 0; round < times; round += 1)
      codes.push((await step.password('thu.vien', 'sai')).body.code);
    return { step, codes };
  };

  it('comes with the fifth failure, holds a quarter of an hour even against the right password, then lifts', async () => {
    const { step, codes } = await wrong(6);
    expect(codes.slice(0, 5)).toEqual(Array(5).fill('identity.wrong_credentials'));
    expect(codes[5]).toBe('identity.locked');
    const right = await step.password('thu.vien', PASSWORD);
    expect(right).toMatchObject({ status: 429, body: { code: 'identity.locked', params: { minutes: 15 } } });
    stand.house.clock.advance(15 * 60_000 - 1);
    const late = steps(browser, await begin(browser));
    expect((await late.password('THU.VIEN', PASSWORD)).status).toBe(429);
    stand.house.clock.advance(1);
    expect((await late.password('thu.vien', PASSWORD)).status).toBe(200);
  });

  it('counts wrong codes too', async () => {
    const step = steps(browser, await begin(browser));
    await step.password('thu.vien', PASSWORD);
    for (let round = 0; round < 5; round += 1) expect((await step.code('000000')).status).toBe(401);
    expect((await step.code(codeNow(stand))).status).toBe(429);
  });

  it('locks an unknown name in the same way, so that it tells nothing', async () => {
    const step = steps(browser, await begin(browser));
    for (let round = 0; round < 5; round += 1) expect((await step.password('ai.do', 'sai')).status).toBe(401);
    expect((await step.password('ai.do', 'sai')).status).toBe(429);
    expect((await step.password('thu.vien', PASSWORD)).status).toBe(200);
  });

  it('forgets failures that lie further apart than the window, and after a whole sign-in', async () => {
    await wrong(4);
    stand.house.clock.advance(16 * 60_000);
    const { codes } = await wrong(4);
    expect(codes).toEqual(Array(4).fill('identity.wrong_credentials'));
    stand.house.clock.advance(60_000);
    await signInClerk(browser);
    browser = new Browser(stand);
    expect((await wrong(4)).codes.at(-1)).toBe('identity.wrong_credentials');
  });

  it('keeps neither names nor addresses', async () => {
    await wrong(1);
    const { rows } = await stand.house.admin.query(
      'select row_to_json(t)::text as row from identity.throttle t',
    );
    expect(rows.map(({ row }: { row: string }) => row).join()).not.toMatch(/thu\.vien|127\.0\.0\.1|::1/);
  });
});

describe('VNeID of the officer', () => {
  async function byVneid(who: string, authLevel = '2'): Promise<string> {
    const flow = await begin(browser);
    const start = await browser.send(`/api/v1/identity/vneid/start?purpose=officer&level=2&flow=${flow}`);
    const picker = new URL(next(await browser.send(next(start))), stand.vneid.url).href;
    const markup = await (await browser.send(picker)).text();
    const card = markup.split('<label class="pick">').find((part) => part.includes(who)) ?? '';
    const account = /value="([^"]+)"/.exec(card)?.[1] ?? '';
    const chosen = await browser.form(picker, { action: 'confirm', account, accountLevel: 'own', authLevel });
    const consent = new URL(next(await browser.send(next(chosen))), stand.vneid.url).href;
    const callback = next(await browser.send(next(await browser.form(consent, { action: 'agree' }))));
    return next(await browser.send(callback));
  }

  it('opens the account of that person, where the account allows it', async () => {
    const redirectTo = await byVneid(ALICE.fullName);
    expect(await finish(browser, redirectTo)).toBe('/can-bo/ho-so');
    expect(await browser.me()).toMatchObject({ kind: 'staff', accountId: ids.clerk, methods: ['vneid'] });
  });

  it('ends with that person’s session at VNeID, and only then', async () => {
    await finish(browser, await byVneid(ALICE.fullName));
    const byPassword = new Browser(stand);
    stand.house.clock.advance(60_000);
    await signInClerk(byPassword);
    const { rows } = await stand.house.admin.query(
      'select count(upstream_sid)::int as joined from identity.session where ended_at is null and account_id = $1',
      [ids.clerk],
    );
    expect(rows[0]?.joined).toBeGreaterThanOrEqual(1);
    const citizen = new Browser(stand);
    for (const [origin, jar] of browser.jars) if (origin === stand.vneid.url) citizen.jars.set(origin, jar);
    await signIn(citizen);
    const { body } = await citizen.api('POST', '/identity/sign-out');
    const question = await (await citizen.send(String(body.redirectTo))).text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(question)?.[1] ?? '';
    const action = /action="([^"]+)"/.exec(question)?.[1] ?? '';
    await citizen.form(new URL(action, stand.vneid.url).href, { xsrf, logout: 'yes' });
    expect(await browser.me()).toMatchObject({ kind: 'anonymous' });
    expect(await byPassword.me()).toMatchObject({ kind: 'staff' });
  });

  it('opens nothing for somebody without an account, and says so on the officers’ page', async () => {
    const page = await byVneid(STRANGER.fullName);
    expect(page).toMatch(/^\/can-bo\/dang-nhap\?luot=.+&loi=identity\.not_registered$/);
  });
});
