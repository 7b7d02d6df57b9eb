/** The woven repeat of the house, 28 × 9 cells, drawn in one colour for paper: `#` is thread. */
const REPEAT = [
  '##..##..##..##..##..##..##..',
  '.....#.#.#........#######...',
  '....#.#.#.#........#####....',
  '#..#.#.#.#.#..#.###.###.###.',
  '#.#.#.###.#.#.#.##...#...##.',
  '#..#.#.#.#.#..#.###.###.###.',
  '....#.#.#.#........#####....',
  '.....#.#.#........#######...',
  '##..##..##..##..##..##..##..',
] as const;

export interface Band {
  readonly height: number;
  readonly rects: readonly (readonly [number, number, number, number])[];
}

/** A band of whole repeats over the given width. */
export function weaveBand(place: { x: number; y: number; width: number }): Band {
  const count = Math.round(place.width / 19.6);
  const cell = place.width / (count * 28);
  const rects: [number, number, number, number][] = [];
  for (let repeat = 0; repeat < count; repeat += 1) {
    for (const [row, threads] of REPEAT.entries()) {
      for (const { start, length } of runs(threads)) {
        rects.push([place.x + (repeat * 28 + start) * cell, place.y + row * cell, length * cell, cell]);
      }
    }
  }
  return { height: 9 * cell, rects };
}

function runs(threads: string): { start: number; length: number }[] {
  return [...threads.matchAll(/#+/g)].map((match) => ({ start: match.index, length: match[0].length }));
}
