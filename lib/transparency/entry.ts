import { concat, HASH_LENGTH, readUint64, uint64, utf8 } from './bytes.ts';
import { sha256 } from './hash.ts';

/**
 * A field of a canonical entry. `code` is a word from a catalogue, never prose or a name; whatever could point to a
 * person is `sealed`: the 32-byte result of `seal`, or of any other salted hash.
 */
export type EntryField =
  | { readonly key: string; readonly kind: 'code'; readonly value: string }
  | { readonly key: string; readonly kind: 'number'; readonly value: number }
  | { readonly key: string; readonly kind: 'instant'; readonly value: number }
  | { readonly key: string; readonly kind: 'id'; readonly value: Uint8Array }
  | { readonly key: string; readonly kind: 'digest'; readonly value: Uint8Array }
  | { readonly key: string; readonly kind: 'sealed'; readonly value: Uint8Array };

type Kind = EntryField['kind'];

export const ENTRY_VERSION = 1;
const KIND_BYTE: Record<Kind, number> = { code: 1, number: 2, instant: 3, id: 4, digest: 5, sealed: 6 };
const KIND_OF = new Map(Object.entries(KIND_BYTE).map(([kind, byte]) => [byte, kind as Kind]));
const KEY = /^[a-z][a-z0-9_]{0,39}$/;
const CODE = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,119}$/;
const LONG_NUMBER = /[0-9]{9,}/;
const MAX_FIELDS = 64;
export const MAX_ENTRY_BYTES = 16_384;

export class EntryError extends Error {
  override readonly name = 'EntryError';
}

/**
 * Version byte, field count, then the fields in strictly ascending order of their keys: u8 key length, key, u8 kind,
 * u32 value length, value. One set of fields has exactly one encoding.
 */
export function encodeEntry(fields: readonly EntryField[]): Uint8Array {
  const sorted = fields.toSorted((a, b) => compareKeys(a.key, b.key));
  if (sorted.length > MAX_FIELDS) throw new EntryError('too many fields');
  const values = sorted.map(encodeValue);
  let length = 2;
  for (const [i, field] of sorted.entries()) {
    if (!KEY.test(field.key)) throw new EntryError(`not a field name: ${field.key}`);
    if (field.key === sorted[i - 1]?.key) throw new EntryError(`field given twice: ${field.key}`);
    length += 6 + field.key.length + (values[i]?.length ?? 0);
  }
  if (length > MAX_ENTRY_BYTES) throw new EntryError('entry too long');
  const bytes = Buffer.allocUnsafe(length);
  bytes[0] = ENTRY_VERSION;
  let at = bytes.writeUInt8(sorted.length, 1);
  for (const [i, field] of sorted.entries()) at = writeField(bytes, at, { field, value: values[i] ?? bytes });
  return bytes;
}

function writeField(bytes: Buffer, start: number, content: { field: EntryField; value: Uint8Array }): number {
  const { field, value } = content;
  let at = bytes.writeUInt8(field.key.length, start);
  at += bytes.write(field.key, at, 'latin1');
  at = bytes.writeUInt8(KIND_BYTE[field.kind], at);
  at = bytes.writeUInt32BE(value.length, at);
  bytes.set(value, at);
  return at + value.length;
}

/** Refuses everything `encodeEntry` would not have written, so that bytes and fields stand for each other. */
export function decodeEntry(bytes: Uint8Array): EntryField[] {
  if (bytes.length > MAX_ENTRY_BYTES) throw new EntryError('entry too long');
  if (bytes[0] !== ENTRY_VERSION) throw new EntryError('unknown entry version');
  const count = bytes[1] ?? MAX_FIELDS + 1;
  if (count > MAX_FIELDS) throw new EntryError('too many fields');
  const fields: EntryField[] = [];
  let at = 2;
  for (let i = 0; i < count; i++) {
    const read = readField(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), at);
    const last = fields.at(-1);
    if (last !== undefined && compareKeys(last.key, read.field.key) >= 0)
      throw new EntryError('fields out of order');
    fields.push(read.field);
    at = read.next;
  }
  if (at !== bytes.length) throw new EntryError('bytes after the last field');
  return fields;
}

