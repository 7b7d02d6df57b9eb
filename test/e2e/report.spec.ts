import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { violationsOf } from './support/axe.ts';
import { desktop } from './support/browser.ts';
import { signInOfficer } from './support/people.ts';
import { visit } from './support/visit.ts';

const place = visit('report', 7420);
let secretary: Page;
let address = '';

const officer = async (login: string): Promise<Page> => {
  const page = await place.newPage(desktop);
  await signInOfficer(page, place.stack, login);
  return page;
};
const open = async (page: Page, path: string): Promise<void> => {
  await page.goto(`${place.stack.app}${path}`);
};

test('figures of all models are there, one opens to what it is made of', async () => {
  secretary = await officer('thu-ky.de-an');
  await open(secretary, '/can-bo/chi-so');
  await secretary.getByText('Tính gần nhất').waitFor();
  await secretary
    .getByRole('searchbox', { name: 'Tìm trong danh sách' })
    .or(secretary.getByRole('searchbox').last())
    .fill('dan so');
  await secretary.getByRole('link', { name: 'Dân số' }).click();
  await secretary.getByRole('heading', { name: 'Con số này gồm những gì' }).waitFor();
  await secretary.getByRole('heading', { name: 'Theo xã, phường' }).waitFor();
  expect(await violationsOf(secretary)).toEqual([]);
});

test('a unit types a figure of a model that does not run yet', async () => {
  await open(secretary, '/can-bo/chi-so/rented-houses-declaring');
  await secretary.getByRole('button', { name: 'Nhập số liệu' }).click();
  const dialog = secretary.getByRole('dialog');
  await dialog.getByLabel('Số đạt được (tử số)').fill('tám');
  await dialog.getByRole('button', { name: 'Lưu số liệu' }).click();
  await dialog.getByText('Hãy nhập một số').first().waitFor();
  await dialog.getByLabel('Số đạt được (tử số)').fill('1.200');
  await dialog.getByLabel('Tổng số (mẫu số)').fill('1.500');
  await dialog.getByRole('button', { name: 'Lưu số liệu' }).click();
  await secretary.getByText('80,0% (1200/1500)').waitFor();
  await secretary.getByText('Chờ xác nhận').first().waitFor();
});

test('the monthly report is made, edited by two, signed, numbered, sealed, sent and received', async () => {
  await open(secretary, '/can-bo/bao-cao');
  await secretary.getByRole('button', { name: 'Lập báo cáo' }).first().click();
  await secretary.getByRole('dialog').getByRole('button', { name: 'Lập báo cáo' }).click();
  await secretary.getByLabel('IV. Khó khăn, vướng mắc').waitFor();
  address = new URL(secretary.url()).pathname;
  const second = await officer('phu-trach-06');
  await open(second, address);
  await second.getByLabel('IV. Khó khăn, vướng mắc').waitFor();
  await secretary.getByLabel('IV. Khó khăn, vướng mắc').fill('Thiếu đầu đọc thẻ.');
  await secretary
    .getByText(/lưu lúc/)
    .first()
    .waitFor();
  await second.getByLabel('IV. Khó khăn, vướng mắc').fill('Đường truyền yếu.');
  const clash = second.getByRole('dialog');
  await clash.getByText('Hai người cùng sửa phần này').waitFor();
  expect(await violationsOf(second)).toEqual([]);
  await clash.getByRole('button', { name: 'Lưu bản này' }).click();
  await clash.waitFor({ state: 'detached' });
  await second.getByRole('button', { name: 'Bản xem trước' }).click();
  await second.getByText('Đường truyền yếu.').waitFor();
  await second.getByText('Thiếu đầu đọc thẻ.').waitFor();
  expect(await violationsOf(second)).toEqual([]);
  await second.getByRole('button', { name: 'Trình ký' }).click();
  await second.getByText('Chờ ký', { exact: true }).waitFor();

  const leader = await officer('giam-doc-ca');
  await open(leader, address);
  await leader.getByRole('button', { name: 'Ký báo cáo' }).click();
  await leader.getByRole('dialog').getByRole('button', { name: 'Ký báo cáo' }).click();
  await leader.getByText('Đã ký, chờ vào sổ').waitFor();
});

test('the clerk numbers and sends it; the committee confirms the receipt', async () => {
  const clerk = await officer('van-thu-ca');
  await open(clerk, address);
  await clerk.getByRole('button', { name: 'Vào sổ, cấp số' }).click();
  await clerk.getByRole('dialog').getByRole('button', { name: 'Vào sổ, cấp số' }).click();
  await clerk.getByRole('button', { name: 'Gửi báo cáo' }).waitFor({ timeout: 40_000 });
  const [file] = await Promise.all([
    clerk.waitForEvent('download'),
    clerk.getByRole('link', { name: 'Tải PDF' }).click(),
  ]);
  const path = join(place.folder, 'bao-cao.pdf');
  await file.saveAs(path);
  expect(execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).normalize('NFC')).toContain(
    '01/BC-CAT',
  );
  await clerk.getByRole('button', { name: 'Gửi báo cáo' }).click();
  await clerk.getByRole('dialog').getByRole('button', { name: 'Gửi báo cáo' }).click();
  await clerk.getByText('Đã gửi', { exact: true }).waitFor();

  const receiver = await officer('van-thu-ubnd');
  await open(receiver, '/can-bo/bao-cao-den');
  await receiver.getByRole('button', { name: 'Xác nhận đã nhận' }).click();
  await receiver.getByText('Đã nhận', { exact: true }).waitFor();
  expect(await violationsOf(receiver)).toEqual([]);
});
