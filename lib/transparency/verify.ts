import { HASH_LENGTH, sameBytes } from './bytes.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { splitHashes } from './compact-range.ts';
import { checkCosignatures } from './cosignature.ts';
import { EntryError, decodeEntry, seal } from './entry.ts';
import type { EntryItem, LogItem, LogSource, Openings } from './log-items.ts';
import { checkNote, NoteError, type VerifierKey } from './note.ts';
import { advance, fork, type Head, type HeadVerdict, judge, linksOf, startReplay } from './replay.ts';
import type { Finding, LogReport } from './report.ts';
import { nameAnomalies } from './resolve.ts';
import { TILE_WIDTH } from './tile.ts';
import { type WindowLog, windowLog } from './window-log.ts';

export interface VerifyOptions {
  /** Identity of the log; not taken from what is being checked. */
  readonly origin: string;
  /** Keys the log may sign with; not taken from what is being checked. */
  readonly keys: readonly VerifierKey[];
  readonly witnesses?: readonly VerifierKey[];
  /** Tree heads known from elsewhere (a witness, a notice board): the log must contain them. */
  readonly known?: readonly Checkpoint[];
  /** How many findings are listed; the rest is counted. Default 1,000. */
  readonly maxFindings?: number;
}

interface Progress {
  readonly options: VerifyOptions;
  readonly replay: ReturnType<typeof startReplay>;
  readonly windows: WindowLog;
  readonly heads: Map<number, Head[]>;
  readonly witnessed: Map<string, number>;
  readonly findings: Finding[];
  lines: EntryItem[];
  entries: number;
  pending: number;
  checkpoints: number;
  signedSize: number;
  isContradicted: boolean;
  end: { size: number; pending: number } | undefined;
}

/**
 * Reads a log once (twice when something is wrong), in constant memory, and names what does not fit the signed tree
 * heads. It needs nothing but the source and the trusted keys.
 */
export async function verifyLog(source: LogSource, options: VerifyOptions): Promise<LogReport> {
  const progress = begin(options);
  for await (const batch of source.open()) {
    for (const item of batch) accept(progress, item);
  }
  finish(progress);
  const anomalies = progress.windows.confirmed(progress.replay.byHashes.tree.size());
  const named = await nameAnomalies(anomalies, source);
  return report(progress, named);
}

function begin(options: VerifyOptions): Progress {
  const progress: Progress = {
    options,
    replay: startReplay(options.origin),
    windows: windowLog(),
    heads: new Map(),
    witnessed: new Map(),
    findings: [],
    lines: [],
    entries: 0,
    pending: 0,
    checkpoints: 0,
    signedSize: 0,
    isContradicted: false,
    end: undefined,
  };
  for (const { size, root } of options.known ?? []) addHead(progress, { size, root, witnesses: [] });
  return progress;
}

function accept(progress: Progress, item: LogItem): void {
  switch (item.kind) {
    case 'entry':
      progress.entries += 1;
      progress.lines.push(item);
      if (item.opened !== undefined && item.entry !== undefined) checkOpened(progress, item);
      if (progress.lines.length >= 4 * TILE_WIDTH) flushWithoutTile(progress);
      return;
    case 'tile':
      return acceptTile(progress, item);
    case 'checkpoint':
      return acceptCheckpoint(progress, item.note);
    case 'pending':
      progress.pending += 1;
      return;
    case 'header':
      return acceptHeader(progress, item.origin);
    default:
      progress.end = item;
  }
}

function acceptHeader(progress: Progress, origin: string): void {
  if (origin === progress.options.origin) return;
  progress.findings.push({ kind: 'header', position: 0, detail: 'the header names another log' });
}

