export interface GrowthPoint {
  readonly persons: number;
  readonly rows: number;
  readonly cpuSeconds: number;
  readonly baselineSeconds?: number;
}

/** Slope of log CPU over log persons by least squares: 1 is linear. */
export function exponentOf(points: readonly GrowthPoint[]): number {
  const xs = points.map(({ persons }) => Math.log(persons));
  const ys = points.map(({ cpuSeconds }) => Math.log(cpuSeconds));
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const up = xs.reduce((sum, x, at) => sum + (x - mx) * ((ys[at] ?? my) - my), 0);
  return up / xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
}

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [640, 420, 70, 50];

/** CPU seconds over persons, both axes logarithmic, as an SVG. */
export function growthPlot(points: readonly GrowthPoint[]): string {
  const seconds = points.flatMap((point) => [point.cpuSeconds, point.baselineSeconds ?? point.cpuSeconds]);
  const x = scale(
    points.map(({ persons }) => persons),
    [LEFT, WIDTH - 20],
  );
  const y = scale(seconds, [HEIGHT - BOTTOM, 20]);
  const line = (values: readonly (readonly [number, number])[], colour: string) =>
    `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${values.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(' ')}"/>${values.map(([a, b]) => `<circle cx="${x(a).toFixed(1)}" cy="${y(b).toFixed(1)}" r="4" fill="${colour}"/><text x="${x(a).toFixed(1)}" y="${(y(b) - 9).toFixed(1)}" text-anchor="middle">${b.toFixed(1)} s</text>`).join('')}`;
  const ours = points.map(({ persons, cpuSeconds }) => [persons, cpuSeconds] as const);
  const theirs = points.flatMap(({ persons, baselineSeconds }) =>
    baselineSeconds === undefined ? [] : [[persons, baselineSeconds] as const],
  );
  const ticks = points.map(
    ({ persons }) =>
      `<text x="${x(persons).toFixed(1)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${persons.toLocaleString('en')}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/><path d="M${LEFT} 20V${HEIGHT - BOTTOM}H${WIDTH - 20}" fill="none" stroke="#888"/>${ticks.join('')}<text x="${WIDTH / 2}" y="${HEIGHT - 8}" text-anchor="middle">persons (rows: a fourteenth)</text><text x="16" y="14">CPU seconds, import included</text>${theirs.length > 1 ? line(theirs, '#c2410c') : ''}${line(ours, '#0f5132')}<text x="${LEFT + 12}" y="40" fill="#0f5132">Serepok, exponent ${exponentOf(points).toFixed(2)}</text>${theirs.length > 1 ? `<text x="${LEFT + 12}" y="58" fill="#c2410c">DuckDB</text>` : ''}</svg>\n`;
}

function scale(values: readonly number[], [from, to]: readonly [number, number]): (value: number) => number {
  const [low, high] = [Math.log(Math.min(...values) * 0.8), Math.log(Math.max(...values) * 1.25)];
  return (value) => from + ((Math.log(value) - low) / (high - low)) * (to - from);
}
