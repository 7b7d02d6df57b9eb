import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { AccessInput } from './access.ts';
import { agentVersion, type DeviceStore } from './device.ts';
import type { Drivers } from './drivers/driver.ts';
import type { HandheldDriver } from './drivers/handheld.ts';
import type { AgentLog } from './log.ts';
import { listReaders, readCard } from './read-card.ts';
import { AgentError, problemOf } from './texts.ts';

export interface BridgeOptions {
  port: number;
  /** Pages that may use the reader. */
  origins: readonly string[];
  drivers: Drivers;
  device: DeviceStore;
  log: AgentLog;
  handheld?: { driver: HandheldDriver; token: string };
}

export interface Bridge {
  port: number;
  close(): Promise<void>;
}

const maxBody = 1_000_000;
const keptNonces = 10_000;

interface Work {
  options: BridgeOptions;
  port: number;
  sockets: Set<WebSocket>;
  /** Fingerprints of nonces that were read for; a check gives one reading. */
  spent: Set<string>;
  busy: boolean;
}

// DNS rebinding: a name that somebody else's server gave must not reach us.
function isOurHost(work: Work, request: IncomingMessage): boolean {
  return [`127.0.0.1:${work.port}`, `localhost:${work.port}`].includes(request.headers.host ?? '');
}

function isOurPage(work: Work, request: IncomingMessage): boolean {
  const { origin } = request.headers;
  return origin !== undefined && work.options.origins.includes(origin);
}

function checkCaller(work: Work, request: IncomingMessage): void {
  if (!isOurHost(work, request)) throw new AgentError('host_refused');
  if (!isOurPage(work, request)) throw new AgentError('origin_refused');
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > maxBody) throw new AgentError('request_malformed');
    chunks.push(chunk as Buffer);
  }
  const bytes = Buffer.concat(chunks);
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below.
  } finally {
    bytes.fill(0);
    for (const chunk of chunks) chunk.fill(0);
  }
  throw new AgentError('request_malformed');
}

async function stateOf(work: Work) {
  const { device, drivers, options } = { ...work.options, options: work.options };
  const paired = device.current();
  return {
    version: agentVersion,
    paired: paired !== undefined,
    device: paired ? { id: paired.id, name: paired.name } : null,
    readers: await listReaders(drivers),
    scanners: options.drivers.scan.length,
  };
}

function textIn(body: Record<string, unknown>, name: string, longest = 200): string | undefined {
  const value = body[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || value.length > longest) throw new AgentError('request_malformed');
  return value;
}

function accessIn(body: Record<string, unknown>): AccessInput {
  const given = body.access;
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object') throw new AgentError('request_malformed');
  const access = given as Record<string, unknown>;
  return {
    qr: textIn(access, 'qr', 4000),
    mrz: textIn(access, 'mrz'),
    number: textIn(access, 'number', 40),
    birth: textIn(access, 'birth', 40),
    expiry: textIn(access, 'expiry', 40),
    can: textIn(access, 'can', 10),
  };
}

function spendNonce(work: Work, nonce: Uint8Array): void {
  const print = createHash('sha256').update(nonce).digest('base64url');
  if (work.spent.has(print)) throw new AgentError('nonce_reused');
  if (work.spent.size >= keptNonces) work.spent.delete([...work.spent][0] ?? '');
  work.spent.add(print);
}

function tell(work: Work, message: object): void {
  const text = JSON.stringify(message);
  for (const socket of work.sockets) socket.send(text);
}

async function read(work: Work, body: Record<string, unknown>): Promise<unknown> {
  const { device, drivers, log } = work.options;
  if (!device.current()) throw new AgentError('unpaired');
  const [check, nonceText] = [textIn(body, 'check', 64), textIn(body, 'nonce', 100)];
  const nonce = new Uint8Array(Buffer.from(nonceText ?? '', 'base64url'));
  if (!check || nonce.length < 16) throw new AgentError('request_malformed');
  const access = accessIn(body);
  if (work.busy) throw new AgentError('reader_busy');
  work.busy = true;
  const started = performance.now();
  try {
    const onProgress = (progress: object) => tell(work, { type: 'progress', check, ...progress });
    const found = await readCard(drivers, {
      check,
      nonce,
      access,
      reader: textIn(body, 'reader'),
      onProgress,
    });
    // Spent once the chip has answered for it; a card that was pulled away may be put back.
    spendNonce(work, nonce);
    const envelope = device.seal('card.reading', found.body);
    const ms = Math.round(performance.now() - started);
    log('card.read', { reader: found.reader, commands: found.commands, ms });
    return { envelope, reader: found.reader, ms };
  } finally {
    work.busy = false;
  }
}

