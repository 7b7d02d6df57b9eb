import { type Bytes, toBytes } from './bytes.ts';

const ENTRY = 20;
const HEADER = 44;

interface Table {
  tag: number;
  checksum: number;
  data: Uint8Array;
}

export function isWoff(file: Uint8Array): boolean {
  return String.fromCharCode(...file.subarray(0, 4)) === 'wOFF';
}

/** WOFF 1.0 unpacked to the font it carries, once: fontkit would inflate its tables anew for each document. */
export async function woffToSfnt(file: Uint8Array): Promise<Bytes> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables: Table[] = [];
  for (let i = 0; i < view.getUint16(12); i += 1) {
    const at = HEADER + i * ENTRY;
    const [offset, packed, size] = [4, 8, 12].map((field) => view.getUint32(at + field));
    const raw = toBytes(file.subarray(offset ?? 0, (offset ?? 0) + (packed ?? 0)));
    const data = packed === size ? raw : await inflate(raw);
    if (data.length !== size) throw new TypeError('a damaged WOFF table');
    tables.push({ tag: view.getUint32(at), checksum: view.getUint32(at + 16), data });
  }
  return joinTables(view.getUint32(4), tables);
}

async function inflate(data: Bytes): Promise<Bytes> {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// OpenType §4.5: table directory, then tables on four-byte bounds
function joinTables(flavour: number, tables: readonly Table[]): Bytes {
  const padded = (size: number): number => (size + 3) & ~3;
  const start = 12 + tables.length * 16;
  const font = new Uint8Array(start + tables.reduce((sum, { data }) => sum + padded(data.length), 0));
  const view = new DataView(font.buffer);
  const power = Math.floor(Math.log2(tables.length));
  view.setUint32(0, flavour);
  view.setUint16(4, tables.length);
  view.setUint16(6, 16 * 2 ** power);
  view.setUint16(8, power);
  view.setUint16(10, tables.length * 16 - 16 * 2 ** power);
  let at = start;
  for (const [i, { tag, checksum, data }] of tables.entries()) {
    const row = 12 + i * 16;
    for (const [n, value] of [tag, checksum, at, data.length].entries()) view.setUint32(row + n * 4, value);
    font.set(data, at);
    at += padded(data.length);
  }
  return font;
}
