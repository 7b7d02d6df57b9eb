import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import {
  createScenarioKit,
  createVirtualCard,
  findScenario,
  genuineCard,
  issueCard,
  sampleHolder,
  samplePortrait,
  writeCardQr,
} from '#lib/card-sim';
import { openEnvelope, readEnvelope } from '#lib/device-envelope';
import { decodeReading, EmrtdError } from '#lib/emrtd';
import type { ChipDriver } from './drivers/driver.ts';
import { createHandheld } from './drivers/handheld.ts';
import { createSerialBox, createSerialScanner, type LinePort } from './drivers/serial.ts';
import { insertCard } from './insert.fixture.ts';
import { serviceFile } from './install.ts';
import { createLog } from './log.ts';
import { readOptions } from './options.ts';
import { readCard } from './read-card.ts';
import { type RunningAgent, runAgent } from './run-agent.ts';

const random = (count: number) => new Uint8Array(randomBytes(count));
// A card whose key opens from the expiry that the rule derives: issued 2021, renewed at twenty-five.
const holder = { ...sampleHolder, expiry: '280115', portrait: samplePortrait(1500) };
const kit = createScenarioKit({ now: Date.parse('2026-11-23T02:00:00Z'), random, holder });
const lines: string[] = [];
let platform: Server;
let agent: RunningAgent;
let folder: string;
let publicKey = '';
let server = '';

/** The platform's side of a pairing, as small as it can be. */
function startPlatform(): Promise<Server> {
  const stage = createServer((asked, answer) => {
    let text = '';
    asked.on('data', (chunk: Buffer) => (text += chunk.toString()));
    asked.on('end', () => {
      const { envelope } = JSON.parse(text) as { envelope: string };
      const claim = readEnvelope(envelope)?.body as { code: string; publicKey: string };
      const isRight = claim.code === 'AAAAA-BBBBB' && openEnvelope(envelope, claim.publicKey).ok;
      publicKey = claim.publicKey;
      answer.writeHead(isRight ? 201 : 403, { 'content-type': 'application/json' });
      answer.end(JSON.stringify({ id: '019ab000-0000-7000-8000-000000000001', name: 'Quầy 1' }));
    });
  });
  return new Promise((done) => stage.listen(0, '127.0.0.1', () => done(stage)));
}

beforeAll(async () => {
  platform = await startPlatform();
  const address = platform.address();
  server = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
  folder = mkdtempSync(join(tmpdir(), 'serepok-reader-'));
  const args = [
    '--server',
    server,
    '--port',
    '0',
    '--simulator',
    '0',
    '--no-pcsc',
    '--handheld-token',
    'tay',
  ];
  const { options } = readOptions([...args, '--folder', folder]);
  agent = await runAgent(
    options,
    createLog((line) => lines.push(line)),
  );
});
afterAll(async () => {
  await agent.close();
  await new Promise((done) => platform.close(done));
  rmSync(folder, { recursive: true, force: true });
});

interface Asked {
  method?: string;
  path: string;
  body?: unknown;
  headers?: Record<string, string | undefined>;
}

function ask<T = { code: string; title: { vi: string } }>(
  asked: Asked,
): Promise<{ status: number; body: T }> {
  const headers = { origin: server, host: `127.0.0.1:${agent.bridge.port}`, ...asked.headers };
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  return new Promise((done, failed) => {
    const { port } = agent.bridge;
    const call = request(
      {
        host: '127.0.0.1',
        port,
        path: asked.path,
        method: asked.method ?? 'POST',
        headers: given as Record<string, string>,
        setHost: false,
      },
      (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () =>
          done({ status: answer.statusCode ?? 0, body: (text ? JSON.parse(text) : {}) as T }),
        );
      },
    );
    call.once('error', failed);
    call.end(asked.body === undefined || asked.method === 'GET' ? undefined : JSON.stringify(asked.body));
  });
}

const mrz = { number: holder.personalNumber, birth: '15/01/2003', expiry: '15/01/2028' };
const nonce = () => randomBytes(32).toString('base64url');
const read = (more: object = {}) =>
  ask<{ envelope: string; reader: string; code: string; title: { vi: string } }>({
    path: '/readings',
    body: { check: 'check-1', nonce: nonce(), access: mrz, ...more },
  });
