import { PDFContext, PDFObjectParser, PDFRawStream, decodePDFRawStream } from 'pdf-lib';
import { type Bytes, ascii, findLast, latin1, toBytes } from './bytes.ts';
import { PadesError } from './pades-error.ts';

export interface XrefEntry {
  kind: 'offset' | 'compressed' | 'free';
  /** Byte offset in the file, or the number of the object stream for a compressed object. */
  at: number;
  generation: number;
}

export interface XrefSection {
  start: number;
  kind: 'table' | 'stream';
  entries: Map<number, XrefEntry>;
  size: number;
  previous: number | undefined;
}

export interface Xref {
  /** Newest first. */
  sections: XrefSection[];
  entries: Map<number, XrefEntry>;
  size: number;
}

/** The cross-reference data a reader that starts from the end of the file would use (ISO 32000-1 §7.5.4, §7.5.8). */
export function readXref(pdf: Uint8Array): Xref {
  const sections: XrefSection[] = [];
  const seen = new Set<number>();
  const queue: number[] = [lastStartxref(pdf)];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const { section, hybrid } = readSection(pdf, at);
    sections.push(section);
    if (hybrid !== undefined) queue.push(hybrid);
    if (section.previous !== undefined) queue.push(section.previous);
  }
  const entries = new Map<number, XrefEntry>();
  for (const section of sections) {
    for (const [number, entry] of section.entries) if (!entries.has(number)) entries.set(number, entry);
  }
  return { sections, entries, size: Math.max(...sections.map((section) => section.size)) };
}

export function lastStartxref(pdf: Uint8Array): number {
  const marker = findLast(pdf, 'startxref');
  const digits = /^startxref\s+(\d{1,10})/.exec(latin1(pdf.subarray(marker, marker + 40)));
  if (marker < 0 || !digits) throw new PadesError('pdf.unreadable', 'no startxref');
  return Number(digits[1]);
}

function readSection(pdf: Uint8Array, at: number): { section: XrefSection; hybrid?: number | undefined } {
  if (at < 0 || at >= pdf.length) throw new PadesError('pdf.unreadable', 'startxref outside the file');
  if (latin1(pdf.subarray(at, at + 4)) === 'xref') return readTable(pdf, at);
  return { section: readXrefStream(pdf, at) };
}

function readTable(pdf: Uint8Array, start: number): { section: XrefSection; hybrid: number | undefined } {
  const end = findFirst(pdf, 'startxref', start);
  const text = latin1(pdf.subarray(start, end));
  const trailerAt = text.indexOf('trailer');
  if (trailerAt < 0) throw new PadesError('pdf.unreadable', 'xref table without trailer');
  const entries = tableEntries(text.slice(4, trailerAt));
  const trailer = text.slice(trailerAt);
  const section: XrefSection = {
    start,
    kind: 'table',
    entries,
    size: numberAfter(trailer, 'Size') ?? 0,
    previous: numberAfter(trailer, 'Prev'),
  };
  return { section, hybrid: numberAfter(trailer, 'XRefStm') };
}

function tableEntries(body: string): Map<number, XrefEntry> {
  const entries = new Map<number, XrefEntry>();
  const tokens = body.split(/\s+/).filter((token) => token !== '');
  for (let i = 0; i + 1 < tokens.length; ) {
    const first = Number(tokens[i]);
    const count = Number(tokens[i + 1]);
    i += 2;
    for (let n = 0; n < count; n += 1, i += 3) {
      const kind = tokens[i + 2];
      if (kind !== 'n' && kind !== 'f') throw new PadesError('pdf.unreadable', 'malformed xref table');
      entries.set(first + n, {
        kind: kind === 'n' ? 'offset' : 'free',
        at: Number(tokens[i]),
        generation: Number(tokens[i + 1]),
      });
    }
  }
  return entries;
}

function numberAfter(text: string, key: string): number | undefined {
  const match = new RegExp(`/${key}\\s+(\\d{1,10})(?!\\s+\\d+\\s+R)`).exec(text);
  return match ? Number(match[1]) : undefined;
}

