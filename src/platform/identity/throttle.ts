import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import type { ThrottleLimits } from './settings.ts';

/** Who is tried and from where; names and addresses are kept as keyed digests only. */
export interface Attempt {
  readonly loginName: string | null;
  readonly address: string;
}

interface Bucket {
  readonly key: Buffer;
  readonly limits: ThrottleLimits;
}

function bucketsOf(ctx: Ctx, attempt: Attempt): Bucket[] {
  const { vault, limits } = ctx.ports.identity;
  const byAddress = { key: vault.mark('throttle', `address:${attempt.address}`), limits: limits.perAddress };
  if (attempt.loginName === null) return [byAddress];
  const key = vault.mark('throttle', `login:${attempt.loginName.toLowerCase()}`);
  return [{ key, limits: limits.perAccount }, byAddress];
}

/** @throws locked, for known and unknown names alike. TT 12/2022, level 3: lockout */
export async function demandNotLocked(ctx: Ctx, attempt: Attempt): Promise<void> {
  const now = ctx.clock.now();
  for (const { key } of bucketsOf(ctx, attempt)) {
    const row = await ctx.db
      .selectFrom('identity.throttle')
      .select('locked_until')
      .where('key_hash', '=', key)
      .executeTakeFirst();
    if (row?.locked_until && row.locked_until > now) {
      const minutes = Math.ceil((row.locked_until.getTime() - now.getTime()) / 60_000);
      throw errors.error('locked', { minutes });
    }
  }
}

export async function noteFailure(ctx: Ctx, attempt: Attempt, code: string): Promise<void> {
  for (const bucket of bucketsOf(ctx, attempt)) await addFailure(ctx, bucket);
  await noteFailedSignIn(ctx, code);
}

async function addFailure(ctx: Ctx, { key, limits }: Bucket): Promise<void> {
  const now = ctx.clock.now();
  const row = await ctx.db
    .insertInto('identity.throttle')
    .values({ key_hash: key, failures: 0, first_failed_at: now, locked_until: null })
    .onConflict((conflict) => conflict.column('key_hash').doUpdateSet({ key_hash: key }))
    .returningAll()
    .executeTakeFirstOrThrow();
  const isOver = now.getTime() - row.first_failed_at.getTime() > limits.windowMs;
  const wasLocked = row.locked_until !== null && row.locked_until <= now;
  const starts = isOver || wasLocked || row.failures === 0;
  const failures = starts ? 1 : row.failures + 1;
  await ctx.db
    .updateTable('identity.throttle')
    .set({
      failures,
      first_failed_at: starts ? now : row.first_failed_at,
      locked_until: failures >= limits.failures ? new Date(now.getTime() + limits.lockMs) : null,
    })
    .where('key_hash', '=', key)
    .execute();
}

/** A whole sign-in clears the count of that account; that of the address runs on. */
export async function clearFailures(ctx: Ctx, loginName: string): Promise<void> {
  const key = ctx.ports.identity.vault.mark('throttle', `login:${loginName.toLowerCase()}`);
  await ctx.db.deleteFrom('identity.throttle').where('key_hash', '=', key).execute();
}

/** Security events for the security centre's feed: that, never who. */
export async function noteFailedSignIn(ctx: Ctx, code: string): Promise<void> {
  await ctx.events.emit({ type: 'identity.sign_in_failed', streamId: ctx.ids.next(), data: { code } });
}
