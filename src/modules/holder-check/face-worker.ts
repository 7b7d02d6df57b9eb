import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import type { Face } from '#lib/identity';
import {
  type FrameFace,
  livenessSignal,
  modelFiles,
  type ModelName,
  readFaces,
  type RunModel,
  withMargin,
} from '#lib/vision';
import { decodePicture } from './decode-picture.ts';

export interface Asked {
  readonly id: number;
  readonly type: Face['type'];
  readonly bytes: Uint8Array;
  /** A portrait of a chip: cut close, and no living face before a camera. */
  readonly isPortrait: boolean;
}

export interface Answered {
  readonly id: number;
  readonly faces: readonly FrameFace[];
  readonly problem?: string;
  readonly isUnreadable?: boolean;
}

const PORTRAIT_MARGIN = 40;
env.wasm.numThreads = 1;

const sessions = new Map<ModelName, Promise<InferenceSession>>();

function sessionOf(name: ModelName): Promise<InferenceSession> {
  const { folder } = workerData as { folder: string };
  const known =
    sessions.get(name) ??
    InferenceSession.create(readFileSync(join(folder, modelFiles[name].file)), {
      executionProviders: ['wasm'],
    });
  sessions.set(name, known);
  return known;
}

const run: RunModel = async (name, input) => {
  const model = modelFiles[name];
  const session = await sessionOf(name);
  const outputs = await session.run({ [model.input]: new Tensor('float32', input, [...model.shape]) });
  return Object.fromEntries(model.outputs.map((output) => [output, outputs[output]?.data as Float32Array]));
};

async function read(asked: Asked): Promise<FrameFace[]> {
  const decoded = await decodePicture(asked.type, asked.bytes);
  const image = asked.isPortrait ? withMargin(decoded, PORTRAIT_MARGIN) : decoded;
  const faces = await readFaces(image, run, 3);
  const read: FrameFace[] = [];
  for (const face of faces) {
    const liveness = asked.isPortrait ? 1 : await livenessSignal(image, face, run);
    const { box, points, embedding, sharpness } = face;
    read.push({ box, points, embedding, sharpness, liveness });
  }
  image.data.fill(0);
  decoded.data.fill(0);
  return read;
}

async function answer(asked: Asked): Promise<Answered> {
  try {
    return { id: asked.id, faces: await read(asked) };
  } catch (error) {
    const isUnreadable = error instanceof RangeError;
    return { id: asked.id, faces: [], problem: String(error), isUnreadable };
  } finally {
    asked.bytes.fill(0);
  }
}

let turn: Promise<void> = Promise.resolve();
parentPort?.on('message', (asked: Asked) => {
  turn = turn.then(async () => parentPort?.postMessage(await answer(asked)));
});
