/** What one unit says on the map. `value` null: nothing known; the state says why. */
export type MapValue = {
  unit: string;
  value: number | null;
  /** The value as a reader sees it: "96,7%", "dưới 5". */
  text: string;
  /** `suppressed`: too few to name; `silent`: the unit has not reported. */
  state?: 'suppressed' | 'silent';
};

/** Classes of the map: `breaks` ascending, one class more than breaks; a value equal to a break belongs above it. */
export type MapScale = {
  breaks: readonly number[];
  /** How a break is written in the legend. */
  format: (value: number) => string;
  /** The class to look at first: ringed and numbered on the map. */
  alert?: 'lowest' | 'highest';
};

/** Most classes a reader tells apart without going back to the legend. */
const MOST = 5;

export function classOf(scale: MapScale, value: number): number {
  let found = 0;
  for (const edge of scale.breaks) if (value >= edge) found += 1;
  return Math.min(found, MOST - 1);
}

/** A round figure near the value: 2 significant digits. */
function rounded(value: number): number {
  if (value === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const found = Math.round(value / step) * step;
  return Number(found.toPrecision(12));
}

/** Classes that hold about the same number of units, with round edges. */
export function quantileScale(
  values: readonly MapValue[],
  format: (value: number) => string,
  classes: number = MOST,
): MapScale {
  const known = values
    .map((one) => one.value)
    .filter((value) => value !== null)
    .toSorted((a, b) => a - b);
  const edges = new Set<number>();
  for (let index = 1; index < Math.min(classes, MOST); index += 1) {
    const edge = rounded(known[Math.floor((index * known.length) / classes)] ?? 0);
    const least = known[0] ?? 0;
    if (edge > least) edges.add(edge);
  }
  return { breaks: [...edges].toSorted((a, b) => a - b), format };
}

/** Words of each class, lowest first: "dưới 90%", "90%–94%", "từ 99%". */
export function classWords(scale: MapScale, words: { below: string; from: string; all: string }): string[] {
  const { breaks, format } = scale;
  if (breaks.length === 0) return [words.all];
  return Array.from({ length: Math.min(breaks.length + 1, MOST) }, (_, index) => {
    const from = breaks[index - 1];
    const to = breaks[index];
    if (from === undefined) return `${words.below} ${format(to ?? 0)}`;
    return to === undefined ? `${words.from} ${format(from)}` : `${format(from)} – ${format(to)}`;
  });
}

/** Class of colour 1 … 5, spread over the ramp when there are fewer classes. */
export function toneOf(scale: MapScale, value: number): number {
  const classes = Math.min(scale.breaks.length + 1, MOST);
  return classes === 1 ? 3 : 1 + Math.round((classOf(scale, value) * (MOST - 1)) / (classes - 1));
}
