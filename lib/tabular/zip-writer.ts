import { crc32, createDeflateRaw } from 'node:zlib';

interface Written {
  readonly name: Uint8Array;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

export interface ZipPart {
  readonly name: string;
  readonly content: Iterable<string> | AsyncIterable<string>;
}

const GATHER = 1 << 16;

function record(size: number, fields: readonly (readonly [number, number, 2 | 4])[]): Uint8Array {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  for (const [at, value, width] of fields)
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
  return bytes;
}

// Flags: sizes follow the data (bit 3), names are UTF-8 (bit 11). 1980-01-01: the file says nothing about its making.
const FLAGS = 0x0808;
const DEFLATE = 8;
const DAY_ZERO = 0x21;

/** A ZIP file piece by piece, never whole in memory; parts up to 4 GiB. APPNOTE 6.3.10 §4.3 */
export async function* zip(parts: Iterable<ZipPart>): AsyncGenerator<Uint8Array, void, undefined> {
  const written: Written[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = new TextEncoder().encode(part.name);
    const header = record(30, [
      [0, 0x04034b50, 4],
      [4, 20, 2],
      [6, FLAGS, 2],
      [8, DEFLATE, 2],
      [12, DAY_ZERO, 2],
      [26, name.length, 2],
    ]);
    yield header;
    yield name;
    const sums = { crc: 0, packed: 0, size: 0 };
    for await (const piece of deflated(part.content, sums)) yield piece;
    yield record(16, [
      [0, 0x08074b50, 4],
      [4, sums.crc, 4],
      [8, sums.packed, 4],
      [12, sums.size, 4],
    ]);
    written.push({ name, offset, ...sums });
    offset += 30 + name.length + sums.packed + 16;
  }
  yield* directory(written, offset);
}

async function* deflated(
  content: ZipPart['content'],
  sums: { crc: number; packed: number; size: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  const deflate = createDeflateRaw({ level: 6 });
  const feed = async () => {
    let text = '';
    const write = async (piece: string) => {
      const bytes = new TextEncoder().encode(piece);
      sums.crc = crc32(bytes, sums.crc);
      sums.size += bytes.length;
      if (!deflate.write(bytes)) await new Promise((done) => deflate.once('drain', done));
    };
    for await (const piece of content) {
      text += piece;
      if (text.length < GATHER) continue;
      await write(text);
      text = '';
    }
    if (text !== '') await write(text);
    deflate.end();
  };
  const fed = feed().catch((error: unknown) => {
    deflate.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  for await (const piece of deflate) {
    sums.packed += (piece as Uint8Array).length;
    yield piece as Uint8Array;
  }
  await fed;
}

function* directory(written: readonly Written[], start: number): Generator<Uint8Array, void, undefined> {
  let size = 0;
  for (const { name, crc, packed, size: plain, offset } of written) {
    yield record(46, [
      [0, 0x02014b50, 4],
      [4, 20, 2],
      [6, 20, 2],
      [8, FLAGS, 2],
      [10, DEFLATE, 2],
      [14, DAY_ZERO, 2],
      [16, crc, 4],
      [20, packed, 4],
      [24, plain, 4],
      [28, name.length, 2],
      [42, offset, 4],
    ]);
    yield name;
    size += 46 + name.length;
  }
  yield record(22, [
    [0, 0x06054b50, 4],
    [8, written.length, 2],
    [10, written.length, 2],
    [12, size, 4],
    [16, start, 4],
  ]);
}
