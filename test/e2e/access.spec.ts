import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { violationsOf } from './support/axe.ts';
import { desktop } from './support/browser.ts';
import { signInCitizen, signInOfficer } from './support/people.ts';
import { visit } from './support/visit.ts';

const TENANT = 'Giàng Thị Sua';
const LANDLORD = 'Võ Thị Kim Oanh';
const LANDLORD_NUMBER = '100169999011';

const place = visit('access', 7500);
let clerk: Page;
let approver: Page;

beforeAll(async () => {
  clerk = await place.newPage(desktop);
  await signInOfficer(clerk, place.stack, 'mot-cua.tanan');
});

const ask = (path: string, headers: Record<string, string> = {}) =>
  clerk.request.post(`${place.stack.app}/api/v1${path}`, {
    data: { name: 'giang thi sua' },
    headers: { 'idempotency-key': 'k1', 'x-serepok-request': '1', origin: place.stack.app, ...headers },
  });

test('without a basis nobody is found, by page or by hand', async () => {
  const refused = await ask('/persons/searches');
  expect(refused.status()).toBe(403);
  expect(((await refused.json()) as { code: string }).code).toBe('access.basis_missing');
  await clerk.goto(`${place.stack.app}/can-bo/tra-cuu-nguoi`);
  await clerk.getByText('Nêu căn cứ trước khi xem').waitFor();
  expect(await clerk.getByLabel(/Họ tên/).count()).toBe(0);
  expect(await violationsOf(clerk)).toEqual([]);
});

test('an officer declares a purpose, finds a person without diacritics and opens them', async () => {
  await clerk.getByRole('button', { name: 'Khai mục đích' }).click();
  await clerk.getByRole('dialog').getByRole('button', { name: 'Khai mục đích' }).click();
  await clerk.getByText('Hãy chọn một mục đích.').waitFor();
  await clerk.getByText('Đối chiếu người đến làm thủ tục').click();
  await clerk.getByLabel('Việc cụ thể đang làm').fill('Đối chiếu người đến quầy đăng ký tạm trú');
  await clerk.getByRole('dialog').getByRole('button', { name: 'Khai mục đích' }).click();
  await clerk.getByLabel(/Họ tên/).fill('giang thi sua');
  await clerk.getByRole('button', { name: 'Tìm', exact: true }).click();
  const row = clerk.getByRole('row', { name: new RegExp(TENANT) }).first();
  await row.getByText(/^\d{3}•••••\d{4}$/).waitFor();
  await row.getByRole('button', { name: /Mở người này/ }).click();
  await clerk.getByRole('heading', { name: TENANT }).waitFor();
  await clerk.getByText('Đăng ký cư trú').waitFor();
  expect(await violationsOf(clerk)).toEqual([]);
});

test('the basis lists what was read on it, and once closed opens nothing', async () => {
  const personPage = clerk.url();
  await clerk.goto(`${place.stack.app}/can-bo/can-cu`);
  await clerk.getByRole('button', { name: 'Đã xem gì' }).first().click();
  await clerk.getByText('Tìm người theo tên').waitFor();
  await clerk.getByText('Xem dữ liệu một người').first().waitFor();
  await clerk.keyboard.press('Escape');
  expect(await violationsOf(clerk)).toEqual([]);
  await clerk.getByRole('button', { name: 'Đóng căn cứ' }).first().click();
  await clerk.getByText('Bạn chưa mở căn cứ nào').waitFor();
  await clerk.goto(personPage);
  await clerk.getByText('Căn cứ vừa dùng đã hết hạn hoặc đã đóng.').waitFor();
  expect(await clerk.getByRole('heading', { name: TENANT }).count()).toBe(0);
});

test('emergency access opens only after a second officer approves', async () => {
  await clerk.goto(`${place.stack.app}/can-bo/can-cu`);
  await clerk.getByRole('button', { name: 'Đề nghị xem khẩn cấp' }).click();
  await clerk.getByLabel('Số định danh cá nhân').fill(LANDLORD_NUMBER);
  await clerk.getByLabel('Họ và tên').fill(LANDLORD);
  await clerk.getByLabel('Vì sao khẩn cấp').fill('Nạn nhân bất tỉnh ở trạm y tế, cần tìm người thân');
  await clerk.getByRole('button', { name: 'Gửi đề nghị' }).click();
  await clerk.getByText('Chờ duyệt').waitFor();
  expect(await clerk.getByRole('link', { name: 'Mở người này' }).count()).toBe(0);

  approver = await place.newPage(desktop);
  await signInOfficer(approver, place.stack, 'duyet-khan');
  await approver.goto(`${place.stack.app}/can-bo/can-cu`);
  await approver.getByText('Nạn nhân bất tỉnh').waitFor();
  expect(await violationsOf(approver)).toEqual([]);
  await approver.getByRole('button', { name: 'Duyệt', exact: true }).click();
  await approver.getByText('Không có đề nghị nào chờ duyệt').waitFor();
  const told = (await (await approver.request.get(`${place.stack.app}/api/v1/notices`)).json()) as {
    items: { title: string }[];
  };
  expect(told.items.map((item) => item.title)).toContainEqual(expect.stringContaining('xem khẩn cấp'));

  await clerk.reload();
  await clerk.getByRole('link', { name: 'Mở người này' }).click();
  await clerk.getByRole('heading', { name: LANDLORD }).waitFor();
});

test('the person concerned sees the emergency flagged on her page', async () => {
  const her = await place.newPage();
  await signInCitizen(her, place.stack, LANDLORD);
  await her.goto(`${place.stack.app}/ai-da-xem`);
  await her.getByText('Xem khẩn cấp', { exact: true }).first().waitFor();
  expect(await violationsOf(her)).toEqual([]);
});
