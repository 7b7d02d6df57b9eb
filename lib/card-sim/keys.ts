import { constants, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { hashOid } from '#lib/identity';
import { der } from './der-writer.ts';

/** Kinds of keys and signatures that issuing states use. */
export const signingAlgorithms = [
  'rsa-sha256',
  'rsa-sha1',
  'rsa-pss-sha256',
  'ecdsa-p256-sha256',
  'ecdsa-p384-sha384',
  'ecdsa-p521-sha512',
  'ecdsa-brainpoolP256r1-sha256',
  'ecdsa-brainpoolP384r1-sha384',
  'ecdsa-brainpoolP512r1-sha512',
  'ecdsa-brainpoolP512r1-explicit-sha512',
] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

export interface SigningKey {
  algorithm: SigningAlgorithm;
  privateKey: KeyObject;
  /** SubjectPublicKeyInfo in DER. */
  publicKey: Uint8Array;
}

const curveNames: Readonly<Record<string, string>> = {
  p256: 'prime256v1',
  p384: 'secp384r1',
  p521: 'secp521r1',
};
const pssSalt = 32;

export function hashOf(algorithm: SigningAlgorithm): string {
  return algorithm.split('-').at(-1) ?? 'sha256';
}

/** A fresh key. The only randomness in this library that cannot be injected. */
export function generateSigningKey(algorithm: SigningAlgorithm): SigningKey {
  const [family, curve = ''] = algorithm.split('-');
  const pair =
    family === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', {
          namedCurve: curveNames[curve] ?? curve,
          paramEncoding: algorithm.includes('explicit') ? 'explicit' : 'named',
        });
  return {
    algorithm,
    privateKey: pair.privateKey,
    publicKey: new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' })),
  };
}

/** Keys as text, to keep a test authority between runs. */
export function exportSigningKey(key: SigningKey): {
  algorithm: SigningAlgorithm;
  privateKey: string;
  publicKey: string;
} {
  return {
    algorithm: key.algorithm,
    privateKey: key.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: Buffer.from(key.publicKey).toString('base64'),
  };
}

export function importSigningKey(stored: ReturnType<typeof exportSigningKey>): SigningKey {
  return {
    algorithm: stored.algorithm,
    privateKey: createPrivateKey({
      key: Buffer.from(stored.privateKey, 'base64'),
      format: 'der',
      type: 'pkcs8',
    }),
    publicKey: new Uint8Array(Buffer.from(stored.publicKey, 'base64')),
  };
}

export function signWith(key: SigningKey, data: Uint8Array): Uint8Array {
  const pss = { key: key.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: pssSalt };
  return new Uint8Array(
    sign(hashOf(key.algorithm), data, key.algorithm.includes('pss') ? pss : key.privateKey),
  );
}

const rsaOids: Readonly<Record<string, string>> = {
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
};
const ecdsaOids: Readonly<Record<string, string>> = {
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
};

/** AlgorithmIdentifier of signatures made with this kind of key. */
export function signatureAlgorithmDer(algorithm: SigningAlgorithm): Uint8Array {
  const hash = hashOf(algorithm);
  if (algorithm.includes('pss')) {
    const digest = der.sequence(der.oid(hashOid(hash)), der.null());
    const mask = der.sequence(der.oid('1.2.840.113549.1.1.8'), digest);
    const parameters = der.sequence(
      der.context(0, digest),
      der.context(1, mask),
      der.context(2, der.integer(pssSalt)),
    );
    return der.sequence(der.oid('1.2.840.113549.1.1.10'), parameters);
  }
  if (algorithm.startsWith('rsa')) return der.sequence(der.oid(rsaOids[hash] ?? ''), der.null());
  return der.sequence(der.oid(ecdsaOids[hash] ?? ''));
}
