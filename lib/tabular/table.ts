import { type BrokenCharacters, csvRows, type Delimiter, delimiters, detectDelimiter } from './csv.ts';
import { detectEncoding, encodingName, type TextEncoding } from './encoding.ts';
import { TabularError, type TabularNotice } from './notice.ts';
import { type ByteSource, chunksOf, defaultLimits, type ReadLimits, sniff } from './source.ts';
import type { MergedArea } from './xlsx-sheet.ts';
import { openWorkbook } from './xlsx.ts';

/** One row as the file has it. */
export interface RawRow {
  /** Row number as in the file or sheet, from 1: where a person looks for it. */
  readonly row: number;
  /** As Unicode text, dates as dd/MM/yyyy, numbers with all their digits; '' where empty. */
  readonly cells: readonly string[];
  /** The cells before conversion, where an old encoding was converted. */
  readonly raw?: readonly string[];
  /** What is to say about single cells: formulas without result, error values. */
  readonly notices?: readonly TabularNotice[];
}

export interface OpenOptions {
  readonly limits?: Partial<ReadLimits>;
  /** Overrides what is detected in a text file. */
  readonly delimiter?: Delimiter;
  /** Name of the sheet to read; the first visible one with data otherwise. */
  readonly sheet?: string;
}

export interface Table {
  readonly kind: 'csv' | 'xlsx';
  /** Text files only. */
  readonly encoding?: TextEncoding;
  readonly delimiter?: Delimiter;
  /** Workbooks only. */
  readonly sheet?: string;
  readonly sheets?: readonly string[];
  readonly merged?: readonly MergedArea[];
  /** About the file as a whole, as far as known at opening. */
  readonly notices: readonly TabularNotice[];
  /** Reads from the start; may be called again. Batches, so that a million rows need few turns. */
  readonly batches: () => AsyncGenerator<readonly RawRow[], void, undefined>;
  /** What only reading to the end has shown: formulas, unreadable characters. Complete after `batches` ended. */
  readonly lateNotices: () => readonly TabularNotice[];
}

const SAMPLE = 1 << 17;

/** Opens a file whatever its name. Throws TabularError when it cannot be taken, before any row is given. */
export async function openTable(source: ByteSource, options: OpenOptions = {}): Promise<Table> {
  const limits = { ...defaultLimits, ...options.limits };
  const kind = await sniff(source, limits);
  return kind === 'zip' ? openWorkbook(source, limits, options.sheet) : openText(source, limits, options);
}

/** The first rows, for finding the header and showing a preview. */
export async function firstRows(table: Table, count: number): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of table.batches()) {
    rows.push(...batch.slice(0, count - rows.length));
    if (rows.length >= count) break;
  }
  return rows;
}

async function openText(source: ByteSource, limits: ReadLimits, options: OpenOptions): Promise<Table> {
  const head = await source.read(0, SAMPLE);
  const encoding = detectEncoding(head);
  const sample = sampleOf(head, encoding, source.size);
  if (sample.trim() === '') throw new TabularError('empty_file');
  const found = detectDelimiter(sample);
  const delimiter = chosen(found, options.delimiter, sample);
  if (found.columns > limits.columns)
    throw new TabularError('too_many_columns', { count: found.columns, limit: limits.columns });
  let broken: BrokenCharacters = { count: 0 };
  return {
    kind: 'csv',
    encoding,
    delimiter,
    notices: encodingNotices(encoding),
    batches: () => {
      broken = { count: 0 };
      return csvRows(chunksOf(source, encoding.skip), encoding, { delimiter, broken });
    },
    lateNotices: () => brokenNotices(broken, encoding),
  };
}

function sampleOf(head: Uint8Array, encoding: TextEncoding, size: number): string {
  const text = new TextDecoder(encoding.characterSet).decode(head.subarray(encoding.skip));
  if (head.length >= size) return text;
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return end < 0 ? text : text.slice(0, end + 1);
}

const shown: Readonly<Record<Delimiter, string>> = { ',': ',', ';': ';', '\t': 'Tab', '|': '|' };

function chosen(
  found: { delimiter: Delimiter; columns: number },
  asked: Delimiter | undefined,
  sample: string,
): Delimiter {
  if (asked !== undefined && asked !== found.delimiter && !sample.includes(asked))
    throw found.columns > 1
      ? new TabularError('wrong_delimiter', { chosen: shown[asked], found: shown[found.delimiter] })
      : new TabularError('one_column');
  if (asked !== undefined) return asked;
  const rows = sample.split(/\r?\n|\r/).filter((line) => line.trim() !== '');
  if (
    found.columns < 2 &&
    rows.length > 1 &&
    rows.some((line) => /[^\s,;|]\s+\S/.test(line)) &&
    isCrowded(rows)
  )
    throw new TabularError('one_column');
  return found.delimiter;
}

// A list of names alone is one column too; rows that hold a name and a date in one cell are not.
function isCrowded(rows: readonly string[]): boolean {
  const crowded = rows.filter((row) => /\p{L}{2}.*\d{4}/u.test(row) && row.length > 20);
  return crowded.length > rows.length / 2 && !delimiters.some((mark) => rows[0]?.includes(mark));
}

function encodingNotices(encoding: TextEncoding): TabularNotice[] {
  if (encoding.system === 'unicode' && encoding.characterSet !== 'windows-1258') return [];
  const params = { where: 'tệp', system: encodingName(encoding) };
  return [{ code: 'legacy_encoding', severity: 'info', params }];
}

function brokenNotices(broken: BrokenCharacters, encoding: TextEncoding): TabularNotice[] {
  if (broken.count === 0) return [];
  const params = { count: broken.count, encoding: encodingName(encoding), row: broken.row ?? 1 };
  return [{ code: 'broken_characters', severity: 'warning', params }];
}
