import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Language } from '#lib/contract';
import {
  type Checkpoint,
  COSIGNATURE_V1,
  ED25519,
  type LogReport,
  NoteError,
  openCheckpoint,
  parseVerifierKey,
  toBase64,
  type VerifierKey,
} from '#lib/transparency';
import type { Runner } from '#platform/use-case';
import { signHead, signNow } from './checkpoint.ts';
import { exportAudit } from './export.ts';
import { sequenceAll } from './sequence.ts';
import { type AuditReport, logKey, verifyAudit, verifyAuditFile } from './verify-audit.ts';
import { sayFinding } from './wording.ts';
import { askWitnesses } from './witness.ts';

export interface AuditCommandIo {
  readonly print: (line: string) => void;
  /** Opened only by the subcommands that need the database. */
  readonly openRunner: () => Promise<Runner>;
  readonly language?: Language;
}

const options = {
  json: { type: 'boolean' },
  values: { type: 'boolean' },
  key: { type: 'string', multiple: true },
  known: { type: 'string', multiple: true },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/**
 * `audit verify [--json] [--known NOTE]`, `audit verify FILE --key VKEY… [--known NOTE]`, `audit export FILE [--values]`,
 * `audit checkpoint`.
 * @returns the exit code: 0 sound, 1 something was found, 2 wrong use
 */
export async function runAuditCommand(args: readonly string[], io: AuditCommandIo): Promise<number> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    const sentence = wrongUse(error);
    if (sentence === undefined) throw error;
    io.print(say(io, sentence));
    return 2;
  }
}

async function dispatch(args: readonly string[], io: AuditCommandIo): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [command, file, ...rest] = positionals;
  if (rest.length === 0 && command === 'verify') {
    return file === undefined ? verifyDatabase(values, io) : verifyFile(file, values, io);
  }
  if (command === 'export' && file !== undefined && rest.length === 0) return exportTo(file, values, io);
  if (command === 'checkpoint' && file === undefined) return printCheckpoint(io);
  io.print(say(io, usage));
  return 2;
}

const usage = {
  vi: 'Cách dùng: audit verify [TỆP --key KHÓA] [--known TỆP] [--json] | audit export TỆP [--values] | audit checkpoint',
  en: 'Usage: audit verify [FILE --key KEY] [--known FILE] [--json] | audit export FILE [--values] | audit checkpoint',
};

/** What the operator did wrong, in a sentence; undefined when it is not theirs. */
function wrongUse(error: unknown): { vi: string; en: string } | undefined {
  if (error instanceof NoteError) {
    const vi = `Khóa hoặc điểm kiểm tra không đúng dạng: ${error.message}.`;
    return { vi, en: `Malformed key or checkpoint: ${error.message}.` };
  }
  const { code = '', path = '' } = error as { code?: string; path?: string };
  if (code.startsWith('ERR_PARSE_ARGS')) return usage;
  if (!['ENOENT', 'EACCES', 'EISDIR'].includes(code)) return undefined;
  return { vi: `Không đọc hoặc ghi được tệp ${path}.`, en: `Cannot read or write ${path}.` };
}

function say(io: AuditCommandIo, sentence: { vi: string; en: string }): string {
  return sentence[io.language ?? 'vi'];
}

async function verifyDatabase(values: Values, io: AuditCommandIo): Promise<number> {
  const runner = await io.openRunner();
  const report = await verifyAudit(runner, { known: await readKnown(values) });
  if (values.json === true) io.print(JSON.stringify(toJson(report.log, report)));
  else {
    printLog(report.log, io);
    for (const finding of report.account.findings) io.print(sayFinding(finding, io.language ?? 'vi'));
    printAccount(report, io);
    printVerdict(report.ok, io);
  }
  return report.ok ? 0 : 1;
}

async function verifyFile(file: string, values: Values, io: AuditCommandIo): Promise<number> {
  const keys = (values.key ?? []).map(parseVerifierKey);
  const signing = keys.filter((key) => key.type === ED25519);
  const trusted = signing.length > 0 ? signing : await keysOfThisHouse(io);
  if (trusted.length === 0) {
    const vi = 'Hãy nêu khóa công khai của nhật ký bằng --key (không dùng khóa ghi trong chính tệp).';
    const en = 'Name the log’s public key with --key (the one in the file itself is not believed).';
    io.print(say(io, { vi, en }));
    return 2;
  }
  const report = await verifyAuditFile(file, {
    origin: trusted[0]?.name ?? '',
    keys: trusted,
    witnesses: keys.filter((key) => key.type === COSIGNATURE_V1),
    known: await readKnown(values),
  });
  if (values.json === true) io.print(JSON.stringify(toJson(report)));
  else {
    printLog(report, io);
    printVerdict(report.ok, io);
  }
  return report.ok ? 0 : 1;
}

