import { concat, readUint64, uint64, utf8 } from './bytes.ts';
import { parseCheckpoint } from './checkpoint.ts';
import {
  COSIGNATURE_V1,
  checkNote,
  isEd25519Signature,
  type NoteSignature,
  type NoteSigner,
  type SignedNote,
  type VerifierKey,
  verifierKey,
} from './note.ts';

const TIMESTAMP_LENGTH = 8;

/** A witness says: at this time (POSIX seconds) this was the largest consistent tree head I had seen of this log. */
export async function cosign(text: string, seconds: number, witness: NoteSigner): Promise<NoteSignature> {
  parseCheckpoint(text);
  const key = verifierKey(witness.name, COSIGNATURE_V1, witness.publicKey);
  const signature = await witness.sign(cosignedMessage(text, seconds));
  return { name: key.name, keyId: key.keyId, signature: concat([uint64(seconds), signature]) };
}

// C2SP tlog-cosignature, "Ed25519 signed message"
export function cosignedMessage(text: string, seconds: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${seconds}\n${text}`);
}

export function isCosignature(key: VerifierKey, note: SignedNote, signature: Uint8Array): boolean {
  const seconds = cosignatureTime(signature);
  if (key.type !== COSIGNATURE_V1 || seconds === undefined) return false;
  const message = cosignedMessage(note.text, seconds);
  return isEd25519Signature(key.publicKey, message, signature.subarray(TIMESTAMP_LENGTH));
}

export function cosignatureTime(signature: Uint8Array): number | undefined {
  return signature.length === TIMESTAMP_LENGTH + 64 ? readUint64(signature, 0) : undefined;
}

/** Names of the trusted witnesses whose cosignature holds, and of those whose does not. */
export function checkCosignatures(
  note: SignedNote,
  witnesses: readonly VerifierKey[],
): { good: string[]; bad: string[] } {
  const verdict = checkNote(note, witnesses, isCosignature);
  return { good: verdict.good.map((key) => key.name), bad: verdict.bad.map((key) => key.name) };
}
