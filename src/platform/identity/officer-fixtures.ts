import { expect } from 'vitest';
import { type Browser, ids, next, openStand, type Stand, type StartVneid } from './fixtures.ts';
import { codeAt, createStaffAccount, setDemonstrationMeans } from './index.ts';
import type { OfficeClient } from './settings.ts';

export const PASSWORD = 'Cà phê buổi sáng ở buôn';
export const SECRET = Buffer.from('12345678901234567890');

const ACCOUNTS = [
  {
    id: ids.clerk,
    loginName: 'Thu.Vien',
    displayName: 'Trần Thị Thư',
    personId: ids.alice,
    isVneidAllowed: true,
  },
  { id: ids.boss, loginName: 'quan.tri', displayName: 'Y Quản Trị', personId: null, isVneidAllowed: false },
  {
    id: ids.deputy,
    loginName: 'quan.tri.2',
    displayName: 'H Phó Trị',
    personId: null,
    isVneidAllowed: false,
  },
];

/** A clerk with password and app, two administrators without any means yet (one has a useless password). */
export async function openOffice(
  startVneid: StartVneid,
  officeClients: readonly OfficeClient[] = [],
): Promise<Stand> {
  const stand = await openStand(startVneid, { settings: { officeClients } });
  await stand.asSystem(async (ctx) => {
    for (const account of ACCOUNTS) await createStaffAccount(ctx, account);
    await setDemonstrationMeans(ctx, { accountId: ids.clerk, password: PASSWORD, totpSecret: SECRET });
    await setDemonstrationMeans(ctx, { accountId: ids.boss, password: PASSWORD, totpSecret: SECRET });
  });
  stand.registers.terms.set(ids.clerk, [{ role: 'receiver', agencyId: ids.agency, places: ['24133'] }]);
  for (const id of [ids.boss, ids.deputy]) {
    stand.registers.terms.set(id, [{ role: 'administrator', agencyId: ids.agency, places: [] }]);
  }
  return stand;
}

/** The provider's way from its first address to our sign-in page. @returns the sign-in's id */
export async function toSignInPage(browser: Browser, authorize: string): Promise<string> {
  const interaction = next(await browser.send(authorize));
  const page = new URL(next(await browser.send(interaction)), browser.stand.url);
  expect(page.pathname).toBe('/can-bo/dang-nhap');
  return page.searchParams.get('luot') ?? '';
}

export async function begin(browser: Browser): Promise<string> {
  const start = '/api/v1/identity/officer/start?returnTo=/can-bo/ho-so';
  return toSignInPage(browser, next(await browser.send(start)));
}

export function steps(browser: Browser, flow: string) {
  const path = `/identity/officer-sign-ins/${flow}`;
  return {
    show: () => browser.api('GET', path),
    password: (loginName: string, password: string) =>
      browser.api('POST', `${path}/password`, { loginName, password }),
    code: (code: string) => browser.api('POST', `${path}/code`, { code }),
    askPasskey: () => browser.api('POST', `${path}/passkey-question`),
    passkey: (answer: unknown) => browser.api('POST', `${path}/passkey`, answer),
  };
}

/** @returns the page the officer lands on */
export async function finish(browser: Browser, redirectTo: unknown): Promise<string> {
  const resumed = next(await browser.send(String(redirectTo)));
  const callback = next(await browser.send(resumed));
  return next(await browser.send(callback));
}

export function codeNow(stand: Stand): string {
  return codeAt(SECRET, stand.house.clock.now());
}

export async function signInClerk(browser: Browser): Promise<string> {
  const step = steps(browser, await begin(browser));
  expect((await step.password('thu.vien', PASSWORD)).body).toMatchObject({ stage: 'second_factor' });
  const done = await step.code(codeNow(browser.stand));
  expect(done.body).toMatchObject({ stage: 'done' });
  return finish(browser, done.body.redirectTo);
}
