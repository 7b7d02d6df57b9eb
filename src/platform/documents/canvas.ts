import {
  type PDFDocument,
  PDFName,
  type PDFOperator,
  type PDFPage,
  closePath,
  fill,
  lineTo,
  moveTo,
  rectangle,
  setFillingRgbColor,
  setLineWidth,
  setStrokingRgbColor,
  stroke,
} from 'pdf-lib';
import { BLACK, type FontBook, type FontStyle, type Ink, textOperators } from '#lib/pades';

export const PAGE = { width: 595.28, height: 841.89 } as const;
const MM = 72 / 25.4;
// NĐ 30/2020 phụ lục I mục I: top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm
export const MARGIN = { top: 20 * MM, bottom: 22 * MM, left: 30 * MM, right: 16 * MM } as const;
export const CONTENT = { left: MARGIN.left, width: PAGE.width - MARGIN.left - MARGIN.right } as const;

interface TextMark {
  kind: 'text';
  text: string;
  style: FontStyle;
  size: number;
  x: number;
  y: number;
  ink?: Ink;
}
interface LineMark {
  kind: 'line';
  from: [number, number];
  to: [number, number];
  width: number;
  ink?: Ink;
}
interface RectMark {
  kind: 'rect';
  x: number;
  y: number;
  width: number;
  height: number;
  ink: Ink;
  filled: boolean;
}
interface FillMark {
  kind: 'fill';
  rects: readonly (readonly [number, number, number, number])[];
  ink: Ink;
}
export type Mark = TextMark | LineMark | RectMark | FillMark;

/** What is drawn on one page; y runs down from the upper edge. */
export interface Sheet {
  readonly marks: Mark[];
}

export async function paintSheets(doc: PDFDocument, book: FontBook, sheets: readonly Sheet[]): Promise<void> {
  for (const sheet of sheets) {
    const page = doc.addPage([PAGE.width, PAGE.height]);
    for (const mark of sheet.marks) page.pushOperators(...(await operatorsOf(book, mark)));
  }
  for (const page of doc.getPages()) shareFonts(page, book);
}

function shareFonts(page: PDFPage, book: FontBook): void {
  for (const { font, key } of book.used()) page.node.setFontDictionary(PDFName.of(key), font.ref);
}

async function operatorsOf(book: FontBook, mark: Mark): Promise<PDFOperator[]> {
  if (mark.kind === 'text') return textOperators(book, { ...mark, y: PAGE.height - mark.y });
  if (mark.kind === 'line') return lineOperators(mark);
  if (mark.kind === 'rect') return rectOperators(mark);
  return fillOperators(mark);
}

function lineOperators({ from, to, width, ink = BLACK }: LineMark): PDFOperator[] {
  return [
    setStrokingRgbColor(ink.red, ink.green, ink.blue),
    setLineWidth(width),
    moveTo(from[0], PAGE.height - from[1]),
    lineTo(to[0], PAGE.height - to[1]),
    stroke(),
  ];
}

function rectOperators({ x, y, width, height, ink, filled }: RectMark): PDFOperator[] {
  const shape = rectangle(x, PAGE.height - y - height, width, height);
  if (filled) return [setFillingRgbColor(ink.red, ink.green, ink.blue), shape, fill()];
  return [setStrokingRgbColor(ink.red, ink.green, ink.blue), setLineWidth(0.6), shape, stroke()];
}

function fillOperators({ rects, ink }: FillMark): PDFOperator[] {
  const operators = [setFillingRgbColor(ink.red, ink.green, ink.blue)];
  for (const [x, y, width, height] of rects) {
    operators.push(rectangle(x, PAGE.height - y - height, width, height), closePath());
  }
  return [...operators, fill()];
}
