import { formatItem, formatVerifierKey } from '#lib/transparency';
import type { Runner } from '#platform/use-case';
import { signHead, signNow } from './checkpoint.ts';
import { sequenceAll } from './sequence.ts';
import { databaseSource, inSnapshot } from './source.ts';
import { logKey } from './verify-audit.ts';

export interface ExportOptions {
  /** Shows what was sealed, with the salts: personal data, only for somebody entitled to read the log itself. */
  readonly withValues?: boolean;
}

export interface ExportResult {
  /** Entries exported with a position; all of them covered by the last signature. */
  readonly size: number;
  readonly bytes: number;
}

/** Writes the whole log so that it can be verified anywhere, later, with nothing but the public keys. */
export async function exportAudit(
  runner: Runner,
  write: (chunk: string) => Promise<void> | void,
  options: ExportOptions = {},
): Promise<ExportResult> {
  await sequenceAll(runner);
  const head = await signHead(runner, signNow);
  const size = head?.size ?? 0;
  let bytes = 0;
  await inSnapshot(runner, async (snapshot) => {
    const source = databaseSource(snapshot, { size, withValues: options.withValues });
    for await (const items of source.open()) {
      const text = items
        .map((item) => (item.kind === 'header' ? { ...item, keys: verifierKeys(runner) } : item))
        .map(formatItem)
        .join('');
      bytes += Buffer.byteLength(text);
      await write(text);
    }
  });
  return { size, bytes };
}

function verifierKeys(runner: Runner): string[] {
  const witnesses = (runner.ports.auditWitnesses ?? []).map((witness) => witness.key);
  const former = runner.ports.auditFormerKeys ?? [];
  return [logKey(runner.ports.auditKey), ...former, ...witnesses].map(formatVerifierKey);
}
