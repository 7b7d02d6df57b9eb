// node test/e2e/support/screenshots.ts [part of a name]: builds the web app with its gallery, photographs every page
// on a phone, a desk and in the dark, and runs axe on each. Pictures go to .serepok/screens.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { violationsOf } from './axe.ts';
import { desktop, openBrowser, phone, type Screen } from './browser.ts';
import { type Guise, pretendServer } from './pretend-server.ts';

type Shot = { name: string; path: string; as: Guise; act?: (page: Page) => Promise<void> };
const case1 = '0193f2a0-0000-7000-8000-000000000011';
const draft = '0193f2a0-0000-7000-8000-000000000021';
const queued = '0193f2a0-0000-7000-8000-000000000054';

const shots: Shot[] = [
  { name: 'guest-home', path: '/', as: 'guest' },
  { name: 'home', path: '/', as: 'citizen' },
  { name: 'finder', path: '/thu-tuc?q=tạm trú', as: 'citizen' },
  { name: 'procedure', path: '/thu-tuc/1.004194', as: 'citizen' },
  { name: 'question', path: `/nop-ho-so/${draft}/where`, as: 'citizen' },
  { name: 'question-date', path: `/nop-ho-so/${draft}/when`, as: 'citizen', act: openCalendar },
  { name: 'question-errors', path: `/nop-ho-so/${draft}/kind`, as: 'citizen', act: pressContinue },
  { name: 'papers-to-add', path: `/nop-ho-so/${draft}/giay-to`, as: 'citizen' },
  { name: 'check', path: `/nop-ho-so/${draft}/kiem-tra`, as: 'citizen' },
  { name: 'pay', path: `/ho-so/${case1}/thanh-toan`, as: 'citizen' },
  { name: 'done', path: `/ho-so/${case1}/da-nop`, as: 'citizen' },
  { name: 'dossiers', path: '/ho-so', as: 'citizen' },
  { name: 'dossier', path: `/ho-so/${case1}`, as: 'citizen' },
  { name: 'supplement', path: `/ho-so/${case1}/bo-sung`, as: 'citizen' },
  { name: 'papers', path: '/giay-to', as: 'citizen' },
  { name: 'paper', path: `/giay-to/${case1}`, as: 'citizen' },
  { name: 'notices', path: '/thong-bao', as: 'citizen' },
  { name: 'payments', path: '/thanh-toan', as: 'citizen' },
  { name: 'looks', path: '/ai-da-xem', as: 'citizen' },
  { name: 'me', path: '/toi', as: 'citizen' },
  { name: 'consents', path: '/dong-y', as: 'citizen' },
  { name: 'authorisations', path: '/uy-quyen', as: 'citizen' },
  { name: 'authorise', path: '/uy-quyen', as: 'citizen', act: pressButton(/^Ủy quyền cho|^Authorise some/) },
  { name: 'organisation', path: '/to-chuc/0193f2a0-0000-7000-8000-000000000801', as: 'citizen' },
  { name: 'sign-in', path: '/dang-nhap', as: 'guest' },
  { name: 'verify', path: '/xac-minh/DLK-7Q2M-9XPA', as: 'guest' },
  { name: 'track', path: '/tra-cuu?ma=H15.41-261123-0005', as: 'guest' },
  { name: 'not-found', path: '/khong-co', as: 'guest' },
  { name: 'queue', path: `/can-bo?ho=${queued}`, as: 'officer' },
  { name: 'queue-list', path: '/can-bo', as: 'officer' },
  { name: 'queue-refuse', path: `/can-bo?ho=${queued}`, as: 'officer', act: pressKey('r') },
  { name: 'queue-keys', path: `/can-bo?ho=${queued}`, as: 'officer', act: pressKey('?') },
  { name: 'office-gate', path: '/can-bo', as: 'guest' },
  { name: 'office-sign-in', path: '/can-bo/dang-nhap?uid=0193f2a0-0000-7000-8000-000000000099', as: 'guest' },
  { name: 'bases', path: '/can-bo/can-cu', as: 'officer' },
  {
    name: 'bases-declare',
    path: '/can-bo/can-cu',
    as: 'officer',
    act: pressButton(/^Khai mục đích|^Declare/),
  },
  { name: 'people-gate', path: '/can-bo/tra-cuu-nguoi', as: 'officer' },
  { name: 'people', path: `/can-bo/tra-cuu-nguoi?cc=${queued}`, as: 'officer', act: searchName },
  {
    name: 'person-page',
    path: `/can-bo/tra-cuu-nguoi/0193f2a0-0000-7000-8000-000000000701?cc=${queued}`,
    as: 'officer',
  },
  { name: 'admin', path: '/can-bo/quan-tri', as: 'officer' },
  { name: 'admin-procedures', path: '/can-bo/quan-tri/thu-tuc', as: 'officer' },
  { name: 'admin-calendar', path: '/can-bo/quan-tri/lich', as: 'officer' },
  { name: 'admin-failed', path: '/can-bo/quan-tri/viec-loi', as: 'officer' },
  { name: 'admin-versions', path: '/can-bo/quan-tri/thu-tuc/2.000635', as: 'officer' },
  {
    name: 'admin-notice',
    path: '/can-bo/quan-tri/lich/thong-bao',
    as: 'officer',
    act: fillNotice,
  },
  { name: 'admin-money', path: '/can-bo/quan-tri/tien-chua-khop', as: 'officer' },
  { name: 'admin-audit', path: '/can-bo/quan-tri/nhat-ky', as: 'officer' },
  { name: 'gallery', path: '/bo-giao-dien', as: 'guest' },
];

