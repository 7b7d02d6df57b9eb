import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRef, PDFString } from 'pdf-lib';
import { type Bytes, ascii, concatBytes, toHex } from './bytes.ts';
import { type OpenPdf, openPdf, writeUpdate } from './incremental.ts';
import { PadesError } from './pades-error.ts';
import { type Stamp, stampAppearance } from './stamp.ts';

export interface SignatureDetails {
  /** Claimed signing time, written to /M; the proof of time is the timestamp. */
  signedAt: Date;
  name?: string;
  reason?: string;
  location?: string;
  contact?: string;
  /** Default Signature1, Signature2, … */
  fieldName?: string;
  stamp?: Stamp;
  /** Room kept for the signature container, in bytes. Default 16384. */
  reservedBytes?: number;
}

export interface PreparedPdf {
  bytes: Bytes;
  byteRange: [number, number, number, number];
  /** The bytes that the signature covers. */
  covered: Bytes;
}

export interface SignatureKind {
  type: 'Sig' | 'DocTimeStamp';
  subFilter: 'ETSI.CAdES.detached' | 'ETSI.RFC3161';
}

const PADES: SignatureKind = { type: 'Sig', subFilter: 'ETSI.CAdES.detached' };
const RANGE_WIDTH = 10;

/** Appends an empty signature field with its dictionary; the rest of the file stays byte for byte. */
export async function prepareSignature(
  pdf: Uint8Array,
  details: SignatureDetails,
  kind: SignatureKind = PADES,
): Promise<PreparedPdf> {
  const open = await openPdf(pdf);
  const reserved = details.reservedBytes ?? 16_384;
  const signatureRef = open.doc.context.nextRef();
  await addField(open, details, signatureRef);
  const dictionary = signatureDictionary(details, kind, reserved);
  const { bytes, offsets } = await writeUpdate(open, new Map([[signatureRef, dictionary]]));
  const start = (offsets.get(signatureRef) ?? 0) + dictionary.indexOf('/Contents <') + '/Contents '.length;
  const end = start + reserved * 2 + 2;
  const byteRange: PreparedPdf['byteRange'] = [0, start, end, bytes.length - end];
  const rangeAt = (offsets.get(signatureRef) ?? 0) + dictionary.indexOf('/ByteRange [');
  bytes.set(ascii(byteRangeText(byteRange)), rangeAt);
  return { bytes, byteRange, covered: concatBytes([bytes.subarray(0, start), bytes.subarray(end)]) };
}

/** Puts the finished container (CMS or timestamp token) into the room kept for it. */
export function completeSignature(prepared: PreparedPdf, container: Uint8Array): Bytes {
  const [, start, end] = prepared.byteRange;
  const room = end - start - 2;
  const hex = toHex(container);
  if (hex.length > room) {
    throw new PadesError('signature.too_large', `${container.length} bytes do not fit in ${room / 2}`);
  }
  const bytes = new Uint8Array(prepared.bytes);
  bytes.set(ascii(hex.padEnd(room, '0')), start + 1);
  return bytes;
}

function byteRangeText(range: readonly number[]): string {
  const width =
    `/ByteRange [0 ${'0'.repeat(RANGE_WIDTH)} ${'0'.repeat(RANGE_WIDTH)} ${'0'.repeat(RANGE_WIDTH)}]`.length;
  return `/ByteRange [${range.join(' ')}`.padEnd(width - 1, ' ').concat(']');
}

function signatureDictionary(details: SignatureDetails, kind: SignatureKind, reserved: number): string {
  const entries = [
    `/Type /${kind.type}`,
    '/Filter /Adobe.PPKLite',
    `/SubFilter /${kind.subFilter}`,
    byteRangeText([0, 0, 0, 0]),
    `/Contents <${'0'.repeat(reserved * 2)}>`,
  ];
  if (kind.type === 'Sig') {
    entries.push(`/M ${PDFString.of(pdfDate(details.signedAt)).toString()}`);
    const texts = {
      Name: details.name,
      Reason: details.reason,
      Location: details.location,
      ContactInfo: details.contact,
    };
    for (const [key, text] of Object.entries(texts)) {
      if (text) entries.push(`/${key} ${PDFHexString.fromText(text.normalize('NFC')).toString()}`);
    }
  }
  return `<< ${entries.join(' ')} >>`;
}

