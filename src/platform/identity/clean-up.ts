import type { Ctx } from '#platform/runtime';

const DAY = 86_400_000;
const ENDED_SESSIONS_KEPT_MS = 90 * DAY;

/** Forgets what is over, by the retention written on each table. */
export async function cleanUp(ctx: Ctx): Promise<void> {
  const now = ctx.clock.now();
  const yesterday = new Date(now.getTime() - DAY);
  const longAgo = new Date(now.getTime() - ENDED_SESSIONS_KEPT_MS);
  await ctx.db
    .updateTable('identity.session')
    .set({ ended_at: now, ended_why: 'expired', upstream_token_sealed: null })
    .where('ended_at', 'is', null)
    .where((where) => where.or([where('idle_until', '<=', now), where('absolute_until', '<=', now)]))
    .execute();
  await ctx.db.deleteFrom('identity.session').where('ended_at', '<', longAgo).execute();
  await ctx.db.deleteFrom('identity.flow').where('expires_at', '<', yesterday).execute();
  await ctx.db.deleteFrom('identity.throttle').where('first_failed_at', '<', yesterday).execute();
  await ctx.db.deleteFrom('identity.seen_token').where('seen_at', '<', yesterday).execute();
  await ctx.db.deleteFrom('identity.oidc_artifact').where('expires_at', '<', now).execute();
}
