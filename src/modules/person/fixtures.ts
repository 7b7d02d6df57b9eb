import type { IdentifierCipher } from './identifier-cipher.ts';
import { createIdentifierCipher } from './identifier-cipher.ts';

/** Keys for tests alone. */
export function testCipher(): IdentifierCipher {
  return createIdentifierCipher({
    lookupKey: Buffer.alloc(32, 1),
    sealingKeys: { 1: Buffer.alloc(32, 2), 2: Buffer.alloc(32, 3) },
    current: 1,
  });
}
