import { equalBytes, toHex } from './bytes.ts';
import {
  algorithmOf,
  bitStringOf,
  decodeOid,
  derTag,
  integerHex,
  oidOf,
  octetsOf,
  timeOf,
  type AlgorithmId,
} from './der.ts';
import { childrenOf, expectTag, readTlv, readTlvs, type Tlv } from './tlv.ts';

/** The fields of an X.509 certificate that trust decisions need (RFC 5280; ICAO Doc 9303-12). */
export interface Certificate {
  raw: Uint8Array;
  tbs: Uint8Array;
  /** Serial number, hexadecimal without leading zeros. */
  serial: string;
  issuer: Uint8Array;
  subject: Uint8Array;
  issuerText: string;
  subjectText: string;
  /** Two-letter country of the subject, upper case, or empty. */
  country: string;
  /** Epoch milliseconds. */
  notBefore: number;
  notAfter: number;
  publicKey: Uint8Array;
  signatureAlgorithm: AlgorithmId;
  signature: Uint8Array;
  subjectKeyId?: string;
  authorityKeyId?: string;
  isAuthority: boolean;
  /** Bit names of keyUsage; absent when the extension is. */
  keyUsage?: { digitalSignature: boolean; keyCertSign: boolean; cRLSign: boolean };
  /** Object identifiers of critical extensions. */
  critical: string[];
}

const attributeNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
};

function textOf(element: Tlv): string {
  const decoder = element.tag === 0x1e ? 'utf-16be' : element.tag === 0x14 ? 'latin1' : 'utf-8';
  return new TextDecoder(decoder).decode(element.value);
}

function attributesOf(name: Uint8Array): { type: string; value: string }[] {
  return childrenOf(readTlv(name))
    .flatMap(childrenOf)
    .map((attribute) => {
      const [type, value] = childrenOf(attribute);
      const oid = oidOf(type, 'attribute type');
      return { type: attributeNames[oid] ?? oid, value: value ? textOf(value) : '' };
    });
}

/** "C=VN, O=Test, CN=…" */
export function distinguishedNameText(name: Uint8Array): string {
  return attributesOf(name)
    .map(({ type, value }) => `${type}=${value}`)
    .join(', ');
}

/**
 * Names compare equal when their attributes do, without regard to case, string type and outer spaces
 * (RFC 5280 §7.1; issuing states do change PrintableString to UTF8String and VN to vn).
 */
export function isSameName(first: Uint8Array, second: Uint8Array): boolean {
  if (equalBytes(first, second)) return true;
  const key = (name: Uint8Array) =>
    attributesOf(name)
      .map(({ type, value }) => `${type}=${value.trim().replace(/\s+/g, ' ').toLowerCase()}`)
      .join('\u0000');
  return key(first) === key(second);
}

interface Extension {
  oid: string;
  critical: boolean;
  value: Uint8Array;
}

export function readExtensions(element: Tlv | undefined): Extension[] {
  if (!element) return [];
  return childrenOf(readTlv(element.value)).map((extension) => {
    const parts = childrenOf(extension);
    const value = parts.at(-1);
    const flag = parts.find((part) => part.tag === derTag.boolean);
    return {
      oid: oidOf(parts[0], 'extension'),
      critical: (flag?.value[0] ?? 0) !== 0,
      value: octetsOf(expectTag(value, derTag.octetString, 'extension value')),
    };
  });
}

function keyUsageOf(value: Uint8Array): Certificate['keyUsage'] {
  const bits = bitStringOf(readTlv(value), 'keyUsage')[0] ?? 0;
  return {
    digitalSignature: (bits & 0x80) !== 0,
    keyCertSign: (bits & 0x04) !== 0,
    cRLSign: (bits & 0x02) !== 0,
  };
}

function applyExtensions(
  extensions: Extension[],
): Partial<Certificate> & Pick<Certificate, 'isAuthority' | 'critical'> {
  const found: Partial<Certificate> & Pick<Certificate, 'isAuthority' | 'critical'> = {
    isAuthority: false,
    critical: extensions.filter(({ critical }) => critical).map(({ oid }) => oid),
  };
  for (const { oid, value } of extensions) {
    if (oid === '2.5.29.14') found.subjectKeyId = toHex(octetsOf(readTlv(value)));
    if (oid === '2.5.29.35') {
      const id = childrenOf(readTlv(value)).find(({ tag }) => tag === 0x80);
      if (id) found.authorityKeyId = toHex(id.value);
    }
    if (oid === '2.5.29.19')
      found.isAuthority = childrenOf(readTlv(value)).some(({ tag, value: v }) => tag === 0x01 && v[0] !== 0);
    if (oid === '2.5.29.15') found.keyUsage = keyUsageOf(value);
  }
  return found;
}

