import type { Adapter, Payload } from 'oidc-provider';

interface Kept {
  payload: Payload;
  until: number;
}

/** One store per provider, so that two in one process never meet; it ages by the given clock. */
export function createMemoryAdapter(now: () => Date): (model: string) => Adapter {
  const kept = new Map<string, Kept>();

  function read(key: string): Payload | undefined {
    const found = kept.get(key);
    if (!found) return undefined;
    if (found.until > now().getTime()) return found.payload;
    kept.delete(key);
    return undefined;
  }

  function readWhere(model: string, fits: (payload: Payload) => boolean): Payload | undefined {
    for (const [key, { payload }] of kept) {
      if (key.startsWith(`${model}:`) && fits(payload)) return read(key);
    }
    return undefined;
  }

  return (model) => ({
    upsert: (id, payload, expiresIn) => {
      kept.set(`${model}:${id}`, { payload, until: now().getTime() + (expiresIn || 3600) * 1000 });
      return Promise.resolve();
    },
    find: (id) => Promise.resolve(read(`${model}:${id}`)),
    findByUid: (uid) => Promise.resolve(readWhere(model, (payload) => payload.uid === uid)),
    findByUserCode: (code) => Promise.resolve(readWhere(model, (payload) => payload.userCode === code)),
    consume: (id) => {
      const payload = read(`${model}:${id}`);
      if (payload) payload.consumed = Math.floor(now().getTime() / 1000);
      return Promise.resolve();
    },
    destroy: (id) => {
      kept.delete(`${model}:${id}`);
      return Promise.resolve();
    },
    revokeByGrantId: (grantId) => {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
      return Promise.resolve();
    },
  });
}
