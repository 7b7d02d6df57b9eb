import {
  type PDFDocument,
  type PDFRef,
  PDFOperator,
  rectangle,
  setLineWidth,
  setStrokingRgbColor,
  stroke,
} from 'pdf-lib';
import { type Ink, textOperators } from './draw-text.ts';
import {
  type FontBook,
  type FontStyle,
  type Typeface,
  openFontBook,
  textWidth,
  wrapText,
} from './typeface.ts';

export interface StampLine {
  text: string;
  style?: FontStyle;
}

/** The visible mark of a signature: a box with a few lines, on page `page` (0-based), in points from the lower left. */
export interface Stamp {
  page: number;
  rect: { x: number; y: number; width: number; height: number };
  lines: readonly StampLine[];
  typeface: Typeface;
  size?: number;
  ink?: Ink;
  border?: boolean;
}

export const STAMP_INK: Ink = { red: 0.604, green: 0.231, blue: 0.149 };

const PADDING = 7;
const LEADING = 1.35;

export async function stampAppearance(doc: PDFDocument, stamp: Stamp): Promise<PDFRef> {
  const { width, height } = stamp.rect;
  const ink = stamp.ink ?? STAMP_INK;
  const book = openFontBook(doc, stamp.typeface);
  const operators: PDFOperator[] = stamp.border === false ? [] : frame(stamp, ink);
  const { size, lines } = fitLines(stamp);
  const block = lines.length * size * LEADING;
  let y = height - Math.max(PADDING, (height - block) / 2) - size * 0.98;
  for (const line of lines) {
    operators.push(...(await textOperators(book, { ...line, size, x: PADDING, y, ink })));
    y -= size * LEADING;
  }
  const xobject = doc.context.formXObject(operators, {
    BBox: doc.context.obj([0, 0, width, height]),
    Resources: doc.context.obj({ Font: doc.context.obj(fontDictionary(book)) }),
  });
  return doc.context.register(xobject);
}

function fontDictionary(book: FontBook): Record<string, PDFRef> {
  return Object.fromEntries(book.used().map(({ font, key }) => [key, font.ref]));
}

function frame(stamp: Stamp, ink: Ink): PDFOperator[] {
  const { width, height } = stamp.rect;
  return [
    setStrokingRgbColor(ink.red, ink.green, ink.blue),
    setLineWidth(0.75),
    rectangle(0.5, 0.5, width - 1, height - 1),
    stroke(),
  ];
}

function fitLines(stamp: Stamp): { size: number; lines: { text: string; style: FontStyle }[] } {
  const { width, height } = stamp.rect;
  const room = width - PADDING * 2;
  for (let size = stamp.size ?? 10; ; size -= 0.5) {
    const lines = stamp.lines.flatMap(({ text, style = 'regular' as const }) =>
      wrapText(stamp.typeface, { text, style, size }, room).map((line) => ({ text: line, style })),
    );
    const tall = lines.length * size * LEADING + PADDING;
    const wide = Math.max(...lines.map((line) => textWidth(stamp.typeface, { ...line, size })));
    if ((tall <= height && wide <= room) || size <= 5) return { size, lines };
  }
}
