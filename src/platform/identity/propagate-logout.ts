import type { Consumer } from '#platform/manifest';
import type { Ctx } from '#platform/runtime';
import type { Payload } from 'oidc-provider';

interface ProviderSession extends Payload {
  authorizations?: Record<string, { sid?: string }>;
}

/** When an officer's session ends here, the provider's session ends too, and other systems hear of it. */
export const propagateLogout: Consumer = {
  name: 'identity.propagate-logout',
  types: ['identity.session_ended'],
  run: async (ctx, event) => {
    const { accountId, kind, why } = event.data as { accountId?: string; kind?: string; why?: string };
    if (kind !== 'staff' || !accountId || why === 'rotated' || why === 'expired') return;
    const told = await sessionsOf(ctx, accountId);
    await ctx.db.deleteFrom('identity.oidc_artifact').where('account_id', '=', accountId).execute();
    const provider = await ctx.ports.identity.provider.current();
    for (const [clientId, { sid }] of told.flatMap(({ authorizations = {} }) =>
      Object.entries(authorizations),
    )) {
      const client = await provider.Client.find(clientId);
      if (!client?.backchannelLogoutUri) continue;
      try {
        await client.backchannelLogout(accountId, sid);
      } catch (error) {
        ctx.log.warn({ clientId, reason: (error as Error).message }, 'back-channel logout was not taken');
      }
    }
  },
};

async function sessionsOf(ctx: Ctx, accountId: string): Promise<ProviderSession[]> {
  const rows = await ctx.db
    .selectFrom('identity.oidc_artifact')
    .select('payload_sealed')
    .where('model', '=', 'Session')
    .where('account_id', '=', accountId)
    .execute();
  return rows.map(
    ({ payload_sealed }) =>
      JSON.parse(
        ctx.ports.identity.vault.open('oidc:Session', payload_sealed).toString('utf8'),
      ) as ProviderSession,
  );
}
