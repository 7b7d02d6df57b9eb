import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { calendarCatalogSchema } from './contract.ts';
import type { CalendarCatalog } from './contract.ts';

/** Reads every sheet of `catalog/calendar`. Throws with the name of the sheet that is not understood. */
export function readCalendarCatalog(folder: string): CalendarCatalog {
  const sheets = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => {
      const parsed = calendarCatalogSchema.safeParse(parse(readFileSync(join(folder, name), 'utf8')));
      if (!parsed.success) throw new Error(`${name}: ${parsed.error.message}`);
      return parsed.data;
    });
  return {
    hours: sheets.flatMap((sheet) => sheet.hours),
    holidays: sheets.flatMap((sheet) => sheet.holidays),
    notices: sheets.flatMap((sheet) => sheet.notices),
  };
}
