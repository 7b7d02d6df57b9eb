import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personas } from '#lib/synthetic-population';
import { violationsOf } from './support/axe.ts';
import { desktop } from './support/browser.ts';
import { filmOf } from './support/film.ts';
import { signInOfficer } from './support/people.ts';
import { visit } from './support/visit.ts';

const BASE = 7460;
const AGENT = BASE + 30;
const SIMULATOR = BASE + 31;
const project = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'serepok-desk-'));
const film = join(folder, 'camera.y4m');
const bearer = personas().find(({ role }) => role === 'tenant_worker')?.person.ref ?? 0;
writeFileSync(film, filmOf(bearer));
const place = visit('card', BASE, film);
let desk: Page;
let agent: ChildProcess | undefined;
let card: ChildProcess | undefined;

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [...args], { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] });
}

function until(child: ChildProcess, words: string): Promise<string> {
  return new Promise((done, failed) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(words)) done(text);
    });
    child.once('exit', (code) => failed(new Error(`ended with ${code}: ${text}`)));
  });
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
}

const cli = (...args: string[]) => [join(project, 'src/app/cli.ts'), 'card', ...args];

async function insert(scenario: string): Promise<void> {
  card = spawn(
    process.execPath,
    cli('insert', '--person', 'tenant_worker', '--scenario', scenario, '--port', String(SIMULATOR)),
    {
      cwd: project,
      env: { ...process.env, SEREPOK_HOME: place.stack.home },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await until(card, 'card inserted');
}

async function qrText(): Promise<string> {
  const child = spawn(
    process.execPath,
    cli('qr', '--person', 'tenant_worker', '--out', join(folder, 'qr.png')),
    {
      cwd: project,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const text = await until(child, '.png');
  return text.split('\n')[0] ?? '';
}

/** As a scanner that plays a keyboard does: at once, and Enter. */
async function scan(text: string): Promise<void> {
  await desk.evaluate((typed) => {
    for (const key of [...Array.from(typed), 'Enter']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  }, text);
}

const see = (words: string | RegExp) => desk.getByText(words).first().waitFor();
const nextCard = () => desk.getByRole('button', { name: 'Thẻ tiếp theo' }).click();

beforeAll(async () => {
  agent = start(
    [
      join(project, 'agent/main.ts'),
      'run',
      '--no-pcsc',
      '--server',
      place.stack.app,
      '--folder',
      folder,
    ].concat(['--port', String(AGENT), '--simulator', String(SIMULATOR)]),
  );
  await until(agent, 'agent.ready');
  desk = await place.newPage(desktop);
  await signInOfficer(desk, place.stack, 'mot-cua.tanan');
}, 120_000);

afterAll(async () => {
  await end(card);
  await end(agent);
  rmSync(folder, { recursive: true, force: true });
});

test('an officer pairs the reader of the desk with one press', async () => {
  await desk.goto(`${place.stack.app}/quay`);
  await desk.getByRole('button', { name: 'Ghép nối đầu đọc này' }).click();
  await see('Đầu đọc sẵn sàng');
  expect(await violationsOf(desk)).toEqual([]);
});

test('a QR code by scanner is I1; the genuine card laid down after it is I4', async () => {
  await scan(await qrText());
  await see('Đã quét mã QR');
  await see('Đã khớp với CSDL quốc gia về dân cư: họ tên, ngày sinh, số định danh');
  await insert('genuine');
  await see('Thẻ thật');
  await see('Giàng Thị Sua');
  await see('100•••••9010');
  await see('Mức chứng cứ: I4, Thẻ thật, không sao chép');
  expect(await violationsOf(desk)).toEqual([]);
  await end(card);
});

test('the bearer before the camera does what is asked: I5, the machine having refused nobody', async () => {
  await desk.getByRole('button', { name: 'Thẻ tiếp theo' }).click();
  await insert('genuine');
  await scan(await qrText());
  await see('Thẻ thật');
  expect(await violationsOf(desk)).toEqual([]);
  await desk.getByRole('button', { name: 'Công dân đồng ý, bắt đầu so' }).click();
  await desk.locator('.holder-view').waitFor();
  await desk.screenshot({ path: join(place.folder, 'holder-camera.png') });
  await desk.getByText('Đúng là người trong chip').waitFor({ timeout: 40_000 });
  await see(/Mức chứng cứ: I5/);
  expect(await violationsOf(desk)).toEqual([]);
  await end(card);
});

test('a clone is a hard stop that shows no data of the bearer', async () => {
  await insert('clone-without-key');
  await scan(await qrText());
  await see('DỪNG LẠI: nghi thẻ giả hoặc bản sao');
  expect(await desk.getByRole('heading', { name: 'Giàng Thị Sua' }).count()).toBe(0);
  expect(await violationsOf(desk)).toEqual([]);
  await end(card);
});

test('a code that is no card says what to do', async () => {
  await nextCard();
  await scan('https://vneid.example/abc-def-ghi');
  await see(/Mã QR này là một đường dẫn/);
  await nextScan();
});

async function nextScan(): Promise<void> {
  await desk.keyboard.press('Escape');
  await see('Quét thẻ căn cước');
}

test('the QR code in a picture is read in the browser by our own program', async () => {
  await desk.keyboard.press('F2');
  await desk.getByLabel('Chọn ảnh').setInputFiles(join(folder, 'qr.png'));
  await see('Đã quét mã QR');
  await nextCard();
});

test('typing is I0 and looks it', async () => {
  await desk.keyboard.press('F6');
  await see('Nhập tay không chứng minh gì về thẻ');
  expect(await violationsOf(desk)).toEqual([]);
  await desk.getByLabel('Số định danh').fill('100302999010');
  await desk.getByLabel('Họ và tên').fill('Giàng Thị Sua');
  await desk.getByRole('button', { name: 'Ghi nhận mức I0' }).click();
  await see('Mới chỉ nhập tay');
  await see('Mức chứng cứ: I0, Nhập tay');
});

test('the device stands in the list; revoked, it signs in vain', async () => {
  await desk.goto(`${place.stack.app}/can-bo/thiet-bi`);
  await see('Đang dùng');
  await see('Cài phần mềm đầu đọc');
  expect(await violationsOf(desk)).toEqual([]);
  const program = await desk.request.get(`${place.stack.app}/agent/serepok-agent.mjs`);
  expect(program.status()).toBe(200);
  await desk.getByRole('button', { name: 'Thu hồi' }).first().click();
  await desk.getByLabel('Lý do').fill('Đổi máy quầy');
  await desk.getByRole('dialog').getByRole('button', { name: 'Thu hồi' }).click();
  await see('Đã thu hồi');
  await desk.goto(`${place.stack.app}/quay`);
  await insert('genuine');
  await scan(await qrText());
  await see(/Thiết bị này đã bị thu hồi/);
});
