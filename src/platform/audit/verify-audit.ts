import { createReadStream } from 'node:fs';
import {
  type Checkpoint,
  ED25519,
  exportSource,
  type LogReport,
  type VerifierKey,
  verifierKey,
  verifyLog,
} from '#lib/transparency';
import type { Runner } from '#platform/use-case';
import { type AccountFinding, accountForEntries, accountForEvents, rowFinding } from './account.ts';
import { ordinaryRule } from './checkpoint.ts';
import { databaseSource, inSnapshot, type Snapshot } from './source.ts';
import { findTail } from './store.ts';

export interface AuditReport {
  readonly ok: boolean;
  /** Chain, tree and signatures. */
  readonly log: LogReport;
  /** Entries and events accounted for against chain and tree. */
  readonly account: {
    readonly entries: number;
    readonly events: number;
    readonly findings: readonly AccountFinding[];
  };
  /** Positions no signature covers yet: never more than the sequencer leaves between two signatures. */
  readonly unsigned: { readonly count: number; readonly isOrdinary: boolean };
  /** What has no position yet, and since when; more than a second means that no sequencer runs. */
  readonly waiting: { readonly count: number; readonly oldest: Date | undefined };
}

export interface AuditVerifyOptions {
  /** Tree heads known from outside the database. */
  readonly known?: readonly Checkpoint[];
  readonly maxFindings?: number;
}

/** Verifies the log in the database, as of one moment, against the log's own key and everything the acts left behind. */
export async function verifyAudit(runner: Runner, options: AuditVerifyOptions = {}): Promise<AuditReport> {
  const { auditKey, auditFormerKeys, auditWitnesses } = runner.ports;
  const limit = options.maxFindings ?? 1000;
  return inSnapshot(runner, async (snapshot) => {
    const findings: AccountFinding[] = [];
    let [entries, count] = [0, 0];
    let oldest: Date | undefined;
    const source = databaseSource(snapshot, {
      onRow: (row) => {
        entries += 1;
        const finding = rowFinding(row);
        if (finding !== undefined && findings.length < limit) findings.push(finding);
      },
      onWaiting: (row) => {
        count += 1;
        const recorded = new Date(row.at / 1000);
        if (oldest === undefined || recorded < oldest) oldest = recorded;
      },
    });
    const log = await verifyLog(source, {
      origin: auditKey.name,
      keys: [logKey(auditKey), ...(auditFormerKeys ?? [])],
      witnesses: (auditWitnesses ?? []).map((witness) => witness.key),
      known: options.known,
      maxFindings: limit,
    });
    findings.push(...(await accountForEntries(snapshot, limit)));
    const events = await accountForEvents(snapshot, limit);
    findings.push(...events.findings);
    const unsigned = await checkTail(snapshot, log.signedSize);
    const isSound = log.findings.every((finding) => finding.kind === 'unsigned') && log.unlisted === 0;
    return {
      ok: isSound && unsigned.isOrdinary && findings.length === 0,
      log,
      unsigned,
      account: { entries: entries + count, events: events.checked, findings },
      waiting: { count, oldest },
    };
  });
}

const MAX_UNSIGNED = 4 * ordinaryRule.everyEntries;
const MAX_UNSIGNED_SPAN = 5 * ordinaryRule.everyMilliseconds;

/** A short tail without a signature is how the log grows; a long one means that signatures were taken away. */
async function checkTail(snapshot: Snapshot, signedSize: number): Promise<AuditReport['unsigned']> {
  const { count, first, last } = await findTail(snapshot, signedSize);
  const span = first && last ? last.getTime() - first.getTime() : 0;
  return { count, isOrdinary: count <= MAX_UNSIGNED && span <= MAX_UNSIGNED_SPAN };
}

export function logKey(key: { readonly name: string; readonly publicKey: Uint8Array }): VerifierKey {
  return verifierKey(key.name, ED25519, key.publicKey);
}

export interface FileVerifyOptions {
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
  readonly witnesses?: readonly VerifierKey[];
  readonly known?: readonly Checkpoint[];
}

/** Verifies an exported file: needs neither database nor network. */
export function verifyAuditFile(file: string, options: FileVerifyOptions): Promise<LogReport> {
  return verifyLog(
    exportSource(() => createReadStream(file, { highWaterMark: 262_144 })),
    options,
  );
}