function acceptTile(progress: Progress, item: { index: number; hashes: Uint8Array }): void {
  const here = (): number => Math.floor(progress.replay.byHashes.tree.size() / TILE_WIDTH);
  while (progress.lines.length > 1.5 * TILE_WIDTH && item.index > here()) flushWithoutTile(progress);
  const hashes = splitHashes(item.hashes);
  if (item.index !== here()) indexFinding(progress, 'a tile of hashes stands at the wrong place');
  if (item.index < here() && progress.lines.length === 0) return;
  const isWhole = item.hashes.length % HASH_LENGTH === 0 && hashes.length > 0 && hashes.length <= TILE_WIDTH;
  if (isWhole) closeWindow(progress, hashes);
  else flushWithoutTile(progress);
}

function closeWindow(progress: Progress, hashes: readonly Uint8Array[]): void {
  const { lines, replay } = progress;
  progress.lines = [];
  const expected = { first: replay.byHashes.tree.size(), previous: replay.byHashes.link, hashes };
  const isClean = progress.windows.add(lines, expected);
  if (!isClean) fork(replay);
  const links = replay.byEntries === undefined ? undefined : linksOf(lines, replay.byEntries.link);
  run(progress, hashes, links?.length === hashes.length ? links : undefined);
}

/** A tile is missing: the entries speak for themselves. */
function flushWithoutTile(progress: Progress): void {
  const lines = progress.lines.splice(0, TILE_WIDTH);
  indexFinding(progress, 'a tile of hashes is missing or damaged');
  runWithoutTile(progress, lines);
}

function runWithoutTile(progress: Progress, lines: readonly EntryItem[]): void {
  const readable = lines.filter((line) => line.entry !== undefined);
  for (const line of lines) if (line.entry === undefined) unreadable(progress, line);
  const { byHashes } = progress.replay;
  const links = linksOf(readable, byHashes.link) ?? [];
  progress.windows.add(readable, { first: byHashes.tree.size(), previous: byHashes.link, hashes: links });
  run(progress, links, undefined);
}

function unreadable(progress: Progress, line: EntryItem): void {
  const detail = 'the entry cannot be read';
  progress.findings.push({ kind: 'unreadable', position: line.position, line: line.line, detail });
}

function indexFinding(progress: Progress, detail: string): void {
  progress.findings.push({ kind: 'index', position: progress.replay.byHashes.tree.size(), detail });
}

function run(
  progress: Progress,
  hashes: readonly Uint8Array[],
  links: readonly Uint8Array[] | undefined,
): void {
  advance(progress.replay, {
    hashes,
    links,
    headsAt: (size) => takeHeads(progress, size),
    onHead: (head, verdict) => onHead(progress, head, verdict),
  });
}

function takeHeads(progress: Progress, size: number): readonly Head[] {
  const heads = progress.heads.get(size) ?? [];
  progress.heads.delete(size);
  return heads;
}

function onHead(progress: Progress, head: Head, verdict: HeadVerdict): void {
  if (verdict === 'contradicted') return contradict(progress, head);
  progress.signedSize = head.size;
  for (const name of head.witnesses) progress.witnessed.set(name, head.size);
  if (verdict === 'confirmed by both') return;
  if (verdict === 'confirmed') return progress.windows.accept();
  for (const position of progress.windows.reject()) {
    const detail = 'the hashes are wrong, the entries are right';
    progress.findings.push({ kind: 'index', position, detail });
  }
}

/** Only the first contradiction is named: every later tree head contains it. */
function contradict(progress: Progress, head: Head): void {
  progress.windows.accept();
  if (progress.isContradicted) return;
  progress.isContradicted = true;
  progress.findings.push({
    kind: 'rewritten',
    position: progress.signedSize,
    until: Math.max(progress.signedSize, head.size - 1),
    detail: 'entries and hashes do not make the tree that was signed',
  });
}

function acceptCheckpoint(progress: Progress, text: string): void {
  const problem = readCheckpoint(progress, text);
  if (problem === undefined) return;
  const position = progress.replay.byHashes.tree.size();
  progress.findings.push({ kind: 'checkpoint', position, detail: problem });
}

