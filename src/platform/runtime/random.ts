import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** Source of randomness: the system's in operation, a seeded stream in tests and the simulator. */
export interface Random {
  bytes(count: number): Buffer;
}

export const systemRandom: Random = pooled((count) => randomBytes(count));

const POOL_BYTES = 4096;

/** Asks the source for many bytes at a time; no byte is given twice, and what was given is wiped from the pool. */
function pooled(source: (count: number) => Buffer): Random {
  let pool: Buffer = Buffer.alloc(0);
  return {
    bytes: (count) => {
      if (count > POOL_BYTES / 16) return source(count);
      if (pool.length < count) pool = source(POOL_BYTES);
      const taken = Buffer.from(pool.subarray(0, count));
      pool.fill(0, 0, count);
      pool = pool.subarray(count);
      return taken;
    },
  };
}

/** The same seed always gives the same bytes (AES-256-CTR over zeros); never for operation. */
export function seededRandom(seed: string | number): Random {
  const key = createHash('sha256').update(`serepok:${seed}`).digest();
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return { bytes: (count) => stream.update(Buffer.alloc(count)) };
}
