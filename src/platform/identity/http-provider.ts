import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { withErrorPage } from './error-page.ts';
import { errors } from './errors.ts';
import { browserOf, openFlow } from './flows.ts';
import { finishOfficerFlow } from './officer-sign-in.ts';
import { acrOf } from './provider.ts';
import type { Identity } from './service.ts';

const MOUNT = '/oidc';
const params = z.object({ uid: z.string().max(100) });
const finishQuery = z.object({ luot: z.uuid() });

/** Mounts the provider below /oidc, and joins its interactions to the web app's sign-in pages. */
export async function attachProvider(identity: Identity, server: FastifyInstance): Promise<void> {
  await server.register((inner, _options, done) => {
    // The provider reads request bodies itself.
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    inner.get(`${MOUNT}/interaction/:uid`, (request, reply) =>
      withErrorPage(identity, { request, reply }, () => begin(identity, request, reply)),
    );
    inner.get(`${MOUNT}/interaction/:uid/finish`, (request, reply) =>
      withErrorPage(identity, { request, reply }, () => finish(identity, request, reply)),
    );
    inner.all(`${MOUNT}/*`, (request, reply) => hand(identity, request, reply));
    done();
  });
}

/** The provider sees the configured public address, whatever Host the request carried. */
function pinHost(identity: Identity, request: FastifyRequest): void {
  const { protocol, host } = new URL(identity.settings.publicUrl);
  request.raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  request.raw.headers['x-forwarded-host'] = host;
}

async function hand(identity: Identity, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const provider = await identity.provider.current();
  pinHost(identity, request);
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.hijack();
  const { raw } = request;
  Object.assign(raw, { originalUrl: raw.url, url: (raw.url ?? '').slice(MOUNT.length) });
  await provider.callback()(raw, reply.raw);
}

async function detailsOf(identity: Identity, request: FastifyRequest, reply: FastifyReply) {
  const provider = await identity.provider.current();
  pinHost(identity, request);
  try {
    const details = await provider.interactionDetails(request.raw, reply.raw);
    if (details.uid !== params.parse(request.params).uid) throw new Error('another interaction');
    return { provider, details };
  } catch (error) {
    throw errors.error('sign_in_expired', {}, error);
  }
}

async function begin(identity: Identity, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const { provider, details } = await detailsOf(identity, request, reply);
  const client = await provider.Client.find(String(details.params.client_id));
  const browser = browserOf(identity, request, reply) ?? '';
  const id = await identity.asSystem({ action: 'identity.start-officer', mode: 'read' }, (ctx) =>
    openFlow(ctx, {
      kind: 'officer',
      browser,
      content: { uid: details.uid, clientName: client?.clientName ?? '' },
    }),
  );
  return `/can-bo/dang-nhap?luot=${id}`;
}

async function finish(identity: Identity, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const { provider, details } = await detailsOf(identity, request, reply);
  const { data } = finishQuery.safeParse(request.query);
  const ref = { id: data?.luot, browser: browserOf(identity, request) };
  const { account, methods } = await identity.asSystem({ action: 'identity.finish-officer' }, (ctx) =>
    finishOfficerFlow(ctx, ref, details.uid),
  );
  const login = { accountId: account.id, acr: acrOf(methods), amr: methods };
  return provider.interactionResult(request.raw, reply.raw, { login }, { mergeWithLastSubmission: false });
}
