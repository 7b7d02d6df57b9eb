import { type Cell, cellsAround, centreOf } from './hexagon.ts';
import type { PlacedUnit, Tile } from './types.ts';

interface Point {
  x: number;
  y: number;
}
interface Board {
  readonly home: readonly Point[];
  readonly links: readonly (readonly number[])[];
  readonly cells: Cell[];
  readonly taken: Map<string, number>;
}

const STEPS_PER_UNIT = 6000;
const PITCH = Math.sqrt(3);
const weight = { far: 1, apart: 3.4, turned: 2.6, open: 1.5 };
const keyOf = (cell: Cell) => `${cell.col}:${cell.row}`;

/** Numbers in [0, 1) that are the same for the same seed. */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Plane coordinates (one unit = the side of a hexagon), scaled so that the average neighbour stands one cell away. */
function project(units: readonly PlacedUnit[], links: readonly (readonly number[])[]): Point[] {
  const lat = units.reduce((sum, unit) => sum + unit.lat, 0) / units.length;
  const flat = units.map((unit) => ({ x: unit.lon * Math.cos((lat * Math.PI) / 180), y: -unit.lat }));
  const gaps = links.flatMap((list, at) => list.map((to) => distance(flat, at, to)));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length);
  const scale = PITCH / (mean || 1);
  return flat.map((point) => ({ x: point.x * scale, y: point.y * scale }));
}

function distance(points: readonly Point[], a: number, b: number): number {
  const one = points[a];
  const two = points[b];
  return one && two ? Math.hypot(one.x - two.x, one.y - two.y) : 0;
}

/** Dense places make room, wide ones draw together, until neighbours stand about one cell apart. */
function relax(points: Point[], links: readonly (readonly number[])[]): void {
  for (let round = 0; round < 400; round += 1) {
    const push = points.map(() => ({ x: 0, y: 0 }));
    for (let a = 0; a < points.length; a += 1)
      for (let b = a + 1; b < points.length; b += 1) pushPair({ points, push, links, a, b });
    points.forEach((point, at) => {
      point.x += push[at]?.x ?? 0;
      point.y += push[at]?.y ?? 0;
    });
  }
}

type Pair = { points: Point[]; push: Point[]; links: readonly (readonly number[])[]; a: number; b: number };

function pushPair({ points, push, links, a, b }: Pair): void {
  const one = points[a];
  const two = points[b];
  const [onOne, onTwo] = [push[a], push[b]];
  if (!one || !two || !onOne || !onTwo) return;
  const gap = Math.hypot(two.x - one.x, two.y - one.y) || 1e-6;
  const linked = links[a]?.includes(b) ?? false;
  if (gap >= PITCH && !linked) return;
  const move = ((gap - PITCH) / gap) * (gap < PITCH ? 0.18 : 0.02);
  onOne.x += (two.x - one.x) * move;
  onOne.y += (two.y - one.y) * move;
  onTwo.x -= (two.x - one.x) * move;
  onTwo.y -= (two.y - one.y) * move;
}

function nearestFree(point: Point, taken: ReadonlyMap<string, number>): Cell {
  const row = Math.round(point.y / 1.5);
  const col = Math.round(point.x / PITCH - (row & 1 ? 0.5 : 0));
  let best: { cell: Cell; gap: number } | undefined;
  for (let dr = -6; dr <= 6; dr += 1)
    for (let dc = -6; dc <= 6; dc += 1) {
      const cell = { col: col + dc, row: row + dr };
      const at = centreOf(cell);
      const gap = Math.hypot(at.x - point.x, at.y - point.y);
      if (!taken.has(keyOf(cell)) && (!best || gap < best.gap)) best = { cell, gap };
    }
  return best?.cell ?? { col: col + 7, row };
}

/** What it costs that one unit stands in its present cell. */
function costOf(board: Board, unit: number): number {
  const cell = board.cells[unit];
  const home = board.home[unit];
  if (!cell || !home) return 0;
  const at = centreOf(cell);
  let cost = weight.far * ((at.x - home.x) ** 2 + (at.y - home.y) ** 2) * 0.35;
  for (const other of board.links[unit] ?? []) cost += linkCost(board, unit, other);
  const open = cellsAround(cell).filter((around) => !board.taken.has(keyOf(around))).length;
  return cost + weight.open * open;
}

