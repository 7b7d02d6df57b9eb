import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { type Bytes, toBytes } from './bytes.ts';

export type SignatureAlgorithm = 'RSA-SHA256' | 'ECDSA-P256-SHA256';

export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  rsaEncryption: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  sha256WithRsa: '1.2.840.113549.1.1.11',
  sha384WithRsa: '1.2.840.113549.1.1.12',
  sha512WithRsa: '1.2.840.113549.1.1.13',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  ecdsaWithSha384: '1.2.840.10045.4.3.3',
  ecdsaWithSha512: '1.2.840.10045.4.3.4',
  ecPublicKey: '1.2.840.10045.2.1',
} as const;

const HASHES: Record<string, string> = {
  [OID.sha256]: 'SHA-256',
  [OID.sha384]: 'SHA-384',
  [OID.sha512]: 'SHA-512',
};

const CURVES: Record<string, { name: string; size: number }> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', size: 32 },
  '1.3.132.0.34': { name: 'P-384', size: 48 },
  '1.3.132.0.35': { name: 'P-521', size: 66 },
};

const SIGNATURES: Record<string, { scheme: 'rsa' | 'ecdsa'; hash: string }> = {
  [OID.sha256WithRsa]: { scheme: 'rsa', hash: 'SHA-256' },
  [OID.sha384WithRsa]: { scheme: 'rsa', hash: 'SHA-384' },
  [OID.sha512WithRsa]: { scheme: 'rsa', hash: 'SHA-512' },
  [OID.ecdsaWithSha256]: { scheme: 'ecdsa', hash: 'SHA-256' },
  [OID.ecdsaWithSha384]: { scheme: 'ecdsa', hash: 'SHA-384' },
  [OID.ecdsaWithSha512]: { scheme: 'ecdsa', hash: 'SHA-512' },
};

/** undefined for SHA-1, MD5 and anything else not accepted today. */
export function hashName(oid: string): string | undefined {
  return HASHES[oid];
}

export async function digest(hash: string, data: Uint8Array): Promise<Bytes> {
  return toBytes(await crypto.subtle.digest(hash, toBytes(data)));
}

export type SignatureVerdict = 'good' | 'bad' | 'unsupported';

export interface SignedBytes {
  data: Uint8Array;
  signature: Uint8Array;
  algorithm: pkijs.AlgorithmIdentifier;
  /** In CMS the digest algorithm stands beside a bare rsaEncryption identifier. */
  digestOid?: string;
}

/** Verifies RSA PKCS#1 v1.5, RSA-PSS and ECDSA over P-256, P-384, P-521. */
export async function verifySignature(
  spki: pkijs.PublicKeyInfo,
  signed: SignedBytes,
): Promise<SignatureVerdict> {
  const { algorithmId } = signed.algorithm;
  if (algorithmId === OID.rsaPss) return verifyPss(spki, signed);
  const known = SIGNATURES[algorithmId];
  const hash = known?.hash ?? hashName(signed.digestOid ?? '');
  if (!hash) return 'unsupported';
  if (known?.scheme === 'rsa' || algorithmId === OID.rsaEncryption) {
    return verifyWith(spki, signed, { name: 'RSASSA-PKCS1-v1_5', hash });
  }
  if (known?.scheme === 'ecdsa') return verifyEcdsa(spki, signed, hash);
  return 'unsupported';
}

async function verifyPss(spki: pkijs.PublicKeyInfo, signed: SignedBytes): Promise<SignatureVerdict> {
  const parameters = new pkijs.RSASSAPSSParams({ schema: signed.algorithm.algorithmParams });
  const hash = hashName(parameters.hashAlgorithm.algorithmId);
  if (!hash) return 'unsupported';
  return verifyWith(spki, signed, { name: 'RSA-PSS', hash, saltLength: parameters.saltLength });
}

async function verifyWith(
  spki: pkijs.PublicKeyInfo,
  signed: SignedBytes,
  algorithm: { name: string; hash: string; saltLength?: number },
): Promise<SignatureVerdict> {
  // RFC 4055 §1.2: the key of an RSASSA-PKCS1-v1_5 or PSS signature is given as rsaEncryption
  if (spki.algorithm.algorithmId !== OID.rsaEncryption) return 'bad';
  const key = await crypto.subtle.importKey('spki', spki.toSchema().toBER(), algorithm, false, ['verify']);
  return (await crypto.subtle.verify(algorithm, key, toBytes(signed.signature), toBytes(signed.data)))
    ? 'good'
    : 'bad';
}

async function verifyEcdsa(
  spki: pkijs.PublicKeyInfo,
  signed: SignedBytes,
  hash: string,
): Promise<SignatureVerdict> {
  const parameters = spki.algorithm.algorithmParams as unknown;
  if (!(parameters instanceof asn1js.ObjectIdentifier)) return 'bad';
  const curve = CURVES[parameters.valueBlock.toString()];
  if (!curve) return 'unsupported';
  const raw = ecdsaRaw(signed.signature, curve.size);
  if (!raw) return 'bad';
  const algorithm = { name: 'ECDSA', namedCurve: curve.name };
  const key = await crypto.subtle.importKey('spki', spki.toSchema().toBER(), algorithm, false, ['verify']);
  return (await crypto.subtle.verify({ name: 'ECDSA', hash }, key, raw, toBytes(signed.data)))
    ? 'good'
    : 'bad';
}

/** DER Ecdsa-Sig-Value to r‖s; undefined when malformed. */
export function ecdsaRaw(der: Uint8Array, size: number): Bytes | undefined {
  const { result } = asn1js.fromBER(toBytes(der));
  if (!(result instanceof asn1js.Sequence) || result.valueBlock.value.length !== 2) return undefined;
  const raw = new Uint8Array(size * 2);
  for (const [i, part] of result.valueBlock.value.entries()) {
    if (!(part instanceof asn1js.Integer)) return undefined;
    const bytes = new Uint8Array(part.valueBlock.valueHexView);
    const first = bytes.findIndex((byte) => byte !== 0);
    const significant = first < 0 ? new Uint8Array(0) : bytes.subarray(first);
    if (significant.length > size) return undefined;
    raw.set(significant, size * (i + 1) - significant.length);
  }
  return raw;
}

/** r‖s, as WebCrypto and PKCS#11 give it, to the DER form CMS carries. */
export function ecdsaDer(raw: Uint8Array): Bytes {
  const half = raw.length / 2;
  const integer = (part: Uint8Array): asn1js.Integer => {
    const first = part.findIndex((byte) => byte !== 0);
    const value = first < 0 ? new Uint8Array(1) : part.subarray(first);
    const padded = (value[0] ?? 0) > 0x7f ? new Uint8Array([0, ...value]) : new Uint8Array(value);
    return new asn1js.Integer({ valueHex: padded.buffer });
  };
  const sequence = new asn1js.Sequence({
    value: [integer(raw.subarray(0, half)), integer(raw.subarray(half))],
  });
  return toBytes(sequence.toBER());
}

export function algorithmIdentifier(algorithm: SignatureAlgorithm): pkijs.AlgorithmIdentifier {
  return algorithm === 'RSA-SHA256'
    ? new pkijs.AlgorithmIdentifier({ algorithmId: OID.sha256WithRsa, algorithmParams: new asn1js.Null() })
    : new pkijs.AlgorithmIdentifier({ algorithmId: OID.ecdsaWithSha256 });
}
