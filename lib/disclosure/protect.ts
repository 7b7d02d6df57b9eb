/** What becomes of a figure: shown, hidden because it is small, hidden so that a small one cannot be computed. */
export type Verdict = 'shown' | 'small' | 'covering';

export interface Options {
  /** Figures from 1 to `least` − 1 are small. Zero says nothing about anybody and is shown. */
  readonly least: number;
}

export function isSmall(value: number, { least }: Options): boolean {
  return value > 0 && value < least;
}

/**
 * One line of figures whose sum is known. A small one is hidden, and with it the smallest other that is not, so that the
 * two can change places without any published figure changing. A line that cannot be covered is hidden whole.
 */
export function protectLine(values: readonly number[], options: Options): Verdict[] {
  const verdicts: Verdict[] = values.map((value) => (isSmall(value, options) ? 'small' : 'shown'));
  const small = verdicts.filter((verdict) => verdict === 'small').length;
  if (small === 0) return verdicts;
  let cover = -1;
  values.forEach((value, at) => {
    if (verdicts[at] !== 'shown' || value < options.least) return;
    if (cover < 0 || value < (values[cover] ?? 0)) cover = at;
  });
  if (cover < 0) return values.map((_, at) => (verdicts[at] === 'small' ? 'small' : 'covering'));
  verdicts[cover] = 'covering';
  return verdicts;
}

export interface Table {
  /** Whole numbers from zero, row by row; sums of rows, of columns and of column groups in a row may be published. */
  readonly values: readonly (readonly number[])[];
  /** Column → group; a cell is only covered inside its group, so that sums over groups stay as they are. */
  readonly groups?: readonly number[];
  /** Cells hidden already, zeros among them. */
  readonly hidden?: readonly (readonly boolean[])[];
  /** May one person move along the box, where more hangs on the cells than their sums? `up`: the small figure grows. */
  readonly allows?: (box: Box, way: 'up' | 'down') => boolean;
}

export interface Box {
  readonly row: number;
  readonly col: number;
  readonly otherRow: number;
  readonly otherCol: number;
}

export interface Protected {
  readonly verdicts: readonly (readonly Verdict[])[];
  /** False when some small figure could not be covered: nothing of the table may be published. */
  readonly holds: boolean;
  /** Rows with a small figure that could not be covered. */
  readonly uncovered: readonly number[];
}

interface Work {
  readonly table: Table;
  readonly options: Options;
  readonly verdicts: Verdict[][];
}

const valueAt = (work: Work, row: number, col: number) => work.table.values[row]?.[col] ?? 0;
const isBlank = (work: Work, row: number, col: number) => work.table.hidden?.[row]?.[col] ?? false;

/** What one person less leaves must still look like the cell: a hidden zero may be there only where zeros are hidden. */
function canGive(work: Work, row: number, col: number): boolean {
  return valueAt(work, row, col) >= (isBlank(work, row, col) ? 1 : 2);
}
function canTake(work: Work, row: number, col: number): boolean {
  return valueAt(work, row, col) > 0 || isBlank(work, row, col);
}

/** One person moves along one diagonal and back along the other: is that possible in either sense? */
function canMove(work: Work, box: Box): boolean {
  const { row, col, otherRow, otherCol } = box;
  const { allows } = work.table;
  const near = [row, col] as const;
  const far = [otherRow, otherCol] as const;
  const sides = [[row, otherCol] as const, [otherRow, col] as const];
  const corners = [near, far];
  const gives = (cells: readonly (readonly [number, number])[]) =>
    cells.every(([r, c]) => canGive(work, r, c));
  const takes = (cells: readonly (readonly [number, number])[]) =>
    cells.every(([r, c]) => canTake(work, r, c));
  if (gives(sides) && takes(corners) && (allows?.(box, 'up') ?? true)) return true;
  return gives(corners) && takes(sides) && (allows?.(box, 'down') ?? true);
}

