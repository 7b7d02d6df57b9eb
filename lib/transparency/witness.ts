import { fromBase64, HASH_LENGTH, isDecimalSize, sameBytes, toBase64 } from './bytes.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { checkNote, NoteError, type VerifierKey } from './note.ts';
import { verifyConsistency } from './proof.ts';

const MAX_PROOF_LINES = 63;

/** A log asks a witness to cosign. C2SP tlog-witness, add-checkpoint */
export interface AddCheckpoint {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  readonly note: string;
}

export function formatAddCheckpoint(request: AddCheckpoint): string {
  const proof = request.proof.map((hash) => `${toBase64(hash)}\n`).join('');
  return `old ${request.oldSize}\n${proof}\n${request.note}`;
}

export function parseAddCheckpoint(body: string): AddCheckpoint {
  const split = body.indexOf('\n\n');
  const [first, ...lines] = body.slice(0, Math.max(split, 0)).split('\n');
  const size = /^old (\d+)$/.exec(first ?? '')?.[1];
  if (size === undefined || !isDecimalSize(size)) throw new NoteError('malformed request: old size');
  if (lines.length > MAX_PROOF_LINES) throw new NoteError('malformed request: proof too long');
  const proof = lines.map((line) => {
    const hash = fromBase64(line);
    if (hash?.length !== HASH_LENGTH) throw new NoteError('malformed request: proof line');
    return hash;
  });
  return { oldSize: Number(size), proof, note: body.slice(split + 2) };
}

/** What a witness remembers of one log: the last tree head it cosigned. */
export interface WitnessMemory {
  readonly size: number;
  readonly root: Uint8Array;
}

export type WitnessDecision =
  | { readonly status: 200; readonly text: string; readonly next: WitnessMemory }
  | { readonly status: 409; readonly size: number }
  | { readonly status: 400 | 403 | 404 | 422 };

export interface WitnessedLog {
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
}

/**
 * The whole duty of a witness, without its storage, clock and key: it never goes backwards and never cosigns two
 * histories. The caller stores `next` before it answers, in one step with reading `memory`.
 */
export function considerCheckpoint(
  request: AddCheckpoint,
  memory: WitnessMemory | undefined,
  log: WitnessedLog,
): WitnessDecision {
  const opened = tryOpen(request.note);
  if (opened === undefined) return { status: 400 };
  const { checkpoint, note } = opened;
  if (checkpoint.origin !== log.origin) return { status: 404 };
  const verdict = checkNote(note, log.keys);
  if (verdict.good.length === 0 || verdict.bad.length > 0) return { status: 403 };
  if (request.oldSize > checkpoint.size) return { status: 400 };
  return compareWithMemory(request, memory, { checkpoint, text: note.text });
}

function compareWithMemory(
  request: AddCheckpoint,
  memory: WitnessMemory | undefined,
  offered: { checkpoint: Checkpoint; text: string },
): WitnessDecision {
  const { checkpoint, text } = offered;
  const size = memory?.size ?? 0;
  if (request.oldSize !== size) return { status: 409, size };
  const oldRoot = memory?.root ?? new Uint8Array(HASH_LENGTH);
  if (memory !== undefined && size === checkpoint.size && !sameBytes(oldRoot, checkpoint.root)) {
    return { status: 409, size };
  }
  const { proof } = request;
  const consistent = verifyConsistency({
    oldSize: size,
    oldRoot,
    newSize: checkpoint.size,
    newRoot: checkpoint.root,
    proof,
  });
  if (!consistent) return { status: 422 };
  return { status: 200, text, next: { size: checkpoint.size, root: checkpoint.root } };
}

function tryOpen(note: string): ReturnType<typeof openCheckpoint> | undefined {
  try {
    return openCheckpoint(note);
  } catch (error) {
    if (error instanceof NoteError) return undefined;
    throw error;
  }
}
