import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type ZodError, z } from 'zod';
import { type RouteContract, languageOf } from '#lib/contract';
import type { Room } from '#platform/manifest';
import { type Principal, anonymous } from '#platform/runtime';
import type { Act, Runner } from '#platform/use-case';
import { errors as accessErrors } from '#platform/access';
import type { Handler } from './handler.ts';
import { onceByKey } from './idempotency.ts';
import {
  type FieldError,
  type SentenceBook,
  asAppError,
  errors,
  problemOf,
  sentenceBook,
} from './problem.ts';

export interface ServerOptions {
  readonly runner: Runner;
  readonly rooms: readonly Room[];
  /** Who sends this request; identity provides it from the session cookie. */
  readonly authenticate: (request: FastifyRequest) => Promise<Principal>;
  /** Origins whose pages may send writes. */
  readonly origins: readonly string[];
  /** Further addresses that our pages may connect to: the reader agent of the desk's own machine. */
  readonly connect?: readonly string[];
  readonly trustProxy?: boolean;
  readonly requestsPerMinute?: number;
}

const MAX_BODY_BYTES = 1_000_000;

class InputError extends Error {
  readonly fields: readonly FieldError[];
  constructor(fields: readonly FieldError[]) {
    super('invalid input');
    this.fields = fields;
  }
}

function fieldErrors(part: string, error: ZodError): FieldError[] {
  return error.issues.slice(0, 50).map((issue) => ({
    path: [part, ...issue.path.map(String)].join('.'),
    code: issue.code,
    message: issue.message,
  }));
}

/** How a malformed field is described, in the reader's language. */
const fieldSentences = { vi: z.locales.vi().localeError, en: z.locales.en().localeError };

function parsePart(
  part: 'params' | 'query' | 'body',
  schema: z.ZodType | undefined,
  request: FastifyRequest,
): unknown {
  if (!schema) return undefined;
  const error = fieldSentences[languageOf(request.headers['accept-language'])];
  const parsed = schema.safeParse(normalised(request[part]), { error });
  if (!parsed.success) throw new InputError(fieldErrors(part, parsed.error));
  return parsed.data;
}

/** Text arrives in NFC from here on; a null character never does. */
function normalised(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC').replaceAll('\u0000', '');
  if (Array.isArray(value)) return value.map(normalised);
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, normalised(part)]));
}

function sendProblem(
  reply: FastifyReply,
  book: SentenceBook,
  problem: { request: FastifyRequest; thrown: unknown },
): void {
  const { request, thrown } = problem;
  const error = thrown instanceof InputError ? errors.error('invalid_input') : asAppError(thrown);
  const fields = thrown instanceof InputError ? thrown.fields : undefined;
  const body = problemOf(book, {
    error,
    language: languageOf(request.headers['accept-language']),
    requestId: request.id,
    ...(fields ? { fields } : {}),
  });
  void reply.code(error.status).type('application/problem+json').send(JSON.stringify(body));
}

/** A browser's write must come from one of our own pages. OWASP ASVS 5.0 V3.5 */
function checkOrigin(request: FastifyRequest, origins: readonly string[]): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.origin;
  if (origin !== undefined && !origins.includes(origin)) throw errors.error('origin_refused');
  if (request.headers['sec-fetch-site'] === 'cross-site') throw errors.error('origin_refused');
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function inputOf(contract: RouteContract, request: FastifyRequest) {
  return {
    params: parsePart('params', contract.params, request),
    query: parsePart('query', contract.query, request),
    body: parsePart('body', contract.body, request),
  };
}

/** The Idempotency-Key of a signed-in write by POST; without one such a request is refused. */
function keyOf(handler: Handler, request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (handler.mode === 'read') return null;
  if (typeof key === 'string') return `${handler.action}:${key.slice(0, 200)}`;
  if (handler.contract.method === 'POST' && handler.contract.access !== 'public')
    throw errors.error('idempotency_key_missing');
  return null;
}

function actOf(handler: Handler, principal: Principal, request: FastifyRequest): Act {
  const basisId = z.uuid().safeParse(request.headers['x-basis-id']);
  return {
    action: handler.action,
    principal,
    requestId: request.id,
    language: languageOf(request.headers['accept-language']),
    mode: handler.mode,
    basisId: basisId.success ? basisId.data : null,
  };
}

async function answerHandler(options: ServerOptions, handler: Handler, exchange: Exchange) {
  const { request, reply } = exchange;
  const { contract } = handler;
  const principal = await options.authenticate(request);
  if (contract.access !== 'public' && principal.kind === 'anonymous')
    throw accessErrors.error('not_signed_in');
  const input = inputOf(contract, request);
  const key = keyOf(handler, request);
  const answer = await options.runner.act(actOf(handler, handler.as ?? principal, request), async (ctx) => {
    const work = async () => ({
      status: contract.status ?? 200,
      body: await handler.run(ctx, input as never, exchange),
    });
    return key === null ? work() : onceByKey(ctx, { key, content: input }, work);
  });
  if (reply.sent) return reply;
  const body =
    contract.response && answer.body !== undefined ? contract.response.parse(answer.body) : answer.body;
  return reply.code(answer.status).send(body ?? undefined);
}

/** Fastify's form of a contract's path: `{id}` becomes `:id`. */
export function fastifyPath(path: string): string {
  return `/api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`;
}

const contentSecurityPolicy = (connect: readonly string[]) => ({
  useDefaults: false,
  directives: {
    'default-src': ["'self'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...connect],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  },
});

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes of a JSON body as sent: what a webhook's signature covers. */
    rawBody?: Buffer;
  }
}

function keepRawBody(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    request.rawBody = body;
    if (body.length === 0) return done(null, undefined);
    return parse(request, body.toString('utf8'), done);
  });
}

/** The HTTP server with every room's routes below /api/v1. The web app's files and identity's pages are added by src/app. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = fastify({
    logger: false,
    genReqId: () => options.runner.ids.next(),
    trustProxy: options.trustProxy ?? false,
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: { maxParamLength: 200 },
  });
  const book = sentenceBook(options.rooms.flatMap((room) => (room.texts ? [room.texts] : [])));
  await server.register(helmet, {
    contentSecurityPolicy: contentSecurityPolicy(options.connect ?? []),
    strictTransportSecurity: { maxAge: 31_536_000 },
  });
  await server.register(cookie);
  await server.register(formbody);
  await server.register(multipart, { limits: { files: 10, fileSize: 50_000_000, fields: 50 } });
  await server.register(rateLimit, { max: options.requestsPerMinute ?? 600, timeWindow: 60_000 });
  keepRawBody(server);
  server.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) {
      void reply.header('cache-control', 'no-store');
      checkOrigin(request, options.origins);
    }
  });
  server.setErrorHandler((thrown, request, reply) => {
    const status = asAppError(thrown).status;
    if (status >= 500 && !(thrown instanceof InputError)) {
      options.runner.log.error(
        { requestId: request.id, err: (thrown as Error).stack ?? String(thrown) },
        'request failed',
      );
    }
    sendProblem(reply, book, { request, thrown });
  });
  server.setNotFoundHandler((request, reply) =>
    sendProblem(reply, book, { request, thrown: errors.error('not_found') }),
  );
  for (const handler of options.rooms.flatMap((room) => room.routes ?? [])) {
    server.route({
      method: handler.contract.method,
      url: fastifyPath(handler.contract.path),
      handler: (request, reply) => answerHandler(options, handler, { request, reply }),
    });
  }
  return server;
}

/** For tests and tools: everyone is anonymous. */
export function nobody(): Promise<Principal> {
  return Promise.resolve(anonymous);
}