/** Reads an X.509 certificate in DER. Throws LdsError. No signature is checked here. */
export function decodeCertificate(bytes: Uint8Array): Certificate {
  const outer = expectTag(readTlv(bytes), derTag.sequence, 'certificate');
  const [tbs, algorithm, signature] = childrenOf(outer);
  const parts = childrenOf(expectTag(tbs, derTag.sequence, 'tbsCertificate'));
  const [serial, , issuer, validity, subject, publicKey, ...rest] =
    parts[0]?.tag === 0xa0 ? parts.slice(1) : parts;
  const [notBefore, notAfter] = childrenOf(expectTag(validity, derTag.sequence, 'validity'));
  const subjectName = expectTag(subject, derTag.sequence, 'subject').raw;
  const issuerName = expectTag(issuer, derTag.sequence, 'issuer').raw;
  const country = attributesOf(subjectName).find(({ type }) => type === 'C')?.value ?? '';
  return {
    raw: outer.raw,
    tbs: expectTag(tbs, derTag.sequence, 'tbsCertificate').raw,
    serial: integerHex(serial, 'serial number'),
    issuer: issuerName,
    subject: subjectName,
    issuerText: distinguishedNameText(issuerName),
    subjectText: distinguishedNameText(subjectName),
    country: country.toUpperCase(),
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    publicKey: expectTag(publicKey, derTag.sequence, 'public key').raw,
    signatureAlgorithm: algorithmOf(algorithm, 'signature algorithm'),
    signature: bitStringOf(signature, 'signature'),
    ...applyExtensions(readExtensions(rest.find(({ tag }) => tag === 0xa3))),
  };
}

/** A certificate revocation list (RFC 5280 §5). */
export interface RevocationList {
  raw: Uint8Array;
  tbs: Uint8Array;
  issuer: Uint8Array;
  thisUpdate: number;
  nextUpdate?: number;
  /** Serial numbers, hexadecimal without leading zeros. */
  revoked: { serial: string; date: number }[];
  signatureAlgorithm: AlgorithmId;
  signature: Uint8Array;
}

const isTime = (element: Tlv | undefined) =>
  element?.tag === derTag.utcTime || element?.tag === derTag.generalizedTime;

export function decodeRevocationList(bytes: Uint8Array): RevocationList {
  const outer = expectTag(readTlv(bytes), derTag.sequence, 'certificate list');
  const [tbs, algorithm, signature] = childrenOf(outer);
  const list = expectTag(tbs, derTag.sequence, 'tbsCertList');
  const all = childrenOf(list);
  const [, issuer, thisUpdate, ...rest] = all[0]?.tag === derTag.integer ? all.slice(1) : all;
  const nextUpdate = isTime(rest[0]) ? rest[0] : undefined;
  const entries = rest.find(({ tag }) => tag === derTag.sequence);
  return {
    raw: outer.raw,
    tbs: list.raw,
    issuer: expectTag(issuer, derTag.sequence, 'issuer').raw,
    thisUpdate: timeOf(thisUpdate),
    ...(nextUpdate ? { nextUpdate: timeOf(nextUpdate) } : {}),
    revoked: (entries ? childrenOf(entries) : []).map((entry) => {
      const [serial, date] = childrenOf(entry);
      return { serial: integerHex(serial, 'serial number'), date: timeOf(date) };
    }),
    signatureAlgorithm: algorithmOf(algorithm, 'signature algorithm'),
    signature: bitStringOf(signature, 'signature'),
  };
}

export interface PublicKeyInfo {
  algorithm: AlgorithmId;
  /** Content of the BIT STRING. */
  key: Uint8Array;
  /** Name of a named curve by OID, when there is one. */
  curveOid?: string;
}

export function decodePublicKey(spki: Uint8Array): PublicKeyInfo {
  const [algorithm, key] = childrenOf(expectTag(readTlvs(spki)[0], derTag.sequence, 'public key'));
  const decoded = algorithmOf(algorithm, 'public key algorithm');
  const parameters = decoded.parameters ? readTlv(decoded.parameters) : undefined;
  return {
    algorithm: decoded,
    key: bitStringOf(key, 'public key'),
    ...(parameters?.tag === derTag.oid ? { curveOid: decodeOid(parameters.value) } : {}),
  };
}