function findFirst(pdf: Uint8Array, needle: string, from: number): number {
  const pattern = ascii(needle);
  for (let at = from; at <= pdf.length - pattern.length; at += 1) {
    let matched = 0;
    while (matched < pattern.length && pdf[at + matched] === pattern[matched]) matched += 1;
    if (matched === pattern.length) return at;
  }
  throw new PadesError('pdf.unreadable', `no ${needle} after ${from}`);
}

function readXrefStream(pdf: Uint8Array, start: number): XrefSection {
  const head = /^\s*\d+\s+\d+\s+obj/.exec(latin1(pdf.subarray(start, start + 40)));
  if (!head) throw new PadesError('pdf.unreadable', 'startxref points at neither table nor stream');
  const parsed = PDFObjectParser.forBytes(
    pdf.subarray(start + head[0].length),
    PDFContext.create(),
  ).parseObject();
  if (!(parsed instanceof PDFRawStream)) throw new PadesError('pdf.unreadable', 'xref stream expected');
  const dictionary = parsed.dict.toString();
  const widths = numbersOf(dictionary, 'W');
  const size = numberAfter(dictionary, 'Size') ?? 0;
  const index = /\/Index\s*\[/.test(dictionary) ? numbersOf(dictionary, 'Index') : [0, size];
  const rows = unpredict(toBytes(decodePDFRawStream(parsed).decode()), dictionary);
  return {
    start,
    kind: 'stream',
    entries: streamEntries(rows, widths, index),
    size,
    previous: numberAfter(dictionary, 'Prev'),
  };
}

function numbersOf(dictionary: string, key: string): number[] {
  const match = new RegExp(`/${key}\\s*\\[([^\\]]*)\\]`).exec(dictionary);
  return match?.[1]?.trim().split(/\s+/).map(Number) ?? [];
}

function streamEntries(rows: Bytes, widths: number[], index: number[]): Map<number, XrefEntry> {
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = widths;
  const entries = new Map<number, XrefEntry>();
  let at = 0;
  const take = (width: number, fallback: number): number => {
    let value = width === 0 ? fallback : 0;
    for (let i = 0; i < width; i += 1, at += 1) value = value * 256 + (rows[at] ?? 0);
    return value;
  };
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const first = index[pair] ?? 0;
    for (let n = 0; n < (index[pair + 1] ?? 0); n += 1) {
      if (at >= rows.length) throw new PadesError('pdf.unreadable', 'xref stream too short');
      const type = take(typeWidth, 1);
      const second = take(secondWidth, 0);
      const third = take(thirdWidth, 0);
      const kind = type === 2 ? 'compressed' : type === 1 ? 'offset' : 'free';
      entries.set(first + n, { kind, at: second, generation: third });
    }
  }
  return entries;
}

/** PNG row filters (ISO 32000-1 §7.4.4.4), which writers use on xref streams. */
function unpredict(data: Bytes, dictionary: string): Bytes {
  const predictor = numberAfter(dictionary, 'Predictor') ?? 1;
  if (predictor < 10) return data;
  const columns = numberAfter(dictionary, 'Columns') ?? 1;
  const rows = Math.floor(data.length / (columns + 1));
  const out = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row += 1) unfilterRow(data, out, { row, columns });
  return out;
}

function unfilterRow(data: Bytes, out: Bytes, { row, columns }: { row: number; columns: number }): void {
  const filter = data[row * (columns + 1)] ?? 0;
  for (let i = 0; i < columns; i += 1) {
    const at = row * columns + i;
    const raw = data[row * (columns + 1) + 1 + i] ?? 0;
    const left = i > 0 ? (out[at - 1] ?? 0) : 0;
    const up = row > 0 ? (out[at - columns] ?? 0) : 0;
    const corner = i > 0 && row > 0 ? (out[at - columns - 1] ?? 0) : 0;
    out[at] = raw + predicted(filter, { left, up, corner });
  }
}

function predicted(filter: number, near: { left: number; up: number; corner: number }): number {
  if (filter === 1) return near.left;
  if (filter === 2) return near.up;
  if (filter === 3) return (near.left + near.up) >> 1;
  return filter === 4 ? paeth(near) : 0;
}

function paeth({ left, up, corner }: { left: number; up: number; corner: number }): number {
  const estimate = left + up - corner;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toCorner = Math.abs(estimate - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
