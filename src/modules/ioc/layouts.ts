import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { errors as accessErrors, mayEver } from '#platform/access';
import { enqueue } from '#platform/jobs';
import type { Ctx } from '#platform/runtime';
import { LayoutBody, type LayoutRow } from './contract-shapes.ts';
import { errors } from './errors.ts';
import { knownIndicators } from './make-board.ts';
import { policy } from './policy.ts';
import { findLayout, insertLayout } from './store.ts';

const LayoutFile = z.strictObject({
  layouts: z.array(
    z.strictObject({
      key: z.string(),
      owner: z.string(),
      audience: z.enum(['display', 'staff']),
      body: LayoutBody,
    }),
  ),
});
export type LayoutSeed = z.output<typeof LayoutFile>['layouts'][number];

export function readLayouts(file: string): LayoutSeed[] {
  return LayoutFile.parse(parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 })).layouts;
}

async function checkIndicators(ctx: Ctx, body: LayoutBody): Promise<void> {
  const known = await knownIndicators(ctx);
  for (const page of body.pages)
    for (const { indicator } of [...page.tiles, ...(page.map ? [page.map] : [])])
      if (!known.has(indicator)) throw errors.error('unknown_indicator', { key: indicator });
}

export interface LayoutChange extends LayoutSeed {
  readonly version: number;
}

/** The next version of a layout; refused when somebody else saved one meanwhile. */
export async function saveLayout(ctx: Ctx, change: LayoutChange): Promise<LayoutRow> {
  if (!mayEver(policy, 'layout', { principal: ctx.principal, action: 'save' }))
    throw accessErrors.error('forbidden');
  await checkIndicators(ctx, change.body);
  const current = await findLayout(ctx, change.key);
  if ((current?.version ?? 0) !== change.version) throw errors.error('changed_meanwhile');
  const version = change.version + 1;
  if (!(await insertLayout(ctx, { ...change, version }))) throw errors.error('changed_meanwhile');
  await ctx.events.emit({
    type: 'ioc.layout_saved',
    streamId: ctx.ids.next(),
    data: { key: change.key, version },
  });
  await enqueue(ctx, [{ name: 'ioc.make_boards', payload: {}, queue: 'ioc', key: 'ioc-boards' }]);
  return { ...change, version, savedAt: ctx.clock.now().toISOString() };
}

/** Layouts of the catalogue, where there is none of that key yet: what an operator arranged stays. */
export async function publishLayouts(ctx: Ctx, seeds: readonly LayoutSeed[]): Promise<number> {
  let added = 0;
  for (const seed of seeds) {
    if (await findLayout(ctx, seed.key)) continue;
    await saveLayout(ctx, { ...seed, version: 0 });
    added += 1;
  }
  return added;
}
