import { constants, publicDecrypt, type KeyObject } from 'node:crypto';
import { concatBytes, equalBytes, toHex, fromHex } from '#lib/identity';
import { importPublicKey, signatureScheme, verifySignature } from './signature.ts';
import { digest } from './symmetric.ts';

export type ActiveAuthenticationResult =
  | { ok: true; algorithm: string }
  | { ok: false; reason: 'key_unreadable' | 'signature_wrong' | 'unsupported_algorithm' };

export interface ActiveAuthenticationInput {
  /** SubjectPublicKeyInfo of DG15. */
  publicKey: Uint8Array;
  challenge: Uint8Array;
  response: Uint8Array;
  /** Object identifier from ActiveAuthenticationInfo of DG14, for elliptic curve keys. */
  signatureAlgorithm?: string;
}

// ISO/IEC 9796-2 trailers: BC alone means SHA-1; xx CC names the hash (ISO/IEC 10118-3).
const trailerHashes: Readonly<Record<number, string>> = {
  0x31: 'ripemd160',
  0x33: 'sha1',
  0x34: 'sha256',
  0x35: 'sha512',
  0x36: 'sha384',
  0x38: 'sha224',
};
const digestLengths: Readonly<Record<string, number>> = {
  ripemd160: 20,
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

interface Trailer {
  hash: string;
  length: number;
}

function trailerOf(message: Uint8Array): Trailer | undefined {
  const last = message.at(-1);
  if (last === 0xbc) return { hash: 'sha1', length: 1 };
  const hash = last === 0xcc ? trailerHashes[message.at(-2) ?? 0] : undefined;
  return hash ? { hash, length: 2 } : undefined;
}

// ISO/IEC 9796-2 signature scheme 1 with partial recovery (ICAO Doc 9303-11 §6.1.2.2).
function checkRecovered(message: Uint8Array, challenge: Uint8Array): string | undefined {
  const trailer = trailerOf(message);
  if (message[0] !== 0x6a || !trailer) return undefined;
  const end = message.length - trailer.length - (digestLengths[trailer.hash] ?? 0);
  if (end <= 1) return undefined;
  const recovered = message.subarray(1, end);
  const claimed = message.subarray(end, message.length - trailer.length);
  return equalBytes(digest(trailer.hash, recovered, challenge), claimed) ? trailer.hash : undefined;
}

function complement(key: KeyObject, message: Uint8Array): Uint8Array {
  const jwk = key.export({ format: 'jwk' });
  const modulus = BigInt(`0x${Buffer.from(jwk.n ?? '', 'base64url').toString('hex') || '0'}`);
  const value = modulus - BigInt(`0x${toHex(message)}`);
  return value <= 0n ? message : fromHex(value.toString(16).padStart(message.length * 2, '0'));
}

function checkRsa(key: KeyObject, input: ActiveAuthenticationInput): ActiveAuthenticationResult {
  try {
    const plain = new Uint8Array(publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, input.response));
    // The signer may give the smaller of s and n - s (ISO/IEC 9796-2 B.6).
    const message = ((plain.at(-1) ?? 0) & 0x0f) === 0x0c ? plain : complement(key, plain);
    const hash = checkRecovered(message, input.challenge);
    return hash ? { ok: true, algorithm: `rsa-iso9796-2-${hash}` } : { ok: false, reason: 'signature_wrong' };
  } catch {
    return { ok: false, reason: 'signature_wrong' };
  }
}

function checkEcdsa(input: ActiveAuthenticationInput): ActiveAuthenticationResult {
  const named = input.signatureAlgorithm ? signatureScheme({ oid: input.signatureAlgorithm }) : undefined;
  if (input.signatureAlgorithm && !named) return { ok: false, reason: 'unsupported_algorithm' };
  const hashes = named ? [named.hash] : ['sha256', 'sha1', 'sha224', 'sha384', 'sha512'];
  const signed = { data: concatBytes(input.challenge), signature: input.response };
  for (const hash of hashes) {
    // TR-03111 plain form is the rule; some chips give the DER form.
    for (const kind of ['ecdsa-plain', 'ecdsa'] as const) {
      if (verifySignature({ kind, hash }, input.publicKey, signed))
        return { ok: true, algorithm: `ecdsa-${hash}` };
    }
  }
  return { ok: false, reason: 'signature_wrong' };
}

/** Checks the chip's answer to a challenge with the key of DG15. The key itself must be covered by the security object. */
export function verifyActiveAuthentication(input: ActiveAuthenticationInput): ActiveAuthenticationResult {
  const key = importPublicKey(input.publicKey);
  if (!key) return { ok: false, reason: 'key_unreadable' };
  if (key.asymmetricKeyType === 'rsa') return checkRsa(key, input);
  if (key.asymmetricKeyType === 'ec') return checkEcdsa(input);
  return { ok: false, reason: 'unsupported_algorithm' };
}
