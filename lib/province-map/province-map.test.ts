import { describe, expect, test } from 'vitest';
import { arrangeTiles } from './arrange.ts';
import { cellsAround, schematicMap } from './hexagon.ts';
import { boundaryLimits, importBoundaries, type KnownUnit } from './import-boundaries.ts';
import { tiles } from './tiles.generated.ts';

const cellOf = (cell: { col: number; row: number }) => `${cell.col}:${cell.row}`;

describe('the schematic map', () => {
  test('102 communes stand on 102 cells, in one piece', () => {
    const cells = new Map(tiles.map((tile) => [cellOf(tile), tile]));
    expect(tiles.length).toBe(102);
    expect(cells.size).toBe(102);
    const reached = new Set<string>();
    const open = tiles.slice(0, 1);
    for (let tile = open.pop(); tile; tile = open.pop()) {
      if (reached.has(tile.code)) continue;
      reached.add(tile.code);
      for (const around of cellsAround(tile)) open.push(...[cells.get(cellOf(around)) ?? []].flat());
    }
    expect(reached.size).toBe(102);
  });
  test('the coast lies in the east, the plateau in the west, Sông Cầu in the north, Nam Ka in the south', () => {
    const at = (name: string) => tiles.find((tile) => tile.name === name) ?? { col: -1, row: -1 };
    expect(at('Tuy Hòa').col).toBeGreaterThan(at('Buôn Ma Thuột').col + 8);
    expect(at('Ea Súp').col).toBeLessThan(at("M'Drắk").col);
    expect(at('Sông Cầu').row).toBeLessThan(at('Tuy Hòa').row);
    expect(at("Ea H'Leo").row).toBeLessThan(at('Nam Ka').row);
  });
  test('every cell is drawn inside the frame', () => {
    const map = schematicMap(tiles);
    for (const unit of map.units) {
      expect(unit.x).toBeGreaterThan(0);
      expect(unit.x).toBeLessThan(map.width);
      expect(unit.y).toBeLessThan(map.height);
    }
  });
  test('the same input gives the same map; neighbours in a row stay in their order', () => {
    const line = ['a', 'b', 'c', 'd'].map((code, index, all) => ({
      code,
      name: code,
      lat: 13,
      lon: 108 + index * 0.2,
      neighbours: [all[index - 1], all[index + 1]].filter((one) => one !== undefined),
    }));
    const made = arrangeTiles(line, 7);
    expect(made).toEqual(arrangeTiles(line, 7));
    const order = made.toSorted((a, b) => a.col - b.col || a.row - b.row).map((tile) => tile.code);
    expect(order.join('')).toBe('abcd');
  });
});

const units: KnownUnit[] = [
  { code: '1', name: 'Ea Súp', lat: 13.05, lon: 108.05 },
  { code: '2', name: 'Krông Năng', lat: 13.05, lon: 108.15 },
];
const wave = Array.from({ length: 41 }, (_, index) => [
  108.1 + Math.sin(index) * 0.0004,
  13 + index * 0.0025,
]);
const west = [[108, 13], ...wave, [108, 13.1], [108, 13]];
const east = [[108.2, 13], [108.2, 13.1], ...wave.toReversed(), [108.2, 13]];
const shape = (properties: object, ring: unknown) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [ring] },
});
const file = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
const problems = (text: string) => {
  const result = importBoundaries(text, units);
  return result.ok ? [] : result.problems.map((one) => `${one.code}: ${one.details.join(', ')}`);
};

describe('boundaries a province supplies', () => {
  test('units known by code or by name without marks; borders shared before are shared after', () => {
    const result = importBoundaries(
      file(shape({ MA_XA: '1' }, west), shape({ ten: 'xã KRÔNG NĂNG' }, east)),
      units,
    );
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(result.map.units.map((unit) => unit.code)).toEqual(['1', '2']);
    expect(result.pointsKept).toBeLessThan(result.pointsRead);
    const points = (index: number) =>
      new Set((result.map.units[index]?.path ?? '').match(/\d+ \d+/g)?.filter((one) => one.startsWith('10')));
    expect(points(0).size).toBeGreaterThan(2);
    expect(points(0)).toEqual(points(1));
  });
  test('TopoJSON gives the same shapes as GeoJSON', () => {
    const topology = {
      type: 'Topology',
      arcs: [
        wave,
        [wave.at(-1), [108, 13.1], [108, 13], wave[0]],
        [wave[0], [108.2, 13], [108.2, 13.1], wave.at(-1)],
      ],
      objects: {
        communes: {
          type: 'GeometryCollection',
          geometries: [
            { type: 'Polygon', arcs: [[0, 1]], properties: { code: '1' } },
            { type: 'Polygon', arcs: [[~0, ~2].toReversed()], properties: { code: '2' } },
          ],
        },
      },
    };
    expect(problems(JSON.stringify(topology))).toEqual([]);
  });
  test.each([
    ['no JSON', '{"type":', ['not_json: ']],
    ['not a map', '{"type":"Point"}', ['not_geo: ']],
    ['an array', '[]', ['not_geo: ']],
    ['features that are no features', '{"type":"FeatureCollection","features":[7]}', ['not_geo: ']],
    ['no feature', file(), ['not_geo: ']],
    ['a commune missing', file(shape({ code: '1' }, west)), ['missing_unit: Krông Năng']],
    [
      'a stranger',
      file(shape({ code: '1' }, west), shape({ code: '9', name: 'Đâu đó' }, east)),
      ['unknown_unit: Đâu đó', 'missing_unit: Krông Năng'],
    ],
    [
      'one commune twice',
      file(shape({ code: '1' }, west), shape({ code: '1' }, west), shape({ code: '2' }, east)),
      ['double_unit: Ea Súp'],
    ],
    [
      'communes exchanged far from home',
      file(
        shape({ code: '1' }, west),
        shape(
          { code: '2' },
          east.map(([lon = 0, lat = 0]) => [lon + 1, lat]),
        ),
      ),
      ['far_away: Krông Năng'],
    ],
    [
      'metres instead of degrees',
      file(
        shape({ code: '1' }, [
          [450_000, 1_450_000],
          [460_000, 1_450_000],
          [460_000, 1_460_000],
          [450_000, 1_450_000],
        ]),
      ),
      ['not_degrees: 450000; 1450000'],
    ],
    [
      'a point for a commune',
      file({
        type: 'Feature',
        properties: { name: 'Ea Súp' },
        geometry: { type: 'Point', coordinates: [108, 13] },
      }),
      ['bad_shape: Ea Súp'],
    ],
    [
      'coordinates that are no numbers',
      file(
        shape({ name: 'Ea Súp' }, [
          ['<script>', 13],
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
      ),
      ['bad_shape: Ea Súp'],
    ],
    [
      'a shape without area',
      file(
        shape({ code: '1' }, [
          [108, 13],
          [108.1, 13],
          [108.05, 13],
          [108, 13],
        ]),
        shape({ code: '2' }, east),
      ),
      ['bad_shape: Ea Súp'],
    ],
    [
      'arcs that do not exist',
      JSON.stringify({
        type: 'Topology',
        arcs: [],
        objects: {
          a: {
            type: 'GeometryCollection',
            geometries: [{ type: 'Polygon', arcs: [[5]], properties: { code: '1' } }],
          },
        },
      }),
      ['bad_shape: TopoJSON'],
    ],
  ])('%s is refused whole', (_, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });
  test('too much text is not parsed', () => {
    expect(problems(' '.repeat(boundaryLimits.bytes + 1))).toEqual(['too_large: 20']);
  });
});
