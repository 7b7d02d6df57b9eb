import type { FaceQuestion, FaceReply, SeenFace } from './face-worker.ts';

export type FaceFinder = {
  /** Faces of a picture, the surest first; rejects when the networks could not be loaded. */
  find: (picture: ImageData) => Promise<SeenFace[]>;
  close: () => void;
};

/** A worker that finds faces; made when a holder check begins, so that its 17 MB are not loaded before. */
export function openFaceFinder(): FaceFinder {
  const worker = new Worker(new URL('./face-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, { done: (faces: SeenFace[]) => void; failed: (error: Error) => void }>();
  let last = 0;
  const giveUp = () => {
    for (const { failed } of waiting.values()) failed(new Error('the networks could not be loaded'));
    waiting.clear();
  };
  worker.onerror = giveUp;
  worker.onmessage = ({ data }: MessageEvent<FaceReply>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.failed) asked?.failed(new Error('the networks could not be loaded'));
    else asked?.done(data.faces);
  };
  return {
    find: (picture) =>
      new Promise((done, failed) => {
        last += 1;
        const question: FaceQuestion = { id: last, picture };
        waiting.set(last, { done, failed });
        worker.postMessage(question, [picture.data.buffer]);
      }),
    close: () => worker.terminate(),
  };
}
