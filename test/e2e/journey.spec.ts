import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { violationsOf } from './support/axe.ts';
import { desktop } from './support/browser.ts';
import { payAtBank, signInCitizen, signInOfficer } from './support/people.ts';
import { visit } from './support/visit.ts';

const NAME = 'Nông Văn Dũng';
const PROCEDURE = 'Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh';

const place = visit('journey', 7200);
const { newPage, folder } = place;
let citizen: Page;
let code = '';

beforeAll(async () => {
  citizen = await newPage();
});

async function next(page: Page): Promise<void> {
  const before = page.url();
  await page.getByRole('button', { name: /^Tiếp tục/ }).click();
  await page.waitForURL((url) => url.href !== before);
}

async function expectAccessible(page: Page): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
}

test('a citizen signs in with VNeID and is greeted', async () => {
  await signInCitizen(citizen, place.stack, NAME);
  await expectAccessible(citizen);
});

test('finds a procedure without diacritics and starts it, prefilled with its source shown', async () => {
  await citizen.goto(`${place.stack.app}/thu-tuc?tim=trich+luc`);
  await citizen.getByText(PROCEDURE).first().click();
  await citizen.getByRole('button', { name: 'Bắt đầu' }).click();
  await citizen.getByText('Bạn xin bản sao cho ai?').first().waitFor();
  expect(
    await citizen
      .getByText(/Từ CSDL quốc gia về dân cư/)
      .first()
      .isVisible(),
  ).toBe(true);
  expect(await citizen.locator('body').innerText()).toMatch(/\d{3}•{5}\d{4}/);
  await expectAccessible(citizen);
});

test('answers, resumes on another device, checks and files', async () => {
  await citizen.getByRole('radio', { name: 'Cho tôi' }).check({ force: true });
  await next(citizen);
  await citizen.getByRole('radio', { name: 'Kết hôn' }).check({ force: true });
  await next(citizen);
  const address = citizen.url();
  const other = await newPage();
  await signInCitizen(other, place.stack, NAME);
  await other.goto(address);
  await other.getByText('Việc này đã đăng ký ở đâu?').first().waitFor();
  await next(other);
  await other.locator('input').first().fill('1');
  await next(other);
  await other.getByRole('radio').first().check({ force: true });
  await next(other);
  await next(other);
  for (let step = 0; step < 2 && !other.url().includes('kiem-tra'); step++) await next(other);
  await other.getByText('Kiểm tra lại trước khi nộp').first().waitFor();
  await other
    .getByText(/8\.000\s*đ/)
    .first()
    .waitFor();
  await expectAccessible(other);
  await other.getByRole('checkbox').first().check({ force: true });
  await other.getByRole('button', { name: 'Nộp hồ sơ' }).dblclick();
  await other.getByText('Đang chờ ngân hàng báo có').first().waitFor();
  await expectAccessible(other);
});

test('pays one đồng short, then the rest, by VietQR at the bank', async () => {
  await payAtBank(await newPage(desktop), place.stack, 'Thiếu 1 đồng');
  await citizen.goto(`${place.stack.app}/ho-so`);
  const row = citizen.getByText(/H15\.\d+-\d{6}-\d{4}/).first();
  await row.waitFor();
  code = /H15\.\d+-\d{6}-\d{4}/.exec(await row.innerText())?.[0] ?? '';
  expect(await citizen.getByText(/H15\.\d+-\d{6}-\d{4}/).count()).toBe(1);
  const api = (path: string) => citizen.request.get(`${place.stack.app}/api/v1${path}`);
  const money = async () =>
    ((await (await api('/me/dossiers')).json()) as { items: { states: { money: string } }[] }).items[0]
      ?.states.money;
  await expect.poll(money, { timeout: 15_000 }).toBe('short');
  const { items } = (await (await api('/me/dossiers')).json()) as { items: { id: string }[] };
  await citizen.goto(`${place.stack.app}/ho-so/${items[0]?.id}/thanh-toan`);
  await citizen
    .getByText(/(?<!\d)1\s?đ/)
    .first()
    .waitFor();
  await payAtBank(await newPage(desktop), place.stack, 'Trả đúng');
  await expect.poll(money, { timeout: 15_000 }).toBe('paid');
});

async function openFirst(page: Page): Promise<void> {
  for (const bucket of ['3', '4', '6']) {
    await page.keyboard.press(bucket);
    await page.waitForTimeout(800);
    if ((await page.getByText(code).count()) > 0) break;
  }
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByText('Thành phần hồ sơ').first().waitFor();
}

test('an officer of another commune does not see it', async () => {
  expect(code).not.toBe('');
  const stranger = await newPage(desktop);
  await signInOfficer(stranger, place.stack, 'mot-cua.tanan');
  expect(await stranger.getByText(code).count()).toBe(0);
});

let reception: Page;
test('the one-stop officer receives it by keyboard', async () => {
  const page = await newPage(desktop);
  reception = page;
  await signInOfficer(page, place.stack, 'mot-cua.buonho');
  await openFirst(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: /Tiếp nhận hồ sơ/ }).click();
  await page.getByText('Đã tiếp nhận').first().waitFor();
});

