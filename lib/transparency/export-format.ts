import { fromBase64, HASH_LENGTH, toBase64 } from './bytes.ts';
import type { LogItem, LogSource, Openings } from './log-items.ts';

export const EXPORT_FORMAT = 'serepok-log/1';
const MAX_LINE_BYTES = 1_048_576;

/** One line of an export: JSON without spaces, ending in a newline. README.md describes the fields. */
export function formatItem(item: LogItem): string {
  return `${JSON.stringify(toRecord(item))}\n`;
}

function toRecord(item: LogItem): Record<string, unknown> {
  switch (item.kind) {
    case 'header':
      return { t: 'log', format: EXPORT_FORMAT, origin: item.origin, keys: item.keys };
    case 'entry':
      return {
        t: 'entry',
        p: item.position,
        e: toBase64(item.entry ?? new Uint8Array(0)),
        ...opened(item.opened),
      };
    case 'checkpoint':
      return { t: 'checkpoint', n: item.note };
    case 'tile':
      return { t: 'tile', i: item.index, w: item.hashes.length / HASH_LENGTH, h: toBase64(item.hashes) };
    case 'pending':
      return { t: 'pending', e: toBase64(item.entry), ...opened(item.opened) };
    default:
      return { t: 'end', size: item.size, pending: item.pending };
  }
}

function opened(openings: Openings | undefined): { o?: Record<string, [string, string]> } {
  if (openings === undefined) return {};
  const pairs = Object.entries(openings).map(([key, { salt, value }]): [string, [string, string]] => [
    key,
    [toBase64(salt), value],
  ]);
  return { o: Object.fromEntries(pairs) };
}

/** Reads an export from bytes as they come; what cannot be read becomes an entry without bytes, never an exception. */
export function exportSource(open: () => AsyncIterable<Uint8Array>): LogSource {
  return { open: () => readItems(open()) };
}

async function* readItems(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<LogItem[]> {
  let line = 0;
  for await (const lines of splitLines(chunks)) {
    yield lines.map((text) => parseLine(text, (line += 1)));
  }
}

async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let rest = '';
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = (lines.pop() ?? '').slice(0, MAX_LINE_BYTES);
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [rest];
}

const ENTRY_LINE = /^\{"t":"entry","p":([0-9]{1,15}),"e":"([A-Za-z0-9+/=]*)"\}$/;

export function parseLine(text: string, line: number): LogItem {
  const plain = ENTRY_LINE.exec(text);
  if (plain?.[2] !== undefined) {
    return { kind: 'entry', position: Number(plain[1]), entry: fromBase64(plain[2]), line };
  }
  return parseRecord(text, line) ?? { kind: 'entry', position: -1, entry: undefined, line };
}

function parseRecord(text: string, line: number): LogItem | undefined {
  const record = parseJson(text);
  switch (record?.t) {
    case 'log':
      return readHeader(record);
    case 'entry':
      return readEntry(record, line);
    case 'checkpoint':
      return typeof record.n === 'string' ? { kind: 'checkpoint', note: record.n } : undefined;
    case 'tile':
      return readTile(record);
    case 'pending':
      return readPending(record);
    case 'end':
      return isCount(record.size) && isCount(record.pending)
        ? { kind: 'end', size: record.size, pending: record.pending }
        : undefined;
    default:
      return undefined;
  }
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readHeader(record: Record<string, unknown>): LogItem | undefined {
  const { format, origin, keys } = record;
  if (format !== EXPORT_FORMAT || typeof origin !== 'string' || !Array.isArray(keys)) return undefined;
  return { kind: 'header', origin, keys: keys.filter((key) => typeof key === 'string') };
}

function readEntry(record: Record<string, unknown>, line: number): LogItem {
  const position = isCount(record.p) ? record.p : -1;
  const entry = typeof record.e === 'string' ? fromBase64(record.e) : undefined;
  return { kind: 'entry', position, entry, line, opened: readOpenings(record.o) };
}

function readPending(record: Record<string, unknown>): LogItem | undefined {
  const entry = typeof record.e === 'string' ? fromBase64(record.e) : undefined;
  return entry === undefined ? undefined : { kind: 'pending', entry, opened: readOpenings(record.o) };
}

/** A tile whose width does not fit its hashes is kept as a tile without hashes: its place is known, its content is not. */
function readTile(record: Record<string, unknown>): LogItem {
  const hashes = typeof record.h === 'string' ? fromBase64(record.h) : undefined;
  const isWhole = hashes !== undefined && record.w === hashes.length / HASH_LENGTH;
  return {
    kind: 'tile',
    index: isCount(record.i) ? record.i : -1,
    hashes: isWhole ? hashes : new Uint8Array(0),
  };
}

function readOpenings(value: unknown): Openings | undefined {
  if (!isRecord(value)) return undefined;
  const pairs = Object.entries(value).map(([key, pair]): [string, { salt: Uint8Array; value: string }] => {
    const [salt, text] = Array.isArray(pair) ? (pair as unknown[]) : [];
    const bytes = typeof salt === 'string' ? fromBase64(salt) : undefined;
    return [key, { salt: bytes ?? new Uint8Array(0), value: typeof text === 'string' ? text : '' }];
  });
  return Object.fromEntries(pairs);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
