import { EncryptedPDFError, PDFDocument, type PDFObject, type PDFRef } from 'pdf-lib';
import { type Bytes, ascii, concatBytes, toBytes } from './bytes.ts';
import { refuseBombs } from './guard.ts';
import { PadesError } from './pades-error.ts';
import { type Xref, lastStartxref, readXref } from './xref.ts';

/** A PDF opened so that only what changes is written, after the bytes already there. */
export interface OpenPdf {
  original: Bytes;
  doc: PDFDocument;
  xref: Xref;
  firstNewNumber: number;
  changed: Set<PDFRef>;
}

interface WrittenObject {
  number: number;
  generation: number;
  offset: number;
}

export async function openPdf(pdf: Uint8Array): Promise<OpenPdf> {
  const original = toBytes(pdf);
  if (String.fromCharCode(...original.subarray(0, 5)) !== '%PDF-') {
    throw new PadesError('pdf.unreadable', 'the file does not begin with %PDF-');
  }
  const doc = await loadDocument(original);
  const xref = readXref(original);
  doc.context.largestObjectNumber = Math.max(doc.context.largestObjectNumber, xref.size - 1);
  return { original, doc, xref, firstNewNumber: doc.context.largestObjectNumber + 1, changed: new Set() };
}

export async function loadDocument(pdf: Uint8Array): Promise<PDFDocument> {
  await refuseBombs(pdf);
  try {
    return await PDFDocument.load(pdf, { updateMetadata: false, throwOnInvalidObject: true });
  } catch (cause) {
    const code = cause instanceof EncryptedPDFError ? 'pdf.encrypted' : 'pdf.unreadable';
    throw new PadesError(code, 'the PDF cannot be read', { cause });
  }
}

/** The original bytes plus one update section; `verbatim` are objects given as finished text. */
export async function writeUpdate(
  open: OpenPdf,
  verbatim: ReadonlyMap<PDFRef, string> = new Map(),
): Promise<{ bytes: Bytes; offsets: Map<PDFRef, number> }> {
  await open.doc.flush();
  const parts: Uint8Array[] = [open.original];
  let at = open.original.length;
  const push = (part: Uint8Array): void => {
    parts.push(part);
    at += part.length;
  };
  if (open.original.at(-1) !== 0x0a) push(ascii('\n'));
  const written: WrittenObject[] = [];
  const offsets = new Map<PDFRef, number>();
  const body = (ref: PDFRef, content: Uint8Array): void => {
    written.push({ number: ref.objectNumber, generation: ref.generationNumber, offset: at });
    push(ascii(`${ref.objectNumber} ${ref.generationNumber} obj\n`));
    offsets.set(ref, at);
    push(content);
    push(ascii('\nendobj\n'));
  };
  for (const [ref, object] of objectsToWrite(open)) if (!verbatim.has(ref)) body(ref, serialise(object));
  for (const [ref, text] of verbatim) body(ref, ascii(text));
  push(crossReference(open, written, at));
  return { bytes: concatBytes(parts), offsets };
}

function objectsToWrite(open: OpenPdf): [PDFRef, PDFObject][] {
  return open.doc.context
    .enumerateIndirectObjects()
    .filter(([ref]) => ref.objectNumber >= open.firstNewNumber || open.changed.has(ref));
}

function serialise(object: PDFObject): Uint8Array {
  const bytes = new Uint8Array(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return bytes;
}

function crossReference(open: OpenPdf, written: WrittenObject[], at: number): Uint8Array {
  const isStream = open.xref.sections[0]?.kind === 'stream';
  return isStream ? streamSection(open, written, at) : tableSection(open, written, at);
}

function runsOf(written: WrittenObject[]): WrittenObject[][] {
  const runs: WrittenObject[][] = [];
  for (const entry of written.toSorted((a, b) => a.number - b.number)) {
    const run = runs.at(-1);
    if (run && run.at(-1)?.number === entry.number - 1) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

function trailerEntries(open: OpenPdf, size: number): Uint8Array {
  const { trailerInfo } = open.doc.context;
  const parts: Uint8Array[] = [ascii(`/Size ${size} /Prev ${lastStartxref(open.original)}`)];
  for (const [key, value] of Object.entries({
    Root: trailerInfo.Root,
    Info: trailerInfo.Info,
    ID: trailerInfo.ID,
  })) {
    if (value) parts.push(ascii(` /${key} `), serialise(value));
  }
  return concatBytes(parts);
}

function tableSection(open: OpenPdf, written: WrittenObject[], at: number): Uint8Array {
  let table = 'xref\n';
  for (const run of runsOf(written)) {
    table += `${run[0]?.number ?? 0} ${run.length}\n`;
    for (const { offset, generation } of run) {
      table += `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`;
    }
  }
  const size = open.doc.context.largestObjectNumber + 1;
  return concatBytes([
    ascii(`${table}trailer\n<< `),
    trailerEntries(open, size),
    ascii(` >>\nstartxref\n${at}\n%%EOF\n`),
  ]);
}

function streamSection(open: OpenPdf, written: WrittenObject[], at: number): Uint8Array {
  const ref = open.doc.context.nextRef();
  const all = [...written, { number: ref.objectNumber, generation: 0, offset: at }];
  const runs = runsOf(all);
  const index = runs.map((run) => `${run[0]?.number ?? 0} ${run.length}`).join(' ');
  const rows = new Uint8Array(all.length * 7);
  const view = new DataView(rows.buffer);
  for (const [row, { offset, generation }] of runs.flat().entries()) {
    view.setUint8(row * 7, 1);
    view.setUint32(row * 7 + 1, offset);
    view.setUint16(row * 7 + 5, generation);
  }
  return concatBytes([
    ascii(`${ref.objectNumber} 0 obj\n<< /Type /XRef /W [1 4 2] /Index [${index}] /Length ${rows.length} `),
    trailerEntries(open, ref.objectNumber + 1),
    ascii(' >>\nstream\n'),
    rows,
    ascii(`\nendstream\nendobj\nstartxref\n${at}\n%%EOF\n`),
  ]);
}
