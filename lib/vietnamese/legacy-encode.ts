import { tcvn3ToUnicode, vniToUnicode } from './legacy-tables.ts';

function inverse(table: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const [code, letter] of table) if (!result.has(letter)) result.set(letter, code);
  return result;
}

const tables = { tcvn3: inverse(tcvn3ToUnicode), vni: inverse(vniToUnicode) } as const;

/**
 * Writes a text as old software of that font encoding would have, seen as Windows-1252. Capitals with marks that
 * TCVN3 lacks take the code of the small letter, as its capital fonts do. Letters neither system knows stay.
 */
export function encodeLegacy(text: string, system: 'tcvn3' | 'vni'): string {
  const table = tables[system];
  let result = '';
  for (const letter of text.normalize('NFC'))
    result += table.get(letter) ?? table.get(letter.toLowerCase()) ?? letter;
  return result;
}
