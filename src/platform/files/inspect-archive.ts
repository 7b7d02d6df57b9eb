import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { Recognition } from './recognise.ts';

const MOST_ENTRIES = 2_000;
const MOST_EXPANDED = 200 * 1024 * 1024;
const WORST_RATIO = 200;

const WORD = 'word/document.xml';
const SHEET = 'xl/workbook.xml';

interface Tally {
  names: Set<string>;
  expanded: number;
}

/** Opens an Office document far enough to know that it is one, expanding each entry under a limit. */
export async function inspectArchive(bytes: Uint8Array): Promise<Recognition> {
  const tally: Tally = { names: new Set(), expanded: 0 };
  const why = await walk(Buffer.from(bytes), tally).then(
    () => undefined,
    (error: unknown) => (error instanceof Unsafe ? error.message : 'archive.unreadable'),
  );
  if (why) return { kind: 'unsafe', why };
  if (!tally.names.has('[Content_Types].xml')) return { kind: 'unknown' };
  if ([...tally.names].some((name) => /vbaProject\.bin$|\/activeX\//i.test(name))) {
    return { kind: 'unsafe', why: 'office.macro' };
  }
  if (tally.names.has(WORD)) {
    return {
      kind: 'known',
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    };
  }
  if (tally.names.has(SHEET)) {
    return { kind: 'known', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
  }
  return { kind: 'unknown' };
}

class Unsafe extends Error {}

function walk(buffer: Buffer, tally: Tally): Promise<void> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error || !zip) return reject(error ?? new Unsafe('archive.unreadable'));
      if (zip.entryCount > MOST_ENTRIES) return reject(new Unsafe('archive.too_many_entries'));
      zip.on('error', reject);
      zip.on('end', resolve);
      zip.on('entry', (entry: Entry) => {
        readEntry(zip, entry, { tally, size: buffer.length }).then(() => zip.readEntry(), reject);
      });
      zip.readEntry();
    });
  });
}

async function readEntry(
  zip: ZipFile,
  entry: Entry,
  { tally, size }: { tally: Tally; size: number },
): Promise<void> {
  tally.names.add(entry.fileName);
  // the stated size first, then the counted one: the header may lie
  if (tally.expanded + entry.uncompressedSize > MOST_EXPANDED) throw new Unsafe('archive.expands_too_far');
  if ((entry.generalPurposeBitFlag & 1) !== 0) throw new Unsafe('archive.encrypted');
  if (/\.(zip|7z|rar|gz)$/i.test(entry.fileName)) throw new Unsafe('archive.nested');
  await countEntry(zip, entry, (more) => {
    tally.expanded += more;
    const tooFar =
      tally.expanded > MOST_EXPANDED || tally.expanded > Math.max(size * WORST_RATIO, 1024 * 1024);
    return tooFar ? new Unsafe('archive.expands_too_far') : undefined;
  });
}

function countEntry(zip: ZipFile, entry: Entry, count: (bytes: number) => Error | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error || !stream) return reject(error ?? new Unsafe('archive.unreadable'));
      stream.on('data', (chunk: Buffer) => {
        const problem = count(chunk.length);
        if (!problem) return;
        reject(problem);
        stream.destroy();
      });
      stream.on('error', reject);
      stream.on('end', resolve);
    });
  });
}