/** What it costs to hide a cell: nothing when it is hidden, otherwise its size; small ones may not serve as cover. */
function priceOf(work: Work, row: number, col: number): number {
  if (isBlank(work, row, col) || work.verdicts[row]?.[col] !== 'shown') return 0;
  return valueAt(work, row, col) === 0 ? Infinity : valueAt(work, row, col);
}

function cheapestBox(work: Work, row: number, col: number): Box | undefined {
  const { values, groups } = work.table;
  let best: Offer = { price: Infinity };
  for (let otherCol = 0; otherCol < (values[row]?.length ?? 0); otherCol += 1)
    if (otherCol !== col && groups?.[otherCol] === groups?.[col])
      best = cheapestWith(work, { row, col, otherCol }, best);
  return best.box;
}

interface Offer {
  readonly price: number;
  readonly box?: Box;
}

function cheapestWith(work: Work, at: Omit<Box, 'otherRow'>, known: Offer): Offer {
  const { row, col, otherCol } = at;
  const first = priceOf(work, row, otherCol);
  let best = known;
  if (first >= best.price) return best;
  for (let otherRow = 0; otherRow < work.table.values.length; otherRow += 1) {
    if (otherRow === row) continue;
    const price = first + priceOf(work, otherRow, col) + priceOf(work, otherRow, otherCol);
    const box = { ...at, otherRow };
    if (price < best.price && canMove(work, box)) best = { box, price };
  }
  return best;
}

function cover(work: Work, box: Box): void {
  const cells: [number, number][] = [
    [box.row, box.otherCol],
    [box.otherRow, box.col],
    [box.otherRow, box.otherCol],
  ];
  for (const [row, col] of cells) {
    const line = work.verdicts[row];
    if (line && line[col] === 'shown' && !isBlank(work, row, col)) line[col] = 'covering';
  }
}

/**
 * A table with published sums of rows and columns. For every small figure three others are hidden that form a box with
 * it: one person more or less at its corners in turn gives another table with the same published figures, so the small
 * one cannot be computed from them. Rows × columns² steps per small figure.
 */
export function protectTable(table: Table, options: Options): Protected {
  const verdicts = table.values.map((line) =>
    line.map((value): Verdict => (isSmall(value, options) ? 'small' : 'shown')),
  );
  const work: Work = { table, options, verdicts };
  const uncovered = new Set<number>();
  table.values.forEach((line, row) =>
    line.forEach((value, col) => {
      if (!isSmall(value, options)) return;
      const box = cheapestBox(work, row, col);
      if (box) cover(work, box);
      else uncovered.add(row);
    }),
  );
  return { verdicts, holds: uncovered.size === 0, uncovered: [...uncovered] };
}

const ROUNDS = 12;

/**
 * Like `protectTable`, but a row that cannot be covered is hidden whole, zeros among it, and when that is not enough the
 * smallest row beside it: a few rows are lost before a table is.
 */
export function protectRows(table: Table, options: Options): Protected {
  const hidden = table.values.map((line, row) => line.map((_, col) => table.hidden?.[row]?.[col] ?? false));
  let result = protectTable({ ...table, hidden }, options);
  for (let round = 0; round < ROUNDS && !result.holds; round += 1) {
    const open = result.uncovered.filter((row) => hidden[row]?.includes(false));
    const chosen = open.length > 0 ? open : smallestOpen(table, hidden);
    for (const row of chosen) hidden[row]?.fill(true);
    result = protectTable({ ...table, hidden }, options);
  }
  const verdicts = result.verdicts.map((line, row) =>
    line.map((verdict, col): Verdict => (verdict === 'shown' && hidden[row]?.[col] ? 'covering' : verdict)),
  );
  return { ...result, verdicts };
}

function smallestOpen(table: Table, hidden: readonly (readonly boolean[])[]): number[] {
  const sizes = table.values.map((line) => line.reduce((sum, value) => sum + value, 0));
  const open = [...sizes.keys()].filter((row) => hidden[row]?.includes(false));
  return open.toSorted((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0)).slice(0, 1);
}
