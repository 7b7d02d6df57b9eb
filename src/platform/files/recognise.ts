import { fileTypeFromBuffer } from 'file-type';
import { findActiveContent, PadesError } from '#lib/pades';
import { inspectArchive } from './inspect-archive.ts';
import { inspectImage } from './inspect-image.ts';
import { extensionOf, type MediaType } from './rules.ts';

export type Recognition =
  | { readonly kind: 'known'; readonly mediaType: MediaType }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unsafe'; readonly why: string };

const IMAGES = new Set<string>(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif']);
const unknown: Recognition = { kind: 'unknown' };

/** What the bytes are, whatever the name says; the name only tells text formats from one another. */
export async function recognise(bytes: Uint8Array, name: string): Promise<Recognition> {
  const detected = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (!detected || detected.mime === 'application/xml') return recogniseText(bytes, name);
  if (detected.mime === 'application/pdf') return recognisePdf(bytes);
  if (IMAGES.has(detected.mime)) return recogniseImage(bytes, detected.mime);
  if (detected.mime === 'application/zip' || detected.mime.includes('openxmlformats'))
    return inspectArchive(bytes);
  return unknown;
}

function known(mediaType: MediaType): Recognition {
  return { kind: 'known', mediaType };
}

async function recognisePdf(bytes: Uint8Array): Promise<Recognition> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!text.subarray(0, 8).toString('latin1').startsWith('%PDF-')) return unknown;
  if (text.lastIndexOf('%%EOF') < 0) return { kind: 'unsafe', why: 'pdf.truncated' };
  try {
    const active = await findActiveContent(bytes);
    return active ? { kind: 'unsafe', why: `pdf.${active}` } : known('application/pdf');
  } catch (error) {
    if (!(error instanceof PadesError)) throw error;
    return { kind: 'unsafe', why: error.code };
  }
}

function recogniseImage(bytes: Uint8Array, mime: string): Recognition {
  const why = inspectImage(bytes, mime);
  if (why) return { kind: 'unsafe', why };
  return known(mime === 'image/heif' ? 'image/heic' : (mime as MediaType));
}

function recogniseText(bytes: Uint8Array, name: string): Recognition {
  const extension = extensionOf(name);
  const text = decodeUtf8(bytes) ?? (extension === 'csv' ? decodeOldTable(bytes) : undefined);
  if (text === undefined) return unknown;
  if (extension === 'json') return isJson(text) ? known('application/json') : unknown;
  if (extension === 'xml') return recogniseXml(text);
  if (extension === 'csv') return isCsv(text) ? known('text/csv') : unknown;
  return unknown;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

const HEAD_BYTES = 65_536;

/** Tables of old offices: one byte a letter, or UTF-16 with its mark. Enough of the head to tell that it is a table. */
function decodeOldTable(bytes: Uint8Array): string | undefined {
  const head = bytes.subarray(0, HEAD_BYTES);
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le').decode(head);
  if (head.includes(0)) return undefined;
  return new TextDecoder('windows-1252').decode(head);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function recogniseXml(text: string): Recognition {
  if (!/^\s*<(\?xml|[A-Za-z_])/.test(text)) return unknown;
  // entities can expand without bound and reach outside
  return /<!(DOCTYPE|ENTITY)/i.test(text) ? { kind: 'unsafe', why: 'xml.doctype' } : known('application/xml');
}

/** A title may stand above the header. */
const TITLE_ROWS = 20;

function isCsv(text: string): boolean {
  const head = text.slice(0, HEAD_BYTES).split('\n', TITLE_ROWS);
  return head.some((line) => /[,;\t|]/.test(line)) && !/^\s*</.test(text);
}
