import { checkAgencies, checkPlaces } from './check.ts';
import type { CatalogFault } from './errors.ts';
import { rowKey, type RowByKind, type Sheet, type SheetKind } from './sheet.ts';

const rowsOf = <K extends SheetKind>(sheets: readonly Sheet[], kind: K): RowByKind[K][] =>
  sheets.filter((sheet) => sheet.sheet === kind).flatMap((sheet) => sheet.rows as RowByKind[K][]);

const keysTwice = (sheets: readonly Sheet[]): CatalogFault[] => {
  const seen = new Map<string, string>();
  const faults: CatalogFault[] = [];
  for (const sheet of sheets) {
    for (const [row, content] of sheet.rows.entries()) {
      const key = `${sheet.sheet} ${rowKey(sheet.sheet, content)}`;
      const first = seen.get(key);
      if (first !== undefined) {
        faults.push({ sheet: sheet.id, row, path: '', message: `${key} stands in ${first} too` });
      }
      seen.set(key, sheet.id);
    }
  }
  return faults;
};

/** Every rule across rows and sheets that the sheets given break: one fact stands once, and what refers exists. */
export function checkSheets(sheets: readonly Sheet[]): CatalogFault[] {
  const kinds = new Set(sheets.map((sheet) => sheet.sheet));
  const faults = keysTwice(sheets);
  if (kinds.has('place-unit')) {
    faults.push(...checkPlaces(rowsOf(sheets, 'place-unit'), rowsOf(sheets, 'place-change')));
  }
  if (kinds.has('agency')) {
    faults.push(...checkAgencies(rowsOf(sheets, 'agency'), rowsOf(sheets, 'agency-succession')));
  }
  return faults;
}
