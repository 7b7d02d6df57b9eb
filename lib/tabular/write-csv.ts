/** Rows as they are to stand in the file. */
export type CellRows = Iterable<readonly string[]> | AsyncIterable<readonly string[]>;

// OWASP, CSV injection: a cell that begins so is run as a formula when the file is opened.
const dangerous = /^[=+\-@\t\r]/;
const plainNumber = /^[+-]?\d+([.,]\d+)?$/;

/** A cell that a spreadsheet shows as text and never runs: an apostrophe stands before what would be a formula. */
export function harmless(cell: string): string {
  return dangerous.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
}

export interface CsvOptions {
  readonly delimiter?: string;
}

/** UTF-8 with its mark, so that a spreadsheet reads the letters; lines end in CR LF. RFC 4180 */
export async function* writeCsv(
  rows: CellRows,
  options: CsvOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const { delimiter = ',' } = options;
  const encoder = new TextEncoder();
  let text = '\ufeff';
  for await (const cells of rows) {
    text += `${cells.map((cell) => quoted(harmless(cell), delimiter)).join(delimiter)}\r\n`;
    if (text.length < 65_536) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(text);
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
