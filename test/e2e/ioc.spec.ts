import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { violationsOf } from './support/axe.ts';
import { desktop, phone } from './support/browser.ts';
import { signInOfficer } from './support/people.ts';
import { visit } from './support/visit.ts';

const place = visit('ioc', 7340);
const wallScreen = { width: 1920, height: 1080, dark: true };
let analyst: Page;
let operator: Page;
let wall: Page;

beforeAll(async () => {
  analyst = await place.newPage(desktop);
  await signInOfficer(analyst, place.stack, 'dan-cu');
  operator = await place.newPage(desktop);
  await signInOfficer(operator, place.stack, 'truc-ban');
}, 60_000);

test('an analyst walks the map by keyboard, opens a commune, and the list behind it asks for a purpose', async () => {
  await analyst.goto(`${place.stack.app}/can-bo/dan-cu`);
  await analyst.getByRole('heading', { name: 'Tháp tuổi' }).waitFor();
  await analyst.locator('.pmap-svg path[role="button"]').nth(101).waitFor();
  expect(await analyst.locator('.pmap-svg path[role="button"]').count()).toBe(102);
  expect(await violationsOf(analyst)).toEqual([]);
  await analyst.locator('.pmap-svg path[tabindex="0"]').focus();
  await analyst.keyboard.press('ArrowLeft');
  await analyst.keyboard.press('Enter');
  await analyst.getByRole('heading', { name: 'Thôn, buôn, tổ dân phố' }).waitFor();
  expect(analyst.url()).toContain('xa=');
  expect(await violationsOf(analyst)).toEqual([]);
  await analyst.getByRole('link', { name: 'Mở danh sách' }).click();
  await analyst.getByText('Nêu căn cứ trước khi xem').waitFor();
});

test('an operator shows a code, a wall pairs with it, and shows the province without anybody signed in', async () => {
  await operator.goto(`${place.stack.app}/can-bo/dieu-hanh?muc=displays`);
  await operator.getByRole('textbox', { name: 'Màn hình đặt ở đâu' }).fill('Phòng họp tầng hai');
  await operator.locator('input[value="Trung tâm điều hành tỉnh Đắk Lắk"]').waitFor();
  await operator.getByRole('button', { name: 'Lấy mã ghép' }).click();
  const code = (await operator.locator('.codebig').textContent()) ?? '';
  expect(await violationsOf(operator)).toEqual([]);

  wall = await place.newPage(wallScreen);
  await wall.clock.install();
  await wall.goto(`${place.stack.app}/ioc/tuong`);
  await wall.getByRole('heading', { name: 'Ghép màn hình này' }).waitFor();
  expect(await violationsOf(wall)).toEqual([]);
  await wall.getByLabel('Mã ghép').fill(code.toLowerCase());
  await wall.getByRole('button', { name: 'Ghép màn hình' }).click();
  await wall.clock.runFor(5000);
  await wall.getByRole('heading', { name: 'Trung tâm điều hành tỉnh Đắk Lắk' }).waitFor();
  await wall.locator('.pmap-svg').waitFor();
  expect(await violationsOf(wall)).toEqual([]);
  const sideways = await wall.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(sideways).toBe(0);
});

/** Heap after collection, and nodes and listeners the page holds. */
async function measure(page: Page): Promise<{ heap: number; nodes: number; listeners: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
  return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') };
}

const stepMs = process.env.SEREPOK_LONG === '1' ? 60_000 : 1_800_000;

/** Lets the wall live through hours in steps in which every timer fires and answers arrive. */
async function live(hours: number): Promise<void> {
  for (let step = 0; step < (hours * 3_600_000) / stepMs; step += 1) {
    await wall.clock.runFor(stepMs);
    await wall.evaluate(() =>
      fetch('/favicon.ico', { cache: 'no-store' }).then(
        () => undefined,
        () => undefined,
      ),
    );
  }
}

const hours = process.env.SEREPOK_LONG === '1' ? 24 : 8;

test(`${hours} hours on the wall leave its memory as it was`, async () => {
  await live(2);
  const before = await measure(wall);
  await live(hours - 2);
  const after = await measure(wall);
  expect(after.heap).toBeLessThan(before.heap * 1.15 + 1_000_000);
  expect(after.nodes).toBeLessThan(before.nodes * 1.2 + 200);
  expect(after.listeners).toBeLessThan(before.listeners * 1.2 + 50);
  await wall.getByRole('heading', { name: 'Trung tâm điều hành tỉnh Đắk Lắk' }).waitFor();
});

test('switched off by the operator, the wall shows nothing any more', async () => {
  await operator.getByRole('button', { name: 'Ngắt' }).first().click();
  await operator.getByText('Đã ngắt').first().waitFor();
  await live(2);
  await wall.getByRole('heading', { name: 'Ghép màn hình này' }).waitFor();
});

test('a leader opens the centre on a phone and travels a day back', async () => {
  const leader = await place.newPage(phone);
  await signInOfficer(leader, place.stack, 'lanh-dao.tinh');
  await leader.goto(`${place.stack.app}/ioc`);
  await leader.getByRole('heading', { name: 'Đang xử lý' }).waitFor();
  expect(await violationsOf(leader)).toEqual([]);
  await leader.locator('#ngay').focus();
  await leader.keyboard.press('ArrowLeft');
  await leader.getByText(/như đã biết khi ngày ấy kết thúc/).waitFor();
  await leader.getByRole('button', { name: 'Hôm nay' }).click();
  await leader.getByText(/như đã biết/).waitFor({ state: 'detached' });
  await leader.getByRole('link', { name: 'Mở', exact: true }).first().click();
  await leader.getByRole('heading', { name: /Số này gồm những gì/ }).waitFor();
  expect(await violationsOf(leader)).toEqual([]);
});
