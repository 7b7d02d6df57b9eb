import { combineTrust, createRemoteTrust, createTrustStore, type TrustSource } from '#lib/emrtd';
import type { Ctx } from '#platform/runtime';
import { loadTrust, trustState } from './store-trust.ts';

const kept = 2;

async function storedTrust(ctx: Ctx): Promise<TrustSource> {
  const cache = ctx.ports.cardTrustCache;
  const state = await trustState(ctx);
  const known = cache.get(state);
  if (known) return known;
  const source = createTrustStore(await loadTrust(ctx));
  if (cache.size >= kept) cache.clear();
  cache.set(state, source);
  return source;
}

/** Our own store first, then the authority's service where there is one; with neither, the issuer stays unknown. */
export async function currentTrust(ctx: Ctx): Promise<TrustSource> {
  const authority = ctx.ports.cardAuthority;
  const remote = authority ? [createRemoteTrust(({ sod }) => authority.judge(sod))] : [];
  return combineTrust([await storedTrust(ctx), ...remote]);
}
