import { latin1, toBytes } from './bytes.ts';
import { PadesError } from './pades-error.ts';

/** What a reader unpacks just to open a file: object streams and cross-reference streams, together. */
const MOST_UNPACKED = 64 * 1024 * 1024;
const STREAM = />>\s*stream\r?\n/g;
const LONGEST_DICTIONARY = 4_096;

/** Refuses files that grow without bound while being opened. */
export async function refuseBombs(pdf: Uint8Array): Promise<void> {
  const text = latin1(pdf);
  let left = MOST_UNPACKED;
  for (const match of text.matchAll(STREAM)) {
    const begin = Math.max(text.lastIndexOf('obj', match.index), match.index - LONGEST_DICTIONARY);
    const dictionary = unescapeNames(text.slice(begin, match.index + 2));
    if (!/\/(ObjStm|XRef)\b/.test(dictionary)) continue;
    const filters = dictionary.match(/\/\w+Decode\b/g) ?? [];
    const isPlain = filters.length <= 1 && (filters[0] ?? '/FlateDecode') === '/FlateDecode';
    if (!isPlain || /\/Filter\s+\d/.test(dictionary)) {
      throw new PadesError('pdf.unreadable', 'an object stream packed in an unusual way');
    }
    const start = match.index + match[0].length;
    const end = text.indexOf('endstream', start);
    if (filters.length === 1)
      left -= await unpackedSize(pdf.subarray(start, end < 0 ? undefined : end), left);
    if (left <= 0) throw new PadesError('pdf.unreadable', 'the file unpacks to more than can be read');
  }
}

// ISO 32000-1 §7.3.5: #53 in a name is S
function unescapeNames(dictionary: string): string {
  return dictionary.replace(/#([0-9a-fA-F]{2})/g, (...[, code]: string[]) =>
    String.fromCharCode(Number.parseInt(code ?? '', 16)),
  );
}

async function unpackedSize(packed: Uint8Array, limit: number): Promise<number> {
  const reader = new Blob([toBytes(packed)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'))
    .getReader();
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done && size <= limit; part = await reader.read())
      size += part.value.length;
  } catch {
    // line ends behind the data, or damage that the parser will name
  }
  await reader.cancel().catch(() => undefined);
  return size;
}
