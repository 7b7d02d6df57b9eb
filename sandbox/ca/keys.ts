import { hkdfSync, webcrypto } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';

/** An ECDSA P-256 key pair drawn from the seed of this CA and a label: the same folder gives the same keys. */
export interface CaKey {
  privateKey: webcrypto.CryptoKey;
  publicKey: webcrypto.CryptoKey;
  secret: Uint8Array;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' };

export async function deriveKey(seed: Uint8Array, label: string): Promise<CaKey> {
  const material = new Uint8Array(hkdfSync('sha256', seed, 'serepok sandbox ca', label, 48));
  const secret = secretFrom(material);
  const point = p256.getPublicKey(secret, false);
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: base64(point.slice(1, 33)), y: base64(point.slice(33)) };
  return {
    secret,
    publicKey: await webcrypto.subtle.importKey('jwk', jwk, ALGORITHM, true, ['verify']),
    privateKey: await webcrypto.subtle.importKey('jwk', { ...jwk, d: base64(secret) }, ALGORITHM, true, [
      'sign',
    ]),
  };
}

// FIPS 186-5 A.2.1: 384 bits reduced modulo n − 1, plus 1
function secretFrom(material: Uint8Array): Uint8Array {
  const order = p256.Point.Fn.ORDER;
  const value = (BigInt(`0x${Buffer.from(material).toString('hex')}`) % (order - 1n)) + 1n;
  return Uint8Array.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'));
}

/** DER Ecdsa-Sig-Value over a SHA-256 digest made elsewhere: what remote signing does. */
export function signDigest(key: CaKey, digest: Uint8Array): Uint8Array {
  return p256.sign(digest, key.secret, { prehash: false, format: 'der' });
}
