import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import type { WeierstrassPoint, WeierstrassPointCons } from '@noble/curves/abstract/weierstrass.js';
import { childrenOf, decodePublicKey, derTag, fromHex, readTlv, sequenceOf, toHex } from '#lib/identity';
import type { Random } from './bac.ts';
import { EmrtdError } from './emrtd-error.ts';

/** A group in which two sides agree on a secret: an elliptic curve, or numbers modulo a prime. */
export interface KeyGroup {
  kind: 'ecdh' | 'dh';
  randomSecret(random: Random): bigint;
  publicOf(secret: bigint): Uint8Array;
  /** The secret both sides know, as the key derivation takes it (x coordinate, or the number). */
  agree(secret: bigint, theirs: Uint8Array): Uint8Array;
  /** Generic mapping (ICAO Doc 9303-11 §4.4.3.3.1): the same group with another generator. */
  mapped(nonce: Uint8Array, secret: bigint, theirs: Uint8Array): KeyGroup;
}

type Curve = WeierstrassPointCons<bigint>;
type Point = WeierstrassPoint<bigint>;

const curves: Readonly<Record<string, Curve>> = {
  '1.2.840.10045.3.1.7': p256.Point,
  '1.3.132.0.34': p384.Point,
  '1.3.132.0.35': p521.Point,
  '1.3.36.3.3.2.8.1.1.7': brainpoolP256r1.Point,
  '1.3.36.3.3.2.8.1.1.11': brainpoolP384r1.Point,
  '1.3.36.3.3.2.8.1.1.13': brainpoolP512r1.Point,
};

// ICAO Doc 9303-11 §9.5.1, standardised domain parameters; elliptic curves.
const curveOfParameter: Readonly<Record<number, string>> = {
  12: '1.2.840.10045.3.1.7',
  13: '1.3.36.3.3.2.8.1.1.7',
  15: '1.3.132.0.34',
  16: '1.3.36.3.3.2.8.1.1.11',
  17: '1.3.36.3.3.2.8.1.1.13',
  18: '1.3.132.0.35',
};

