import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { errors } from './errors.ts';
import type { Identity } from './service.ts';
import { hashToken } from './secrets.ts';
import { endSessionsWhere } from './sessions.ts';

const body = z.object({ logout_token: z.string().max(8000) });

/** VNeID says that a person signed out there: every session that came from it ends here. */
export function attachBackchannel(identity: Identity, server: FastifyInstance): void {
  server.post('/api/v1/identity/vneid/backchannel-logout', async (request, reply) => {
    const { data } = body.safeParse(request.body);
    if (!data) throw errors.error('sign_in_refused');
    const { sid, id } = await identity.vneid.readLogoutToken(data.logout_token);
    await identity.asSystem({ action: 'identity.upstream-logout' }, async (ctx) => {
      const { numInsertedOrUpdatedRows: isNew } = await ctx.db
        .insertInto('identity.seen_token')
        .values({ token_hash: hashToken(id), seen_at: ctx.clock.now() })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (isNew) await endSessionsWhere(ctx, { upstreamSid: sid }, 'upstream');
    });
    return reply.code(200).header('cache-control', 'no-store').send();
  });
}
