import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { canonicalJson } from '#platform/use-case';
import type { Ctx } from '#platform/runtime';
import { templatesSchema } from './contract.ts';
import type { Template } from './contract.ts';
import { findTemplate, insertTemplate } from './store.ts';

/** Publishes what is new or changed as the next version; messages keep the version they were written with. */
export async function publishTemplates(
  ctx: Ctx,
  templates: readonly Template[],
): Promise<{ published: number; unchanged: number }> {
  let published = 0;
  for (const template of templates) {
    const hash = createHash('sha256').update(canonicalJson(template)).digest('hex');
    const known = await findTemplate(ctx, template.code);
    if (known?.hash === hash) continue;
    await insertTemplate(ctx, { template, version: (known?.version ?? 0) + 1, hash });
    published += 1;
  }
  return { published, unchanged: templates.length - published };
}

/** Reads every sheet of `catalog/notify`. Throws with the name of the sheet that is not understood. */
export function readTemplates(folder: string): Template[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.toSorted().flatMap((name) => {
    const parsed = templatesSchema.safeParse(parse(readFileSync(join(folder, name), 'utf8')));
    if (!parsed.success) throw new Error(`${name}: ${parsed.error.message}`);
    return parsed.data.templates;
  });
}
