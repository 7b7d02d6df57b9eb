import { concatBytes, derTag, encodeOid, encodeTlv, encodeUnsigned, fromHex } from '#lib/identity';

const none = new Uint8Array(0);

export const der = {
  sequence: (...parts: Uint8Array[]) => encodeTlv(derTag.sequence, ...parts),
  set: (...parts: Uint8Array[]) => encodeTlv(derTag.set, ...parts),
  integer: (value: number | Uint8Array) =>
    encodeUnsigned(typeof value === 'number' ? fromHex(evenHex(value)) : value),
  oid: encodeOid,
  octets: (...parts: Uint8Array[]) => encodeTlv(derTag.octetString, ...parts),
  bits: (content: Uint8Array, unused = 0) => encodeTlv(derTag.bitString, Uint8Array.of(unused), content),
  utf8: (text: string) => encodeTlv(derTag.utf8, new TextEncoder().encode(text)),
  printable: (text: string) => encodeTlv(derTag.printable, new TextEncoder().encode(text)),
  null: () => encodeTlv(derTag.null),
  true: () => encodeTlv(derTag.boolean, Uint8Array.of(0xff)),
  context: (number: number, ...parts: Uint8Array[]) => encodeTlv(0xa0 + number, ...parts),
  contextPrimitive: (number: number, content: Uint8Array) => encodeTlv(0x80 + number, content),
  time: (epoch: number) => {
    const text = new Date(epoch).toISOString().replace(/[-:T]/g, '').slice(0, 14);
    const year = Number(text.slice(0, 4));
    // RFC 5280 §4.1.2.5: UTCTime through 2049.
    return year < 2050
      ? encodeTlv(derTag.utcTime, new TextEncoder().encode(`${text.slice(2)}Z`))
      : encodeTlv(derTag.generalizedTime, new TextEncoder().encode(`${text}Z`));
  },
  none,
  concat: concatBytes,
};

function evenHex(value: number): string {
  const hex = value.toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}
