import type { MapShapes, MapUnit, Tile } from './types.ts';

const HALF_WIDTH = Math.sqrt(3) / 2;
const SIZE = 20;
const GAP = 0.95;

export interface Cell {
  readonly col: number;
  readonly row: number;
}

/** Centre of a hexagon of side 1. */
export function centreOf({ col, row }: Cell): { x: number; y: number } {
  return { x: (col + (row & 1 ? 0.5 : 0)) * HALF_WIDTH * 2, y: row * 1.5 };
}

const even = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [-1, -1],
  [0, 1],
  [-1, 1],
] as const;
const odd = [
  [1, 0],
  [-1, 0],
  [1, -1],
  [0, -1],
  [1, 1],
  [0, 1],
] as const;

/** The six cells around one. */
export function cellsAround({ col, row }: Cell): Cell[] {
  return (row & 1 ? odd : even).map(([dc, dr]) => ({ col: col + dc, row: row + dr }));
}

const round = (value: number) => Math.round(value * 10) / 10;

function hexagonPath(x: number, y: number, size: number): string {
  const corners = Array.from({ length: 6 }, (_, corner) => {
    const angle = (Math.PI / 3) * corner - Math.PI / 2;
    return `${round(x + size * Math.cos(angle))} ${round(y + size * Math.sin(angle))}`;
  });
  return `M${corners.join('L')}Z`;
}

/** Draws tiles as equal hexagons. Sizes mean nothing: every unit counts the same. */
export function schematicMap(tiles: readonly Tile[]): MapShapes {
  const centres = tiles.map((tile) => ({ tile, ...centreOf(tile) }));
  const left = Math.min(...centres.map((one) => one.x)) - HALF_WIDTH;
  const top = Math.min(...centres.map((one) => one.y)) - 1;
  const width = Math.max(...centres.map((one) => one.x)) + HALF_WIDTH - left;
  const height = Math.max(...centres.map((one) => one.y)) + 1 - top;
  const units: MapUnit[] = centres.map(({ tile, x, y }) => {
    const at = { x: round((x - left) * SIZE), y: round((y - top) * SIZE) };
    const path = hexagonPath(at.x, at.y, SIZE * GAP);
    return { code: tile.code, name: tile.name, path, ...at, landmark: tile.landmark };
  });
  return { kind: 'schematic', width: round(width * SIZE), height: round(height * SIZE), units };
}
