import fontkitModule from '@pdf-lib/fontkit';
import type { PDFDocument, PDFFont } from 'pdf-lib';
import { type Bytes, toBytes } from './bytes.ts';
import { isWoff, woffToSfnt } from './woff.ts';

export type FontStyle = 'regular' | 'bold' | 'italic' | 'bold-italic';

type FontFile = ReturnType<typeof fontkitModule.create>;

interface FontPart {
  id: string;
  data: Bytes;
  font: FontFile;
  covers: ReadonlySet<number>;
  /** Advance widths by letter, in ems, filled as they are asked for. */
  widths: Map<string, number>;
}

/** A family for embedding; each style may be split over several files (web subsets: latin, latin-ext, vietnamese). */
export interface Typeface {
  name: string;
  styles: Record<FontStyle, readonly FontPart[]>;
}

/** A stretch of text that one font file can show. `breve` marks a letter over which U+0306 is drawn by hand. */
export interface TextPiece {
  part: FontPart;
  text: string;
  width: number;
  breve: boolean;
}

export interface StyledText {
  text: string;
  style: FontStyle;
  size: number;
}

const BREVE = 0x0306;
const STYLES: readonly FontStyle[] = ['regular', 'bold', 'italic', 'bold-italic'];

/** Takes TTF, OTF or WOFF; WOFF2 cannot be subset by fontkit and is refused. */
export async function readTypeface(
  name: string,
  files: Record<FontStyle, readonly Uint8Array[]>,
): Promise<Typeface> {
  const partsOf = (style: FontStyle): Promise<FontPart[]> =>
    Promise.all(files[style].map((file, index) => readPart(`${style}-${index}`, file)));
  const [regular, bold, italic, boldItalic] = await Promise.all(STYLES.map(partsOf));
  return {
    name,
    styles: {
      regular: regular ?? [],
      bold: bold ?? [],
      italic: italic ?? [],
      'bold-italic': boldItalic ?? [],
    },
  };
}

async function readPart(id: string, file: Uint8Array): Promise<FontPart> {
  if (String.fromCharCode(...file.subarray(0, 4)) === 'wOF2') {
    throw new TypeError('WOFF2 cannot be embedded: give WOFF or TTF');
  }
  const data = isWoff(file) ? await woffToSfnt(file) : toBytes(file);
  const font = fontkitModule.create(data);
  return { id, data, font, covers: new Set(font.characterSet), widths: new Map() };
}

export function missingGlyphs(typeface: Typeface, text: string): string[] {
  const parts = typeface.styles.regular;
  const missing = Array.from(text.normalize('NFC')).filter((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code !== BREVE && !parts.some((part) => part.covers.has(code));
  });
  return [...new Set(missing)];
}

/** Cuts text into pieces, one font file each; the one place that switches fonts. */
export function splitText(typeface: Typeface, { text, style, size }: StyledText): TextPiece[] {
  const parts = typeface.styles[style];
  const pieces: TextPiece[] = [];
  for (const letter of text.normalize('NFC')) {
    const code = letter.codePointAt(0) ?? 0;
    const last = pieces.at(-1);
    if (code === BREVE && last) {
      isolateLastLetter(pieces, size);
      continue;
    }
    const part = choosePart(parts, code, last?.part);
    const shown = part.covers.has(code) ? letter : '?';
    const width = glyphWidth(part, shown, size);
    if (last && last.part === part && !last.breve) {
      last.text += shown;
      last.width += width;
    } else pieces.push({ part, text: shown, width, breve: false });
  }
  return pieces;
}

function choosePart(parts: readonly FontPart[], code: number, current: FontPart | undefined): FontPart {
  if (current?.covers.has(code)) return current;
  const part = parts.find((candidate) => candidate.covers.has(code)) ?? parts[0];
  if (!part) throw new TypeError('the typeface has no font file for this style');
  return part;
}

function isolateLastLetter(pieces: TextPiece[], size: number): void {
  const last = pieces.at(-1);
  if (!last) return;
  const letters = Array.from(last.text);
  const base = letters.pop() ?? '';
  if (letters.length === 0) {
    last.breve = true;
    return;
  }
  const width = glyphWidth(last.part, base, size);
  last.text = letters.join('');
  last.width -= width;
  pieces.push({ part: last.part, text: base, width, breve: true });
}

function glyphWidth(part: FontPart, letter: string, size: number): number {
  const known = part.widths.get(letter);
  if (known !== undefined) return known * size;
  const glyph = part.font.glyphForCodePoint(letter.codePointAt(0) ?? 0);
  const width = glyph.advanceWidth / part.font.unitsPerEm;
  part.widths.set(letter, width);
  return width * size;
}

export function textWidth(typeface: Typeface, text: StyledText): number {
  return splitText(typeface, text).reduce((width, piece) => width + piece.width, 0);
}

/** Breaks text into lines no wider than `width`; a word wider than the line is broken between letters. */
export function wrapText(typeface: Typeface, text: StyledText, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const fits = (candidate: string): boolean => textWidth(typeface, { ...text, text: candidate }) <= width;
  for (const word of text.text.split(/[ \n\t]+/).flatMap((word) => breakWord(word, fits))) {
    const candidate = line === '' ? word : `${line} ${word}`;
    if (line === '' || fits(candidate)) line = candidate;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  return lines;
}

function breakWord(word: string, fits: (text: string) => boolean): string[] {
  if (fits(word)) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && !fits(piece + letter)) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}

/** The font files of one typeface that one PDF uses so far; files never used are never embedded. */
export interface FontBook {
  typeface: Typeface;
  fontFor(part: FontPart): Promise<{ font: PDFFont; key: string }>;
  used(): { font: PDFFont; key: string }[];
}

export function openFontBook(doc: PDFDocument, typeface: Typeface): FontBook {
  doc.registerFontkit(fontkitModule);
  const embedded = new Map<FontPart, { font: PDFFont; key: string }>();
  const tag = subsetTag(doc.context.largestObjectNumber);
  return {
    typeface,
    async fontFor(part) {
      const known = embedded.get(part);
      if (known) return known;
      const font = await doc.embedFont(part.data, {
        subset: true,
        customName: `${tag}+${part.font.postscriptName ?? typeface.name}-${part.id}`,
        features: { liga: false, clig: false, kern: false, calt: false },
      });
      const entry = { font, key: `F${doc.context.largestObjectNumber}` };
      embedded.set(part, entry);
      return entry;
    },
    used: () => [...embedded.values()],
  };
}

// ISO 32000-1 §9.6.4: a subset's name begins with six letters and a plus sign; they differ between updates of one file.
function subsetTag(seed: number): string {
  let rest = seed * 7919 + 104_729;
  let tag = '';
  for (let i = 0; i < 6; i += 1) {
    tag += String.fromCharCode(65 + (rest % 26));
    rest = Math.floor(rest / 26) + 17;
  }
  return tag;
}
