import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CatalogError, type Sheet, parseSheet, renderSheet } from '#lib/catalog';
import type { Ctx } from '#platform/runtime';
import { sheetsNow } from './import-sheets.ts';

const isSheet = (text: string): boolean => text.startsWith('sheet:');

/**
 * Reads every sheet below a folder; files that are no sheets belong to other rooms and are left alone.
 * @throws CatalogError with the faults of all sheets together
 */
export function readCatalogFolder(folder: string): Sheet[] {
  const faults: CatalogError['faults'][number][] = [];
  const sheets: Sheet[] = [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yaml'),
  );
  for (const name of files.toSorted()) {
    const text = readFileSync(join(folder, name), 'utf8');
    if (!isSheet(text)) continue;
    const path = name.replaceAll('\\', '/').replace(/\.yaml$/, '');
    try {
      const sheet = parseSheet(text);
      if (sheet.id !== path)
        faults.push({ sheet: path, row: null, path: 'id', message: `says it is ${sheet.id}` });
      sheets.push(sheet);
    } catch (error) {
      if (!(error instanceof CatalogError)) throw error;
      faults.push(...error.faults.map((fault) => ({ ...fault, sheet: path })));
    }
  }
  if (faults.length > 0) throw new CatalogError(faults);
  return sheets;
}

export interface CatalogFile {
  /** Below `catalog/`, e.g. `places/communes-2025.yaml`. */
  readonly path: string;
  readonly text: string;
}

/** The catalogue as files, from what the database holds. */
export async function exportSheets(ctx: Ctx): Promise<CatalogFile[]> {
  return (await sheetsNow(ctx)).map((sheet) => ({ path: `${sheet.id}.yaml`, text: renderSheet(sheet) }));
}
