import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { persona } from '#lib/synthetic-population';
import { DEMONSTRATION_SECRETS, sandboxConfig } from './config.ts';
import { type OutsideWorld, startOutsideWorld } from './start.ts';

const CHROMIUM = '/usr/bin/chromium';
const APP = 'http://127.0.0.1:9';
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'serepok-pages-'));

let world: OutsideWorld;
let browser: Browser;

function at(name: string, path = ''): string {
  return `${world.addresses[name]}${path}`;
}

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<void> {
  await fetch(url, { method: 'POST', body: JSON.stringify(body), headers });
}

function signInPage(): string {
  const query = new URLSearchParams({
    client_id: DEMONSTRATION_SECRETS.vneidClientId,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${APP}/api/v1/identity/vneid/callback`,
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    state: 's',
    nonce: 'n',
    acr_values: 'LoA2',
  });
  return at('vneid', `/oauth2/authorize?${query.toString()}`);
}

interface Visit {
  name: string;
  url: () => string;
  act?: (page: Page) => Promise<void>;
  shows: string;
}

const householder = persona('householder');

const visits: Visit[] = [
  { name: 'person picker', url: signInPage, shows: 'Đăng nhập bằng VNeID' },
  {
    name: 'search that finds nobody',
    url: signInPage,
    act: async (page) => {
      await page.getByLabel('Tìm theo số định danh cá nhân').fill('100000000000');
      await page.keyboard.press('Enter');
    },
    shows: 'Không có tài khoản VNeID nào',
  },
  {
    name: 'consent, reached by keyboard alone',
    url: signInPage,
    act: async (page) => {
      await page.locator('input[name=account]').first().focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    },
    shows: 'Chia sẻ thông tin',
  },
  { name: 'whose phone', url: () => at('vneid', '/dien-thoai'), shows: 'Điện thoại của ai?' },
  {
    name: 'phone with a question',
    url: () => at('vneid', '/dien-thoai'),
    act: async (page) => {
      await page.getByLabel('Tìm theo số định danh cá nhân').fill(householder.number);
      await page.keyboard.press('Enter');
    },
    shows: 'Đồng ý cho tạm trú?',
  },
  { name: 'bank', url: () => at('bank', '/'), shows: 'Yêu cầu thanh toán đang chờ' },
  {
    name: 'bank after a payment',
    url: () => at('bank', '/'),
    act: (page) => page.getByRole('button', { name: 'Trả hai lần' }).first().click(),
    shows: 'Đã ghi có 16.000',
  },
  { name: 'portal, filing', url: () => at('portal', '/nop-ho-so'), shows: 'Nộp hồ sơ tại Cổng quốc gia' },
  {
    name: 'portal, a dossier',
    url: () => at('portal', '/nop-ho-so'),
    act: (page) => page.getByRole('button', { name: 'Nộp hồ sơ' }).click(),
    shows: 'Các lần đồng bộ',
  },
  { name: 'portal, all dossiers', url: () => at('portal', '/'), shows: 'Hồ sơ tại Cổng' },
  { name: 'mails', url: () => at('inbox', '/'), shows: 'Chưa có thư nào' },
  { name: 'messages', url: () => at('inbox', '/tin-nhan'), shows: 'đã được tiếp nhận' },
];

describe('pages for testers', () => {
  beforeAll(async () => {
    const ports = { vneid: 0, bank: 0, portal: 0, inbox: 0, smtp: 0, ca: 0, population: 0 };
    world = await startOutsideWorld(
      sandboxConfig.parse({ ports, appUrl: APP, folder, population: { persons: 500 } }),
      {
        only: ['vneid', 'bank', 'portal', 'inbox'],
        writeLog: () => undefined,
      },
    );
    const { vneidClientId: id, vneidClientSecret: secret } = DEMONSTRATION_SECRETS;
    const order = { account: '1234567890', amount: 8000, code: 'PH4K7Q2M9X', description: 'Phí trích lục' };
    const sms = {
      to: '0900000001',
      text: 'Hồ sơ H15.41-261123-0001 đã được tiếp nhận.',
      idempotencyKey: 'k',
    };
    const question = { subject: householder.number, text: 'Đồng ý cho tạm trú?', reference: 'HS' };
    await post(at('bank', '/v1/intents'), order);
    await post(at('inbox', '/v1/sms'), sms);
    await post(at('vneid', '/api/confirmations'), question, {
      authorization: `Basic ${btoa(`${id}:${secret}`)}`,
    });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(visits)(
    '$name: fits 360 px, keeps its content policy, axe finds nothing',
    async ({ url, act, shows }) => {
      const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(url());
      await act?.(page);
      await page.getByText(shows).first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      expect(complaints).toEqual([]);
      const found = await (await context.newCDPSession(page)).send('Runtime.evaluate', {
        expression: `${axe}; axe.run().then(({ passes, violations }) => JSON.stringify({ passed: passes.length, violations: violations.map(({ id, nodes }) => [id, nodes[0]?.html]) }))`,
        awaitPromise: true,
        returnByValue: true,
      });
      const verdict = JSON.parse(String(found.result.value)) as { passed: number; violations: unknown[] };
      expect(verdict.violations).toEqual([]);
      expect(verdict.passed).toBeGreaterThan(10);
      await context.close();
    },
  );
});
