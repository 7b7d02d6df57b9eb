import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFName,
  PDFRef,
  PDFStream,
  decodePDFRawStream,
  PDFRawStream,
} from 'pdf-lib';
import { type Bytes, equalBytes, toBytes } from './bytes.ts';
import { type OpenPdf, openPdf, writeUpdate } from './incremental.ts';

export interface LongTermEvidence {
  certificates: readonly Uint8Array[];
  crls: readonly Uint8Array[];
  ocsps: readonly Uint8Array[];
}

const LISTS = { certificates: 'Certs', crls: 'CRLs', ocsps: 'OCSPs' } as const;
type Kind = keyof typeof LISTS;
const KINDS: readonly Kind[] = ['certificates', 'crls', 'ocsps'];

/** Appends a document security store (ISO 32000-2 §12.8.4.3): what a later reader needs to judge the signatures. */
export async function addEvidence(pdf: Uint8Array, evidence: LongTermEvidence): Promise<Bytes> {
  const open = await openPdf(pdf);
  const { catalog, context } = open.doc;
  const known = readEvidence(open.doc);
  const old = catalog.lookupMaybe(PDFName.of('DSS'), PDFDict);
  const store = context.obj({ Type: 'DSS' });
  for (const kind of KINDS) {
    const kept = old?.lookupMaybe(PDFName.of(LISTS[kind]), PDFArray)?.asArray() ?? [];
    const fresh = evidence[kind].filter((der) => !known[kind].some((one) => equalBytes(one, der)));
    const refs = fresh.map((der) => context.register(context.flateStream(der)));
    if (kept.length + refs.length > 0) store.set(PDFName.of(LISTS[kind]), context.obj([...kept, ...refs]));
  }
  catalog.set(PDFName.of('DSS'), context.register(store));
  markCatalog(open);
  return (await writeUpdate(open)).bytes;
}

function markCatalog(open: OpenPdf): void {
  const root = open.doc.context.trailerInfo.Root;
  if (root instanceof PDFRef) open.changed.add(root);
}

/** What the file carries itself. Nothing in it is believed until its own signatures have been checked. */
export function readEvidence(doc: PDFDocument): { [kind in Kind]: Bytes[] } {
  const store = doc.catalog.lookupMaybe(PDFName.of('DSS'), PDFDict);
  const read = (kind: Kind): Bytes[] => {
    const list = store?.lookup(PDFName.of(LISTS[kind]));
    if (!(list instanceof PDFArray)) return [];
    return list
      .asArray()
      .map((item) => doc.context.lookup(item))
      .filter((item) => item instanceof PDFStream)
      .map(contentOf);
  };
  return { certificates: read('certificates'), crls: read('crls'), ocsps: read('ocsps') };
}

function contentOf(stream: PDFStream): Bytes {
  const bytes = stream instanceof PDFRawStream ? decodePDFRawStream(stream).decode() : stream.getContents();
  return toBytes(bytes);
}
