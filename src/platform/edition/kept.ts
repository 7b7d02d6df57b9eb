import { sql } from 'kysely';
import { type Ctx, oncePerAct } from '#platform/runtime';

interface Remembered {
  readonly edition: string;
  readonly value: Promise<unknown>;
}

declare module '#platform/runtime' {
  interface Ports {
    /** What this process keeps of tables that rarely change; without it everything is read once per act. */
    memory?: Map<string, Remembered>;
  }
}

interface Editions {
  readonly byName: ReadonlyMap<string, string>;
  /** Names whose tables this very transaction has changed: what it reads must not be remembered. */
  readonly own: ReadonlySet<string>;
}

async function readEditions(ctx: Ctx): Promise<Editions> {
  const { rows } = await sql<{ name: string; edition: string; own: boolean | null }>`
    select name, changed_in::text as edition, changed_in = pg_current_xact_id_if_assigned() as own
      from edition.edition`.execute(ctx.db);
  return {
    byName: new Map(rows.map((row) => [row.name, row.edition])),
    own: new Set(rows.filter((row) => row.own === true).map((row) => row.name)),
  };
}

/**
 * Something computed from tables that rarely change and that everybody may read alike: kept in memory until a
 * transaction changes them. `tables` are the names given to the triggers `edition.note_change`. Whoever changes them and
 * reads on in the same act calls `forgetInAct(ctx, 'kept ')`.
 */
export async function kept<T>(
  ctx: Ctx,
  wanted: { readonly tables: readonly string[]; readonly key: string },
  read: () => Promise<T>,
): Promise<T> {
  const { tables, key } = wanted;
  const editions = await oncePerAct(ctx, 'kept editions', () => readEditions(ctx));
  const { memory } = ctx.ports;
  if (memory === undefined || tables.some((name) => editions.own.has(name)))
    return oncePerAct(ctx, `kept ${key}`, read);
  const edition = tables.map((name) => editions.byName.get(name) ?? '').join(' ');
  const known = memory.get(key);
  if (known?.edition === edition) return known.value as Promise<T>;
  const value = read();
  memory.set(key, { edition, value });
  value.catch(() => memory.delete(key));
  return value;
}