interface State {
  readers: { hasCard: boolean }[];
}
const cardsIn = async () =>
  (await ask<State>({ path: '/state', method: 'GET' })).body.readers.filter(({ hasCard }) => hasCard).length;

/** The reader learns of a card, and of its going, a moment later: as with real ones. */
async function insert(image = genuineCard(kit), faults = {}) {
  const before = await cardsIn();
  const card = await insertCard(agent.simulatorPort ?? 0, { image, faults }, random);
  await expect.poll(cardsIn, { interval: 1 }).toBe(before + 1);
  return {
    remove: async () => {
      await card.remove();
      await expect.poll(cardsIn, { interval: 1 }).toBe(before);
    },
  };
}

describe('who may use the reader of this machine', () => {
  it.each([
    ['a page of another origin', { origin: 'https://evil.example' }, 'origin_refused'],
    ['a program that names no origin', { origin: undefined }, 'origin_refused'],
    ['a page under a rebound name', { host: 'evil.example:7190' }, 'host_refused'],
    ['a page that names another port', { host: '127.0.0.1:1' }, 'host_refused'],
  ])('%s is refused', async (_what, headers, code) => {
    for (const path of ['/state', '/readings', '/pairing'])
      expect(
        await ask({ path, headers, method: path === '/state' ? 'GET' : 'POST', body: {} }),
      ).toMatchObject({
        status: 403,
        body: { code },
      });
  });

  it('a foreign page gets no socket, and no leave to ask', async () => {
    const open = (headers: Record<string, string>) =>
      new Promise((done) => {
        const socket = new WebSocket(`ws://127.0.0.1:${agent.bridge.port}/events`, { headers });
        socket.once('open', () => (socket.terminate(), done('open')));
        socket.once('error', (error) => done(error.message));
      });
    expect(await open({ origin: 'https://evil.example' })).toContain('403');
    expect(await open({ origin: server, host: 'evil.example' })).toContain('403');
    expect(await open({ origin: server })).toBe('open');
    const preflight = await ask({
      path: '/readings',
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example' },
    });
    expect(preflight.status).toBe(403);
    expect((await ask({ path: '/readings', method: 'OPTIONS' })).status).toBe(204);
  });

  it('an agent that is not paired reads nothing; a wrong code pairs nothing', async () => {
    const card = await insert();
    expect(await read()).toMatchObject({ status: 403, body: { code: 'unpaired' } });
    await card.remove();
    expect(await ask({ path: '/pairing', body: { code: 'XXXXX-YYYYY' } })).toMatchObject({
      status: 403,
      body: { code: 'pairing_refused' },
    });
    expect((await ask({ path: '/pairing', body: { code: 'AAAAA-BBBBB' } })).status).toBe(200);
    expect(readdirSync(folder)).toEqual(['device.json']);
    expect(statSync(join(folder, 'device.json')).mode & 0o777).toBe(0o600);
  });
});

