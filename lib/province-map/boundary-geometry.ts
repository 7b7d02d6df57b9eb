/** A closed ring of whole-number points; the first point is not repeated at the end. */
export type Ring = readonly (readonly [number, number])[];

type Point = readonly [number, number];
const keyOf = (point: Point) => `${point[0]},${point[1]}`;

/**
 * Points where lines meet: those with different neighbours on different rings. Between two of them a border is shared
 * or free as a whole, so it can be simplified once and the two sides still fit.
 */
function meetingPoints(rings: readonly Ring[]): Set<string> {
  const seen = new Map<string, string>();
  const meeting = new Set<string>();
  for (const ring of rings)
    ring.forEach((point, index) => {
      const before = keyOf(ring[(index + ring.length - 1) % ring.length] ?? point);
      const after = keyOf(ring[(index + 1) % ring.length] ?? point);
      const pair = before < after ? `${before}|${after}` : `${after}|${before}`;
      const known = seen.get(keyOf(point));
      if (known === undefined) seen.set(keyOf(point), pair);
      else if (known !== pair) meeting.add(keyOf(point));
    });
  return meeting;
}

/** Ramer–Douglas–Peucker on an open line, without recursion: a line of a million points must not end the stack. */
function thin(line: readonly Point[], tolerance: number): Point[] {
  const keep = new Uint8Array(line.length);
  keep[0] = 1;
  keep[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const far = farthest(line, span);
    if (far.gap <= tolerance) continue;
    keep[far.at] = 1;
    open.push([span[0], far.at], [far.at, span[1]]);
  }
  return line.filter((_, index) => keep[index] === 1);
}

function farthest(
  line: readonly Point[],
  [from, to]: readonly [number, number],
): { at: number; gap: number } {
  const a = line[from];
  const b = line[to];
  let best = { at: from, gap: -1 };
  if (!a || !b) return best;
  for (let at = from + 1; at < to; at += 1) {
    const point = line[at];
    const gap = point ? gapToLine(point, a, b) : 0;
    if (gap > best.gap) best = { at, gap };
  }
  return best;
}

function gapToLine(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const along =
    length === 0 ? 0 : Math.max(0, Math.min(1, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length));
  return Math.hypot(point[0] - a[0] - along * dx, point[1] - a[1] - along * dy);
}

/** The same line whichever side it is walked from, so that both neighbours get the same points. */
function thinBothWays(line: readonly Point[], tolerance: number): Point[] {
  const first = line[0];
  const last = line.at(-1);
  if (!first || !last) return [];
  const forward = keyOf(first) === keyOf(last) ? sameStart(line) : keyOf(first) < keyOf(last);
  const thinned = thin(forward ? line : line.toReversed(), tolerance);
  return forward ? thinned : thinned.toReversed();
}

function sameStart(line: readonly Point[]): boolean {
  return keyOf(line[1] ?? [0, 0]) <= keyOf(line.at(-2) ?? [0, 0]);
}

function startOf(ring: Ring, meeting: ReadonlySet<string>): number {
  const found = ring.findIndex((point) => meeting.has(keyOf(point)));
  if (found >= 0) return found;
  let least = 0;
  ring.forEach((point, index) => {
    if (keyOf(point) < keyOf(ring[least] ?? point)) least = index;
  });
  return least;
}

function simplifyRing(ring: Ring, meeting: ReadonlySet<string>, tolerance: number): Ring {
  const start = startOf(ring, meeting);
  const turned = [...ring.slice(start), ...ring.slice(0, start)];
  const closed = [...turned, ...turned.slice(0, 1)];
  const lines: Point[][] = [];
  let line: Point[] = [];
  closed.forEach((point, index) => {
    line.push(point);
    if (index > 0 && (index === closed.length - 1 || meeting.has(keyOf(point)))) {
      lines.push(line);
      line = [point];
    }
  });
  if (lines.length === 1 && closed.length > 4) {
    const half = Math.floor(closed.length / 2);
    lines.splice(0, 1, closed.slice(0, half + 1), closed.slice(half));
  }
  return lines.flatMap((one) => thinBothWays(one, tolerance).slice(0, -1));
}

/** Drops points nearer than `tolerance` to the line; borders two units share stay shared. */
export function simplifyRings(rings: readonly Ring[], tolerance: number): Ring[] {
  const meeting = meetingPoints(rings);
  return rings.map((ring) => simplifyRing(ring, meeting, tolerance));
}

/** Twice the signed area. */
export function areaOf(ring: Ring): number {
  let sum = 0;
  ring.forEach(([x, y], index) => {
    const next = ring[(index + 1) % ring.length] ?? [x, y];
    sum += x * next[1] - next[0] * y;
  });
  return sum;
}

/** The balance point of a ring; its first point when the ring encloses nothing. */
export function middleOf(ring: Ring): readonly [number, number] {
  const area = areaOf(ring);
  if (area === 0) return ring[0] ?? [0, 0];
  let x = 0;
  let y = 0;
  ring.forEach((point, index) => {
    const next = ring[(index + 1) % ring.length] ?? point;
    const cross = point[0] * next[1] - next[0] * point[1];
    x += (point[0] + next[0]) * cross;
    y += (point[1] + next[1]) * cross;
  });
  return [Math.round(x / (3 * area)), Math.round(y / (3 * area))];
}

/** Repeated points in a row, and the closing one, are left out. */
export function tidyRing(points: readonly Point[]): Ring {
  const kept = points.filter(
    (point, index) => index === 0 || keyOf(point) !== keyOf(points[index - 1] ?? [NaN, NaN]),
  );
  const [first] = kept;
  const last = kept.at(-1);
  return first && last && kept.length > 1 && keyOf(first) === keyOf(last) ? kept.slice(0, -1) : kept;
}

export function ringPath(ring: Ring): string {
  return `M${ring.map(([x, y]) => `${x} ${y}`).join('L')}Z`;
}
