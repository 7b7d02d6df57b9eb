import { TabularError } from './notice.ts';

/** A file as the library sees it: it may be read anywhere, in pieces. Paths and streams are the caller's. */
export interface ByteSource {
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

export interface ReadLimits {
  /** Bytes of the file itself. */
  readonly fileBytes: number;
  /** Bytes of all parts of a workbook once unpacked. */
  readonly unpackedBytes: number;
  /** Characters of the shared strings of a workbook, which have to be held. */
  readonly sharedCharacters: number;
  readonly columns: number;
}

export const defaultLimits: ReadLimits = {
  fileBytes: 512 * 1024 * 1024,
  unpackedBytes: 3 * 1024 * 1024 * 1024,
  sharedCharacters: 200_000_000,
  columns: 300,
};

const CHUNK = 1 << 18;

export async function* chunksOf(source: ByteSource, from = 0): AsyncGenerator<Uint8Array, void, undefined> {
  for (let offset = from; offset < source.size; ) {
    // oxlint-disable-next-line no-await-in-loop -- one piece after the other
    const chunk = await source.read(offset, CHUNK);
    if (chunk.length === 0) return;
    offset += chunk.length;
    yield chunk;
  }
}

export type FileKind = 'zip' | 'text';

const signatures: readonly (readonly [readonly number[], string])[] = [
  [[0x25, 0x50, 0x44, 0x46], 'PDF'],
  [[0xff, 0xd8, 0xff], 'JPEG'],
  [[0x89, 0x50, 0x4e, 0x47], 'PNG'],
  [[0x47, 0x49, 0x46, 0x38], 'GIF'],
  [[0x52, 0x61, 0x72, 0x21], 'RAR'],
  [[0x37, 0x7a, 0xbc, 0xaf], '7z'],
  [[0x1f, 0x8b], 'gzip'],
  [[0x4d, 0x5a], 'EXE'],
  [[0x53, 0x51, 0x4c, 0x69], 'SQLite'],
  [[0x7b, 0x5c, 0x72, 0x74], 'RTF'],
];

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** Told by content, never by name. Throws TabularError for what cannot be a table. */
export async function sniff(source: ByteSource, limits: ReadLimits): Promise<FileKind> {
  if (source.size === 0) throw new TabularError('empty_file');
  if (source.size > limits.fileBytes) {
    const megabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024);
    throw new TabularError('too_large', { size: megabytes(source.size), limit: megabytes(limits.fileBytes) });
  }
  const head = await source.read(0, 4096);
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return 'zip';
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) throw new TabularError(await oleKind(source));
  for (const [start, found] of signatures)
    if (startsWith(head, start)) throw new TabularError('not_a_table', { found });
  const text = new TextDecoder('latin1').decode(head.subarray(0, 1024)).toLowerCase();
  if (/<html|<!doctype html|<table/.test(text)) throw new TabularError('html_table');
  if (/^(\u00ef\u00bb\u00bf)?\s*<\?xml/.test(text)) throw new TabularError('not_a_table', { found: 'XML' });
  return 'text';
}

/** A compound file is an old workbook, or the envelope around an encrypted new one. */
async function oleKind(source: ByteSource): Promise<'encrypted' | 'old_xls'> {
  const marker = Array.from('EncryptedPackage', (letter) => `${letter}\u0000`).join('');
  const parts = [
    await source.read(0, 65_536),
    await source.read(Math.max(0, source.size - 262_144), 262_144),
  ];
  const isEncrypted = parts.some((part) => new TextDecoder('latin1').decode(part).includes(marker));
  return isEncrypted ? 'encrypted' : 'old_xls';
}
