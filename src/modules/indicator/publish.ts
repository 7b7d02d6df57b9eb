import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  type IndicatorDefinition,
  definitionFaults,
  definitionFileSchema,
  expressionFaults,
  measuresOf,
} from '#lib/indicator';
import { type Ctx, forgetInAct } from '#platform/runtime';
import { errors } from './errors.ts';
import { insertDefinition, readDefinitions, readPublishedViews } from './store-definitions.ts';

function faulty(key: string, detail: string): Error {
  return errors.error('definition_faulty', { key, detail: detail.slice(0, 500) });
}

/** Reads catalog/indicators. @throws indicator.definition_faulty at the first fault, a key twice among them */
export function readIndicatorFiles(folder: string): IndicatorDefinition[] {
  const found = new Map<string, IndicatorDefinition>();
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  for (const name of names.toSorted()) {
    const parsed = definitionFileSchema.safeParse(
      parse(readFileSync(join(folder, name), 'utf8'), { maxAliasCount: 0 }),
    );
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw faulty(name, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
    }
    for (const definition of parsed.data.indicators) {
      const [fault] = definitionFaults(definition);
      if (fault !== undefined) throw faulty(definition.key, fault);
      if (found.has(definition.key)) throw faulty(definition.key, 'the key occurs twice');
      found.set(definition.key, definition);
    }
  }
  return [...found.values()];
}

async function checkViews(ctx: Ctx, definition: IndicatorDefinition): Promise<void> {
  if (definition.kind === 'typed') return;
  const views = await readPublishedViews(ctx);
  const { numerator, denominator } = measuresOf(definition);
  const faults = [numerator, ...(denominator ? [denominator] : [])].flatMap((one) =>
    expressionFaults(one, views),
  );
  if (faults[0] !== undefined) throw faulty(definition.key, faults[0]);
}

/**
 * Publishes definitions; one that differs from its newest version becomes the next version, earlier ones stay.
 * @throws indicator.definition_faulty where an expression names what no room publishes
 */
export async function publishDefinitions(
  ctx: Ctx,
  definitions: readonly IndicatorDefinition[],
): Promise<{ added: number; same: number }> {
  const known = await readDefinitions(ctx);
  let added = 0;
  for (const definition of definitions) {
    await checkViews(ctx, definition);
    const hash = createHash('sha256').update(JSON.stringify(definition)).digest('hex');
    const newest = known.get(definition.key);
    if (newest?.hash === hash) continue;
    await insertDefinition(ctx, { definition, hash, version: (newest?.version ?? 0) + 1 });
    added += 1;
  }
  forgetInAct(ctx, 'indicator.definitions');
  if (added > 0)
    await ctx.events.emit({ type: 'indicator.published', streamId: ctx.ids.next(), data: { added } });
  return { added, same: definitions.length - added };
}
