import { createCipheriv, createHash, randomBytes } from 'node:crypto';

/** Source of randomness: the system's in operation, a seeded stream in tests and the simulator. */
export interface Random {
  bytes(count: number): Buffer;
}

export const systemRandom: Random = { bytes: (count) => randomBytes(count) };

/** The same seed always gives the same bytes (AES-256-CTR over zeros); never for operation. */
export function seededRandom(seed: string | number): Random {
  const key = createHash('sha256').update(`serepok:${seed}`).digest();
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return { bytes: (count) => stream.update(Buffer.alloc(count)) };
}
