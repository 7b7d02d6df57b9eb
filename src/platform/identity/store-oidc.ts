import { type Adapter, errors, type Payload } from 'oidc-provider';
import type { Ctx } from '#platform/runtime';
import type { Identity } from './service.ts';

const DEFAULT_SECONDS = 3600;

/** oidc-provider's storage on PostgreSQL: sealed payloads, ids of codes and tokens as keyed digests. */
export function createAdapter(identity: Identity): (model: string) => Adapter {
  return (model) => {
    const keyOf = (id: string) => identity.vault.mark(`oidc:${model}`, id).toString('base64url');
    const within = <T>(run: (ctx: Ctx) => Promise<T>) =>
      identity.asSystem({ action: 'identity.oidc', mode: 'read' }, run);

    function find(column: 'id' | 'uid' | 'user_code', value: string): Promise<Payload | undefined> {
      return within(async (ctx) => {
        const row = await ctx.db
          .selectFrom('identity.oidc_artifact')
          .select(['payload_sealed', 'consumed_at'])
          .where('model', '=', model)
          .where(column, '=', value)
          .where('expires_at', '>', ctx.clock.now())
          .executeTakeFirst();
        if (!row) return undefined;
        const payload = JSON.parse(
          identity.vault.open(`oidc:${model}`, row.payload_sealed).toString('utf8'),
        ) as Payload;
        return row.consumed_at
          ? { ...payload, consumed: Math.floor(row.consumed_at.getTime() / 1000) }
          : payload;
      });
    }

    return {
      find: (id) => find('id', keyOf(id)),
      findByUid: (uid) => find('uid', uid),
      findByUserCode: (code) => find('user_code', code),
      upsert: (id, payload, expiresIn) =>
        within((ctx) => upsert(ctx, { model, id: keyOf(id), payload, expiresIn })),
      consume: (id) => within((ctx) => consume(ctx, model, keyOf(id))),
      destroy: (id) =>
        within(async (ctx) => {
          await ctx.db
            .deleteFrom('identity.oidc_artifact')
            .where('model', '=', model)
            .where('id', '=', keyOf(id))
            .execute();
        }),
      revokeByGrantId: (grantId) =>
        within(async (ctx) => {
          await ctx.db.deleteFrom('identity.oidc_artifact').where('grant_id', '=', grantId).execute();
        }),
    };
  };
}

async function upsert(
  ctx: Ctx,
  artifact: { model: string; id: string; payload: Payload; expiresIn: number },
): Promise<void> {
  const { model, id, payload } = artifact;
  const now = ctx.clock.now().getTime();
  const row = {
    payload_sealed: ctx.ports.identity.vault.seal(`oidc:${model}`, JSON.stringify(payload)),
    grant_id: payload.grantId ?? null,
    account_id: payload.accountId ?? null,
    uid: payload.uid ?? null,
    user_code: payload.userCode ?? null,
    expires_at: new Date(now + (artifact.expiresIn || DEFAULT_SECONDS) * 1000),
  };
  await ctx.db
    .insertInto('identity.oidc_artifact')
    .values({ model, id, ...row, consumed_at: null })
    .onConflict((conflict) => conflict.columns(['model', 'id']).doUpdateSet(row))
    .execute();
}

/** Of two that redeem one code at the same moment, one wins. RFC 6749 §4.1.2 */
async function consume(ctx: Ctx, model: string, id: string): Promise<void> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('identity.oidc_artifact')
    .set({ consumed_at: ctx.clock.now() })
    .where('model', '=', model)
    .where('id', '=', id)
    .where('consumed_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new errors.InvalidGrant('already consumed');
}
