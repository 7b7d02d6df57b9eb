import { PDFArray, PDFDict, PDFName, type PDFObject, PDFStream } from 'pdf-lib';
import { loadDocument } from './incremental.ts';

export type ActiveContent = 'script' | 'launches_program' | 'embeds_file' | 'dynamic_form';

const ACTIONS: Record<string, ActiveContent> = { '/JavaScript': 'script', '/Launch': 'launches_program' };
const DEEPEST = 40;

/** Looks into every object, also those in compressed streams. @throws PadesError when the file cannot be read */
export async function findActiveContent(pdf: Uint8Array): Promise<ActiveContent | undefined> {
  const doc = await loadDocument(pdf);
  for (const [, object] of doc.context.enumerateIndirectObjects()) {
    const found = inObject(object, 0);
    if (found) return found;
  }
  return undefined;
}

function inObject(object: PDFObject, depth: number): ActiveContent | undefined {
  if (depth > DEEPEST) return undefined;
  if (object instanceof PDFStream) return inDictionary(object.dict, depth);
  if (object instanceof PDFDict) return inDictionary(object, depth);
  if (!(object instanceof PDFArray)) return undefined;
  return firstOf(object.asArray(), depth);
}

function inDictionary(dictionary: PDFDict, depth: number): ActiveContent | undefined {
  const action = ACTIONS[dictionary.get(PDFName.of('S'))?.toString() ?? ''];
  if (action) return action;
  if (dictionary.has(PDFName.of('JS'))) return 'script';
  if (dictionary.has(PDFName.of('XFA'))) return 'dynamic_form';
  if (dictionary.get(PDFName.of('Type'))?.toString() === '/EmbeddedFile') return 'embeds_file';
  return firstOf(dictionary.values(), depth);
}

function firstOf(objects: readonly PDFObject[], depth: number): ActiveContent | undefined {
  for (const object of objects) {
    const found = inObject(object, depth + 1);
    if (found) return found;
  }
  return undefined;
}
