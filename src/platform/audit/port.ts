import type { AddCheckpoint, NoteSignature, NoteSigner, VerifierKey } from '#lib/transparency';

/** A party that cosigns a tree head only after it has checked that it grows out of the last one it saw. */
export interface Witness {
  readonly key: VerifierKey;
  cosign(request: AddCheckpoint): Promise<WitnessAnswer>;
}

/** Status as in C2SP tlog-witness; 409 tells the size the witness knows. */
export type WitnessAnswer =
  | { readonly status: 200; readonly signatures: readonly NoteSignature[] }
  | { readonly status: 409; readonly size: number }
  | { readonly status: number };

declare module '#platform/runtime' {
  interface Ports {
    /** Signs tree heads of the audit log. Its name is the log's origin, e.g. `serepok.daklak.example/audit`. */
    auditKey: NoteSigner;
    /** Keys the log signed with before the present one; their signatures still count. */
    auditFormerKeys?: readonly VerifierKey[];
    /** Who cosigns. */
    auditWitnesses?: readonly Witness[];
  }
}
