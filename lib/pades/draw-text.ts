import {
  PDFHexString,
  PDFOperator,
  type PDFOperatorNames,
  appendBezierCurve,
  beginText,
  endText,
  moveTo,
  setFillingRgbColor,
  setFontAndSize,
  setLineWidth,
  setStrokingRgbColor,
  setTextMatrix,
  showText,
  stroke,
} from 'pdf-lib';
import { type FontBook, type StyledText, type TextPiece, splitText } from './typeface.ts';

export interface Ink {
  red: number;
  green: number;
  blue: number;
}

export const BLACK: Ink = { red: 0, green: 0, blue: 0 };

export interface PlacedText extends StyledText {
  x: number;
  y: number;
  ink?: Ink;
}

/** PDF operators that show the text at (x, y), switching font files where needed. */
export async function textOperators(book: FontBook, placed: PlacedText): Promise<PDFOperator[]> {
  const operators: PDFOperator[] = [];
  const ink = placed.ink ?? BLACK;
  let x = placed.x;
  for (const piece of splitText(book.typeface, placed)) {
    const { font, key } = await book.fontFor(piece.part);
    const shown = [
      beginText(),
      setFillingRgbColor(ink.red, ink.green, ink.blue),
      setFontAndSize(key, placed.size),
      setTextMatrix(1, 0, 0, 1, x, placed.y),
      showText(font.encodeText(piece.text)),
      endText(),
    ];
    if (piece.breve) operators.push(...withBreve(shown, piece, { ...placed, x, ink }));
    else operators.push(...shown);
    x += piece.width;
  }
  return operators;
}

/** M'nông ư̆ has no precomposed letter and the subsets lack U+0306: the mark is drawn, the letter stays in the text. */
function withBreve(shown: PDFOperator[], piece: TextPiece, at: PlacedText & { ink: Ink }): PDFOperator[] {
  const upper = piece.text === piece.text.toUpperCase();
  const { font } = piece.part;
  const em = (units: number): number => (units / font.unitsPerEm) * at.size;
  const bottom = at.y + em(upper ? font.capHeight : font.xHeight) + at.size * 0.07;
  const centre = at.x + piece.width * 0.45;
  const half = at.size * 0.13;
  const top = bottom + at.size * 0.12;
  const spoken = PDFHexString.fromText(`${piece.text}\u0306`).toString();
  return [
    PDFOperator.of('BDC' as PDFOperatorNames, ['/Span', `<< /ActualText ${spoken} >>`]),
    ...shown,
    PDFOperator.of('EMC' as PDFOperatorNames),
    setStrokingRgbColor(at.ink.red, at.ink.green, at.ink.blue),
    setLineWidth(at.size * (at.style.startsWith('bold') ? 0.075 : 0.05)),
    moveTo(centre - half, top),
    appendBezierCurve(
      centre - half * 0.7,
      bottom - at.size * 0.02,
      centre + half * 0.7,
      bottom - at.size * 0.02,
      centre + half,
      top,
    ),
    stroke(),
  ];
}
