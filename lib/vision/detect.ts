import { type Box, type Point, type RgbImage, resized, scaledBox, wholeOf } from './image.ts';
import type { RunModel } from './models.ts';

export interface FoundFace {
  readonly box: Box;
  /** 0…1 */
  readonly confidence: number;
}

const detectorSize = { width: 320, height: 240 };
const LEAST_CONFIDENCE = 0.65;
const MOST_OVERLAP = 0.4;

/** Planes of red, green and blue, each value mapped. */
export function planes(image: RgbImage, map: (value: number) => number, order = [0, 1, 2]): Float32Array {
  const count = image.width * image.height;
  const values = new Float32Array(count * 3);
  for (const [plane, channel] of order.entries()) {
    for (let pixel = 0; pixel < count; pixel += 1)
      values[plane * count + pixel] = map(image.data[pixel * 3 + channel] ?? 0);
  }
  return values;
}

export const centred = (value: number): number => (value - 127) / 128;

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const common = width * height;
  return common / (a.width * a.height + b.width * b.height - common);
}

/** Of boxes that lie over each other the surest stays. */
function strongest(found: readonly FoundFace[]): FoundFace[] {
  const kept: FoundFace[] = [];
  for (const face of found.toSorted((a, b) => b.confidence - a.confidence)) {
    if (kept.every((other) => overlap(other.box, face.box) < MOST_OVERLAP)) kept.push(face);
  }
  return kept;
}

/** Faces of a picture, the surest first. */
export async function findFaces(image: RgbImage, run: RunModel): Promise<FoundFace[]> {
  const small = resized(image, wholeOf(image), detectorSize);
  const { scores, boxes } = await run('detect', planes(small, centred));
  const found: FoundFace[] = [];
  for (let index = 0; index * 2 < (scores?.length ?? 0); index += 1) {
    const confidence = scores?.[index * 2 + 1] ?? 0;
    if (confidence < LEAST_CONFIDENCE) continue;
    const [left, top, right, bottom] = [0, 1, 2, 3].map((side) => boxes?.[index * 4 + side] ?? 0) as [
      number,
      number,
      number,
      number,
    ];
    const box = {
      x: left * image.width,
      y: top * image.height,
      width: (right - left) * image.width,
      height: (bottom - top) * image.height,
    };
    if (box.width > 1 && box.height > 1) found.push({ box, confidence });
  }
  return strongest(found);
}

const landmarkSize = { width: 64, height: 64 };

/** The 68 customary points of a face in the picture's own pixels. */
export async function findPoints(image: RgbImage, face: Box, run: RunModel): Promise<Point[]> {
  const box = scaledBox(image, face, 1);
  const small = resized(image, box, landmarkSize);
  const grey = new Float32Array(landmarkSize.width * landmarkSize.height);
  for (let pixel = 0; pixel < grey.length; pixel += 1) {
    const [red, green, blue] = [0, 1, 2].map((channel) => small.data[pixel * 3 + channel] ?? 0) as [
      number,
      number,
      number,
    ];
    grey[pixel] = (0.299 * red + 0.587 * green + 0.114 * blue) / 256;
  }
  const { output } = await run('landmarks', grey);
  return Array.from({ length: (output?.length ?? 0) / 2 }, (_, index) => ({
    x: (output?.[index * 2] ?? 0) * box.width + box.x,
    y: (output?.[index * 2 + 1] ?? 0) * box.height + box.y,
  }));
}

function mean(points: readonly (Point | undefined)[]): Point {
  const sum = points.reduce<Point>(
    (total, point) => ({ x: total.x + (point?.x ?? 0), y: total.y + (point?.y ?? 0) }),
    { x: 0, y: 0 },
  );
  return { x: sum.x / points.length, y: sum.y / points.length };
}

/** Left eye, right eye, tip of the nose, corners of the mouth: as seen in the picture, from left to right. */
export function fivePoints(points: readonly Point[]): Point[] {
  return [
    mean([points[37], points[38], points[40], points[41]]),
    mean([points[43], points[44], points[46], points[47]]),
    mean([points[30]]),
    mean([points[48], points[60]]),
    mean([points[54], points[64]]),
  ];
}
