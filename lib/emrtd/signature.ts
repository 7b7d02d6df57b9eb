import { constants, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { childrenOf, derTag, hashName, oidOf, readTlv, smallInteger, type AlgorithmId } from '#lib/identity';

/** How a signature is to be checked, from its AlgorithmIdentifier. */
export interface SignatureScheme {
  kind: 'rsa' | 'rsa-pss' | 'ecdsa' | 'ecdsa-plain';
  hash: string;
  saltLength?: number;
}

const fixed: Readonly<Record<string, SignatureScheme>> = {
  '1.2.840.113549.1.1.5': { kind: 'rsa', hash: 'sha1' },
  '1.2.840.113549.1.1.14': { kind: 'rsa', hash: 'sha224' },
  '1.2.840.113549.1.1.11': { kind: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', hash: 'sha512' },
  '1.2.840.10045.4.1': { kind: 'ecdsa', hash: 'sha1' },
  '1.2.840.10045.4.3.1': { kind: 'ecdsa', hash: 'sha224' },
  '1.2.840.10045.4.3.2': { kind: 'ecdsa', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { kind: 'ecdsa', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { kind: 'ecdsa', hash: 'sha512' },
  // BSI TR-03111 §5.2.1, plain signatures r || s.
  '0.4.0.127.0.7.1.1.4.1.1': { kind: 'ecdsa-plain', hash: 'sha1' },
  '0.4.0.127.0.7.1.1.4.1.2': { kind: 'ecdsa-plain', hash: 'sha224' },
  '0.4.0.127.0.7.1.1.4.1.3': { kind: 'ecdsa-plain', hash: 'sha256' },
  '0.4.0.127.0.7.1.1.4.1.4': { kind: 'ecdsa-plain', hash: 'sha384' },
  '0.4.0.127.0.7.1.1.4.1.5': { kind: 'ecdsa-plain', hash: 'sha512' },
};

const rsaEncryption = '1.2.840.113549.1.1.1';
const rsaPss = '1.2.840.113549.1.1.10';
const ecPublicKey = '1.2.840.10045.2.1';

// RFC 4055 §3.1: hash [0] default SHA-1, mask generation [1], salt length [2] default 20.
function pssScheme(parameters: Uint8Array | undefined): SignatureScheme | undefined {
  const parts = parameters ? childrenOf(readTlv(parameters)) : [];
  const inner = (tag: number) => {
    const found = parts.find((part) => part.tag === tag);
    return found ? childrenOf(found)[0] : undefined;
  };
  const hash = inner(0xa0);
  const salt = inner(0xa2);
  const name = hash ? hashName(oidOf(childrenOf(hash)[0], 'hash')) : 'sha1';
  if (!name) return undefined;
  return {
    kind: 'rsa-pss',
    hash: name,
    saltLength: salt?.tag === derTag.integer ? smallInteger(salt, 'salt') : 20,
  };
}

/** Undefined for algorithms not known. `digestOid` is used where the identifier names no hash. */
export function signatureScheme(algorithm: AlgorithmId, digestOid?: string): SignatureScheme | undefined {
  if (algorithm.oid === rsaPss) return pssScheme(algorithm.parameters);
  const hash = digestOid === undefined ? undefined : hashName(digestOid);
  if (algorithm.oid === rsaEncryption && hash) return { kind: 'rsa', hash };
  if (algorithm.oid === ecPublicKey && hash) return { kind: 'ecdsa', hash };
  return fixed[algorithm.oid];
}

export function importPublicKey(spki: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

function keyFits(kind: SignatureScheme['kind'], key: KeyObject): boolean {
  if (kind === 'rsa') return key.asymmetricKeyType === 'rsa';
  if (kind === 'rsa-pss') return key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss';
  return key.asymmetricKeyType === 'ec';
}

/** Checks one signature. Every failure, also an unreadable key, is false. */
export function verifySignature(
  scheme: SignatureScheme,
  spki: Uint8Array,
  signed: { data: Uint8Array; signature: Uint8Array },
): boolean {
  const key = importPublicKey(spki);
  if (!key || !keyFits(scheme.kind, key)) return false;
  const options =
    scheme.kind === 'rsa-pss'
      ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength }
      : scheme.kind === 'ecdsa-plain'
        ? ({ key, dsaEncoding: 'ieee-p1363' } as const)
        : { key };
  try {
    return verify(scheme.hash, signed.data, options, signed.signature);
  } catch {
    return false;
  }
}