function readCheckpoint(progress: Progress, text: string): string | undefined {
  let opened: ReturnType<typeof openCheckpoint>;
  try {
    opened = openCheckpoint(text);
  } catch (error) {
    if (error instanceof NoteError) return `not a checkpoint: ${error.message}`;
    throw error;
  }
  const { checkpoint, note } = opened;
  if (checkpoint.origin !== progress.options.origin) return 'a checkpoint of another log';
  const verdict = checkNote(note, progress.options.keys);
  if (verdict.bad.length > 0) return 'the signature does not hold';
  if (verdict.good.length === 0) return 'no trusted key signed it';
  const cosigned = checkCosignatures(note, progress.options.witnesses ?? []);
  if (cosigned.bad.length > 0) return `the cosignature of ${cosigned.bad.join(', ')} does not hold`;
  progress.checkpoints += 1;
  return addHead(progress, { size: checkpoint.size, root: checkpoint.root, witnesses: cosigned.good });
}

function addHead(progress: Progress, head: Head): string | undefined {
  const size = progress.replay.byHashes.tree.size();
  if (head.size < size) return `the checkpoint of size ${head.size} stands too late to be compared`;
  if (head.size > size) progress.heads.set(head.size, [...(progress.heads.get(head.size) ?? []), head]);
  else onHead(progress, head, judge(progress.replay, head));
  return undefined;
}

function checkOpened(progress: Progress, item: EntryItem): void {
  const problem = openingProblem(item.entry ?? new Uint8Array(0), item.opened ?? {});
  if (problem === undefined) return;
  progress.findings.push({ kind: 'opening', position: item.position, line: item.line, detail: problem });
}

export function openingProblem(entry: Uint8Array, opened: Openings): string | undefined {
  try {
    const fields = new Map(decodeEntry(entry).map((field) => [field.key, field]));
    for (const [key, { salt, value }] of Object.entries(opened)) {
      const field = fields.get(key);
      const fits = field?.kind === 'sealed' && sameBytes(seal(salt, key, value), field.value);
      if (!fits) return `the value shown for ${key} is not the one that was sealed`;
    }
    return undefined;
  } catch (error) {
    if (error instanceof EntryError) return `not a canonical entry: ${error.message}`;
    throw error;
  }
}

function finish(progress: Progress): void {
  const { replay, end } = progress;
  while (progress.lines.length > 0) {
    if (end === undefined) runWithoutTile(progress, progress.lines.splice(0, TILE_WIDTH));
    else flushWithoutTile(progress);
  }
  progress.windows.accept();
  const size = replay.byHashes.tree.size();
  const promised = Math.max(end?.size ?? 0, ...progress.heads.keys());
  if (end === undefined || promised > size) {
    const until = promised > size ? promised - 1 : undefined;
    progress.findings.push({
      kind: 'truncated',
      position: size,
      until,
      detail: 'the log goes on after this entry',
    });
  }
  if (end !== undefined && end.pending !== progress.pending) {
    const detail = `${end.pending} unsequenced entries announced, ${progress.pending} there`;
    progress.findings.push({ kind: 'truncated', position: size, detail });
  }
  if (progress.signedSize < size && !progress.isContradicted) {
    const position = progress.signedSize;
    progress.findings.push({
      kind: 'unsigned',
      position,
      until: size - 1,
      detail: 'no signature covers these entries',
    });
  }
}

function report(progress: Progress, named: readonly Finding[]): LogReport {
  const all = [...progress.findings, ...named].toSorted((a, b) => a.position - b.position);
  const limit = progress.options.maxFindings ?? 1000;
  const unlisted = Math.max(0, all.length - limit) + progress.windows.uncounted();
  const { tree } = progress.replay.byHashes;
  return {
    ok: all.length === 0 && unlisted === 0,
    origin: progress.options.origin,
    size: tree.size(),
    root: tree.root(),
    entries: progress.entries,
    pending: progress.pending,
    checkpoints: progress.checkpoints,
    signedSize: progress.signedSize,
    witnessed: progress.witnessed,
    findings: all.slice(0, limit),
    unlisted,
  };
}
