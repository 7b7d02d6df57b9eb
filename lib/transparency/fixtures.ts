import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { encodeEntry, fieldSalt, seal } from './entry.ts';
import { sha256 } from './hash.ts';
import type { NoteSigner } from './note.ts';

/** Deterministic signer for tests; the key comes from the name and protects nothing. */
export function testSigner(name: string): NoteSigner {
  const seed = sha256(Buffer.from(`test key ${name}`));
  const privateKey = ed25519FromSeed(seed);
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const publicKey = Buffer.from(jwk.x ?? '', 'base64url');
  return { name, publicKey, sign: (message) => sign(null, message, privateKey) };
}

// RFC 8410 §7: PKCS #8 wrapping of a 32-byte seed
export function ed25519FromSeed(seed: Uint8Array): KeyObject {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** An entry as the platform would write it, made from a number. */
export function testEntry(n: number, note = 'dossier.submit'): Uint8Array {
  const salt = sha256(Buffer.from(`salt ${n}`));
  return encodeEntry([
    { key: 'id', kind: 'id', value: sha256(Buffer.from(`entry ${n}`)).subarray(0, 16) },
    { key: 'at', kind: 'instant', value: 1_795_000_000_000 + n * 7 },
    { key: 'action', kind: 'code', value: note },
    { key: 'outcome', kind: 'code', value: 'done' },
    { key: 'actor', kind: 'sealed', value: seal(fieldSalt(salt, 'actor'), 'actor', `officer ${n % 97}`) },
    { key: 'basis', kind: 'sealed', value: seal(fieldSalt(salt, 'basis'), 'basis', `case ${n % 1009}`) },
  ]);
}

export function testEntries(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, n) => testEntry(n));
}

/** Small deterministic generator (mulberry32), so that a failing case is repeated from its seed. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
