import { concatBytes } from './bytes.ts';
import { decodeSignedData, type SignedData } from './cms.ts';
import { algorithmOf, derTag, hashName, octetsOf, smallInteger } from './der.ts';
import { LdsError } from './lds-error.ts';
import { parseMrz, type Mrz } from './mrz.ts';
import { childrenOf, encodeTlv, expectTag, findChild, readTlv, type Tlv } from './tlv.ts';

/** Number of a data group → tag of its file (ICAO Doc 9303-10 §4.6). */
export const dataGroupTags: Readonly<Record<number, number>> = {
  1: 0x61,
  2: 0x75,
  3: 0x63,
  4: 0x76,
  5: 0x65,
  6: 0x66,
  7: 0x67,
  8: 0x68,
  9: 0x69,
  10: 0x6a,
  11: 0x6b,
  12: 0x6c,
  13: 0x6d,
  14: 0x6e,
  15: 0x6f,
  16: 0x70,
};

export function dataGroupOfTag(tag: number): number | undefined {
  const found = Object.entries(dataGroupTags).find(([, value]) => value === tag);
  return found ? Number(found[0]) : undefined;
}

const latin = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

export interface Com {
  ldsVersion?: string;
  unicodeVersion?: string;
  /** Numbers of the data groups announced. Unsigned: the list in the security object is the one to trust. */
  dataGroups: number[];
}

/** EF.COM, tag 60. */
export function decodeCom(bytes: Uint8Array): Com {
  const file = expectTag(readTlv(bytes), 0x60, 'EF.COM');
  const lds = findChild(file, 0x5f01);
  const unicode = findChild(file, 0x5f36);
  const tags = expectTag(findChild(file, 0x5c), 0x5c, 'tag list').value;
  return {
    ...(lds ? { ldsVersion: latin(lds.value) } : {}),
    ...(unicode ? { unicodeVersion: latin(unicode.value) } : {}),
    dataGroups: [...tags].map(dataGroupOfTag).filter((number) => number !== undefined),
  };
}

export function encodeCom(dataGroups: readonly number[]): Uint8Array {
  const text = (value: string) => new TextEncoder().encode(value);
  const tags = dataGroups.map((number) => dataGroupTags[number]).filter((tag) => tag !== undefined);
  return encodeTlv(
    0x60,
    encodeTlv(0x5f01, text('0107')),
    encodeTlv(0x5f36, text('040000')),
    encodeTlv(0x5c, Uint8Array.from(tags)),
  );
}

export interface SecurityObject {
  signedData: SignedData;
  version: number;
  /** sha1, sha224, sha256, sha384, sha512. */
  hash: string;
  hashes: ReadonlyMap<number, Uint8Array>;
}

export const ldsSecurityObjectOid = '2.23.136.1.1.1';

/** Content of LDSSecurityObject (ICAO Doc 9303-10 §4.6.2.3). */
export function decodeLdsSecurityObject(content: Uint8Array): Omit<SecurityObject, 'signedData'> {
  const [version, algorithm, list] = childrenOf(
    expectTag(readTlv(content), derTag.sequence, 'LDS security object'),
  );
  const { oid } = algorithmOf(algorithm, 'hash algorithm');
  const hash = hashName(oid);
  if (!hash) throw new LdsError('lds_bad_value', `hash algorithm ${oid}`);
  const hashes = new Map<number, Uint8Array>();
  for (const entry of childrenOf(expectTag(list, derTag.sequence, 'hash list'))) {
    const [number, value] = childrenOf(entry);
    const group = smallInteger(number, 'data group number');
    if (hashes.has(group)) throw new LdsError('lds_bad_value', `data group ${group} twice`);
    hashes.set(group, octetsOf(expectTag(value, derTag.octetString, 'hash')));
  }
  return { version: smallInteger(version, 'version'), hash, hashes };
}

/** EF.SOD, tag 77. Nothing is verified here. */
export function decodeSod(bytes: Uint8Array): SecurityObject {
  const signedData = decodeSignedData(expectTag(readTlv(bytes), 0x77, 'EF.SOD').value);
  if (signedData.contentType !== ldsSecurityObjectOid)
    throw new LdsError('lds_bad_value', 'content is no LDS security object');
  return { signedData, ...decodeLdsSecurityObject(signedData.content) };
}

/** DG1, tag 61: the machine-readable zone. */
export function decodeDg1(bytes: Uint8Array): Mrz {
  const zone = findChild(expectTag(readTlv(bytes), 0x61, 'DG1'), 0x5f1f);
  const result = parseMrz(latin(expectTag(zone, 0x5f1f, 'MRZ').value));
  if (!result.ok) throw new LdsError('lds_bad_value', `MRZ: ${result.reason}`);
  return result.mrz;
}

export function encodeDg1(mrzLines: readonly string[]): Uint8Array {
  return encodeTlv(0x61, encodeTlv(0x5f1f, new TextEncoder().encode(mrzLines.join(''))));
}

export interface Dg11 {
  fullName?: string;
  otherNames: string[];
  personalNumber?: string;
  /** yyyyMMdd as stored, zeros where unknown. */
  birth?: string;
  birthPlace: string[];
  address: string[];
  telephone?: string;
  profession?: string;
}

const utf8 = (bytes: Uint8Array) => new TextDecoder('utf-8').decode(bytes);
const partsOf = (element: Tlv | undefined) => (element ? utf8(element.value).split('<').filter(Boolean) : []);

function birthOf(element: Tlv | undefined): string | undefined {
  if (!element) return undefined;
  // Doc 9303 had BCD at first, text later.
  return element.value.length === 4
    ? [...element.value].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    : latin(element.value);
}

/** DG11, tag 6B: additional personal details. Every field is optional. */
export function decodeDg11(bytes: Uint8Array): Dg11 {
  const elements = childrenOf(expectTag(readTlv(bytes), 0x6b, 'DG11'));
  const find = (tag: number) => elements.find((element) => element.tag === tag);
  const text = (tag: number) => {
    const element = find(tag);
    return element ? utf8(element.value).replace(/<+/g, ' ').trim() : undefined;
  };
  const others = find(0xa0);
  return {
    fullName: text(0x5f0e),
    otherNames: (others ? childrenOf(others) : [])
      .filter(({ tag }) => tag === 0x5f0f)
      .map(({ value }) => utf8(value)),
    personalNumber: text(0x5f10),
    birth: birthOf(find(0x5f2b)),
    birthPlace: partsOf(find(0x5f11)),
    address: partsOf(find(0x5f42)),
    telephone: text(0x5f12),
    profession: text(0x5f13),
  };
}

/** DG15, tag 6F: SubjectPublicKeyInfo for active authentication, in DER. */
export function decodeDg15(bytes: Uint8Array): Uint8Array {
  const [key] = childrenOf(expectTag(readTlv(bytes), 0x6f, 'DG15'));
  return expectTag(key, derTag.sequence, 'public key').raw;
}

export function encodeDg15(publicKey: Uint8Array): Uint8Array {
  return encodeTlv(0x6f, concatBytes(publicKey));
}