/** Without a key on the command line the file is held against this installation's own key, never against its header. */
async function keysOfThisHouse(io: AuditCommandIo): Promise<VerifierKey[]> {
  const runner = await io.openRunner().catch(() => undefined);
  if (runner === undefined) return [];
  return [logKey(runner.ports.auditKey), ...(runner.ports.auditFormerKeys ?? [])];
}

async function readKnown(values: Values): Promise<Checkpoint[]> {
  const notes = await Promise.all((values.known ?? []).map((file) => readFile(file, 'utf8')));
  return notes.map((note) => openCheckpoint(note).checkpoint);
}

function printLog(log: LogReport, io: AuditCommandIo): void {
  const { size, signedSize, checkpoints } = log;
  io.print(
    say(io, {
      vi: `Nhật ký ${log.origin}: ${size} bản ghi, ${checkpoints} điểm kiểm tra đã ký, chữ ký bảo vệ ${signedSize} bản ghi đầu.`,
      en: `Log ${log.origin}: ${size} entries, ${checkpoints} signed checkpoints, signatures cover the first ${signedSize}.`,
    }),
  );
  io.print(`root ${toBase64(log.root)}`);
  for (const [name, upTo] of log.witnessed) {
    io.print(
      say(io, { vi: `Bên làm chứng ${name}: ${upTo} bản ghi.`, en: `Witness ${name}: ${upTo} entries.` }),
    );
  }
  for (const finding of log.findings) io.print(sayFinding(finding, io.language ?? 'vi'));
  if (log.unlisted > 0) {
    io.print(say(io, { vi: `Và ${log.unlisted} phát hiện khác.`, en: `And ${log.unlisted} more findings.` }));
  }
}

function printAccount(report: AuditReport, io: AuditCommandIo): void {
  const { account, unsigned, waiting } = report;
  if (!unsigned.isOrdinary) {
    const vi = `${unsigned.count} bản ghi cuối chưa được ký quá lâu: chữ ký có thể đã bị xóa hoặc tiến trình ký đã dừng.`;
    const en = `The last ${unsigned.count} entries have gone unsigned for too long: signatures were deleted, or signing stopped.`;
    io.print(say(io, { vi, en }));
  }
  io.print(
    say(io, {
      vi: `Đã đối chiếu ${account.entries} bản ghi và ${account.events} sự kiện; ${waiting.count} bản ghi đang chờ xếp thứ tự.`,
      en: `${account.entries} entries and ${account.events} events accounted for; ${waiting.count} entries wait for a position.`,
    }),
  );
}

function printVerdict(ok: boolean, io: AuditCommandIo): void {
  io.print(
    ok
      ? say(io, { vi: 'Kết luận: nhật ký toàn vẹn.', en: 'Result: the log is intact.' })
      : say(io, { vi: 'Kết luận: nhật ký KHÔNG toàn vẹn.', en: 'Result: the log is NOT intact.' }),
  );
}

function toJson(log: LogReport, report?: AuditReport): Record<string, unknown> {
  const { account, unsigned, waiting } = report ?? {};
  return {
    ...log,
    ok: report?.ok ?? log.ok,
    root: toBase64(log.root),
    witnessed: Object.fromEntries(log.witnessed),
    account,
    unsigned,
    waiting,
  };
}

async function exportTo(file: string, values: Values, io: AuditCommandIo): Promise<number> {
  if (existsSync(file)) {
    io.print(
      say(io, { vi: `Tệp ${file} đã có; hãy chọn tên khác.`, en: `${file} exists; choose another name.` }),
    );
    return 2;
  }
  const runner = await io.openRunner();
  const handle = await open(file, 'wx', 0o600);
  try {
    const write = (chunk: string): Promise<void> => handle.appendFile(chunk);
    const { size, bytes } = await exportAudit(runner, write, { withValues: values.values === true });
    await handle.sync();
    const vi = `Đã xuất ${size} bản ghi (${bytes} byte) ra ${file}.`;
    io.print(say(io, { vi, en: `Exported ${size} entries (${bytes} bytes) to ${file}.` }));
    return 0;
  } finally {
    await handle.close();
  }
}

async function printCheckpoint(io: AuditCommandIo): Promise<number> {
  const runner = await io.openRunner();
  await sequenceAll(runner);
  const head = await signHead(runner, signNow);
  if (head === undefined) {
    io.print(say(io, { vi: 'Nhật ký chưa có bản ghi nào.', en: 'The log has no entry yet.' }));
    return 0;
  }
  await askWitnesses(runner);
  io.print(head.note.trimEnd());
  return 0;
}
