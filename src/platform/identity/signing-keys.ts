import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';

const KEY_LOCK = 720_607;

/** Keys to show now, the signing one first. */
export async function currentKeys(ctx: Ctx): Promise<JWK[]> {
  const now = ctx.clock.now();
  const rows = await ctx.db
    .selectFrom('identity.signing_key')
    .select(['kid', 'private_sealed', 'signs_from', 'signs_to'])
    .where('shown_to', '>', now)
    .orderBy('signs_from', 'desc')
    .execute();
  const signing = rows.find(({ signs_from, signs_to }) => signs_from <= now && now < signs_to);
  if (!signing) return [];
  const ordered = [signing, ...rows.filter(({ kid }) => kid !== signing.kid)];
  return ordered.map(
    ({ private_sealed }) =>
      JSON.parse(ctx.ports.identity.vault.open('signing-key', private_sealed).toString('utf8')) as JWK,
  );
}

/**
 * Makes sure that a key signs now and that its successor is shown before it signs, so that relying systems
 * have fetched it by then; an old key stays shown until what it signed has expired.
 */
export async function rotateKeys(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${KEY_LOCK})`.execute(ctx.db);
  const now = ctx.clock.now();
  const { keyShownMs } = ctx.ports.identity.limits;
  const last = await ctx.db
    .selectFrom('identity.signing_key')
    .select('signs_to')
    .orderBy('signs_to', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last || last.signs_to <= now) await addKey(ctx, now);
  else if (last.signs_to.getTime() - now.getTime() <= keyShownMs) await addKey(ctx, last.signs_to);
}

async function addKey(ctx: Ctx, signsFrom: Date): Promise<void> {
  const { keySignsMs, keyShownMs } = ctx.ports.identity.limits;
  const kid = ctx.ids.next();
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk: JWK = { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
  const signsTo = new Date(signsFrom.getTime() + keySignsMs);
  await ctx.db
    .insertInto('identity.signing_key')
    .values({
      kid,
      private_sealed: ctx.ports.identity.vault.seal('signing-key', JSON.stringify(jwk)),
      created_at: ctx.clock.now(),
      signs_from: signsFrom,
      signs_to: signsTo,
      shown_to: new Date(signsTo.getTime() + keyShownMs),
    })
    .execute();
  await ctx.events.emit({ type: 'identity.key_rotated', streamId: kid, data: { kid } });
}
