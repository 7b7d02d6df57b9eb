import { zip } from './zip-writer.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface MadeUpWorkbook {
  /** Content of `sheetData`, rows as XML. */
  readonly rows: string;
  /** XML behind the rows. */
  readonly after?: string;
  readonly shared?: readonly string[];
  readonly formats?: readonly (readonly [number, string])[];
  /** numFmtId of each cell style. */
  readonly cellFormats?: readonly number[];
  readonly sheets?: string;
  readonly workbookPr?: string;
  readonly extra?: Readonly<Record<string, string>>;
}

/** A workbook written by hand, for what no writer would write. */
export async function workbookOf(made: MadeUpWorkbook): Promise<Uint8Array> {
  const formats = (made.formats ?? [])
    .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
    .join('');
  const cells = (made.cellFormats ?? [0]).map((id) => `<xf numFmtId="${id}"/>`).join('');
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATION}">${made.workbookPr ?? ''}<sheets>${made.sheets ?? '<sheet name="Sheet1" sheetId="1" r:id="r1"/>'}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    'xl/styles.xml': `<styleSheet><numFmts>${formats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${cells}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${(made.shared ?? []).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${made.rows}</sheetData>${made.after ?? ''}</worksheet>`,
    'xl/worksheets/sheet2.xml': '<worksheet><sheetData/></worksheet>',
    ...made.extra,
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of zip(Object.entries(parts).map(([name, text]) => ({ name, content: [text] }))))
    pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Rows of inline text, from row 1 on. */
export function textRows(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells, at) => {
      const xml = cells.map((cell, column) =>
        cell === ''
          ? ''
          : `<c r="${String.fromCharCode(65 + column)}${at + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`,
      );
      return `<row r="${at + 1}">${xml.join('')}</row>`;
    })
    .join('');
}