/** Vietnam keeps UTC+7 all year. */
export function pdfDate(instant: Date): string {
  const local = new Date(instant.getTime() + 7 * 3_600_000).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return `D:${local}+07'00'`;
}

async function addField(open: OpenPdf, details: SignatureDetails, signatureRef: PDFRef): Promise<void> {
  const { doc } = open;
  const pages = doc.getPages();
  const page = pages[details.stamp?.page ?? 0];
  if (!page) throw new PadesError('pdf.no_such_page', `page ${details.stamp?.page ?? 0} of ${pages.length}`);
  const fields = formFields(open);
  const widget = doc.context.obj({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    F: 132,
    P: page.ref,
    V: signatureRef,
  });
  const taken = fieldNames(fields);
  widget.set(PDFName.of('T'), PDFHexString.fromText(details.fieldName ?? freeName(taken)));
  widget.set(PDFName.of('Rect'), doc.context.obj(rectangleOf(details.stamp)));
  if (details.stamp) {
    widget.set(PDFName.of('AP'), doc.context.obj({ N: await stampAppearance(doc, details.stamp) }));
  }
  const widgetRef = doc.context.register(widget);
  fields.push(widgetRef);
  addAnnotation(open, page.ref, widgetRef);
}

function rectangleOf(stamp: Stamp | undefined): number[] {
  if (!stamp) return [0, 0, 0, 0];
  const { x, y, width, height } = stamp.rect;
  return [x, y, x + width, y + height];
}

function freeName(taken: ReadonlySet<string>): string {
  let n = 1;
  while (taken.has(`Signature${n}`)) n += 1;
  return `Signature${n}`;
}

function fieldNames(fields: PDFArray): Set<string> {
  const names = new Set<string>();
  for (let i = 0; i < fields.size(); i += 1) {
    const name = fields.lookupMaybe(i, PDFDict)?.lookup(PDFName.of('T'));
    if (name instanceof PDFString || name instanceof PDFHexString) names.add(name.decodeText());
  }
  return names;
}

function formFields(open: OpenPdf): PDFArray {
  const { catalog, context } = open.doc;
  const catalogRef = context.trailerInfo.Root;
  const markCatalog = (): void => {
    if (catalogRef instanceof PDFRef) open.changed.add(catalogRef);
  };
  let form = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
  if (!form) {
    form = context.obj({ Fields: [] });
    catalog.set(PDFName.of('AcroForm'), context.register(form));
    markCatalog();
  } else if (!touch(open, catalog.get(PDFName.of('AcroForm')))) markCatalog();
  const flags = form.lookupMaybe(PDFName.of('SigFlags'), PDFNumber)?.asNumber() ?? 0;
  // ISO 32000-1 §12.7.2: SignaturesExist and AppendOnly
  form.set(PDFName.of('SigFlags'), PDFNumber.of(flags | 3));
  let fields = form.lookupMaybe(PDFName.of('Fields'), PDFArray);
  if (!fields) {
    fields = context.obj([]);
    form.set(PDFName.of('Fields'), fields);
  } else touch(open, form.get(PDFName.of('Fields')));
  return fields;
}

function touch(open: OpenPdf, value: unknown): boolean {
  if (!(value instanceof PDFRef)) return false;
  open.changed.add(value);
  return true;
}

function addAnnotation(open: OpenPdf, pageRef: PDFRef, widget: PDFRef): void {
  const page = open.doc.context.lookup(pageRef, PDFDict);
  const annotations = page.lookupMaybe(PDFName.of('Annots'), PDFArray);
  if (annotations) {
    annotations.push(widget);
    if (touch(open, page.get(PDFName.of('Annots')))) return;
  } else page.set(PDFName.of('Annots'), open.doc.context.obj([widget]));
  open.changed.add(pageRef);
}
