import { fromBase64, HASH_LENGTH, isDecimalSize, toBase64 } from './bytes.ts';
import { type NoteSigner, formatNote, NoteError, parseNote, type SignedNote, signNote } from './note.ts';

/** What a log says of itself at one size. C2SP tlog-checkpoint */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root } = checkpoint;
  if (origin === '' || /\s/u.test(origin)) throw new NoteError('not an origin');
  if (!Number.isSafeInteger(size) || size < 0 || root.length !== HASH_LENGTH)
    throw new NoteError('not a tree head');
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Extension lines are allowed by the specification and carry no meaning here. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, rootText, ...rest] = text.split('\n');
  if (origin === undefined || origin === '' || size === undefined || rootText === undefined) {
    throw new NoteError('not a checkpoint');
  }
  if (rest.at(-1) !== '' || rest.slice(0, -1).includes('')) throw new NoteError('not a checkpoint');
  const root = fromBase64(rootText);
  if (!isDecimalSize(size) || root?.length !== HASH_LENGTH) throw new NoteError('not a tree head');
  return { origin, size: Number(size), root };
}

export function openCheckpoint(note: string): { checkpoint: Checkpoint; note: SignedNote } {
  const parsed = parseNote(note);
  return { checkpoint: parseCheckpoint(parsed.text), note: parsed };
}

/** The whole signed note of a checkpoint. */
export async function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): Promise<string> {
  const text = formatCheckpoint(checkpoint);
  return formatNote({ text, signatures: [await signNote(text, signer)] });
}
