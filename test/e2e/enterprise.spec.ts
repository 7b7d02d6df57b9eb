import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { violationsOf } from './support/axe.ts';
import { signInCitizen } from './support/people.ts';
import { visit } from './support/visit.ts';

const DIRECTOR = 'Lê Quỳnh Giang';
const COMPANY = 'Công ty TNHH Cà phê Thử Nghiệm Sêrêpôk';
const HOLDER = { number: '100169999011', name: 'Võ Thị Kim Oanh' };

const place = visit('enterprise', 7510);
let page: Page;

interface Draft {
  readonly id: string;
  readonly version: number;
  readonly applicantName: string;
}

async function send<T>(write: `${'POST' | 'PUT'} ${string}`, body: object): Promise<T> {
  const [method = '', path = ''] = write.split(' ');
  const answer = await page.request.fetch(`${place.stack.app}/api/v1${path}`, {
    method,
    data: body,
    headers: {
      'idempotency-key': `${path}-${JSON.stringify(body).length}`,
      'x-serepok-request': '1',
      origin: place.stack.app,
    },
  });
  expect(answer.status(), await answer.text()).toBeLessThan(300);
  return (await answer.json()) as T;
}

beforeAll(async () => {
  page = await place.newPage();
  await signInCitizen(page, place.stack, DIRECTOR);
});

test('a director chooses to work for the enterprise, and sees for whom on every page', async () => {
  await page.goto(`${place.stack.app}/toi`);
  await page.getByRole('button', { name: `Chọn ${COMPANY}` }).click();
  await page.getByText('Đang làm việc cho:').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('link', { name: `Xem tổ chức ${COMPANY}` }).click();
  await page.getByText('6000000001').first().waitFor();
  await page.getByText('Xưởng rang Ea Tul').waitFor();
  expect(await violationsOf(page)).toEqual([]);
});

test('a procedure begun then is for the enterprise; its dossier stands with the enterprise alone', async () => {
  await page.goto(`${place.stack.app}/thu-tuc/2.000635`);
  await page.getByLabel(new RegExp(`Cho ${COMPANY}`)).waitFor();
  expect(await page.getByLabel(new RegExp(`Cho ${COMPANY}`)).isChecked()).toBe(true);
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: /^(Bắt đầu|Nộp hồ sơ|Làm hồ sơ)/ }).click();
  await page.waitForURL(/nop-ho-so/);
  const id = /nop-ho-so\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  const begun = (await (await page.request.get(`${place.stack.app}/api/v1/drafts/${id}`)).json()) as Draft;
  expect(begun.applicantName).toBe(COMPANY);
  const answers = {
    reason: 'Bổ sung hồ sơ người lao động',
    eventKind: 'birth',
    person: { fullName: 'Trần Thị Thử', birthDate: '1990-02-03' },
    registeredAt: '24163',
    copies: 1,
    delivery: 'vault',
    phone: '0900000123',
  };
  const saved = await send<Draft>(`PUT /drafts/${id}`, { answers, page: null, version: begun.version });
  const attached = await page.request.post(
    `${place.stack.app}/api/v1/drafts/${id}/components/officialRequest/attachments`,
    {
      multipart: {
        file: { name: 'van-ban.png', mimeType: 'image/png', buffer: await page.screenshot() },
      },
      headers: { 'idempotency-key': 'van-ban', 'x-serepok-request': '1', origin: place.stack.app },
    },
  );
  expect(attached.status(), await attached.text()).toBe(201);
  await page.goto(`${place.stack.app}/nop-ho-so/${id}/kiem-tra`);
  await page.getByText('Bổ sung hồ sơ người lao động').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  const filed = await send<{ code: string }>(`POST /drafts/${id}/submission`, {
    declared: true,
    version: saved.version,
  });
  await page.goto(`${place.stack.app}/ho-so`);
  await page.getByText(filed.code).waitFor();
  await page.getByRole('button', { name: 'Về việc của tôi' }).click();
  await page.getByText('Đang làm việc cho:').waitFor({ state: 'detached' });
});

test('she authorises somebody for one procedure and ends it again', async () => {
  await page.goto(`${place.stack.app}/uy-quyen`);
  await page.getByRole('button', { name: 'Ủy quyền cho một người' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(new RegExp(COMPANY)).check();
  await dialog.getByLabel('Số định danh của người được ủy quyền').fill(HOLDER.number);
  await dialog.getByLabel('Họ và tên người được ủy quyền').fill('Tên Không Đúng');
  await dialog.getByRole('combobox', { name: 'Thủ tục' }).fill('2.000635');
  await page.getByRole('option').first().click();
  await dialog.getByLabel('Để làm gì').fill('Nộp hồ sơ cho công ty');
  await dialog.getByLabel(/Tôi chịu trách nhiệm/).check();
  await dialog.getByRole('button', { name: 'Ủy quyền', exact: true }).click();
  await dialog.getByText(/Không có người nào mang đúng/).waitFor();
  await dialog.getByLabel('Họ và tên người được ủy quyền').fill(HOLDER.name);
  await dialog.getByRole('button', { name: 'Ủy quyền', exact: true }).click();
  await page.getByText('Đang có hiệu lực').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: `Chấm dứt ${HOLDER.name}` }).click();
  await page.getByRole('dialog').getByLabel('Lý do').fill('Không cần nữa');
  await page.getByRole('dialog').getByRole('button', { name: 'Chấm dứt' }).click();
  await page.getByText('Đã chấm dứt', { exact: true }).waitFor();
});

test('consents have their page', async () => {
  await page.goto(`${place.stack.app}/dong-y`);
  await page.getByText('Chưa ai xin bạn đồng ý việc gì').waitFor();
  expect(await violationsOf(page)).toEqual([]);
});