function linkCost(board: Board, unit: number, other: number): number {
  const [cell, next] = [board.cells[unit], board.cells[other]];
  const [home, nextHome] = [board.home[unit], board.home[other]];
  if (!cell || !next || !home || !nextHome) return 0;
  const [from, to] = [centreOf(cell), centreOf(next)];
  const gap = Math.hypot(to.x - from.x, to.y - from.y);
  const wanted = Math.hypot(nextHome.x - home.x, nextHome.y - home.y) || 1;
  const cosine =
    ((to.x - from.x) * (nextHome.x - home.x) + (to.y - from.y) * (nextHome.y - home.y)) /
    ((gap || 1) * wanted);
  return weight.apart * Math.max(0, gap / PITCH - 1) + weight.turned * (1 - cosine) * 0.5;
}

function place(board: Board, unit: number, cell: Cell): void {
  board.cells[unit] = cell;
  board.taken.set(keyOf(cell), unit);
}

function sumAround(board: Board, units: readonly number[]): number {
  const touched = new Set(units);
  for (const unit of units) for (const other of board.links[unit] ?? []) touched.add(other);
  let sum = 0;
  for (const unit of touched) sum += costOf(board, unit);
  return sum;
}

/** Tries one move (into an empty cell, or an exchange) and keeps it when it helps, or by chance while it is hot. */
function tryMove(board: Board, next: () => number, heat: number): void {
  const unit = Math.floor(next() * board.cells.length);
  const from = board.cells[unit];
  if (!from) return;
  const around = cellsAround(from);
  const step = around[Math.floor(next() * 6)];
  const to = next() < 0.3 && step ? cellsAround(step)[Math.floor(next() * 6)] : step;
  if (!to || keyOf(to) === keyOf(from)) return;
  const other = board.taken.get(keyOf(to));
  const both = other === undefined ? [unit] : [unit, other];
  const before = sumAround(board, both);
  exchange(board, { unit, other, from, to });
  const change = sumAround(board, both) - before;
  if (change > 0 && next() >= Math.exp(-change / heat)) exchange(board, { unit, other, from: to, to: from });
}

type Exchange = { unit: number; other: number | undefined; from: Cell; to: Cell };

function exchange(board: Board, { unit, other, from, to }: Exchange): void {
  board.taken.delete(keyOf(from));
  place(board, unit, to);
  if (other !== undefined) place(board, other, from);
}

/**
 * A tile map of administrative units: one equal hexagon each, neighbours beside each other as far as possible, and
 * north, south, east and west where one expects them. The same input and seed give the same map.
 */
export function arrangeTiles(units: readonly PlacedUnit[], seed = 1): Tile[] {
  const at = new Map(units.map((unit, index) => [unit.code, index]));
  const links = units.map((unit) =>
    unit.neighbours.flatMap((code) => {
      const found = at.get(code);
      return found === undefined ? [] : [found];
    }),
  );
  const home = project(units, links);
  relax(home, links);
  const board: Board = { home, links, cells: [], taken: new Map() };
  home.forEach((point, unit) => place(board, unit, nearestFree(point, board.taken)));
  const next = sequence(seed);
  const steps = STEPS_PER_UNIT * units.length;
  for (let step = 0; step < steps; step += 1) tryMove(board, next, 4 * (1 - step / steps) ** 2 + 0.01);
  return normalised(units, board.cells);
}

function normalised(units: readonly PlacedUnit[], cells: readonly Cell[]): Tile[] {
  const top = Math.min(...cells.map((cell) => cell.row));
  const lift = top - (top & 1);
  const left = Math.min(...cells.map((cell) => cell.col));
  return units.map((unit, index) => {
    const cell = cells[index] ?? { col: 0, row: 0 };
    return { code: unit.code, name: unit.name, col: cell.col - left, row: cell.row - lift };
  });
}
