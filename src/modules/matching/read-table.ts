import {
  bytesSource,
  checkSector,
  encodingName,
  findHeader,
  firstRows,
  guessMapping,
  type Header,
  type Mapping,
  openTable,
  type RawRow,
  type Sector,
  sectorTexts,
  sentenceOf,
  type Table,
  TabularError,
  type TabularNotice,
} from '#lib/tabular';
import type { Language } from '#lib/contract';
import type { EditionView, RowField } from './contract.ts';
import { errors } from './errors.ts';

/** A file as a table: what stands at its head, and how its columns seem to be meant. */
export interface TableHead {
  readonly fingerprint: string;
  readonly headers: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly columns: readonly (RowField | null)[];
  readonly systems: Mapping['systems'];
  readonly reading: EditionView['reading'];
}

const SAMPLE_ROWS = 6;
const LOOK_AT = 600;

const sentence = (notice: TabularNotice, language: Language): string => sentenceOf(notice, language);

function readingOf(
  table: Table,
  notices: readonly TabularNotice[],
  language: Language,
): EditionView['reading'] {
  return {
    format: table.kind,
    encoding: table.encoding ? encodingName(table.encoding) : null,
    delimiter: table.delimiter ?? null,
    sheet: table.sheet ?? null,
    notices: [...new Set(notices.map((notice) => sentence(notice, language)))],
  };
}

const sectorOf = (kind: string): Sector | undefined => {
  const name = { 'health-insurance': 'insured' }[kind] ?? kind.replaceAll('-', '_');
  return name in sectorTexts ? (name as Sector) : undefined;
};

/** A file that cannot be taken is refused in a clerk's words, and nothing of it is kept. */
async function explained<T>(language: Language, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TabularError)
      throw errors.error('unreadable', { why: sentenceOf(error, language) }, error);
    throw error;
  }
}

/** @throws matching.unreadable */
export function readHead(
  bytes: Uint8Array,
  asked: { readonly kind: string; readonly language: Language },
): Promise<TableHead> {
  return explained(asked.language, async () => {
    const table = await openTable(bytesSource(bytes));
    const rows = await firstRows(table, LOOK_AT);
    const header = findHeader(rows);
    const guess = guessMapping(header, rows);
    const sector = sectorOf(asked.kind);
    const wrong = sector ? checkSector(header, sector) : [];
    const late = [...table.notices, ...header.notices, ...guess.notices, ...wrong];
    return {
      fingerprint: guess.mapping.fingerprint,
      headers: header.columns.map((column) => column.title || column.letter),
      sample: rows
        .filter((row) => row.row >= header.firstDataRow)
        .slice(0, SAMPLE_ROWS)
        .map((row) => header.columns.map((column) => row.cells[column.index] ?? '')),
      columns: guess.mapping.fields,
      systems: guess.mapping.systems,
      reading: readingOf(table, late, asked.language),
    };
  });
}

export interface OpenedTable {
  readonly table: Table;
  readonly header: Header;
  /** Data rows below a line of the sheet, in order. */
  rowsAfter(row: number): AsyncGenerator<RawRow, void, undefined>;
}

/** @throws matching.unreadable */
export function openRows(bytes: Uint8Array, language: Language): Promise<OpenedTable> {
  return explained(language, async () => {
    const table = await openTable(bytesSource(bytes));
    const header = findHeader(await firstRows(table, LOOK_AT));
    return {
      table,
      header,
      rowsAfter: async function* (row) {
        const from = Math.max(row + 1, header.firstDataRow);
        for await (const batch of table.batches()) for (const one of batch) if (one.row >= from) yield one;
      },
    };
  });
}
