import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { persona } from '#lib/synthetic-population';

const NAMES = ['vneid', 'bank', 'portal', 'inbox', 'ca', 'population'];
const NO_PORTS = { vneid: 0, bank: 0, portal: 0, inbox: 0, smtp: 0, ca: 0, population: 0 };
const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'serepok-sandbox-'));

interface Line {
  event: string;
  addresses?: Record<string, string>;
  reason?: string;
}

function launch(config: unknown): ChildProcess {
  return spawn(process.execPath, [main], {
    env: { ...process.env, SEREPOK_SANDBOX: JSON.stringify(config) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function waitFor(child: ChildProcess, event: string): Promise<Line> {
  const streams = [child.stdout, child.stderr].flatMap((stream) => (stream ? [stream] : []));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code} before ${event}`)));
    for (const stream of streams) {
      createInterface({ input: stream }).on('line', (text) => {
        const line = text.startsWith('{') ? (JSON.parse(text) as Line) : undefined;
        if (line?.event === event) resolve(line);
      });
    }
  });
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

describe('the outside world in one process', () => {
  let child: ChildProcess;
  let addresses: Record<string, string>;

  beforeAll(async () => {
    child = launch({ ports: NO_PORTS, folder, population: { persons: 500 } });
    addresses = (await waitFor(child, 'ready')).addresses ?? {};
  });
  afterAll(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('says where everyone listens, and each is well', async () => {
    expect(Object.keys(addresses).toSorted()).toEqual([...NAMES, 'smtp'].toSorted());
    for (const name of NAMES) {
      const answer = await fetch(`${addresses[name]}/health`);
      expect(await answer.json()).toEqual({ status: 'ok', sandbox: name });
    }
  });

  it('lets VNeID and the portal know the featured persons', async () => {
    const phone = await (await fetch(`${addresses.vneid}/dien-thoai`)).text();
    expect(phone).toContain(persona('householder').name.full.replace("'", '&#39;'));
    expect(phone).not.toContain(persona('householder').number);
    const form = await (await fetch(`${addresses.portal}/nop-ho-so`)).text();
    expect(form).toContain(
      '<option value="H15.136.01">Trung tâm Phục vụ hành chính công phường Buôn Ma Thuột',
    );
  });

  it('stops cleanly when told to', async () => {
    const ended = exitOf(child);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

it('goes when the process that started it was killed', async () => {
  const script = `const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, [${JSON.stringify(main)}], { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.on('data', (chunk) => process.stdout.write(chunk));`;
  const config = { ports: NO_PORTS, folder, population: { persons: 500 } };
  const parent = spawn(process.execPath, ['-e', script], {
    env: { ...process.env, SEREPOK_SANDBOX: JSON.stringify(config) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { addresses } = await waitFor(parent, 'ready');
  parent.kill('SIGKILL');
  const isUp = () =>
    fetch(`${addresses?.bank}/health`).then(
      () => true,
      () => false,
    );
  await expect.poll(isUp, { timeout: 15_000, interval: 300 }).toBe(false);
});

describe('starting that cannot succeed', () => {
  it('says which port is taken and leaves nothing behind', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const address = blocker.address();
    const taken = typeof address === 'object' && address ? address.port : 0;
    const child = launch({ ports: { ...NO_PORTS, portal: taken }, folder, population: { persons: 500 } });
    const ended = exitOf(child);
    const line = await waitFor(child, 'not_started');
    expect(line.reason).toContain(String(taken));
    expect(await ended).toBe(1);
    blocker.close();
  });

  it('says what is wrong with the configuration', async () => {
    const child = launch({ ports: { vneid: 'x' } });
    const ended = exitOf(child);
    expect((await waitFor(child, 'not_started')).reason).toContain('vneid');
    expect(await ended).toBe(1);
  });
});
