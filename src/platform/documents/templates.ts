import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { errors } from './errors.ts';
import { type Template, templateSchema } from './template.ts';

/** Templates by id, each with its versions. */
export interface TemplateShelf {
  /** The version in force on a legal day. @throws documents.template_unknown */
  find(id: string, day: string): Template;
  ids(): readonly string[];
  all(): readonly Template[];
}

/** Reads `catalog/documents`. @throws documents.template_invalid */
export function readTemplates(folder: string): TemplateShelf {
  const names = readdirSync(folder, { encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  const templates = names
    .toSorted()
    .map((name) => parseTemplate(name, readFileSync(join(folder, name), 'utf8')));
  return {
    all: () => templates,
    ids: () => [...new Set(templates.map((template) => template.id))],
    find(id, day) {
      const found = templates
        .filter((one) => one.id === id && one.validFrom <= day && (one.validTo === null || day < one.validTo))
        .toSorted((a, b) => b.version - a.version)[0];
      if (!found) throw errors.error('template_unknown', { id, day });
      return found;
    },
  };
}

export function parseTemplate(name: string, text: string): Template {
  const parsed = templateSchema.safeParse(parse(text, { maxAliasCount: 0 }));
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw errors.error('template_invalid', { id: name, detail: detail.slice(0, 500) });
}
