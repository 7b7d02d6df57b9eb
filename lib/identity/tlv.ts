import { concatBytes } from './bytes.ts';
import { LdsError } from './lds-error.ts';

/** One BER element (ISO/IEC 8825-1). Tags of more than one byte are numbers such as 0x5f1f. */
export interface Tlv {
  tag: number;
  constructed: boolean;
  /** Content bytes; for indefinite length without the end marker. */
  value: Uint8Array;
  /** The whole element as it stood. */
  raw: Uint8Array;
}

const maxDepth = 32;

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new LdsError('lds_truncated', `no byte at ${at}`);
  return byte;
}

function readTag(bytes: Uint8Array, start: number): { tag: number; at: number } {
  let tag = byteAt(bytes, start);
  let at = start + 1;
  if ((tag & 0x1f) !== 0x1f) return { tag, at };
  for (let count = 0; ; count += 1) {
    if (count > 2) throw new LdsError('lds_bad_value', 'tag of more than four bytes');
    const next = byteAt(bytes, at);
    tag = tag * 256 + next;
    at += 1;
    if ((next & 0x80) === 0) return { tag, at };
  }
}

function readLength(bytes: Uint8Array, start: number): { length: number | 'indefinite'; at: number } {
  const first = byteAt(bytes, start);
  if (first < 0x80) return { length: first, at: start + 1 };
  if (first === 0x80) return { length: 'indefinite', at: start + 1 };
  const count = first & 0x7f;
  if (count > 4) throw new LdsError('lds_too_long', `length in ${count} bytes`);
  let length = 0;
  for (let index = 0; index < count; index += 1) length = length * 256 + byteAt(bytes, start + 1 + index);
  return { length, at: start + 1 + count };
}

function endOfIndefinite(bytes: Uint8Array, start: number, depth: number): number {
  let at = start;
  while (!(byteAt(bytes, at) === 0 && byteAt(bytes, at + 1) === 0)) at = readTlvAt(bytes, at, depth + 1).end;
  return at;
}

function readTlvAt(bytes: Uint8Array, start: number, depth: number): { tlv: Tlv; end: number } {
  if (depth > maxDepth) throw new LdsError('lds_too_deep', 'nested too deeply');
  const { tag, at } = readTag(bytes, start);
  const { length, at: content } = readLength(bytes, at);
  const firstByte = byteAt(bytes, start);
  const constructed = (firstByte & 0x20) !== 0;
  if (length === 'indefinite' && !constructed)
    throw new LdsError('lds_bad_value', 'indefinite length of a primitive');
  const contentEnd = length === 'indefinite' ? endOfIndefinite(bytes, content, depth) : content + length;
  const end = length === 'indefinite' ? contentEnd + 2 : contentEnd;
  if (end > bytes.length)
    throw new LdsError('lds_truncated', `element of ${end - start} bytes in ${bytes.length - start}`);
  return {
    tlv: { tag, constructed, value: bytes.subarray(content, contentEnd), raw: bytes.subarray(start, end) },
    end,
  };
}

/** The first element; what follows it is ignored (files on chips are padded). */
export function readTlv(bytes: Uint8Array): Tlv {
  return readTlvAt(bytes, 0, 0).tlv;
}

/** All elements of a concatenation. */
export function readTlvs(bytes: Uint8Array): Tlv[] {
  const elements: Tlv[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { tlv, end } = readTlvAt(bytes, at, 0);
    elements.push(tlv);
    at = end;
  }
  return elements;
}

/** Elements inside a constructed element. */
export function childrenOf(element: Tlv): Tlv[] {
  return readTlvs(element.value);
}

export function expectTag(element: Tlv | undefined, tag: number, what: string): Tlv {
  if (!element) throw new LdsError('lds_missing_field', what);
  if (element.tag !== tag) {
    throw new LdsError(
      'lds_unexpected_tag',
      `${what}: ${element.tag.toString(16)} instead of ${tag.toString(16)}`,
    );
  }
  return element;
}

/** The first child with the tag. */
export function findChild(element: Tlv, tag: number): Tlv | undefined {
  return childrenOf(element).find((child) => child.tag === tag);
}

/** Total length of a file from its first bytes (tag and length), for reading chips. Undefined while bytes are missing. */
export function fileLength(head: Uint8Array): number | undefined {
  try {
    const { at } = readTag(head, 0);
    const { length, at: content } = readLength(head, at);
    return length === 'indefinite' ? undefined : content + length;
  } catch {
    return undefined;
  }
}

function encodeLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.of(0x80 | bytes.length, ...bytes);
}

/** Encodes one element with definite length. */
export function encodeTlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const tagBytes: number[] = [];
  for (let rest = tag; rest > 0; rest = Math.floor(rest / 256)) tagBytes.unshift(rest % 256);
  const value = concatBytes(...parts);
  return concatBytes(
    Uint8Array.from(tagBytes.length > 0 ? tagBytes : [0]),
    encodeLength(value.length),
    value,
  );
}
