import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { countEligible, listFile, makeList, seedRanges } from '../../lib/list-noise/index.ts';
import { daklakUnits, generatePopulation } from '../../lib/synthetic-population/index.ts';
import { violationsOf } from './support/axe.ts';
import { desktop } from './support/browser.ts';
import { signInOfficer } from './support/people.ts';
import { visit } from './support/visit.ts';

const place = visit('matching', 7300);
const TITLE = 'Danh sách học sinh thử';

/** A list of the demonstration's own persons with the errors of such lists, one commune first. */
function noisyFile(folder: string): string {
  const persons = [...generatePopulation({ units: daklakUnits(), persons: 1000 })].flatMap(
    (one) => one.persons,
  );
  const eligible = countEligible(persons, 'general');
  const noise = { numberMissing: 1, birthYearOnly: 0.7, communeWrong: 0.4, givenNameWrong: 0.15 };
  const options = {
    kind: 'general',
    seed: seedRanges.tuning.first + 1,
    rows: 400,
    eligible,
    units: daklakUnits(),
    noise,
  } as const;
  const file = join(folder, 'danh-sach.csv');
  writeFileSync(
    file,
    Buffer.concat([...listFile('general', makeList(persons, options), { delimiter: ';' })]),
  );
  return file;
}

let owner: Page;
let listPath = '';

test('a department hands in a list, confirms its columns, and matches it with the population', async () => {
  owner = await place.newPage(desktop);
  await signInOfficer(owner, place.stack, 'danh-sach.nong-nghiep');
  await owner.getByRole('link', { name: 'Làm sạch' }).click();
  await owner.getByRole('link', { name: 'Danh sách', exact: true }).click();
  await owner.getByRole('link', { name: 'Hộ nghèo, hộ cận nghèo 2026' }).waitFor();
  expect(await violationsOf(owner)).toEqual([]);
  await owner.getByRole('button', { name: 'Tạo danh sách' }).first().click();
  await owner.getByLabel('Tên danh sách').fill(TITLE);
  await owner.getByLabel('Loại danh sách').fill('Danh sách khác');
  await owner.getByRole('option', { name: 'Danh sách khác của ngành' }).click();
  await owner.getByRole('dialog').getByRole('button', { name: 'Tạo danh sách' }).click();
  await owner.getByRole('heading', { name: TITLE }).waitFor();
  listPath = new URL(owner.url()).pathname;
  await owner.locator('input[type=file]').setInputFiles(noisyFile(place.folder));
  await owner.getByLabel('Nội dung của cột Họ và tên').waitFor();
  expect(await owner.getByLabel('Nội dung của cột Họ và tên').inputValue()).toBe('full_name');
  expect(await violationsOf(owner)).toEqual([]);
  await owner.getByRole('button', { name: 'Nhập danh sách' }).click();
  await owner.getByText(/[1-9]\d* dòng mới/).waitFor();
  await owner.getByRole('button', { name: 'So khớp danh sách' }).click();
  await owner.getByText(/Xong lúc/).waitFor({ timeout: 60_000 });
  await owner.getByText('Các dòng của danh sách').first().waitFor({ state: 'attached' });
  expect(await violationsOf(owner)).toEqual([]);
});

test('waiting rows are settled by one key each, and the last one is taken back', async () => {
  await owner.goto(`${place.stack.app}${listPath}`);
  await owner.getByRole('link', { name: 'Xem các dòng chờ kết luận' }).click();
  await owner.locator('.mrow').first().waitFor();
  const waiting = await owner.locator('.mrow').count();
  expect(waiting).toBeGreaterThan(2);
  await owner.keyboard.press('j');
  await owner.getByText('Xác suất là một người').waitFor();
  expect(await violationsOf(owner)).toEqual([]);
  const openRow = () => new URL(owner.url()).searchParams.get('dong');
  const first = openRow();
  await owner.keyboard.press('1');
  await expect.poll(openRow).not.toBe(first);
  const second = openRow();
  await owner.getByText('Xác suất là một người').waitFor();
  await owner.keyboard.press('0');
  await expect.poll(openRow).not.toBe(second);
  expect(await owner.locator('.mrow[data-done=true]').count()).toBe(2);
  await owner.getByText('Xác suất là một người').waitFor();
  await owner.keyboard.press('z');
  await expect.poll(openRow).toBe(second);
  expect(await owner.locator('.mrow[data-done=true]').count()).toBe(1);
});

test('the cleaned list goes back in the form it came in, with what was found', async () => {
  await owner.goto(`${place.stack.app}${listPath}`);
  await owner.getByRole('button', { name: 'Xuất CSV' }).click();
  const link = owner.getByRole('link', { name: 'Tải danh-sach-da-so-khop.csv' });
  await link.waitFor();
  const [download] = await Promise.all([owner.waitForEvent('download'), link.click()]);
  const text = readFileSync(await download.path(), 'utf8');
  const [head = ''] = text.split('\r\n');
  expect(head).toContain('Họ và tên');
  expect(head).toContain('Kết quả so khớp');
  expect(text.split('\r\n').filter((line) => line.includes('Đã khớp')).length).toBeGreaterThan(100);
});
