import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { concat, fromBase64, sameBytes, toBase64, toHex, utf8 } from './bytes.ts';
import { sha256 } from './hash.ts';

// C2SP signed-note, "Signature types"
export const ED25519 = 0x01;
export const COSIGNATURE_V1 = 0x04;
const MAX_NOTE_BYTES = 65_536;
const MAX_SIGNATURES = 64;
const ED25519_KEY_LENGTH = 32;
const ED25519_SIGNATURE_LENGTH = 64;

export type SignatureType = typeof ED25519 | typeof COSIGNATURE_V1;

/** A public key a verifier trusts: who, what kind of signature, which key. */
export interface VerifierKey {
  readonly name: string;
  readonly type: SignatureType;
  readonly keyId: Uint8Array;
  readonly publicKey: Uint8Array;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** Text, always ending in a newline, and who signed it. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Signs with an Ed25519 key held elsewhere; `sign` returns the 64 bytes of RFC 8032. */
export interface NoteSigner {
  readonly name: string;
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Promise<Uint8Array> | Uint8Array;
}

export class NoteError extends Error {
  override readonly name = 'NoteError';
}

/** C2SP signed-note: SHA-256(key name || 0x0A || signature type || public key)[:4] */
export function keyId(name: string, type: SignatureType, publicKey: Uint8Array): Uint8Array {
  return sha256(concat([utf8(`${name}\n`), Uint8Array.of(type), publicKey])).subarray(0, 4);
}

export function verifierKey(name: string, type: SignatureType, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new NoteError('not a key name');
  if (publicKey.length !== ED25519_KEY_LENGTH) throw new NoteError('an Ed25519 public key has 32 bytes');
  return { name, type, keyId: keyId(name, type, publicKey), publicKey };
}

/** `name+hex key id+base64(type || key)` */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${toHex(key.keyId)}+${toBase64(concat([Uint8Array.of(key.type), key.publicKey]))}`;
}

export function parseVerifierKey(text: string): VerifierKey {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim());
  const bytes = match?.[3] === undefined ? undefined : fromBase64(match[3]);
  const type = bytes?.[0];
  if (match?.[1] === undefined || bytes === undefined) throw new NoteError('not a verifier key');
  if (type !== ED25519 && type !== COSIGNATURE_V1) throw new NoteError('unknown kind of verifier key');
  const key = verifierKey(match[1], type, bytes.subarray(1));
  if (toHex(key.keyId) !== match[2]) throw new NoteError('key id does not fit the verifier key');
  return key;
}

export function formatNote(note: SignedNote): string {
  return `${note.text}\n${note.signatures.map(formatSignature).join('')}`;
}

export function formatSignature(signature: NoteSignature): string {
  return `\u2014 ${signature.name} ${toBase64(concat([signature.keyId, signature.signature]))}\n`;
}

// C2SP signed-note, "Format"
export function parseNote(note: string): SignedNote {
  if (Buffer.byteLength(note) > MAX_NOTE_BYTES) throw new NoteError('note too long');
  if (!note.isWellFormed() || hasControlCharacter(note)) throw new NoteError('control character in a note');
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw new NoteError('note without signatures');
  const signatures = parseSignatures(note.slice(split + 2));
  if (signatures.length === 0) throw new NoteError('note without signatures');
  return { text: note.slice(0, split + 1), signatures };
}

/** Signature lines alone, as a witness answers. */
export function parseSignatures(lines: string): NoteSignature[] {
  const list = lines.split('\n');
  if (list.pop() !== '') throw new NoteError('signature line without an end');
  if (list.length > MAX_SIGNATURES) throw new NoteError('too many signatures');
  return list.map(parseSignature);
}

function parseSignature(line: string): NoteSignature {
  const [dash, name, encoded, ...rest] = line.split(' ');
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (dash !== '\u2014' || name === undefined || bytes === undefined || rest.length > 0) {
    throw new NoteError('malformed signature line');
  }
  if (!isKeyName(name) || bytes.length < 5) throw new NoteError('malformed signature line');
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

export async function signNote(text: string, signer: NoteSigner): Promise<NoteSignature> {
  if (!text.endsWith('\n') || hasControlCharacter(text)) throw new NoteError('not the text of a note');
  const key = verifierKey(signer.name, ED25519, signer.publicKey);
  return { name: key.name, keyId: key.keyId, signature: await signer.sign(utf8(text)) };
}

export interface NoteVerdict {
  /** Trusted keys whose signature holds. */
  readonly good: readonly VerifierKey[];
  /** Trusted keys whose signature is there but does not hold. */
  readonly bad: readonly VerifierKey[];
}

export type SignatureCheck = (key: VerifierKey, note: SignedNote, signature: Uint8Array) => boolean;

/** Unknown keys are ignored, known ones must hold. C2SP signed-note, "Signatures" */
export function checkNote(
  note: SignedNote,
  keys: readonly VerifierKey[],
  check: SignatureCheck = checkPlainSignature,
): NoteVerdict {
  const good: VerifierKey[] = [];
  const bad: VerifierKey[] = [];
  for (const signature of note.signatures) {
    const key = keys.find((k) => k.name === signature.name && sameBytes(k.keyId, signature.keyId));
    if (key !== undefined) (check(key, note, signature.signature) ? good : bad).push(key);
  }
  return { good, bad };
}

function checkPlainSignature(key: VerifierKey, note: SignedNote, signature: Uint8Array): boolean {
  return key.type === ED25519 && isEd25519Signature(key.publicKey, utf8(note.text), signature);
}

export function isEd25519Signature(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== ED25519_SIGNATURE_LENGTH) return false;
  return verify(null, message, ed25519KeyObject(publicKey), signature);
}

function ed25519KeyObject(publicKey: Uint8Array): KeyObject {
  const x = Buffer.from(publicKey).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

function isKeyName(name: string): boolean {
  return name !== '' && !/[\s+]/u.test(name) && !hasControlCharacter(name);
}

function hasControlCharacter(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- C2SP signed-note forbids them
  return /[\u0000-\u0009\u000b-\u001f]/.test(text);
}
