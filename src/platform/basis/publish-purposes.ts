import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { errors as accessErrors, mayEver, policy } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import { type PurposeRow, purposesFile } from './contract.ts';
import { endPurpose, insertPurpose } from './store.ts';

/** Reads every sheet of `catalog/access`. Throws with the name of the sheet that is not understood. */
export function readPurposes(folder: string): PurposeRow[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .flatMap((name) => {
      const parsed = purposesFile.safeParse(parse(readFileSync(join(folder, name), 'utf8')));
      if (!parsed.success) throw new Error(`${name}: ${parsed.error.message}`);
      return parsed.data.purposes;
    });
}

/** Publishes purposes that are new; of one already published only its end may come later. Returns how many changed. */
export async function publishPurposes(ctx: Ctx, rows: readonly PurposeRow[]): Promise<number> {
  if (!mayEver(policy, 'purpose', { principal: ctx.principal, action: 'publish' }))
    throw accessErrors.error('forbidden');
  let changed = 0;
  for (const row of rows) {
    const isNew = await insertPurpose(ctx, row);
    const isEnded = !isNew && row.validTo !== null && (await endPurpose(ctx, row));
    if (isNew || isEnded) changed += 1;
  }
  return changed;
}
