import { decodeLegacy } from '#lib/vietnamese';
import type { TextEncoding } from './encoding.ts';
import { TabularError } from './notice.ts';
import type { RawRow } from './table.ts';

export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** Cuts off a quoted cell that never ends before it swallows the file. */
const QUOTED_LIMIT = 200_000;
const BATCH = 2000;

interface Judgement {
  readonly delimiter: Delimiter;
  readonly columns: number;
  readonly score: number;
}

/** Reads a sample with each delimiter and takes the one that gives the steadiest table. */
export function detectDelimiter(sample: string): Judgement {
  const named = /^sep=(.)\r?\n/i.exec(sample)?.[1];
  const judged = delimiters.map((delimiter) => judge(sample, delimiter));
  const asked = judged.find(({ delimiter }) => delimiter === named);
  return asked ?? judged.reduce((best, next) => (next.score > best.score ? next : best));
}

function judge(sample: string, delimiter: Delimiter): Judgement {
  const counts = new Map<number, number>();
  let rows = 0;
  const parser = new CsvParser(delimiter);
  for (const { cells } of parser.push(sample)) {
    if (cells.length === 1 && cells[0] === '') continue;
    rows += 1;
    counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  let [columns, often] = [1, 0];
  for (const [count, times] of counts) if (count > 1 && times > often) [columns, often] = [count, times];
  return { delimiter, columns, score: rows === 0 ? 0 : (often / rows) ** 2 * Math.min(columns, 12) };
}

/**
 * RFC 4180 with any delimiter and any line end, fed piece by piece. A quote inside an unquoted cell is a letter;
 * what follows a closing quote is appended. Line numbers are those of the file.
 */
export class CsvParser {
  private readonly delimiter: string;
  private rest = '';
  private line = 1;
  /** LF, also behind CR; CR alone where a file has no LF at all. */
  private lineEnd: '\n' | '\r' | undefined;

  constructor(delimiter: string) {
    this.delimiter = delimiter;
  }

  push(text: string): RawRow[] {
    return this.take(this.rest + text, false);
  }

  end(): RawRow[] {
    return this.take(this.rest, true);
  }

  private take(text: string, isEnd: boolean): RawRow[] {
    this.lineEnd ??= text.includes('\n') ? '\n' : text.slice(0, -1).includes('\r') ? '\r' : undefined;
    const rows: RawRow[] = [];
    let at = 0;
    while (at < text.length) {
      const next = this.record({ text, isEnd, end: this.lineEnd ?? '\n' }, at);
      if (!next) break;
      rows.push({ row: this.line, cells: next.cells });
      this.line += next.lines;
      at = next.end;
    }
    this.rest = text.slice(at);
    if (isEnd && this.rest !== '') throw new TabularError('unclosed_quote', { row: this.line });
    return rows;
  }

  /** One record from `start`, or undefined when its end is not in the text yet. */
  private record(piece: Piece, start: number): { cells: string[]; end: number; lines: number } | undefined {
    const { text, isEnd } = piece;
    const found = text.indexOf(piece.end, start);
    if (found < 0 && !isEnd) return undefined;
    const end = found < 0 ? text.length : found;
    const line = withoutReturn(text.slice(start, end), piece.end);
    if (line.includes('"')) return this.quoted(piece, start);
    return { cells: line.split(this.delimiter), end: end + 1, lines: 1 };
  }

  private quoted(piece: Piece, start: number): { cells: string[]; end: number; lines: number } | undefined {
    const { text, isEnd } = piece;
    const cells: string[] = [];
    let at = start;
    let lines = 1;
    for (;;) {
      const cell = text.charAt(at) === '"' ? this.quotedCell(piece, at + 1) : this.plainCell(piece, at);
      if (!cell) {
        if (isEnd || text.length - start > QUOTED_LIMIT)
          throw new TabularError('unclosed_quote', { row: this.line });
        return undefined;
      }
      cells.push(cell.value);
      lines += cell.lines;
      at = cell.end;
      if (text.charAt(at) !== this.delimiter) break;
      at += 1;
    }
    return at >= text.length && !isEnd ? undefined : { cells, end: at + 1, lines };
  }

  private plainCell({ text, end: last }: Piece, start: number): Cell {
    let end = start;
    for (; end < text.length; end++) {
      const letter = text.charAt(end);
      if (letter === this.delimiter || letter === last) break;
    }
    const value = text.slice(start, end);
    return { value: text.charAt(end) === last ? withoutReturn(value, last) : value, end, lines: 0 };
  }

  private quotedCell(piece: Piece, start: number): Cell | undefined {
    const { text } = piece;
    let value = '';
    for (let from = start; ; ) {
      const close = text.indexOf('"', from);
      if (close < 0 || (close === text.length - 1 && !piece.isEnd)) return undefined;
      value += text.slice(from, close);
      if (text.charAt(close + 1) !== '"') {
        const tail = this.plainCell(piece, close + 1);
        return { value: value + tail.value, end: tail.end, lines: value.split(piece.end).length - 1 };
      }
      value += '"';
      from = close + 2;
    }
  }
}

interface Piece {
  readonly text: string;
  readonly isEnd: boolean;
  readonly end: '\n' | '\r';
}

interface Cell {
  readonly value: string;
  readonly end: number;
  readonly lines: number;
}

function withoutReturn(line: string, end: string): string {
  return end === '\n' && line.endsWith('\r') ? line.slice(0, -1) : line;
}

export interface BrokenCharacters {
  count: number;
  row?: number;
}

/** Rows of a text file in batches, decoded as found; a TCVN3 or VNI file is converted cell by cell, raw cells kept. */
export async function* csvRows(
  chunks: AsyncIterable<Uint8Array>,
  encoding: TextEncoding,
  at: { delimiter: string; broken: BrokenCharacters },
): AsyncGenerator<RawRow[], void, undefined> {
  const decoder = new TextDecoder(encoding.characterSet);
  const parser = new CsvParser(at.delimiter);
  let batch: RawRow[] = [];
  let isBroken = false;
  const finish = (rows: RawRow[]): RawRow[] => {
    if (isBroken) noteBroken(rows, at.broken);
    if (encoding.characterSet === 'windows-1258')
      return rows.map((row) => ({ ...row, cells: row.cells.map((cell) => cell.normalize('NFC')) }));
    return encoding.system === 'unicode' ? rows : rows.map((row) => decoded(row, encoding.system));
  };
  let isFirst = true;
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    isBroken ||= text.includes('\ufffd');
    let rows = parser.push(text);
    if (isFirst && rows.length > 0) {
      isFirst = false;
      if (/^sep=.$/i.test(rows[0]?.cells.join(at.delimiter) ?? '')) rows = rows.slice(1);
    }
    batch = batch.concat(rows);
    if (batch.length < BATCH) continue;
    yield finish(batch);
    batch = [];
  }
  batch = batch.concat(parser.push(decoder.decode()), parser.end());
  if (batch.length > 0) yield finish(batch);
}

function noteBroken(rows: readonly RawRow[], broken: BrokenCharacters): void {
  for (const { row, cells } of rows)
    for (const cell of cells) {
      if (!cell.includes('\ufffd')) continue;
      broken.count += cell.split('\ufffd').length - 1;
      broken.row ??= row;
    }
}

function decoded(row: RawRow, system: TextEncoding['system']): RawRow {
  const cells = row.cells.map((cell) => (/[^\p{ASCII}]/u.test(cell) ? decodeLegacy(cell, system) : cell));
  return { row: row.row, cells, raw: row.cells };
}