async function openCalendar(page: Page) {
  await page
    .getByRole('button', { name: /Mở lịch|Open the calendar/ })
    .first()
    .click();
}
async function pressContinue(page: Page) {
  await page.getByRole('button', { name: /Tiếp tục|Continue/ }).click();
}
function pressButton(name: RegExp) {
  return (page: Page) => page.getByRole('button', { name }).first().click();
}
async function fillNotice(page: Page) {
  const boxes = page.getByRole('textbox');
  await boxes.nth(0).fill('Hoán đổi ngày 14/12');
  await boxes.nth(1).fill('Công văn 12/UBND');
  await boxes.nth(3).fill('14/12/2026');
  await page.getByRole('button', { name: /Xem trước|Preview/ }).click();
  await page.getByRole('button', { name: /Công bố|Publish/ }).waitFor();
}
async function searchName(page: Page) {
  await page.getByRole('textbox').first().fill('nguyen van mau');
  await page.keyboard.press('Enter');
  await page.getByRole('table').waitFor();
}
function pressKey(key: string) {
  return async (page: Page) => {
    await page.getByRole('toolbar').waitFor();
    await page.keyboard.press(key);
  };
}

/** The window as tall as the page, so that what is fixed stands at the end and not across the middle. */
async function stretch(page: Page) {
  const size = page.viewportSize() ?? desktop;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > size.height) await page.setViewportSize({ width: size.width, height });
}

const screens: Record<string, Screen> = {
  phone,
  desktop,
  dark: { ...desktop, dark: true },
  night: { ...phone, dark: true },
  narrow: { ...phone, width: 320, height: 640 },
  english: desktop,
};
const out = '.serepok/screens';

async function takeOne(page: Page, shot: Shot, where: { url: string; screen: string }): Promise<string[]> {
  const troubles: string[] = [];
  const listen = (message: { type: () => string; text: () => string }) => {
    if (message.type() === 'error' && !message.text().includes('404'))
      troubles.push(`console: ${message.text()}`);
  };
  const fail = (error: Error) => troubles.push(`page: ${error.message}`);
  page.on('console', listen);
  page.on('pageerror', fail);
  await page.goto(where.url + shot.path, { waitUntil: 'load' });
  await page.locator('h1, h2').first().waitFor({ state: 'attached', timeout: 10_000 });
  if (shot.name !== 'gallery')
    await page.locator('.skel').first().waitFor({ state: 'detached', timeout: 10_000 });
  await shot.act?.(page);
  await page.evaluate(() => document.fonts.ready);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) troubles.push(`scrolls sideways by ${wide} px`);
  await stretch(page);
  await page.screenshot({ path: join(out, `${shot.name}.${where.screen}.png`) });
  for (const violation of await violationsOf(page)) {
    troubles.push(`axe ${violation.id}: ${violation.help} ${violation.targets.join(' | ')}`);
  }
  return troubles;
}

const [filter = '', onlyScreen = ''] = process.argv.slice(2);
process.env.VITE_GALLERY = '1';
const folder = join(process.cwd(), '.serepok/web-gallery');
await mkdir(out, { recursive: true });
await build({
  configFile: 'web/vite.config.ts',
  logLevel: 'error',
  build: { outDir: folder, emptyOutDir: true },
});
const server = await pretendServer(folder);
const browser = await openBrowser();
let bad = 0;
for (const [screen, size] of Object.entries(screens).filter(([name]) => name.startsWith(onlyScreen))) {
  const context = await browser.newContext(size);
  for (const shot of shots.filter((one) => one.name.includes(filter))) {
    server.become(shot.as);
    const page = await context.newPage();
    if (screen === 'english') await page.addInitScript(() => localStorage.setItem('serepok.language', 'en'));
    const troubles = await takeOne(page, shot, { url: server.url, screen }).catch((error: Error) => [
      error.message,
    ]);
    bad += troubles.length;
    for (const trouble of troubles) console.log(`${screen} ${shot.name}: ${trouble.slice(0, 300)}`);
    await page.close();
  }
  await context.close();
}
await browser.close();
await server.close();
console.log(bad === 0 ? 'no trouble' : `${bad} troubles`);
process.exitCode = bad === 0 ? 0 : 1;
