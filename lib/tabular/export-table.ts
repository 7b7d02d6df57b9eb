import type { Header } from './header.ts';
import type { RawRow, Table } from './table.ts';
import { type CsvOptions, writeCsv } from './write-csv.ts';
import { writeXlsx } from './write-xlsx.ts';
import type { MergedArea } from './xlsx-sheet.ts';

export interface AddedColumns {
  /** Titles of the new columns, to the right of the list's own. */
  readonly titles: readonly string[];
  /** Their values for a row of the file; empty cells where there is nothing to say. */
  readonly valuesOf: (row: RawRow) => readonly string[] | Promise<readonly string[]>;
}

/** The department's own list, every row and column in its place, with columns added at the right. */
export async function* withAddedColumns(
  table: Table,
  header: Header,
  added: AddedColumns,
): AsyncGenerator<readonly string[], void, undefined> {
  const width = header.columns.length;
  const titleRow = header.rows[0]?.row ?? 0;
  let expected = 1;
  for await (const batch of table.batches())
    for (const row of batch) {
      // Empty rows of a sheet are not in the file; they keep their place.
      for (; table.kind === 'xlsx' && expected < row.row; expected++) yield [];
      expected = row.row + 1;
      const own = Array.from({ length: width }, (_, at) => (row.raw ?? row.cells)[at] ?? '');
      if (row.row === titleRow) yield [...own, ...added.titles];
      else if (row.row < header.firstDataRow) yield row.cells;
      else yield [...own, ...(await added.valuesOf(row))];
    }
}

export interface ExportOptions extends CsvOptions {
  readonly format: 'xlsx' | 'csv';
}

/** The file that `withAddedColumns` describes, as bytes, piece by piece. Text in an old encoding comes out in Unicode. */
export function exportTable(
  table: Table,
  header: Header,
  added: AddedColumns & ExportOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const rows = withAddedColumns(unicode(table), header, added);
  if (added.format === 'csv') return writeCsv(rows, added);
  const headerRow = header.rows.at(-1)?.row ?? 0;
  const merged = (table.merged ?? []).filter(({ bottom }) => bottom <= headerRow);
  return writeXlsx(rows, { headerRow, merged: noDoubles(merged), widths: widthsOf(header, added.titles) });
}

function unicode(table: Table): Table {
  const batches: Table['batches'] = async function* () {
    for await (const batch of table.batches()) yield batch.map(({ row, cells }) => ({ row, cells }));
  };
  return { ...table, batches };
}

function noDoubles(merged: readonly MergedArea[]): MergedArea[] {
  return [...new Map(merged.map((area) => [`${area.left}:${area.top}`, area])).values()];
}

function widthsOf(header: Header, titles: readonly string[]): number[] {
  const own = header.columns.map(({ title }) => Math.min(32, Math.max(8, title.length + 4)));
  return [...own, ...titles.map((title) => Math.min(40, title.length + 8))];
}
