import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAppError } from '#platform/runtime';
import type { Identity } from './service.ts';
import { noteFailedSignIn } from './throttle.ts';

export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** For steps a browser walks by redirects: what went wrong is told on the sign-in page, by its code alone. */
export async function withErrorPage(
  identity: Identity,
  { request, reply }: Exchange,
  work: () => Promise<string>,
): Promise<FastifyReply> {
  void reply.header('cache-control', 'no-store');
  try {
    return await reply.redirect(await work(), 303);
  } catch (error) {
    if (!isAppError(error)) throw error;
    await identity.asSystem({ action: 'identity.sign-in-failed' }, (ctx) =>
      noteFailedSignIn(ctx, error.code),
    );
    const page = /purpose=officer|\/officer\//.test(request.url) ? '/can-bo/dang-nhap' : '/dang-nhap';
    const query = new URLSearchParams({ loi: error.code });
    for (const [key, value] of Object.entries(error.params)) query.set(key, String(value));
    return reply.redirect(`${page}?${query.toString()}`, 303);
  }
}
