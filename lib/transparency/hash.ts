import { hash } from 'node:crypto';
import { HASH_LENGTH, utf8 } from './bytes.ts';

/** SHA-256. The binary string detour is about twice as fast in Node 24 as asking for a buffer. */
export function sha256(data: Uint8Array): Uint8Array {
  return Buffer.from(hash('sha256', data, 'binary'), 'latin1');
}

/** Hash of the tree without leaves. RFC 6962 §2.1 */
export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array(0));
}

/** RFC 6962 §2.1: MTH({d}) = SHA-256(0x00 || d) */
export function leafHash(data: Uint8Array): Uint8Array {
  const input = Buffer.allocUnsafe(1 + data.length);
  input[0] = 0x00;
  input.set(data, 1);
  return sha256(input);
}

/** RFC 6962 §2.1: SHA-256(0x01 || left || right) */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = Buffer.allocUnsafe(1 + 2 * HASH_LENGTH);
  input[0] = 0x01;
  input.set(left, 1);
  input.set(right, 1 + HASH_LENGTH);
  return sha256(input);
}

/** What the first entry of a log chains to: fixed by the log's origin, so entries of two logs never fit together. */
export function genesisLink(origin: string): Uint8Array {
  return sha256(utf8(`serepok/log/genesis/1\n${origin}\n`));
}

/**
 * Leaf of the tree and link of the chain in one: RFC 6962 leaf hash of (previous link || entry bytes).
 * Every leaf therefore commits to all entries before it, and the signed tree root commits to the chain.
 */
export function linkHash(previous: Uint8Array, entry: Uint8Array): Uint8Array {
  const input = Buffer.allocUnsafe(1 + HASH_LENGTH + entry.length);
  input[0] = 0x00;
  input.set(previous, 1);
  input.set(entry, 1 + HASH_LENGTH);
  return sha256(input);
}
