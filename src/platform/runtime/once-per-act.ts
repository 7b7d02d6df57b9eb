import type { Ctx } from './ctx.ts';

const kept = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Reads something once in an act, however many ask: for data that an act reads often and rarely changes. Whoever changes
 * it within the act says so by `forgetInAct`.
 */
export function oncePerAct<T>(ctx: Ctx, key: string, read: () => Promise<T>): Promise<T> {
  const known = kept.get(ctx.db) ?? new Map<string, Promise<unknown>>();
  kept.set(ctx.db, known);
  const found = known.get(key) as Promise<T> | undefined;
  if (found) return found;
  const reading = read();
  known.set(key, reading);
  return reading;
}

/** Lets everything whose key begins so be read again. */
export function forgetInAct(ctx: Ctx, prefix: string): void {
  const known = kept.get(ctx.db);
  for (const key of known?.keys() ?? []) if (key.startsWith(prefix)) known?.delete(key);
}
