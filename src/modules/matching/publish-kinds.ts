import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Ctx } from '#platform/runtime';
import { ListKind } from './contract.ts';
import { insertKind, listKindRows } from './store-kinds.ts';

const Sheet = z.object({
  kinds: z.array(ListKind.extend({ settledBy: z.literal('commune'), validFrom: z.iso.date() })),
});

/**
 * Takes the kinds of `catalog/matching/list-kinds.yaml` in: a new or changed kind is a new revision, a published one is
 * never overwritten, so a list keeps the rules it began with. @returns how many revisions were added
 */
export async function publishListKinds(ctx: Ctx, yaml: string): Promise<number> {
  const { kinds } = Sheet.parse(parse(yaml));
  const known = new Map((await listKindRows(ctx)).map((row) => [row.key, row]));
  let added = 0;
  for (const row of kinds) {
    const kind = ListKind.parse(row);
    const hash = createHash('sha256').update(JSON.stringify(row)).digest();
    const before = known.get(kind.key);
    if (before?.content_hash.equals(hash)) continue;
    await insertKind(ctx, { kind, revision: (before?.revision ?? 0) + 1, hash });
    added += 1;
  }
  return added;
}
