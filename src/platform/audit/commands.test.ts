import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatVerifierKey } from '#lib/transparency';
import { type TestHouse, officer, openHouse } from '../../../test/support/house.ts';
import { openKeyFile, runAuditCommand } from './index.ts';
import { logKey } from './verify-audit.ts';

const person = '019ab000-0000-7000-8000-000000000001';
const staff = officer('019ab000-0000-7000-8000-0000000000aa', {
  role: 'reception',
  agencyId: '019ab000-0000-7000-8000-0000000000bb',
});
const folder = mkdtempSync(join(tmpdir(), 'serepok-audit-'));
const auditKey = openKeyFile(join(folder, 'audit.pem'), 'serepok.test/audit', { create: true });
const key = formatVerifierKey(logKey(auditKey));
const file = join(folder, 'audit.jsonl');
let house: TestHouse;

beforeAll(async () => {
  house = await openHouse({ rooms: [], ports: { auditKey } });
  for (let n = 0; n < 270; n++) {
    await house.runner.act({ action: 'test.submit', principal: staff }, async (ctx) => {
      await ctx.events.emit({
        type: 'test.submitted',
        streamId: ctx.ids.next(),
        data: { n },
        subjects: [person],
      });
    });
  }
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

async function run(
  args: readonly string[],
  language: 'vi' | 'en' = 'vi',
): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const openRunner = () => Promise.resolve(house.runner);
  const code = await runAuditCommand(args, { print: (line) => lines.push(line), openRunner, language });
  return { code, text: lines.join('\n') };
}

/** Without a database at hand, as at an auditor's. */
async function runOffline(args: readonly string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const openRunner = () => Promise.reject(new Error('no database'));
  const code = await runAuditCommand(args, { print: (line) => lines.push(line), openRunner });
  return { code, text: lines.join('\n') };
}

test('an empty log is intact, can be exported, and has no head', async () => {
  const empty = await openHouse({ rooms: [], ports: { auditKey } });
  const lines: string[] = [];
  const io = { print: (line: string) => lines.push(line), openRunner: () => Promise.resolve(empty.runner) };
  const path = join(folder, 'empty.jsonl');
  try {
    expect(await runAuditCommand(['verify'], io)).toBe(0);
    expect(await runAuditCommand(['checkpoint'], io)).toBe(0);
    expect(await runAuditCommand(['export', path], io)).toBe(0);
    expect(await runAuditCommand(['verify', path, '--key', key], io)).toBe(0);
  } finally {
    await empty.close();
  }
  expect(lines).toContain('Nhật ký chưa có bản ghi nào.');
});

test('checkpoint signs what is there and prints it', async () => {
  const { code, text } = await run(['checkpoint']);
  expect(code).toBe(0);
  expect(text).toMatch(/^serepok\.test\/audit\n270\n[A-Za-z0-9+/]{43}=\n\n— serepok\.test\/audit /);
});

test('verify says in the operator’s language that the log is intact', async () => {
  expect((await run(['verify'])).text).toContain('Kết luận: nhật ký toàn vẹn.');
  const english = await run(['verify'], 'en');
  expect(english).toMatchObject({ code: 0 });
  expect(english.text).toContain('270 entries and 270 events accounted for');
  expect(JSON.parse((await run(['verify', '--json'])).text)).toMatchObject({
    ok: true,
    size: 270,
    account: { entries: 270 },
  });
});

test('an export verifies offline, holds no personal data, and is not readable by others', async () => {
  expect(await run(['export', file])).toMatchObject({ code: 0 });
  expect(statSync(file).mode & 0o077).toBe(0);
  const text = readFileSync(file, 'utf8');
  for (const secret of [person, staff.id ?? '']) expect(text).not.toContain(secret);
  const report = await runOffline(['verify', file, '--key', key]);
  expect(report.code).toBe(0);
  expect(report.text).toContain('Kết luận: nhật ký toàn vẹn.');
  expect(await run(['export', file])).toEqual({ code: 2, text: `Tệp ${file} đã có; hãy chọn tên khác.` });
});

test('what was done to an export is named', async () => {
  const lines = readFileSync(file, 'utf8').split('\n');
  const isEntry = (line: string, position: number) => line.startsWith(`{"t":"entry","p":${position},`);
  const removed = join(folder, 'removed.jsonl');
  writeFileSync(removed, lines.filter((line) => !isEntry(line, 100)).join('\n'));
  const report = await runOffline(['verify', removed, '--key', key]);
  expect(report.code).toBe(1);
  expect(report.text).toContain('Bản ghi 100 đã bị xóa.');
  expect(report.text).toContain('KHÔNG toàn vẹn');
  const cut = join(folder, 'cut.jsonl');
  writeFileSync(cut, lines.slice(0, 50).join('\n'));
  expect((await runOffline(['verify', cut, '--key', key])).text).toContain('Nhật ký bị cắt từ vị trí 49.');
});

test('the key in a file’s own header is never believed', async () => {
  const stranger = openKeyFile(join(folder, 'stranger.pem'), 'serepok.test/audit', { create: true });
  const report = await runOffline(['verify', file, '--key', formatVerifierKey(logKey(stranger))]);
  expect(report.code).toBe(1);
  const keyless = await runOffline(['verify', file]);
  expect(keyless.code).toBe(2);
  expect(keyless.text).toContain('--key');
  expect((await run(['verify', file])).code).toBe(0);
});

test('a head known from elsewhere shows that a copy is not the whole', async () => {
  const note = join(folder, 'head.txt');
  await house.runner.act({ action: 'test.more', principal: staff }, async () => undefined);
  writeFileSync(note, `${(await run(['checkpoint'])).text}\n`);
  const report = await runOffline(['verify', file, '--key', key, '--known', note]);
  expect(report).toMatchObject({ code: 1 });
  expect(report.text).toContain('Nhật ký bị cắt từ vị trí 270.');
});

test('an export with values shows them, and a changed value is found', async () => {
  const open = join(folder, 'open.jsonl');
  await run(['export', open, '--values']);
  const text = readFileSync(open, 'utf8');
  expect(text).toContain(staff.id);
  expect((await runOffline(['verify', open, '--key', key])).code).toBe(0);
  writeFileSync(open, text.replace(staff.id ?? '', '019ab000-0000-7000-8000-0000000000a0'));
  expect((await runOffline(['verify', open, '--key', key])).text).toContain(
    'Giá trị kèm theo bản ghi 0 không đúng',
  );
});

test('wrong use is answered with the right use', async () => {
  for (const args of [[], ['erase'], ['export'], ['verify', 'a', 'b'], ['verify', '--force']]) {
    const { code, text } = await run(args);
    expect(code).toBe(2);
    expect(text).toContain('Cách dùng');
  }
});

test('a missing file and a malformed key are told in a sentence', async () => {
  const missing = await run(['verify', join(folder, 'nowhere'), '--key', key]);
  expect(missing).toMatchObject({ code: 2 });
  expect(missing.text).toContain('Không đọc hoặc ghi được tệp');
  const malformed = await run(['verify', file, '--key', 'abc'], 'en');
  expect(malformed).toEqual({ code: 2, text: 'Malformed key or checkpoint: not a verifier key.' });
});

test('a key others may read, and a key that is missing, are refused', () => {
  const path = join(folder, 'open.pem');
  openKeyFile(path, 'x/audit', { create: true });
  spawnSync('chmod', ['644', path]);
  expect(() => openKeyFile(path, 'x/audit')).toThrow(/chmod 600/);
  const missing = join(folder, 'missing.pem');
  expect(() => openKeyFile(missing, 'x/audit')).toThrow(/no audit key/);
  expect(existsSync(missing)).toBe(false);
});