/**
 * Salt of one field, from the salt of its entry, so that opening one field to somebody opens no other.
 */
export function fieldSalt(entrySalt: Uint8Array, key: string): Uint8Array {
  requireSalt(entrySalt);
  return sha256(
    concat([utf8('serepok/log/salt/1\n'), Uint8Array.of(entrySalt.length), entrySalt, utf8(key)]),
  );
}

/** Commitment to a value. With the salt destroyed, nothing about the value can be learnt from it. */
export function seal(salt: Uint8Array, key: string, value: string | Uint8Array): Uint8Array {
  requireSalt(salt);
  const bytes = typeof value === 'string' ? utf8(value.normalize('NFC')) : value;
  const head = [
    utf8('serepok/log/seal/1\n'),
    Uint8Array.of(salt.length),
    salt,
    Uint8Array.of(key.length),
    utf8(key),
  ];
  return sha256(concat([...head, bytes]));
}

function requireSalt(salt: Uint8Array): void {
  if (salt.length < 16 || salt.length > 64) throw new EntryError('a salt has 16 to 64 bytes');
}

function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function encodeValue(field: EntryField): Uint8Array {
  switch (field.kind) {
    case 'code':
      if (!isCode(field.value)) throw new EntryError(`${field.key}: not a catalogue word`);
      return utf8(field.value);
    case 'number':
    case 'instant':
      if (!Number.isSafeInteger(field.value) || field.value < 0)
        throw new EntryError(`${field.key}: not a count`);
      return uint64(field.value);
    case 'id':
      return requireLength(field.key, field.value, 16);
    case 'digest':
    case 'sealed':
      return requireLength(field.key, field.value, HASH_LENGTH);
    default:
      throw new EntryError('unknown kind of field');
  }
}

/** Whether a word may stand in an entry in clear: short, plain, without a run of digits that could be an identifier. */
export function isCode(value: string): boolean {
  return CODE.test(value) && !LONG_NUMBER.test(value);
}

function requireLength(key: string, value: Uint8Array, length: number): Uint8Array {
  if (value.length !== length) throw new EntryError(`${key}: expected ${length} bytes`);
  return value;
}

interface ReadField {
  readonly field: EntryField;
  readonly next: number;
}

function readField(bytes: Buffer, start: number): ReadField {
  const keyLength = bytes[start] ?? 0;
  const valueAt = start + 1 + keyLength + 1 + 4;
  if (valueAt > bytes.length) throw new EntryError('entry cut short');
  const key = bytes.toString('latin1', start + 1, start + 1 + keyLength);
  if (!KEY.test(key)) throw new EntryError('not a field name');
  const kind = KIND_OF.get(bytes[start + 1 + keyLength] ?? 0);
  if (kind === undefined) throw new EntryError('unknown kind of field');
  const next = valueAt + bytes.readUInt32BE(valueAt - 4);
  if (next > bytes.length) throw new EntryError('entry cut short');
  return { field: decodeValue(key, kind, bytes.subarray(valueAt, next)), next };
}

function decodeValue(key: string, kind: Kind, bytes: Buffer): EntryField {
  switch (kind) {
    case 'code': {
      const value = bytes.toString('latin1');
      if (!isCode(value)) throw new EntryError(`${key}: not a catalogue word`);
      return { key, kind, value };
    }
    case 'number':
    case 'instant': {
      const value = bytes.length === 8 ? readUint64(bytes, 0) : undefined;
      if (value === undefined) throw new EntryError(`${key}: not a count`);
      return { key, kind, value };
    }
    case 'id':
      return { key, kind, value: requireLength(key, bytes, 16) };
    default:
      return { key, kind, value: requireLength(key, bytes, HASH_LENGTH) };
  }
}
