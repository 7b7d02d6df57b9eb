/**
 * altered: the entry at this position is not the one that was sequenced. removed, inserted, duplicated, reordered:
 * as the words say. truncated: the log goes on, this copy does not. misnumbered: right entries under wrong numbers.
 * rewritten: entries and hashes fit each other but not what was signed, somewhere in the range. index: a tile of hashes
 * is missing or damaged while the entries are right. checkpoint: a signature or tree head that cannot be accepted.
 * unsigned: no signature covers the last entries. opening: a disclosed value is not the one that was sealed.
 */
export type FindingKind =
  | 'altered'
  | 'removed'
  | 'inserted'
  | 'duplicated'
  | 'reordered'
  | 'truncated'
  | 'misnumbered'
  | 'rewritten'
  | 'index'
  | 'checkpoint'
  | 'unsigned'
  | 'opening'
  | 'unreadable'
  | 'header';

export interface Finding {
  readonly kind: FindingKind;
  /** First position concerned. */
  readonly position: number;
  /** Last position concerned, when it is a range. */
  readonly until?: number;
  /** Line of the source, when the finding is tied to one. */
  readonly line?: number;
  readonly detail: string;
}

export interface LogReport {
  readonly ok: boolean;
  readonly origin: string;
  /** Entries sequenced, by the hashes of the log. */
  readonly size: number;
  readonly root: Uint8Array;
  /** Entries read, whatever their state. */
  readonly entries: number;
  readonly pending: number;
  readonly checkpoints: number;
  /** Largest size whose tree head a trusted key signed and the entries confirm. */
  readonly signedSize: number;
  /** Witness name → largest size it cosigned among the confirmed tree heads. */
  readonly witnessed: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
  /** Findings beyond the limit, counted and not listed. */
  readonly unlisted: number;
}

export function describeFinding(finding: Finding): string {
  const range = finding.until !== undefined && finding.until > finding.position ? `–${finding.until}` : '';
  const line = finding.line === undefined ? '' : ` (line ${finding.line})`;
  return `${finding.kind} at ${finding.position}${range}${line}: ${finding.detail}`;
}