describe('reading', () => {
  it('gives what the chip gave, signed; a nonce serves once', async () => {
    const card = await insert();
    const spent = nonce();
    const { status, body } = await read({ nonce: spent });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(openEnvelope(body.envelope, publicKey).ok).toBe(true);
    const inside = readEnvelope(body.envelope);
    expect(inside).toMatchObject({ kind: 'card.reading', device: '019ab000-0000-7000-8000-000000000001' });
    const reading = decodeReading((inside?.body as { reading?: unknown } | undefined)?.reading);
    expect(Object.keys(reading?.dataGroups ?? {})).toEqual(['1', '2', '13', '14', '15']);
    expect(reading?.dataGroups[2]?.some((byte) => byte !== 0)).toBe(true);
    expect(await read({ nonce: spent })).toMatchObject({ status: 403, body: { code: 'nonce_reused' } });
    await card.remove();
  });

  it('opens the chip with the QR text alone, deriving the expiry', async () => {
    const card = await insert();
    const qr = writeCardQr(kit.holder, { generation: '2021', address: 'Buôn Mẫu', issued: '01052021' });
    expect((await read({ access: { qr } })).status).toBe(200);
    expect(await read({ access: { qr: qr.slice(0, 9) } })).toMatchObject({
      status: 422,
      body: { code: 'qr_not_card' },
    });
    const yearOnly = writeCardQr(kit.holder, {
      generation: '2021',
      address: 'x',
      issued: '01052021',
      birth: '2003',
    });
    expect(await read({ access: { qr: yearOnly } })).toMatchObject({ body: { code: 'expiry_unknown' } });
    expect((await read({ access: { can: holder.personalNumber.slice(-6) } })).status).toBe(200);
    expect(await read({ access: {} })).toMatchObject({ body: { code: 'access_key_missing' } });
    await card.remove();
  });

  it('every mishap has a sentence that says what to do', async () => {
    const code = async (more: object = {}) => {
      const { status, body } = await read(more);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body.title.vi.length).toBeGreaterThan(15);
      return body.code;
    };
    expect(await code()).toBe('no_card');
    expect(await code({ reader: 'Không có' })).toBe('reader_unknown');
    const first = await insert();
    const second = await insert();
    expect(await code()).toBe('several_cards');
    expect((await read({ reader: 'Serepok giả lập 2' })).status).toBe(200);
    await second.remove();
    await first.remove();
    await insert(genuineCard(kit), { removeAt: 20 });
    expect(await code()).toBe('card_removed');
    await expect.poll(cardsIn).toBe(0);
    const other = await insert(issueCard(kit.other, { signer: kit.signer }));
    expect(await code()).toBe('access_key_wrong');
    await other.remove();
    const forged = await insert(genuineCard(kit), findScenario('flipped-mac')?.stage(kit).faults);
    expect(await code()).toBe('channel_forged');
    await forged.remove();
    expect(await code({ nonce: 'short' })).toBe('request_malformed');
  });

  it('tells pages of cards that come and go', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${agent.bridge.port}/events`, {
      headers: { origin: server },
    });
    const seen: boolean[] = [];
    socket.on('message', (data: Buffer) => {
      const told = JSON.parse(data.toString()) as { type: string; readers?: { hasCard: boolean }[] };
      if (told.type === 'state') seen.push(told.readers?.[0]?.hasCard ?? false);
    });
    await new Promise((done) => socket.once('open', done));
    const card = await insert();
    await expect.poll(() => seen.at(-1)).toBe(true);
    await card.remove();
    await expect.poll(() => seen.at(-1)).toBe(false);
    socket.terminate();
  });

  it('lives through a hundred cards put in and taken out', async () => {
    const image = genuineCard(kit);
    for (let round = 0; round < 100; round += 1) {
      const card = await insert(image);
      if (round % 20 === 0) expect((await read()).status).toBe(200);
      await card.remove();
    }
    expect(await cardsIn()).toBe(0);
  });

  it('a handheld pushes with its token and is read once', async () => {
    const reading = { access: 'bac', dataGroups: { 1: 'AAEC' }, unread: {}, commands: 1 };
    const push = (token: string, body: object) =>
      ask({ path: '/handheld-readings', body, headers: { origin: undefined, 'x-serepok-handheld': token } });
    expect((await push('sai', reading)).status).toBe(403);
    expect((await push('tay', { not: 'a reading' })).status).toBe(400);
    expect((await push('tay', reading)).status).toBe(200);
    const first = await read();
    expect(first).toMatchObject({ status: 200, body: { reader: 'Thiết bị cầm tay' } });
    expect(await read()).toMatchObject({ body: { code: 'no_card' } });
  });

  it('logs no number of a person and no name', () => {
    expect(lines.length).toBeGreaterThan(10);
    const text = lines.join('\n');
    expect(text).not.toMatch(/(?<!\d)\d{12}(?!\d)/);
    expect(text).not.toContain('Niê');
    createLog((line) => expect(line).not.toContain('100203000123'))('leak', { text: 'số 100203000123' });
  });
});

function pretendPort(): LinePort & { give: (text: string) => void; sent: string[]; unplug: () => void } {
  const data: ((chunk: Uint8Array) => void)[] = [];
  const closed: (() => void)[] = [];
  const sent: string[] = [];
  return {
    sent,
    write: (text) => void sent.push(text),
    onData: (listener) => void data.push(listener),
    onClose: (listener) => void closed.push(listener),
    close: () => Promise.resolve(),
    give: (text) => {
      for (const listener of data) listener(new TextEncoder().encode(text));
    },
    unplug: () => {
      for (const listener of closed) listener();
    },
  };
}

describe('serial devices', () => {
  it('a scanner gives whole lines, letters intact, also without a line end', async () => {
    const port = pretendPort();
    const seen: string[] = [];
    createSerialScanner(port).onScan((text) => seen.push(text));
    port.give('100203000123||Y Thử ');
    port.give('Niê|2003\r\n\r\n');
    port.give('không có dấu kết thúc');
    await expect.poll(() => seen).toEqual(['100203000123||Y Thử Niê|2003', 'không có dấu kết thúc']);
  });

  it('a box passes commands through, and says when it is pulled', async () => {
    const port = pretendPort();
    const box = createSerialBox(port, 'COM3');
    await expect(box.connect('COM3')).rejects.toMatchObject({ code: 'card_removed' });
    port.give('CARD IN\r\n');
    expect(await box.readers()).toEqual([{ name: 'COM3', kind: 'serial-box', hasCard: true }]);
    const session = await box.connect('COM3');
    const answer = session.transmit(Uint8Array.of(0, 0xa4, 4, 0x0c));
    expect(port.sent).toEqual(['APDU 00A4040C\r\n']);
    port.give('OK 9000\r\n');
    expect(await answer).toEqual(Uint8Array.of(0x90, 0));
    const cut = session.transmit(Uint8Array.of(0, 0xb0, 0, 0));
    port.unplug();
    await expect(cut).rejects.toMatchObject({ code: 'card_removed' });
  });

  it('a pushed reading is forgotten after a minute', async () => {
    let now = 0;
    const driver = createHandheld({ now: () => now });
    driver.push({ access: 'bac', dataGroups: {}, unread: {}, commands: 0 });
    now = 60_001;
    await expect(driver.read('x', () => new Uint8Array(8))).rejects.toMatchObject({ code: 'card_removed' });
  });
});

it('a chip or reader that drops everything at extended length is read again in short steps', async () => {
  const image = genuineCard(kit);
  let inserted = 0;
  const driver: ChipDriver = {
    readers: () => Promise.resolve([{ name: 'cũ', kind: 'pcsc', hasCard: true }]),
    connect: () => {
      inserted += 1;
      const card = createVirtualCard(image, { random });
      const transmit = (command: Uint8Array) =>
        command.length > 5 && command[4] === 0
          ? Promise.reject(new EmrtdError('card_removed'))
          : card.transmit(command);
      return Promise.resolve({ transmit, close: () => Promise.resolve() });
    },
    onChange: () => undefined,
    close: () => Promise.resolve(),
  };
  const drivers = { chip: [driver], reading: [], scan: [] };
  const { body } = await readCard(drivers, { check: 'c', nonce: random(32), access: mrz });
  expect(inserted).toBe(2);
  const reading = decodeReading((body as { reading: unknown }).reading);
  expect(Object.keys(reading?.dataGroups ?? {})).toEqual(['1', '2', '13', '14', '15']);
});

it('installs as a service that writes in one folder and dumps no memory', () => {
  const service = {
    node: '/usr/bin/node',
    program: '/opt/serepok/main.mjs',
    args: ['--server', 'https://a.example'],
  };
  const unit = serviceFile('linux', service);
  expect(unit.text).toContain('LimitCORE=0');
  expect(unit.text).toContain(
    'ExecStart=/usr/bin/node /opt/serepok/main.mjs run --folder /var/lib/serepok-reader --server https://a.example',
  );
  expect(serviceFile('win32', service).text).toContain('Register-ScheduledTask');
});