const bigintOf = (bytes: Uint8Array) => (bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`));

function fixedBytes(value: bigint, length: number): Uint8Array {
  return fromHex(value.toString(16).padStart(length * 2, '0'));
}

function secretBelow(order: bigint, random: Random): bigint {
  const length = Math.ceil(order.toString(16).length / 2) + 8;
  return (bigintOf(random(length)) % (order - 1n)) + 1n;
}

function pointOf(curve: Curve, bytes: Uint8Array): Point {
  try {
    const point = curve.fromBytes(bytes);
    point.assertValidity();
    return point;
  } catch (error) {
    throw new EmrtdError('reply_malformed', { message: 'point not on the curve', cause: error });
  }
}

function curveGroup(curve: Curve, generator: Point): KeyGroup {
  const order = curve.Fn.ORDER;
  const shared = (secret: bigint, theirs: Uint8Array) => pointOf(curve, theirs).multiply(secret);
  return {
    kind: 'ecdh',
    randomSecret: (random) => secretBelow(order, random),
    publicOf: (secret) => generator.multiply(secret).toBytes(false),
    agree: (secret, theirs) => fixedBytes(shared(secret, theirs).x, curve.Fp.BYTES),
    mapped(nonce, secret, theirs) {
      const scalar = bigintOf(nonce) % order;
      const moved = scalar === 0n ? curve.ZERO : generator.multiply(scalar);
      const mappedGenerator = moved.add(shared(secret, theirs));
      if (mappedGenerator.is0())
        throw new EmrtdError('reply_malformed', { message: 'generator at infinity' });
      return curveGroup(curve, mappedGenerator);
    },
  };
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let factor = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % modulus;
    factor = (factor * factor) % modulus;
  }
  return result;
}

interface PrimeGroup {
  prime: bigint;
  generator: bigint;
  order: bigint;
}

function primeGroup(group: PrimeGroup): KeyGroup {
  const { prime, generator, order } = group;
  const length = prime.toString(16).length / 2;
  const shared = (secret: bigint, theirs: Uint8Array) => {
    const number = bigintOf(theirs);
    const inGroup = number > 1n && number < prime - 1n && power(number, order, prime) === 1n;
    if (!inGroup) throw new EmrtdError('reply_malformed', { message: 'key outside the group' });
    return power(number, secret, prime);
  };
  return {
    kind: 'dh',
    randomSecret: (random) => secretBelow(order, random),
    publicOf: (secret) => fixedBytes(power(generator, secret, prime), length),
    agree: (secret, theirs) => fixedBytes(shared(secret, theirs), length),
    mapped(nonce, secret, theirs) {
      const moved = (power(generator, bigintOf(nonce), prime) * shared(secret, theirs)) % prime;
      return primeGroup({ prime, generator: moved, order });
    },
  };
}

// RFC 5114 §2.1, 1024-bit MODP group with 160-bit prime order subgroup (parameter 0).
const modp1024: PrimeGroup = {
  prime: BigInt(
    '0xB10B8F96A080E01DDE92DE5EAE5D54EC52C99FBCFB06A3C69A6A9DCA52D23B616073E28675A23D189838EF1E2EE652C013ECB4AEA9061123' +
      '24975C3CD49B83BFACCBDD7D90C4BD7098488E9C219A73724EFFD6FAE5644738FAA31A4FF55BCCC0A151AF5F0DC8B4BD45BF37DF365C1A65' +
      'E68CFDA76D4DA708DF1FB2BC2E4A4371',
  ),
  generator: BigInt(
    '0xA4D1CBD5C3FD34126765A442EFB99905F8104DD258AC507FD6406CFF14266D31266FEA1E5C41564B777E690F5504F213160217B4B01B886A' +
      '5E91547F9E2749F4D7FBD7D3B9A92EE1909D0D2263F80A76A6A24C087A091F531DBF0A0169B6A28AD662A4D18E73AFA32D779D5918D08BC8' +
      '858F4DCEF97C2A24855E6EEB22B3B2E5',
  ),
  order: BigInt('0xF518AA8781A8DF278ABA4E7D64B7CB9D49462353'),
};

/** Group of a standardised domain parameter; undefined for those not supported. */
export function standardGroup(parameterId: number): KeyGroup | undefined {
  if (parameterId === 0) return primeGroup(modp1024);
  const curve = curves[curveOfParameter[parameterId] ?? ''];
  return curve ? curveGroup(curve, curve.BASE) : undefined;
}

function explicitCurve(parameters: Uint8Array): Curve | undefined {
  // ECParameters (RFC 3279 §2.3.5): version, fieldID { oid, prime }, curve, base, order, cofactor.
  const [, field] = sequenceOf(parameters, 'EC parameters');
  const prime = field ? childrenOf(field)[1] : undefined;
  if (prime?.tag !== derTag.integer) return undefined;
  return Object.values(curves).find((curve) => curve.Fp.ORDER === bigintOf(prime.value));
}

/** Group and key of a SubjectPublicKeyInfo with an elliptic curve key, named or explicit. */
export function groupOfPublicKey(spki: Uint8Array): { group: KeyGroup; key: Uint8Array } {
  const { algorithm, curveOid, key } = decodePublicKey(spki);
  const explicit = algorithm.parameters && readTlv(algorithm.parameters).tag === derTag.sequence;
  const curve = curveOid
    ? curves[curveOid]
    : explicit && algorithm.parameters
      ? explicitCurve(algorithm.parameters)
      : undefined;
  if (!curve) throw new EmrtdError('unsupported_algorithm', { message: `curve ${curveOid ?? 'unknown'}` });
  return { group: curveGroup(curve, curve.BASE), key };
}
