import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { violationsOf } from './support/axe.ts';
import { desktop } from './support/browser.ts';
import { signInOfficer } from './support/people.ts';
import { visit } from './support/visit.ts';

const place = visit('programme', 7380);
const { newPage } = place;
const pages = new Map<string, Page>();

/** A one-time code serves once: an officer who acts twice stays signed in. */
async function as(login: string): Promise<Page> {
  const known = pages.get(login);
  if (known) return known;
  const page = await newPage(desktop);
  await signInOfficer(page, place.stack, login);
  pages.set(login, page);
  return page;
}
const at = (path: string) => `${place.stack.app}/can-bo/chuong-trinh${path}`;
const title = 'Khảo sát đầu đọc thẻ ở trạm y tế Ea Tul';

test('the secretary sees all 43 models and gives a task to a department', async () => {
  const page = await as('thu-ky.de-an');
  await page.goto(at(''));
  await page.getByText('Lưu trú khách sạn').waitFor();
  expect(await page.locator('.prog-tile').count()).toBe(43);
  expect(await violationsOf(page)).toEqual([]);
  await page.goto(at('/viec'));
  await page.getByRole('button', { name: /Giao việc/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nội dung việc').fill(title);
  await dialog.getByLabel('Mô hình').fill('kham chua');
  await page.locator('[data-combobox-option]:visible', { hasText: '6. Khám chữa bệnh' }).click();
  await dialog.getByLabel('Đơn vị').fill('so y te');
  await page.locator('[data-combobox-option]:visible', { hasText: /^Sở Y tế$/ }).click();
  await dialog.getByLabel('Hạn').fill('30/12/2026');
  await dialog.getByRole('button', { name: 'Giao việc' }).click();
  await page.getByRole('button', { name: new RegExp(title) }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
});

test('the department ticks a step, with evidence only, and asks for an extension', async () => {
  const page = await as('dau-moi.yte');
  await page.goto(at('/mo-hinh/6'));
  await page.getByText('Các bước theo cẩm nang').waitFor();
  await page.getByRole('button', { name: 'Đánh dấu xong 1' }).click();
  await page.getByText(/Bước này chưa có chứng cứ/).waitFor();
  await page.getByRole('button', { name: 'Thêm chứng cứ 1' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Số', { exact: true }).fill('42');
  await dialog.getByLabel('Đơn vị tính').fill('trạm y tế');
  await dialog.getByRole('button', { name: 'Thêm chứng cứ' }).click();
  await page.getByRole('button', { name: 'Rút 42 trạm y tế' }).waitFor();
  await page.getByRole('button', { name: 'Đánh dấu xong 1' }).click();
  await page.getByRole('button', { name: 'Mở lại 1' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: new RegExp(title) }).click();
  await page.getByRole('button', { name: 'Đề nghị gia hạn' }).click();
  await page.getByLabel('Hạn đề nghị').fill('31/01/2027');
  await page.getByRole('dialog').getByLabel('Lý do').fill('Thiết bị về chậm');
  await page.getByRole('button', { name: 'Đề nghị gia hạn' }).click();
  await page.getByText('Chờ duyệt').first().waitFor();
});

test('another person approves, and the due date has moved', async () => {
  const page = await as('phe-duyet.de-an');
  await page.goto(at('/cho-quyet-dinh'));
  await page.getByText('Thiết bị về chậm').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
  await page.getByText('Đã duyệt').first().waitFor();
  await page.goto(at('/viec?q=Ea Tul'));
  await page.getByText('hạn 31/01/2027').waitFor();
});

test('a model is refused into operation without an assessment, and goes once one is recorded', async () => {
  const page = await as('thu-ky.de-an');
  await page.goto(at('/mo-hinh/8'));
  const move = async () => {
    await page.getByRole('button', { name: 'Đổi tình trạng' }).click();
    await page.getByRole('radio', { name: 'Vận hành' }).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Đổi tình trạng' }).click();
  };
  await move();
  await page.getByText(/chưa có đánh giá an toàn thông tin/).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Ghi đánh giá' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Số biên bản').fill('15/BB-ATTT');
  await dialog.getByLabel('Đơn vị đánh giá').fill('C06 và Sở KH&CN');
  await dialog.getByLabel('Kết luận').fill('Đạt yêu cầu');
  await dialog.getByRole('button', { name: 'Ghi đánh giá' }).click();
  await page.getByText('15/BB-ATTT').first().waitFor();
  await move();
  await page.locator('.prog-title').getByText('Vận hành').waitFor();
  expect(await violationsOf(page)).toEqual([]);
});
