import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFRef, PDFStream } from 'pdf-lib';
import { latin1 } from './bytes.ts';
import { loadDocument } from './incremental.ts';
import { type Xref, type XrefEntry, readXref } from './xref.ts';

export type ChangeKind =
  | 'page'
  | 'content'
  | 'document_information'
  | 'form'
  | 'catalog'
  | 'removed_object'
  | 'hidden_object'
  | 'rewritten_structure'
  | 'unreadable'
  | 'other';

export interface Changes {
  /** none: the signature covers the whole file. additions: later signatures or evidence alone. content: something else. */
  extent: 'none' | 'additions' | 'content';
  items: { kind: ChangeKind; object?: number }[];
}

const ADDITIVE_CATALOG_KEYS = new Set(['/AcroForm', '/DSS', '/Extensions', '/Version']);

interface Revisions {
  before: PDFDocument;
  after: PDFDocument;
  beforeXref: Xref;
  afterXref: Xref;
  end: number;
}

/** What was appended after the first `end` bytes, judged object by object. */
export async function changesSince(pdf: Uint8Array, end: number): Promise<Changes> {
  if (latin1(pdf.subarray(end)).trim() === '') return { extent: 'none', items: [] };
  try {
    const base = pdf.subarray(0, end);
    const revisions = {
      before: await loadDocument(base),
      after: await loadDocument(pdf),
      beforeXref: readXref(base),
      afterXref: readXref(pdf),
      end,
    };
    const items = structureChanges(revisions);
    items.push(...objectChanges(revisions));
    return { extent: items.length > 0 ? 'content' : 'additions', items };
  } catch {
    return { extent: 'content', items: [{ kind: 'unreadable' }] };
  }
}

function structureChanges({ beforeXref, afterXref, end }: Revisions): Changes['items'] {
  const appended = afterXref.sections.filter((section) => section.start >= end);
  const joint = beforeXref.sections[0]?.start;
  if (appended.length === 0 || !appended.some((section) => section.previous === joint)) {
    return [{ kind: 'rewritten_structure' }];
  }
  const items: Changes['items'] = [];
  for (const [number, entry] of afterXref.entries) {
    const kind = number === 0 ? undefined : entryChange(beforeXref.entries.get(number), entry, end);
    if (kind) items.push({ kind, object: number });
  }
  return items;
}

/** An entry may newly point only at what was appended: else a hidden, already signed object would be brought to light. */
function entryChange(old: XrefEntry | undefined, entry: XrefEntry, end: number): ChangeKind | undefined {
  if (old?.kind === entry.kind && old.at === entry.at) return undefined;
  if (entry.kind === 'free') return old && old.kind !== 'free' ? 'removed_object' : undefined;
  return entry.kind === 'offset' && entry.at < end ? 'hidden_object' : undefined;
}

function objectChanges(revisions: Revisions): Changes['items'] {
  const { before, after } = revisions;
  const items: Changes['items'] = [];
  for (const [ref, old] of before.context.enumerateIndirectObjects()) {
    const current = after.context.lookup(ref);
    if (!current || sameObject(old, current)) continue;
    const kind = changeOf(ref, { old, current }, revisions);
    if (kind) items.push({ kind, object: ref.objectNumber });
  }
  if (!sameRef(before.context.trailerInfo.Root, after.context.trailerInfo.Root))
    items.push({ kind: 'catalog' });
  return items;
}

function sameRef(left: unknown, right: unknown): boolean {
  return left instanceof PDFRef && right instanceof PDFRef && left === right;
}

interface Versions {
  old: PDFObject;
  current: PDFObject;
}

function sameObject(left: PDFObject, right: PDFObject): boolean {
  return textOf(left) === textOf(right);
}

