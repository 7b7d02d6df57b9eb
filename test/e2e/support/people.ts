import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import type { Stack } from './stack.ts';

const launcher = resolve(import.meta.dirname, '../../../serepok');
const demoPassword = 'thu-nghiem-serepok';

/** What the officer's authenticator app shows now. */
function oneTimeCode(login: string): string {
  return execFileSync(launcher, ['code', login], { encoding: 'utf8' }).trim();
}

/** Signs a featured person in through the VNeID sandbox: picker, level 2, consent to every attribute. */
export async function signInCitizen(page: Page, stack: Stack, name: string): Promise<void> {
  await page.goto(`${stack.app}/`);
  const start = page
    .getByRole('link', { name: 'Đăng nhập bằng VNeID' })
    .or(page.getByRole('button', { name: 'Đăng nhập bằng VNeID' }));
  await start.first().click();
  await page.getByText(name, { exact: true }).click();
  await page.getByRole('button', { name: 'Xác nhận đăng nhập' }).click();
  await page.getByRole('button', { name: 'Đồng ý chia sẻ' }).click();
  await page.getByText(`Chào ${name}`).waitFor();
}

/** Signs a demonstration officer in at our own OpenID Connect provider: password, then the one-time code. */
export async function signInOfficer(page: Page, stack: Stack, login: string): Promise<void> {
  await page.goto(`${stack.app}/can-bo/dang-nhap`);
  const begin = page
    .getByRole('link', { name: 'Bắt đầu đăng nhập' })
    .or(page.getByRole('button', { name: 'Bắt đầu đăng nhập' }));
  await begin.first().click();
  await page.getByLabel('Tên đăng nhập').fill(login);
  await page.getByLabel('Mật khẩu').fill(demoPassword);
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.getByLabel(/Mã 6 số/).fill(oneTimeCode(login));
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByText('Hồ sơ chờ tôi xử lý').first().waitFor();
}

/** Pays the waiting request at the bank sandbox: `exact`, or one of its other ways by the button's words. */
export async function payAtBank(page: Page, stack: Stack, way = 'Trả đúng'): Promise<void> {
  await page.goto(`${stack.bank}/`);
  await page.getByRole('button', { name: way }).first().click();
}
