import { type Mapping, type Point, type RgbImage, redraw } from './image.ts';

/** Where eyes, nose and corners of the mouth stand in a face of 112 × 112 (the customary ArcFace template). */
export const templatePoints: readonly Point[] = [
  { x: 38.2946, y: 51.6963 },
  { x: 73.5318, y: 51.5014 },
  { x: 56.0252, y: 71.7366 },
  { x: 41.5493, y: 92.3655 },
  { x: 70.7299, y: 92.2041 },
];

export const faceSize = { width: 112, height: 112 };

function middle(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

/** The turn, size and shift that bring `from` nearest to `to` in least squares (Umeyama 1991, two dimensions). */
export function similarity(from: readonly Point[], to: readonly Point[]): Mapping {
  const [a, b] = [middle(from), middle(to)];
  let [along, across, spread] = [0, 0, 0];
  for (const [index, point] of from.entries()) {
    const other = to[index] ?? b;
    const [px, py, qx, qy] = [point.x - a.x, point.y - a.y, other.x - b.x, other.y - b.y];
    along += px * qx + py * qy;
    across += px * qy - py * qx;
    spread += px * px + py * py;
  }
  const [cos, sin] = spread === 0 ? [1, 0] : [along / spread, across / spread];
  return { ax: cos, ay: cos, b: sin, tx: b.x - (cos * a.x - sin * a.y), ty: b.y - (sin * a.x + cos * a.y) };
}

/** The face cut out upright at 112 × 112, by its five points. */
export function alignedFace(image: RgbImage, points: readonly Point[]): RgbImage {
  return redraw(image, faceSize, similarity(templatePoints, points));
}
