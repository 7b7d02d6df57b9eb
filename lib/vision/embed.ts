import { alignedFace } from './align.ts';
import { centred, findFaces, findPoints, fivePoints, planes, type FoundFace } from './detect.ts';
import { type Point, type RgbImage, resized, scaledBox, sharpness } from './image.ts';
import type { RunModel } from './models.ts';

export interface ReadFace extends FoundFace {
  readonly points: readonly Point[];
  /** Unit length: the cosine of two is their product. */
  readonly embedding: Float32Array;
  readonly sharpness: number;
}

function unit(values: Float32Array): Float32Array {
  const length = Math.hypot(...values);
  return length === 0 ? values : values.map((value) => value / length);
}

async function read(image: RgbImage, found: FoundFace, run: RunModel): Promise<ReadFace> {
  const points = await findPoints(image, found.box, run);
  const aligned = alignedFace(image, fivePoints(points));
  const { output } = await run('embed', planes(aligned, centred));
  return { ...found, points, embedding: unit(output ?? new Float32Array()), sharpness: sharpness(aligned) };
}

/** The faces of a picture with what is needed to compare them, the largest first. */
export async function readFaces(image: RgbImage, run: RunModel, most = 4): Promise<ReadFace[]> {
  const found = await findFaces(image, run);
  const largest = found
    .toSorted((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)
    .slice(0, most);
  const faces: ReadFace[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one network runs one picture at a time
  for (const face of largest) faces.push(await read(image, face, run));
  return faces;
}

/** Cosine of two faces: −1…1. */
export function similarityOf(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

const livenessSize = { width: 128, height: 128 };
const SURROUNDINGS = 2.7;

/**
 * How much a picture looks like a living face before the camera, 0…1: a weak signal beside the challenge, never a
 * decision. Three public samples and 125 photographs were all that it was tried on.
 */
export async function livenessSignal(image: RgbImage, face: FoundFace, run: RunModel): Promise<number> {
  const area = resized(image, scaledBox(image, face.box, SURROUNDINGS), livenessSize);
  const { output } = await run(
    'liveness',
    planes(area, (value) => value, [2, 1, 0]),
  );
  const powers = [...(output ?? [])].map((value) => Math.exp(value));
  const sum = powers.reduce((total, value) => total + value, 0);
  return sum === 0 ? 0 : (powers[0] ?? 0) / sum;
}
