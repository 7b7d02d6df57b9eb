import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { arrangeTiles, type PlacedUnit } from '#lib/province-map';
import { projectFolder } from './process.ts';

type Row = PlacedUnit & { readonly type: string };

const seed = 3;
const folded = (name: string) =>
  name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[đ]/g, 'd');

function rowsOf(file: string): Row[] {
  const text = readFileSync(join(projectFolder, 'catalog/places', file), 'utf8');
  return (parse(text) as { rows: Row[] }).rows;
}

/** Lays the communes of the catalogue out as hexagons and writes lib/province-map/tiles.generated.ts. */
export function mapTilesCommand(): Promise<number> {
  const units = rowsOf('communes-2025.yaml');
  const towns = new Map(rowsOf('districts-2023.yaml').map((row) => [folded(row.name), row.type]));
  const tiles = arrangeTiles(units, seed).map((tile) => {
    const town = towns.get(folded(tile.name));
    const landmark = town === undefined ? '' : `, landmark: ${town === 'Huyện' ? 2 : 1}`;
    return `  { code: '${tile.code}', name: ${JSON.stringify(tile.name)}, col: ${tile.col}, row: ${tile.row}${landmark} },`;
  });
  const head = '// Written by ./serepok map-tiles from catalog/places; never edited.';
  const text = `${head}\nimport type { Tile } from './types.ts';\n\nexport const tiles: readonly Tile[] = [\n${tiles.join('\n')}\n];\n`;
  writeFileSync(join(projectFolder, 'lib/province-map/tiles.generated.ts'), text);
  return Promise.resolve(0);
}
