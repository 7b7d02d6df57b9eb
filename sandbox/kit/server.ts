import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, type Asked, json, readJson, Refusal } from './answers.ts';
import {
  createHostile,
  type Hostile,
  type HostileKind,
  type HostileSettings,
  parseControlOrder,
} from './hostile.ts';
import { createLog, type Log } from './log.ts';
import { kitAssets } from './assets.ts';
import { realSurroundings, type Surroundings } from './surroundings.ts';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/v1/intents/:id`; a parameter is one segment. */
  path: string;
  handle: (asked: Asked) => Answer | Promise<Answer>;
  /** A page for a tester or an endpoint of the kit: never meets a fault. */
  calm?: boolean;
  /** What "wrong" means for this route; by default a gateway's error page under status 200. */
  wrong?: (answer: Answer, draw: number) => Answer;
}

export interface SandboxOptions {
  host?: string;
  /** 0 takes a free one. */
  port?: number;
  /** Address others use for this sandbox; by default http://host:port. */
  publicUrl?: string;
  /** Bearer token of /__control; without it the door stays shut. */
  controlToken?: string;
  hostile?: Partial<HostileSettings>;
  surroundings?: Surroundings;
  writeLog?: (line: string) => void;
}

export interface Sandbox {
  name: string;
  url: string;
  port: number;
  hostile: Hostile;
  close: () => Promise<void>;
}

/** Everything a sandbox needs of the kit before it listens. */
export interface Stage {
  name: string;
  surroundings: Surroundings;
  hostile: Hostile;
  log: Log;
  options: SandboxOptions;
}

export interface ServerParts {
  routes: Route[];
  /** Answers what no route answers, reading the request itself; faults are played on the bytes it writes. */
  fallback?: (req: IncomingMessage, res: ServerResponse) => void | Promise<void>;
  fallbackMeetsFaults?: (path: string) => boolean;
  fallbackWrong?: (path: string, body: string) => string | undefined;
  onClose?: () => void | Promise<void>;
}

const MAX_BODY = 20 * 1024 * 1024;

const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action *; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

export function createStage(name: string, options: SandboxOptions): Stage {
  const surroundings = options.surroundings ?? realSurroundings();
  const write = options.writeLog ?? ((line: string) => process.stdout.write(`${line}\n`));
  return {
    name,
    surroundings,
    hostile: createHostile(options.hostile),
    log: createLog(name, write, surroundings.now),
    options,
  };
}

/** Listens first, so that parts which need their own address (issuer, links) can be built from it. */
export async function openSandbox(
  stage: Stage,
  build: (url: string) => ServerParts | Promise<ServerParts>,
): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0 } = stage.options;
  let serve: ((req: IncomingMessage, res: ServerResponse) => void) | undefined;
  const server = createServer((req, res) => {
    if (serve) serve(req, res);
    else res.writeHead(503).end();
  });
  const bound = await listen(server, host, port);
  const url = stage.options.publicUrl ?? `http://${host}:${bound}`;
  try {
    const parts = await build(url);
    serve = createServe(stage, parts);
    stage.log('listening', { port: bound });
    return {
      name: stage.name,
      url,
      port: bound,
      hostile: stage.hostile,
      close: async () => {
        await closeServer(server);
        await parts.onClose?.();
      },
    };
  } catch (error) {
    await closeServer(server);
    throw error;
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function createServe(stage: Stage, parts: ServerParts): (req: IncomingMessage, res: ServerResponse) => void {
  const routes = [...kitRoutes(stage), ...parts.routes].map((route) => ({
    route,
    match: compilePath(route.path),
  }));
  return (req, res) => {
    serveOne().catch((error: unknown) => {
      stage.log('failed', { reason: error instanceof Error ? error.message : 'unknown' });
      if (res.headersSent) res.destroy();
      else send(res, json({ error: 'sandbox_failed' }, 500));
    });

    async function serveOne(): Promise<void> {
      const url = new URL(req.url ?? '/', 'http://sandbox');
      for (const { route, match } of routes) {
        const params = route.method === methodOf(req) ? match(url.pathname) : undefined;
        if (params) return serveRoute(stage, route, { req, res, url, params });
      }
      if (parts.fallback) return serveFallback(stage, parts, { req, res, url, params: {} });
      send(res, json({ error: 'not_found' }, 404));
    }
  };
}

function methodOf(req: IncomingMessage): string {
  return req.method === 'HEAD' ? 'GET' : (req.method ?? 'GET');
}

interface Call {
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  params: Record<string, string>;
}

function compilePath(pattern: string): (path: string) => Record<string, string> | undefined {
  const wanted = pattern.split('/');
  return (path) => {
    const given = path.split('/');
    if (given.length !== wanted.length) return undefined;
    const params: Record<string, string> = {};
    for (const [index, part] of wanted.entries()) {
      const value = given[index] ?? '';
      if (!part.startsWith(':')) {
        if (part !== value) return undefined;
        continue;
      }
      const decoded = decodeSegment(value);
      if (!decoded) return undefined;
      params[part.slice(1)] = decoded;
    }
    return params;
  };
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

async function serveRoute(stage: Stage, route: Route, call: Call): Promise<void> {
  const { req, res, url, params } = call;
  const started = stage.surroundings.now().getTime();
  const fault = route.calm ? undefined : stage.hostile.decide();
  const answer = await answerRoute();
  deliver(stage, res, { answer, fault, wrong: route.wrong });
  const took = stage.surroundings.now().getTime() - started;
  if (!route.path.startsWith('/kit/') && route.path !== '/health') {
    stage.log('request', { method: route.method, route: route.path, status: answer.status, ms: took, fault });
  }

  async function answerRoute(): Promise<Answer> {
    try {
      const body = await readBody(req);
      const asked: Asked = { method: req.method ?? 'GET', url, params, headers: req.headers, body, req, res };
      if (fault === 'late') await stage.surroundings.sleep(stage.hostile.settings().lateMs);
      if (fault === 'duplicated') await settle(() => route.handle(asked));
      return await route.handle(asked);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return json({ error: error.code, detail: error.message }, error.status);
    }
  }
}

async function settle(run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    const piece = chunk as Buffer;
    size += piece.length;
    if (size > MAX_BODY) throw new Refusal(413, 'too_large');
    chunks.push(piece);
  }
  return Buffer.concat(chunks);
}

interface Delivery {
  answer: Answer;
  fault: HostileKind | undefined;
  wrong: Route['wrong'];
}

function deliver(stage: Stage, res: ServerResponse, delivery: Delivery): void {
  const { answer, fault } = delivery;
  if (fault === 'dropped') {
    res.destroy();
    return;
  }
  if (fault === 'half') {
    sendHalf(res, answer);
    return;
  }
  if (fault === 'wrong') {
    const wrong = delivery.wrong ?? wrongByDefault;
    send(res, wrong(answer, stage.hostile.draw()));
    return;
  }
  send(res, answer);
}

function wrongByDefault(answer: Answer, draw: number): Answer {
  const gateway = '<html><body><h1>502 Bad Gateway</h1></body></html>';
  if (draw < 0.5) return { status: 200, headers: { 'content-type': 'text/html' }, body: gateway };
  if (draw < 0.75) return { status: 502, headers: { 'content-type': 'text/html' }, body: gateway };
  return { ...answer, body: String(answer.body).slice(0, Math.floor(String(answer.body).length / 2)) };
}

function send(res: ServerResponse, answer: Answer): void {
  const isPage = String(answer.headers['content-type'] ?? '').startsWith('text/html');
  res.writeHead(answer.status, {
    ...(isPage ? PAGE_HEADERS : {}),
    ...answer.headers,
    'content-length': Buffer.byteLength(answer.body),
  });
  res.end(res.req.method === 'HEAD' ? undefined : answer.body);
}

function sendHalf(res: ServerResponse, answer: Answer): void {
  const whole = Buffer.from(answer.body);
  res.writeHead(answer.status, { ...answer.headers, 'content-length': Math.max(whole.length, 2) });
  res.write(whole.subarray(0, Math.floor(whole.length / 2)), () => res.destroy());
}

async function serveFallback(stage: Stage, parts: ServerParts, call: Call): Promise<void> {
  const { req, res, url } = call;
  const fault = parts.fallbackMeetsFaults?.(url.pathname) ? stage.hostile.decide() : undefined;
  if (fault === 'late') await stage.surroundings.sleep(stage.hostile.settings().lateMs);
  if (fault && fault !== 'late') breakAnswer(res, fault, (body) => parts.fallbackWrong?.(url.pathname, body));
  res.once('close', () => {
    stage.log('request', {
      method: req.method,
      route: firstSegment(url.pathname),
      status: res.statusCode,
      fault,
    });
  });
  await parts.fallback?.(req, res);
}

function firstSegment(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

function breakAnswer(
  res: ServerResponse,
  fault: HostileKind,
  corrupt: (body: string) => string | undefined,
): void {
  const end = res.end.bind(res);
  res.end = ((chunk?: unknown) => {
    const body = typeof chunk === 'string' || Buffer.isBuffer(chunk) ? Buffer.from(chunk) : Buffer.alloc(0);
    if (fault === 'dropped') return res.destroy();
    if (fault === 'half') {
      res.write(body.subarray(0, Math.floor(body.length / 2)), () => res.destroy());
      return res;
    }
    if (fault === 'wrong') {
      const changed = Buffer.from(corrupt(body.toString('utf8')) ?? '<html>502</html>');
      if (!res.headersSent) res.setHeader('content-length', changed.length);
      return end(changed);
    }
    return end(chunk);
  }) as typeof res.end;
}

function kitRoutes(stage: Stage): Route[] {
  const health: Route = {
    method: 'GET',
    path: '/health',
    calm: true,
    handle: () => json({ status: 'ok', sandbox: stage.name }),
  };
  const show: Route = {
    method: 'GET',
    path: '/__control',
    calm: true,
    handle: (asked) => {
      demandControl(stage, asked);
      return json({ settings: stage.hostile.settings(), counts: stage.hostile.counts() });
    },
  };
  const change: Route = {
    method: 'POST',
    path: '/__control',
    calm: true,
    handle: (asked) => {
      demandControl(stage, asked);
      const order = parseControlOrder(readJson(asked));
      if (!order) throw new Refusal(400, 'not_an_order');
      if (order.hostile) stage.hostile.change(order.hostile);
      if (order.next) stage.hostile.enqueue(order.next);
      return json({ settings: stage.hostile.settings(), counts: stage.hostile.counts() });
    },
  };
  return [health, show, change, ...kitAssets().map(assetRoute)];
}

function assetRoute(asset: { path: string; type: string; body: Buffer }): Route {
  return {
    method: 'GET',
    path: asset.path,
    calm: true,
    handle: () => ({
      status: 200,
      headers: { 'content-type': asset.type, 'cache-control': 'public, max-age=86400' },
      body: asset.body,
    }),
  };
}

function demandControl(stage: Stage, asked: Asked): void {
  const expected = stage.options.controlToken;
  const given = (asked.headers.authorization ?? '').replace(/^Bearer /, '');
  if (!expected || !sameSecret(given, expected)) throw new Refusal(401, 'control_token_required');
}

export function sameSecret(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
