import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAppError } from '#platform/runtime';
import type { Identity } from './service.ts';
import { noteFailedSignIn } from './throttle.ts';

export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Where an error is told; a step that knows better says so. */
export interface Trail {
  page: string;
}

/** For steps a browser walks by redirects: what went wrong is told on the sign-in page, by its code alone. */
export async function withErrorPage(
  identity: Identity,
  { request, reply }: Exchange,
  work: (trail: Trail) => Promise<string>,
): Promise<FastifyReply> {
  const trail: Trail = {
    page: /\/officer\/|\/oidc\//.test(request.url) ? '/can-bo/dang-nhap' : '/dang-nhap',
  };
  void reply.header('cache-control', 'no-store');
  try {
    return await reply.redirect(await work(trail), 303);
  } catch (error) {
    if (!isAppError(error)) throw error;
    await identity.asSystem({ action: 'identity.sign-in-failed' }, (ctx) =>
      noteFailedSignIn(ctx, error.code),
    );
    const query = new URLSearchParams({ loi: error.code });
    for (const [key, value] of Object.entries(error.params)) query.set(key, String(value));
    const joint = trail.page.includes('?') ? '&' : '?';
    return reply.redirect(`${trail.page}${joint}${query.toString()}`, 303);
  }
}
