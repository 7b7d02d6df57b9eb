import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFaceReader } from '#modules/holder-check';
import {
  type Calibration,
  calibrate,
  leastClaimedFalseMatchRate,
  similarityOf,
  thresholdFor,
} from '#lib/vision';
import { UserError } from './user-error.ts';

interface LabelledFace {
  readonly person: string;
  readonly embedding: Float32Array;
}

/** One folder per person, JPEG pictures in it. */
async function readFolder(folder: string): Promise<{ faces: LabelledFace[]; without: string[] }> {
  const reader = openFaceReader();
  if (!reader) {
    throw new UserError(
      {
        vi: 'Chưa cài các mô hình nhận dạng khuôn mặt.',
        en: 'the networks are not installed; run npm install',
      },
      3,
    );
  }
  const faces: LabelledFace[] = [];
  const without: string[] = [];
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory())) {
      for (const file of readdirSync(join(folder, entry.name)).filter((name) => /\.jpe?g$/i.test(name))) {
        const bytes = new Uint8Array(readFileSync(join(folder, entry.name, file)));
        const [face] = await reader.read({ type: 'image/jpeg', bytes, isPortrait: false });
        if (face) faces.push({ person: entry.name, embedding: face.embedding });
        else without.push(join(entry.name, file));
      }
    }
  } finally {
    await reader.close();
  }
  return { faces, without };
}

function pairsOf(faces: readonly LabelledFace[]): { genuine: number[]; impostor: number[] } {
  const genuine: number[] = [];
  const impostor: number[] = [];
  for (const [index, face] of faces.entries()) {
    for (const other of faces.slice(index + 1))
      (face.person === other.person ? genuine : impostor).push(similarityOf(face.embedding, other.embedding));
  }
  return { genuine, impostor };
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

function show(calibration: Calibration): void {
  console.log('threshold   false matches   not recognised');
  for (const point of calibration.points.filter(({ threshold }) => threshold >= 0.2 && threshold <= 0.6))
    console.log(
      `${point.threshold.toFixed(4).padStart(9)}   ${percent(point.falseMatchRate).padStart(13)}   ${percent(point.falseNonMatchRate).padStart(14)}`,
    );
  console.log(
    `${calibration.genuinePairs} pairs of the same person, ${calibration.impostorPairs} of different persons; equal errors ${percent(calibration.equalErrorRate)}`,
  );
  console.log(
    `these pairs can show a rate of false matches of ${percent(calibration.provableFalseMatchRate)} at best`,
  );
}

/** `./serepok face calibrate FOLDER`: errors by threshold on pictures of consenting people; nothing of them is kept. */
export async function faceCommand(args: readonly string[]): Promise<number> {
  const [verb, folder] = args;
  if (verb !== 'calibrate' || folder === undefined) {
    console.error('./serepok face calibrate FOLDER   (FOLDER/<person>/*.jpg)');
    return 2;
  }
  const { faces, without } = await readFolder(folder);
  for (const file of without) console.log(`no face found: ${file}`);
  const { genuine, impostor } = pairsOf(faces);
  if (genuine.length === 0 || impostor.length === 0) {
    console.error('pictures of at least two persons, two of one of them, are needed');
    return 2;
  }
  const calibration = calibrate(genuine, impostor);
  show(calibration);
  const found = thresholdFor(calibration, leastClaimedFalseMatchRate);
  console.log(
    found
      ? `proposed threshold: ${found.threshold} (false matches ${percent(found.falseMatchRate)}, not recognised ${percent(found.falseNonMatchRate)}); an administrator proposes it, a second one puts it in force`
      : 'too few pairs to propose a threshold',
  );
  return 0;
}
