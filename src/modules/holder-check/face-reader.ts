import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { modelFiles } from '#lib/vision';
import type { FaceReader } from './ports.ts';
import type { Asked, Answered } from './face-worker.ts';

const modelPackage = 'faceplugin-face-recognition-js/package.json';

/** The folder of the networks, or undefined when the package is not installed or a file is not the one we know. */
export function findModels(): string | undefined {
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve(modelPackage)), 'model');
    const isSound = Object.values(modelFiles).every(({ file, sha256 }) => {
      const path = join(folder, file);
      return existsSync(path) && createHash('sha256').update(readFileSync(path)).digest('hex') === sha256;
    });
    return isSound ? folder : undefined;
  } catch {
    return undefined;
  }
}

type Waiting = Map<number, { done: (faces: Answered['faces']) => void; failed: (error: Error) => void }>;

function settle(waiting: Waiting, answer: Answered): void {
  const asked = waiting.get(answer.id);
  waiting.delete(answer.id);
  if (answer.problem === undefined) asked?.done(answer.faces);
  else asked?.failed(answer.isUnreadable ? new RangeError(answer.problem) : new Error(answer.problem));
}

function start(folder: string, waiting: Waiting): Worker {
  const worker = new Worker(new URL('face-worker.ts', import.meta.url), { workerData: { folder } });
  worker.unref();
  worker.on('message', (answer: Answered) => settle(waiting, answer));
  const giveUp = (error: Error): void => {
    for (const { failed } of waiting.values()) failed(error);
    waiting.clear();
  };
  worker.on('error', giveUp);
  worker.on('exit', () => giveUp(new Error('the reader of faces has ended')));
  return worker;
}

/**
 * A reader of faces in a thread of its own, begun with the first picture: the thread and its networks take about 200 MB.
 * Null when the networks are not installed.
 */
export function openFaceReader(): FaceReader | null {
  const folder = findModels();
  if (folder === undefined) return null;
  const waiting: Waiting = new Map();
  let worker: Worker | undefined;
  let last = 0;
  const begin = (): Worker =>
    start(folder, waiting).once('exit', () => {
      worker = undefined;
    });
  return {
    read: ({ type, bytes, isPortrait }) =>
      new Promise((done, failed) => {
        worker ??= begin();
        last += 1;
        waiting.set(last, { done, failed });
        const copy = Uint8Array.from(bytes);
        const asked: Asked = { id: last, type, bytes: copy, isPortrait };
        worker.postMessage(asked, [copy.buffer]);
      }),
    close: async () => {
      await worker?.terminate();
      worker = undefined;
    },
  };
}
