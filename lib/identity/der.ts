import { concatBytes, toHex } from './bytes.ts';
import { LdsError } from './lds-error.ts';
import { childrenOf, encodeTlv, expectTag, readTlvs, type Tlv } from './tlv.ts';

export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  printable: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

export function decodeOid(bytes: Uint8Array): string {
  const arcs: bigint[] = [];
  let value = 0n;
  for (const byte of bytes) {
    value = value * 128n + BigInt(byte & 0x7f);
    if ((byte & 0x80) === 0) {
      arcs.push(value);
      value = 0n;
    }
  }
  const [first] = arcs;
  if (first === undefined) throw new LdsError('lds_bad_value', 'empty object identifier');
  const root = first >= 80n ? 2n : first / 40n;
  return [root, first - root * 40n, ...arcs.slice(1)].join('.');
}

export function encodeOid(text: string): Uint8Array {
  const [root = 0n, second = 0n, ...rest] = text.split('.').map(BigInt);
  const bytes = [root * 40n + second, ...rest].flatMap((arc) => {
    const digits = [Number(arc % 128n)];
    for (let left = arc / 128n; left > 0n; left /= 128n) digits.unshift(Number(left % 128n) | 0x80);
    return digits;
  });
  return encodeTlv(derTag.oid, Uint8Array.from(bytes));
}

/** Object identifier of an element. */
export function oidOf(element: Tlv | undefined, what: string): string {
  return decodeOid(expectTag(element, derTag.oid, what).value);
}

/** Small non-negative INTEGER. */
export function smallInteger(element: Tlv | undefined, what: string): number {
  const { value } = expectTag(element, derTag.integer, what);
  if (value.length === 0 || value.length > 4 || ((value[0] ?? 0) & 0x80) !== 0)
    throw new LdsError('lds_bad_value', what);
  return value.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Non-negative INTEGER as hexadecimal without leading zeros (serial numbers). */
export function integerHex(element: Tlv | undefined, what: string): string {
  return toHex(expectTag(element, derTag.integer, what).value).replace(/^(00)+(?=..)/, '');
}

/** INTEGER element of an unsigned big-endian number. */
export function encodeUnsigned(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const trimmed = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  const sign = ((trimmed[0] ?? 0) & 0x80) === 0 ? new Uint8Array(0) : Uint8Array.of(0);
  return encodeTlv(derTag.integer, sign, trimmed);
}

/** OCTET STRING, also when it is split into parts (BER). */
export function octetsOf(element: Tlv): Uint8Array {
  return element.constructed ? concatBytes(...childrenOf(element).map(octetsOf)) : element.value;
}

/** Content of a BIT STRING without unused bits. */
export function bitStringOf(element: Tlv | undefined, what: string): Uint8Array {
  return expectTag(element, derTag.bitString, what).value.subarray(1);
}

/** UTCTime or GeneralizedTime as epoch milliseconds (RFC 5280 §4.1.2.5). */
export function timeOf(element: Tlv | undefined): number {
  const text = element ? new TextDecoder('latin1').decode(element.value) : '';
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:\.\d+)?Z$/.exec(text);
  if (!match) throw new LdsError('lds_bad_value', 'time');
  const [, years = '', month, day, hour, minute, second] = match;
  const year = years.length === 4 ? Number(years) : Number(years) + (Number(years) < 50 ? 2000 : 1900);
  return Date.UTC(year, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second ?? 0));
}

export interface AlgorithmId {
  oid: string;
  /** The parameters element as it stood. */
  parameters?: Uint8Array;
}

export function algorithmOf(element: Tlv | undefined, what: string): AlgorithmId {
  const [oid, parameters] = childrenOf(expectTag(element, derTag.sequence, what));
  return { oid: oidOf(oid, what), ...(parameters ? { parameters: parameters.raw } : {}) };
}

/** Children of a SEQUENCE given as bytes. */
export function sequenceOf(bytes: Uint8Array, what: string): Tlv[] {
  return childrenOf(expectTag(readTlvs(bytes)[0], derTag.sequence, what));
}

const hashNames: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Name of a hash algorithm as node:crypto and WebCrypto spell it without hyphen; undefined when unknown. */
export function hashName(oid: string): string | undefined {
  return hashNames[oid];
}

export function hashOid(name: string): string {
  const found = Object.entries(hashNames).find(([, value]) => value === name);
  if (!found) throw new RangeError(`unknown hash ${name}`);
  return found[0];
}