test('the specialist proposes, the leader approves and signs', async () => {
  const specialist = await newPage(desktop);
  await signInOfficer(specialist, place.stack, 'tu-phap.buonho');
  await openFirst(specialist);
  await specialist.getByRole('button', { name: /Trình phê duyệt/ }).click();
  const confirm = specialist.getByRole('dialog').getByRole('button', { name: /Trình/ });
  if (await confirm.count()) await confirm.click();
  await specialist.getByText('Chờ phê duyệt').first().waitFor();
  const leader = await newPage(desktop);
  await signInOfficer(leader, place.stack, 'chu-tich.buonho');
  await openFirst(leader);
  await leader
    .getByRole('button', { name: /Phê duyệt/ })
    .first()
    .click();
  const agree = leader.getByRole('dialog').getByRole('button', { name: /Phê duyệt/ });
  if (await agree.count()) await agree.click();
  await leader
    .getByText(/Đã phê duyệt|Đã ký|Đã có kết quả|Đã ban hành/)
    .first()
    .waitFor();
});

test('the sealed result reaches the vault; pdfsig accepts it; a changed byte is reported', async () => {
  const api = (path: string) => citizen.request.get(`${place.stack.app}/api/v1${path}`);
  const papers = async () =>
    ((await (await api('/me/documents')).json()) as { items: { id: string; verificationCode: string }[] })
      .items;
  await expect.poll(async () => (await papers()).length, { timeout: 30_000 }).toBe(1);
  const [paper] = await papers();
  const content = await (await api(`/me/documents/${paper?.id}/content`)).body();
  const file = join(folder, 'ket-qua.pdf');
  writeFileSync(file, content);
  expect(execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' })).toMatch(/Signature is Valid/);
  expect(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })).toContain(code);

  const anyone = await newPage();
  await anyone.goto(`${place.stack.app}/xac-minh/${paper?.verificationCode}`);
  await anyone
    .getByText(/còn hiệu lực|hợp lệ|Giấy tờ thật/i)
    .first()
    .waitFor();
  await expectAccessible(anyone);
  const verify = async (bytes: Buffer) => {
    const answer = await anyone.request.post(`${place.stack.app}/api/v1/verification`, {
      multipart: { file: { name: 'a.pdf', mimeType: 'application/pdf', buffer: bytes } },
    });
    return ((await answer.json()) as { verdict: string }).verdict;
  };
  expect(await verify(content)).toBe('valid');
  const changed = Buffer.from(readFileSync(file));
  changed[Math.floor(changed.length / 3)] = (changed[Math.floor(changed.length / 3)] ?? 0) ^ 1;
  expect(await verify(changed)).toBe('changed');
});

test('the citizen sees every step, and who looked at their data', async () => {
  const { items } = (await (await citizen.request.get(`${place.stack.app}/api/v1/me/dossiers`)).json()) as {
    items: { id: string; states: Record<string, unknown> }[];
  };
  expect(items[0]?.states).toMatchObject({ business: 'issued', money: 'paid', delivery: 'delivered' });
  await citizen.goto(`${place.stack.app}/ho-so/${items[0]?.id}`);
  await citizen
    .getByText(/Kết quả đã được ban hành/)
    .first()
    .waitFor();
  await citizen
    .getByText(/Hồ sơ đã được tiếp nhận/)
    .first()
    .waitFor();
  await expectAccessible(citizen);
  await citizen.goto(`${place.stack.app}/ai-da-xem`);
  await citizen
    .getByText(/phường Buôn Hồ/)
    .first()
    .waitFor();
  await expectAccessible(citizen);
});

test('the same service filed at the national portal arrives, is received here, and the portal is told', async () => {
  const portal = await newPage(desktop);
  await portal.goto(`${place.stack.portal}/nop-ho-so`);
  await portal.getByLabel('Thủ tục').selectOption('2.000635');
  const applicant = portal.getByLabel('Người nộp');
  const options = await applicant.locator('option').allInnerTexts();
  await applicant.selectOption({ index: options.findIndex((text) => text.startsWith(NAME)) });
  await portal.getByLabel('Nơi tiếp nhận').selectOption('H15.160.01');
  await portal
    .getByLabel(/^Tờ khai/)
    .fill('subject = self\neventKind = marriage\ncopies = 2\ndelivery = vault');
  await portal.getByRole('button', { name: 'Nộp hồ sơ' }).click();
  const handedOver = async () => {
    await portal.getByRole('link', { name: 'Làm mới' }).click();
    return portal.locator('body').innerText();
  };
  await expect.poll(handedOver, { timeout: 20_000 }).toContain('Tỉnh đã nhận');

  type Filed = { id: string; code: string; states: { business: string; money: string } };
  const filed = async () => {
    const answer = await citizen.request.get(`${place.stack.app}/api/v1/me/dossiers`);
    const { items } = (await answer.json()) as { items: Filed[] };
    return items.find((item) => item.code !== code);
  };
  const dossier = await filed();
  expect(dossier?.states.business).toBe('submitted');
  await citizen.goto(`${place.stack.app}/ho-so/${dossier?.id}/thanh-toan`);
  // Two copies at 8.000 đ: the gateway sent the number as text.
  await citizen
    .getByText(/16\.000\s*đ/)
    .first()
    .waitFor();
  await payAtBank(await newPage(desktop), place.stack);
  await expect.poll(async () => (await filed())?.states.money, { timeout: 15_000 }).toBe('paid');

  await reception.goto(`${place.stack.app}/can-bo?nhom=receive&ho=${dossier?.id}`);
  await reception.getByRole('button', { name: /Tiếp nhận hồ sơ/ }).click();
  await reception.getByText('Đã tiếp nhận').first().waitFor();
  await expect.poll(handedOver, { timeout: 30_000 }).toContain('2. ');
});
