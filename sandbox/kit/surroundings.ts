import { randomBytes, randomUUID } from 'node:crypto';

/** What a sandbox takes from the world around it; a simulator puts its own clock, ids and waiting in. */
export interface Surroundings {
  now: () => Date;
  uuid: () => string;
  bytes: (length: number) => Buffer;
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(finish, milliseconds);
    function finish() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    }
    signal?.addEventListener('abort', finish);
  });
}

export function realSurroundings(): Surroundings {
  return { now: () => new Date(), uuid: () => randomUUID(), bytes: (length) => randomBytes(length), sleep };
}

/** mulberry32: small, fast, good enough to choose a fault from a seed; never for keys. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
