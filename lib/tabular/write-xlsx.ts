import { columnLetter } from './notice.ts';
import type { CellRows } from './write-csv.ts';
import type { MergedArea } from './xlsx-sheet.ts';
import { zip } from './zip-writer.ts';

export interface XlsxOptions {
  /** Name of the sheet; cut to what a workbook allows. */
  readonly sheet?: string;
  /** The last row of the header, from 1: shown bold and kept in view. 0: none. */
  readonly headerRow?: number;
  readonly merged?: readonly MergedArea[];
  /** Widths in characters, by column. */
  readonly widths?: readonly number[];
}

/**
 * A workbook with one sheet, piece by piece. Every cell is text, so that nothing in it is ever run and no number loses
 * a digit. Colours, fonts and further sheets of an original are not carried over.
 */
export function writeXlsx(
  rows: CellRows,
  options: XlsxOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  return zip([
    { name: '[Content_Types].xml', content: [contentTypes] },
    { name: '_rels/.rels', content: [packageRelations] },
    { name: 'xl/workbook.xml', content: [workbook(options.sheet ?? 'Danh sách')] },
    { name: 'xl/_rels/workbook.xml.rels', content: [workbookRelations] },
    { name: 'xl/styles.xml', content: [styles] },
    { name: 'xl/worksheets/sheet1.xml', content: sheet(rows, options) },
  ]);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`;
const packageRelations = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const workbookRelations = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATION}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATION}/styles" Target="styles.xml"/></Relationships>`;
// Style 0: text. Style 1: text, bold, wrapped, for the header.
const styles = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Times New Roman"/></font><font><b/><sz val="11"/><name val="Times New Roman"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment wrapText="1" vertical="center"/></xf></cellXfs></styleSheet>`;

function workbook(name: string): string {
  const allowed = name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31);
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><sheets><sheet name="${escapeXml(allowed)}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
}

async function* sheet(rows: CellRows, options: XlsxOptions): AsyncGenerator<string, void, undefined> {
  const { headerRow = 0, merged = [], widths = [] } = options;
  yield `${HEAD}<worksheet xmlns="${MAIN}">`;
  if (headerRow > 0)
    yield `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  if (widths.length > 0)
    yield `<cols>${widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`;
  yield '<sheetData>';
  let row = 0;
  for await (const cells of rows) {
    row += 1;
    yield rowXml(cells, row, row <= headerRow ? ' s="1"' : '');
  }
  yield '</sheetData>';
  if (merged.length > 0)
    yield `<mergeCells count="${merged.length}">${merged.map(mergeXml).join('')}</mergeCells>`;
  yield '</worksheet>';
}

function rowXml(cells: readonly string[], row: number, style: string): string {
  let xml = `<row r="${row}">`;
  cells.forEach((cell, column) => {
    if (cell === '') return;
    xml += `<c r="${columnLetter(column)}${row}"${style} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;
  });
  return `${xml}</row>`;
}

function mergeXml({ left, top, right, bottom }: MergedArea): string {
  return `<mergeCell ref="${columnLetter(left)}${top}:${columnLetter(right)}${bottom}"/>`;
}

const LONGEST_CELL = 32_767;

// Characters that XML cannot carry are left out.
const unfit = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Surrogate}/gu;

function escapeXml(text: string): string {
  return text
    .slice(0, LONGEST_CELL)
    .replace(unfit, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
