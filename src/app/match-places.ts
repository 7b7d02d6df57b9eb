import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ethnicGroup, ETHNIC_GROUPS } from '#lib/synthetic-population';
import type { FormerUnit } from '#lib/list-noise';
import { fold } from '#lib/vietnamese';
import { projectFolder } from './process.ts';

interface UnitRow {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly parent: string;
  readonly neighbours?: readonly string[];
}

interface ChangeRow {
  readonly from: string;
  readonly to: string;
}

function rowsOf<T>(sheet: string): readonly T[] {
  const text = readFileSync(join(projectFolder, 'catalog', 'places', `${sheet}.yaml`), 'utf8');
  return (parse(text) as { rows: readonly T[] }).rows;
}

/** Units of the catalogue as matching at the command line needs them: without a database. */
export interface PlaceTable {
  readonly former: readonly FormerUnit[];
  /** Folded bare name → codes of today's units; with the district in front where the name alone is ambiguous. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  readonly neighbours: ReadonlyMap<string, readonly string[]>;
}

export function readPlaces(): PlaceTable {
  const today = rowsOf<UnitRow>('communes-2025');
  const districts = new Map(rowsOf<UnitRow>('districts-2023').map((row) => [row.code, row]));
  const followers = followersOf([...rowsOf<ChangeRow>('changes-2024'), ...rowsOf<ChangeRow>('changes-2025')]);
  const codes = new Set(today.map(({ code }) => code));
  const former: FormerUnit[] = [];
  for (const unit of [...rowsOf<UnitRow>('communes-2023'), ...rowsOf<UnitRow>('communes-2024')]) {
    const district = districts.get(unit.parent);
    for (const unitCode of lastOf(unit.code, followers, codes))
      former.push({
        name: `${unit.type} ${unit.name}`,
        district: district ? `${district.type} ${district.name}` : '',
        unitCode,
      });
  }
  return {
    former,
    aliases: aliasesOf(today, former),
    neighbours: new Map(today.map(({ code, neighbours }) => [code, neighbours ?? []])),
  };
}

function followersOf(changes: readonly ChangeRow[]): ReadonlyMap<string, readonly string[]> {
  const followers = new Map<string, string[]>();
  for (const { from, to } of changes) followers.set(from, [...(followers.get(from) ?? []), to]);
  return followers;
}

function lastOf(
  code: string,
  followers: ReadonlyMap<string, readonly string[]>,
  today: ReadonlySet<string>,
): string[] {
  const found = new Set<string>();
  let open = [code];
  for (let round = 0; round < 3 && open.length > 0; round++) {
    const next = open.flatMap((one) => followers.get(one) ?? []);
    for (const one of next) if (today.has(one)) found.add(one);
    open = next.filter((one) => !open.includes(one));
  }
  return [...found];
}

const kinds = /^(phuong|xa|thi tran|p|x|tt|thanh pho|thi xa|huyen|tp|tx|h|quan)\b ?/;

/** "P. Tân Lập" → "tan lap", "TP BMT" → "buon ma thuot". */
export function bareUnit(text: string): string {
  const bare = fold(text).replace(kinds, '');
  return bare === 'bmt' ? 'buon ma thuot' : bare;
}

function aliasesOf(today: readonly UnitRow[], former: readonly FormerUnit[]): Map<string, string[]> {
  const aliases = new Map<string, string[]>();
  const add = (alias: string, code: string) => {
    const known = aliases.get(alias) ?? [];
    if (!known.includes(code)) aliases.set(alias, [...known, code]);
  };
  for (const { name, code } of today) add(bareUnit(name), code);
  for (const { name, district, unitCode } of former) {
    add(bareUnit(name), unitCode);
    add(`${bareUnit(district)}/${bareUnit(name)}`, unitCode);
  }
  return aliases;
}

/** Text of a commune, with its old district behind a comma where written → codes of today's units. */
export function placeResolver(places: PlaceTable): (text: string) => readonly string[] {
  return (text) => {
    if (/^\d{5}$/.test(text)) return [text];
    const parts = text.split(',').map((part) => part.trim());
    for (let at = parts.length - 1; at >= 0; at--) {
      const name = bareUnit(parts[at] ?? '');
      const found =
        places.aliases.get(`${bareUnit(parts[at + 1] ?? '')}/${name}`) ?? places.aliases.get(name);
      if (found && (at === 0 || !/^(thanh pho|thi xa|huyen|tp|tx|h|tinh)\b/.test(fold(parts[at] ?? ''))))
        return found;
    }
    return [];
  };
}

/** Name of an ethnic group in any common writing → its code. */
export function ethnicResolver(): (text: string) => readonly string[] {
  const codes = new Map(ETHNIC_GROUPS.map(({ code, name }) => [fold(name).replaceAll(' ', ''), code]));
  const others = { ede: '12', hmong: '08', jrai: '10', monong: '20' };
  for (const [name, code] of Object.entries(others)) codes.set(name, ethnicGroup(code).code);
  return (text) => {
    const code = codes.get(fold(text).replaceAll(' ', ''));
    return [code ?? text];
  };
}
