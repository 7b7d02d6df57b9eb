import { encodeLegacy } from '#lib/vietnamese';
import { layouts } from './layouts.ts';
import type { ListKind, NoisyRow } from './types.ts';

/** `tcvn3` and `vni` are font encodings in bytes of Windows-1252. */
export type FileEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'windows-1258' | 'tcvn3' | 'vni';

export interface FileForm {
  readonly encoding?: FileEncoding;
  readonly delimiter?: ',' | ';' | '\t' | '|';
  /** Title of the list and an empty row above the header. */
  readonly withTitle?: boolean;
}

const CHUNK_ROWS = 1000;

/** The list as a file of delimited text, in chunks of bytes. */
export function* listFile(
  kind: ListKind,
  rows: Iterable<NoisyRow>,
  form: FileForm = {},
): Generator<Uint8Array, void, undefined> {
  const { delimiter = ',', encoding = 'utf-8' } = form;
  const layout = layouts[kind];
  const encode = encoderOf(encoding);
  const line = (cells: readonly string[]) =>
    `${cells.map((cell) => quote(cell, delimiter)).join(delimiter)}\r\n`;
  let text = encoding === 'utf-8-bom' || encoding === 'utf-16le' ? '\ufeff' : '';
  if (form.withTitle) text += line([layout.title]) + line([]);
  for (const header of layout.header) text += line(header);
  let count = 0;
  for (const row of rows) {
    text += line(layout.cells(row));
    count += 1;
    if (count % CHUNK_ROWS !== 0) continue;
    yield encode(text);
    text = '';
  }
  yield encode(text);
}

function quote(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function encoderOf(encoding: FileEncoding): (text: string) => Uint8Array {
  if (encoding === 'utf-8' || encoding === 'utf-8-bom') return (text) => new TextEncoder().encode(text);
  if (encoding === 'utf-16le') return utf16;
  if (encoding === 'windows-1258') return (text) => bytesBy('windows-1258', windows1258Form(text));
  return (text) => bytesBy('windows-1252', encodeLegacy(text, encoding));
}

function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), true);
  return bytes;
}

/** The code page has letters such as â and ơ whole, and the five tones as marks behind them. */
function windows1258Form(text: string): string {
  return text
    .normalize('NFD')
    .replace(
      /([aAeEoO])([\u0323]?)\u0302/g,
      (_, letter: string, dot: string) => `${letter}\u0302`.normalize('NFC') + dot,
    )
    .replace(
      /([aA])([\u0323]?)\u0306/g,
      (_, letter: string, dot: string) => `${letter}\u0306`.normalize('NFC') + dot,
    )
    .replace(/([oOuU])\u031b/g, (whole) => whole.normalize('NFC'));
}

const inverses = new Map<string, ReadonlyMap<string, number>>();

function inverseOf(label: string): ReadonlyMap<string, number> {
  const known = inverses.get(label);
  if (known) return known;
  const decoder = new TextDecoder(label);
  const table = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) table.set(decoder.decode(Uint8Array.of(byte)), byte);
  inverses.set(label, table);
  return table;
}

function bytesBy(label: string, text: string): Uint8Array {
  const table = inverseOf(label);
  return Uint8Array.from(Array.from(text), (letter) => table.get(letter) ?? 0x3f);
}