function textOf(object: PDFObject): string {
  const bytes = new Uint8Array(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return latin1(bytes);
}

function changeOf(ref: PDFRef, versions: Versions, revisions: Revisions): ChangeKind | undefined {
  const { old, current } = versions;
  if (sameRef(ref, revisions.before.context.trailerInfo.Info)) return 'document_information';
  if (old instanceof PDFStream) return 'content';
  if (old instanceof PDFArray && current instanceof PDFArray)
    return arrayChange(old, current, revisions.after);
  if (!(old instanceof PDFDict) || !(current instanceof PDFDict)) return 'other';
  const isCatalog = sameRef(ref, revisions.before.context.trailerInfo.Root);
  return isCatalog ? catalogChange(versions, revisions) : dictionaryChange(old, current, revisions);
}

function catalogChange(versions: Versions, { before, after }: Revisions): ChangeKind | undefined {
  return onlyAdds(versions, ADDITIVE_CATALOG_KEYS) && formIsAdditive(before, after) ? undefined : 'catalog';
}

function dictionaryChange(
  old: PDFDict,
  current: PDFDict,
  { before, after }: Revisions,
): ChangeKind | undefined {
  if (old.get(PDFName.of('Type'))?.toString() === '/Page') return pageChange(old, current, after);
  if (old.has(PDFName.of('Fields'))) return formIsAdditive(before, after) ? undefined : 'form';
  if (old.get(PDFName.of('FT'))?.toString() !== '/Sig') return 'other';
  return onlyAdds({ old, current }, new Set(['/V', '/AP', '/M'])) ? undefined : 'form';
}

/** True when all entries are as before, apart from those named. */
function onlyAdds({ old, current }: Versions, named: ReadonlySet<string>): boolean {
  if (!(old instanceof PDFDict) || !(current instanceof PDFDict)) return false;
  const keys = new Set([...old.keys(), ...current.keys()].map(String));
  return [...keys].every((key) => {
    const name = PDFName.of(key.slice(1));
    return named.has(key) || old.get(name)?.toString() === current.get(name)?.toString();
  });
}

function pageChange(old: PDFDict, current: PDFDict, after: PDFDocument): ChangeKind | undefined {
  if (!onlyAdds({ old, current }, new Set(['/Annots']))) return 'page';
  const was = old.lookupMaybe(PDFName.of('Annots'), PDFArray);
  const is = current.lookupMaybe(PDFName.of('Annots'), PDFArray);
  return is && addsOnlySignatures(was, is, after) ? undefined : 'page';
}

function arrayChange(old: PDFArray, current: PDFArray, after: PDFDocument): ChangeKind | undefined {
  return addsOnlySignatures(old, current, after) ? undefined : 'other';
}

function formIsAdditive(before: PDFDocument, after: PDFDocument): boolean {
  const formOf = (doc: PDFDocument): PDFDict | undefined =>
    doc.catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
  const was = formOf(before);
  const is = formOf(after);
  if (!is) return was === undefined;
  if (was && !onlyAdds({ old: was, current: is }, new Set(['/Fields', '/SigFlags']))) return false;
  const fields = is.lookupMaybe(PDFName.of('Fields'), PDFArray);
  return (
    fields !== undefined &&
    addsOnlySignatures(was?.lookupMaybe(PDFName.of('Fields'), PDFArray), fields, after)
  );
}

function addsOnlySignatures(was: PDFArray | undefined, is: PDFArray, after: PDFDocument): boolean {
  const old = was?.asArray().map(String) ?? [];
  const now = is.asArray();
  if (now.length < old.length || old.some((value, i) => String(now[i]) !== value)) return false;
  return now.slice(old.length).every((value) => isFilledSignature(after.context.lookup(value)));
}

// A field without its signature could be an overlay that hides text.
function isFilledSignature(field: PDFObject | undefined): boolean {
  if (!(field instanceof PDFDict)) return false;
  const isSignature = field.get(PDFName.of('FT'))?.toString() === '/Sig';
  return isSignature && field.lookup(PDFName.of('V')) instanceof PDFDict;
}