async function pair(work: Work, body: Record<string, unknown>): Promise<unknown> {
  const code = textIn(body, 'code', 40);
  if (!code) throw new AgentError('pairing_refused');
  const { id, name } = await work.options.device.pair(code);
  work.options.log('device.paired', { device: id });
  void announce(work);
  return { id, name };
}

async function takeHandheld(work: Work, request: IncomingMessage): Promise<unknown> {
  const { handheld } = work.options;
  if (!isOurHost(work, request)) throw new AgentError('host_refused');
  if (!handheld || request.headers['x-serepok-handheld'] !== handheld.token)
    throw new AgentError('origin_refused');
  if (!handheld.driver.push(await bodyOf(request))) throw new AgentError('request_malformed');
  return {};
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

async function route(work: Work, request: IncomingMessage): Promise<unknown> {
  const where = `${request.method} ${(request.url ?? '').split('?')[0]}`;
  if (where === 'POST /handheld-readings') return takeHandheld(work, request);
  checkCaller(work, request);
  if (where === 'GET /state') return stateOf(work);
  if (where === 'POST /readings') return read(work, await bodyOf(request));
  if (where === 'POST /pairing') return pair(work, await bodyOf(request));
  throw new AgentError('not_found');
}

function allowPage(work: Work, request: IncomingMessage, response: ServerResponse): void {
  if (!isOurHost(work, request) || !isOurPage(work, request)) return;
  response.setHeader('access-control-allow-origin', request.headers.origin ?? '');
  response.setHeader('vary', 'origin');
  response.setHeader('access-control-allow-headers', 'content-type');
  response.setHeader('access-control-allow-methods', 'GET, POST');
  // Private Network Access: a page of the intranet asks a loopback address.
  response.setHeader('access-control-allow-private-network', 'true');
}

async function serve(work: Work, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    allowPage(work, request, response);
    if (request.method === 'OPTIONS') {
      checkCaller(work, request);
      response.writeHead(204).end();
      return;
    }
    answer(response, 200, await route(work, request));
  } catch (error) {
    const { status, code, title } = problemOf(error);
    work.options.log('request.refused', { code, status });
    answer(response, status, { code, title });
  }
}

async function announce(work: Work): Promise<void> {
  if (work.sockets.size > 0) tell(work, { type: 'state', ...(await stateOf(work)) });
}

function listenToDrivers(work: Work): void {
  const { chip, reading, scan } = work.options.drivers;
  for (const driver of [...chip, ...reading])
    driver.onChange(() => void announce(work).catch(() => undefined));
  for (const driver of scan) driver.onScan((text) => tell(work, { type: 'scan', text }));
}

function acceptSockets(work: Work, server: Server): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  server.on('upgrade', (request, socket, head) => {
    const isWelcome = isOurHost(work, request) && isOurPage(work, request) && request.url === '/events';
    if (!isWelcome) {
      work.options.log('socket.refused');
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      work.sockets.add(opened);
      opened.on('close', () => work.sockets.delete(opened));
      opened.on('error', () => opened.terminate());
      void announce(work);
    });
  });
  return sockets;
}

/** The local bridge: on the loopback alone, for pages of named origins, under its own name, silent to everybody else. */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  const work: Work = { options, port: options.port, sockets: new Set(), spent: new Set(), busy: false };
  const server = createServer((request, response) => void serve(work, request, response));
  const sockets = acceptSockets(work, server);
  listenToDrivers(work);
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(options.port, '127.0.0.1', done);
  });
  const address = server.address();
  work.port = typeof address === 'object' && address ? address.port : options.port;
  return {
    port: work.port,
    close: async () => {
      for (const socket of work.sockets) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
