import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { protectLine, protectRows, protectTable } from './protect.ts';
import { determined } from './solve.fixture.ts';

const least = 5;
const runs = process.env.SEREPOK_LONG === '1' ? 5000 : 300;
const count = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 60 }));

describe('a line with a known sum', () => {
  test('one small figure takes the smallest other with it', () => {
    expect(protectLine([40, 3, 9, 0, 25], { least })).toEqual([
      'shown',
      'small',
      'covering',
      'shown',
      'shown',
    ]);
  });
  test('nothing small: nothing hidden; zero is not small', () => {
    expect(protectLine([0, 5, 7], { least })).toEqual(['shown', 'shown', 'shown']);
  });
  test('nothing can cover it: all of it is hidden', () => {
    expect(protectLine([0, 2, 0], { least })).toEqual(['covering', 'small', 'covering']);
  });
  test('no small figure can be computed from the sum and the rest', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 9 }), (values) => {
        const verdicts = protectLine(values, { least });
        const hidden = [...verdicts.keys()].filter((at) => verdicts[at] !== 'shown');
        const known = determined([hidden.map((_, index) => index)], hidden.length);
        const small = hidden.filter((at) => verdicts[at] === 'small');
        if (values.length > 1) expect(small.filter((at) => known.has(hidden.indexOf(at)))).toEqual([]);
      }),
      { numRuns: runs, seed: 6 },
    );
  });
});

/** Every sum somebody may take: rows, columns, groups of columns in a row. */
function sums(rows: number, cols: number, groups: readonly number[]): [number, number][][] {
  const lines: [number, number][][] = [];
  for (let row = 0; row < rows; row += 1)
    for (const group of new Set(groups))
      lines.push(groups.flatMap((one, col): [number, number][] => (one === group ? [[row, col]] : [])));
  for (let col = 0; col < cols; col += 1)
    lines.push(Array.from({ length: rows }, (_, row): [number, number] => [row, col]));
  return lines;
}

const tables = fc
  .record({ rows: fc.integer({ min: 2, max: 7 }), cols: fc.integer({ min: 2, max: 8 }) })
  .chain(({ rows, cols }) =>
    fc.record({
      values: fc.array(fc.array(count, { minLength: cols, maxLength: cols }), {
        minLength: rows,
        maxLength: rows,
      }),
      groups: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: cols, maxLength: cols }),
    }),
  );

describe('a table with sums of rows, columns and groups', () => {
  test('no small figure can be computed by any combination of what is published', () => {
    let held = 0;
    fc.assert(
      fc.property(tables, ({ values, groups }) => {
        const { verdicts, holds } = protectTable({ values, groups }, { least });
        if (!holds) return;
        held += 1;
        const cols = values[0]?.length ?? 0;
        const unknown = new Map<string, number>();
        verdicts.forEach((line, row) =>
          line.forEach((verdict, col) => {
            if (verdict !== 'shown') unknown.set(`${row}:${col}`, unknown.size);
          }),
        );
        const equations = sums(values.length, cols, groups).map((cells) =>
          cells.flatMap(([row, col]) => unknown.get(`${row}:${col}`) ?? []),
        );
        const known = determined(equations, unknown.size);
        const open = [...unknown]
          .filter(([at, index]) => {
            const [row = 0, col = 0] = at.split(':').map(Number);
            return known.has(index) && verdicts[row]?.[col] === 'small';
          })
          .map(([at]) => at);
        expect(open).toEqual([]);
      }),
      { numRuns: runs, seed: 37 },
    );
    expect(held).toBeGreaterThan(runs / 10);
  });
  test('the oracle can tell: hiding only the small figure gives it away', () => {
    expect([...determined([[0], [0]], 1)]).toEqual([0]);
    expect([
      ...determined(
        [
          [0, 1],
          [2, 3],
          [0, 2],
          [1, 3],
        ],
        4,
      ),
    ]).toEqual([]);
  });
  test('a table of one row cannot be covered and says so', () => {
    expect(protectTable({ values: [[3, 90, 40]] }, { least }).holds).toBe(false);
  });
  test('a row that cannot be covered is given up with another, the rest stays', () => {
    const values = [
      [3, 0, 0],
      [40, 0, 0],
      [50, 60, 70],
      [55, 65, 75],
    ];
    const { verdicts, holds } = protectRows({ values }, { least });
    expect(holds).toBe(true);
    expect(verdicts[0]).toEqual(['small', 'covering', 'covering']);
    expect(verdicts[3]).toEqual(['shown', 'shown', 'shown']);
  });
  test('a cell is covered inside its group only', () => {
    const values = [
      [2, 50, 60, 70],
      [30, 40, 50, 60],
    ];
    const { verdicts } = protectTable({ values, groups: [0, 0, 1, 1] }, { least });
    expect(verdicts).toEqual([
      ['small', 'covering', 'shown', 'shown'],
      ['covering', 'covering', 'shown', 'shown'],
    ]);
  });
});
