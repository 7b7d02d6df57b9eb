import { Readable } from 'node:stream';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { TabularError } from './notice.ts';
import type { ByteSource, ReadLimits } from './source.ts';

/** The parts of a workbook file by name, read as streams; nothing is unpacked to disk. */
export interface Package {
  readonly names: readonly string[];
  readonly open: (name: string) => Promise<Readable | undefined>;
  readonly close: () => void;
}

const CHUNK = 1 << 18;

class SourceReader extends RandomAccessReader {
  private readonly source: ByteSource;
  constructor(source: ByteSource) {
    super();
    this.source = source;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const source = this.source;
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let at = start; at < end; ) {
        // oxlint-disable-next-line no-await-in-loop -- one piece after the other
        const piece = await source.read(at, Math.min(CHUNK, end - at));
        if (piece.length === 0) return;
        at += piece.length;
        yield piece;
      }
    }
    return Readable.from(pieces(), { objectMode: false });
  }
}

// XML of a sheet shrinks to a twentieth; far beyond that somebody means harm.
const MOST_EXPANSION = 250;
const SMALL = 20 * 1024 * 1024;

export async function openPackage(source: ByteSource, limits: ReadLimits): Promise<Package> {
  const zip = await openZip(source);
  const entries = new Map<string, Entry>();
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new TabularError('encrypted');
      total += entry.uncompressedSize;
      const isBomb =
        entry.uncompressedSize > SMALL && entry.uncompressedSize > entry.compressedSize * MOST_EXPANSION;
      if (isBomb || total > limits.unpackedBytes || entries.size > 5000)
        throw new TabularError('expands_too_much');
      entries.set(entry.fileName.replace(/^\//, ''), entry);
    }
  } catch (error) {
    zip.close();
    throw error instanceof TabularError ? error : new TabularError('damaged', { where: 'zip' });
  }
  return {
    names: [...entries.keys()],
    open: async (name) => {
      const entry = entries.get(name);
      return entry ? zip.openReadStreamPromise(entry) : undefined;
    },
    close: () => zip.close(),
  };
}

async function openZip(source: ByteSource): Promise<ZipFile> {
  try {
    const reader = new SourceReader(source);
    return await fromRandomAccessReaderPromise(reader, source.size, { autoClose: false });
  } catch {
    throw new TabularError('damaged', { where: 'zip' });
  }
}

export interface XmlHandlers {
  readonly open?: (tag: SaxesTagPlain) => void;
  readonly close?: (tag: SaxesTagPlain) => void;
  readonly text?: (text: string) => void;
}

/** Reads one part to its end. Documents with a DTD are refused: no workbook has one. */
export async function readXml(pkg: Package, name: string, handlers: XmlHandlers): Promise<boolean> {
  const stream = await pkg.open(name);
  if (!stream) return false;
  const parser = xmlParser(name, handlers);
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of stream) parser.write(decoder.decode(chunk as Uint8Array, { stream: true }));
    parser.write(decoder.decode()).close();
  } catch (error) {
    throw error instanceof TabularError ? error : new TabularError('damaged', { where: name });
  }
  return true;
}

export function xmlParser(name: string, handlers: XmlHandlers): SaxesParser {
  const parser = new SaxesParser();
  const refuse = () => {
    throw new TabularError('damaged', { where: name });
  };
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  if (handlers.open) parser.on('opentag', handlers.open);
  if (handlers.close) parser.on('closetag', handlers.close);
  if (handlers.text) {
    parser.on('text', handlers.text);
    parser.on('cdata', handlers.text);
  }
  return parser;
}

/** Name without its prefix: some producers write `x:row`. */
export function localName(tag: SaxesTagPlain): string {
  const at = tag.name.indexOf(':');
  return at < 0 ? tag.name : tag.name.slice(at + 1);
}
