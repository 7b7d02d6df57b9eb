import { errors as accessErrors } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import { listAddressRows } from './store.ts';

/**
 * Where persons live now, as one line: the temporary residence before the permanent one. For the engine that matches
 * lists; the system alone may read so. @throws access.forbidden
 */
export async function listHomeAddresses(
  ctx: Ctx,
  personIds: readonly string[],
): Promise<Map<string, string>> {
  if (ctx.principal.kind !== 'system') throw accessErrors.error('forbidden');
  const rows = await listAddressRows(ctx, personIds);
  const homes = new Map<string, string>();
  for (const row of rows)
    if (row.kind === 'temporary' || !homes.has(row.person_id)) homes.set(row.person_id, row.address);
  return homes;
}
