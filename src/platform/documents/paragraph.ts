import { type FontStyle, type Ink, textWidth, type Typeface } from '#lib/pades';
import type { Sheet } from './canvas.ts';
import type { Span } from './fill-text.ts';

export type Align = 'left' | 'justify' | 'centre' | 'right';

interface Word {
  /** Pieces of one word may differ in style; none is a line break. */
  pieces: { text: string; style: FontStyle; width: number }[];
  width: number;
}

export interface Line {
  words: Word[];
  width: number;
  isLast: boolean;
}

export interface ParagraphStyle {
  readonly typeface: Typeface;
  readonly size: number;
  readonly width: number;
  readonly firstIndent?: number;
}

export function breakLines(spans: readonly Span[], style: ParagraphStyle): Line[] {
  const space = spaceWidth(style);
  const lines: Line[] = [];
  let words: Word[] = [];
  let width = style.firstIndent ?? 0;
  const close = (isLast: boolean): void => {
    if (words.length > 0 || lines.length === 0) lines.push({ words, width, isLast });
    words = [];
    width = 0;
  };
  for (const word of splitWords(spans, style).flatMap((one) => fitWord(one, style))) {
    if (word.pieces.length === 0) {
      close(true);
      continue;
    }
    const gap = words.length > 0 ? space : 0;
    if (words.length > 0 && width + gap + word.width > style.width + 0.01) close(false);
    width += (words.length > 0 ? space : 0) + word.width;
    words.push(word);
  }
  close(true);
  return lines;
}

function spaceWidth({ typeface, size }: ParagraphStyle): number {
  return textWidth(typeface, { text: ' ', style: 'regular', size });
}

function splitWords(spans: readonly Span[], { typeface, size }: ParagraphStyle): Word[] {
  const words: Word[] = [];
  let open = false;
  for (const { text, style } of spans) {
    for (const part of text.split(/([ \n\t]+)/)) {
      if (part === '') continue;
      if (/^[ \n\t]+$/.test(part)) {
        open = false;
        if (part.includes('\n')) words.push({ pieces: [], width: 0 });
        continue;
      }
      const width = textWidth(typeface, { text: part, style, size });
      const last = words.at(-1);
      if (open && last) {
        last.pieces.push({ text: part, style, width });
        last.width += width;
      } else words.push({ pieces: [{ text: part, style, width }], width });
      open = true;
    }
  }
  return words;
}

/** A word wider than the line, such as an address without spaces, is broken between letters. */
function fitWord(word: Word, style: ParagraphStyle): Word[] {
  const [piece] = word.pieces;
  if (word.width <= style.width || !piece || word.pieces.length > 1) return [word];
  const made: Word[] = [];
  let text = '';
  const widthOf = (value: string): number =>
    textWidth(style.typeface, { text: value, style: piece.style, size: style.size });
  const push = (): void => {
    made.push({ pieces: [{ ...piece, text, width: widthOf(text) }], width: widthOf(text) });
  };
  for (const letter of Array.from(piece.text)) {
    if (text !== '' && widthOf(text + letter) > style.width) {
      push();
      text = '';
    }
    text += letter;
  }
  push();
  return made;
}

export interface LinePlace {
  readonly x: number;
  /** Baseline, from the upper edge. */
  readonly y: number;
  readonly align: Align;
  readonly indent: number;
  readonly ink?: Ink;
}

export function drawLine(
  sheet: Sheet,
  line: Line,
  { place, style }: { place: LinePlace; style: ParagraphStyle },
): void {
  const space = spaceWidth(style);
  const free = style.width - line.width;
  const gaps = line.words.length - 1;
  const spread = gaps > 0 ? free / gaps : 0;
  // a line with few words is left ragged rather than torn apart
  const stretch = place.align === 'justify' && !line.isLast && spread < space * 1.8 ? spread : 0;
  const lead = place.align === 'centre' ? free / 2 : place.align === 'right' ? free : 0;
  let x = place.x + lead + place.indent;
  for (const [i, word] of line.words.entries()) {
    for (const [p, piece] of word.pieces.entries()) {
      // the space belongs to the text, so that it can be searched and copied
      const isEnd = p === word.pieces.length - 1 && i < gaps;
      sheet.marks.push({
        kind: 'text',
        text: (isEnd ? `${piece.text} ` : piece.text).replaceAll('\u00a0', ' '),
        style: piece.style,
        size: style.size,
        x,
        y: place.y,
        ...(place.ink ? { ink: place.ink } : {}),
      });
      x += piece.width;
    }
    x += space + stretch;
  }
}
