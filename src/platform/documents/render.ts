import { PDFDocument, PDFHexString, PDFName } from 'pdf-lib';
import { createHash } from 'node:crypto';
import { missingGlyphs, openFontBook, type Typeface } from '#lib/pades';
import {
  DENSITIES,
  type Density,
  fieldItems,
  isShown,
  listItems,
  type Setting,
  tableItems,
  textItems,
  titleItems,
} from './blocks.ts';
import { closingItems, headItems, signatureItems, type Stamps } from './blocks-official.ts';
import { paintSheets, type Sheet } from './canvas.ts';
import { errors } from './errors.ts';
import { type DocumentData, fillPlain } from './fill-text.ts';
import { flow, type Item } from './flow.ts';
import { drawFoot, drawMargins, FOOT_HEIGHT } from './foot.ts';
import type { StampPlace } from './stamp-place.ts';
import type { Block, Template } from './template.ts';

export interface RenderOrder {
  readonly template: Template;
  readonly data: DocumentData;
  readonly typeface: Typeface;
  /** Written into the file; the same order gives the same bytes. */
  readonly createdAt: Date;
  /** Says on every page that the paper has no legal value. */
  readonly isDemonstration: boolean;
}

export interface RenderedDocument {
  readonly pdf: Uint8Array;
  readonly pages: number;
  /** Where signatures show themselves, by the template's keys. */
  readonly stamps: readonly StampPlace[];
}

/** A4 after NĐ 30/2020. @throws documents.value_missing, documents.letter_missing */
export async function renderDocument(order: RenderOrder): Promise<RenderedDocument> {
  const tries = DENSITIES.map((density) => layOut(order, density));
  const fewest = Math.min(...tries.map((laid) => laid.sheets.length));
  const laid = tries.find(({ sheets }) => sheets.length === fewest) ?? layOut(order, DENSITIES[0]);
  refuseMissingLetters(order.typeface, laid.sheets);
  return { pdf: await paint(order, laid.sheets), pages: laid.sheets.length, stamps: laid.stamps };
}

interface LaidOut {
  readonly sheets: Sheet[];
  readonly stamps: StampPlace[];
}

function layOut({ template, data, typeface, isDemonstration }: RenderOrder, density: Density): LaidOut {
  const setting: Setting = { typeface, data, size: template.bodySize, density, scale: scaleOf(typeface) };
  const stamps: StampPlace[] = [];
  const sheets: Sheet[] = [];
  const collector: Stamps = {
    add: (place) => stamps.push(place),
    pageOf: (sheet) => sheets.indexOf(sheet),
  };
  const items = template.blocks
    .filter((block) => isShown(block, data))
    .flatMap((block) => itemsOf(setting, block, collector));
  flow(items, sheets, template.foot ? FOOT_HEIGHT : 0);
  const last = sheets.at(-1);
  if (template.foot && last) drawFoot(setting, last, template.foot);
  drawMargins(setting, sheets, {
    mark: fillPlain(template.mark, data),
    isDemonstration,
  });
  return { sheets, stamps };
}

const TIMES_EYE = 0.46;

function scaleOf(typeface: Typeface): number {
  const [part] = typeface.styles.regular;
  const eye = part ? part.font.xHeight / part.font.unitsPerEm : TIMES_EYE;
  return Math.min(1, Math.max(0.85, TIMES_EYE / eye));
}

function itemsOf(setting: Setting, block: Block, stamps: Stamps): Item[] {
  if ('head' in block) return headItems(setting, block);
  if ('title' in block) return titleItems(setting, block);
  if ('text' in block) return textItems(setting, block);
  if ('list' in block) return listItems(setting, block);
  if ('fields' in block) return fieldItems(setting, block);
  if ('table' in block) return tableItems(setting, block);
  if ('signatures' in block) return signatureItems(setting, block, stamps);
  if ('closing' in block) return closingItems(setting, block, stamps);
  return [{ height: block.gap, draw: () => undefined }];
}

function refuseMissingLetters(typeface: Typeface, sheets: readonly Sheet[]): void {
  const texts = sheets.flatMap((sheet) =>
    sheet.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])),
  );
  const letters = missingGlyphs(typeface, texts.join(''));
  if (letters.length > 0) throw errors.error('letter_missing', { letters: letters.join(' ') });
}

async function paint(
  { template, typeface, createdAt }: RenderOrder,
  sheets: readonly Sheet[],
): Promise<Uint8Array> {
  const doc = await PDFDocument.create({ updateMetadata: false });
  doc.setTitle(template.name.vi, { showInWindowTitleBar: true });
  doc.setLanguage('vi-VN');
  doc.setProducer('Serepok');
  doc.setCreator('Serepok');
  doc.setCreationDate(createdAt);
  doc.setModificationDate(createdAt);
  await paintSheets(doc, openFontBook(doc, typeface), sheets);
  const content = createHash('sha256').update(JSON.stringify(sheets)).digest('hex').slice(0, 32);
  const id = PDFHexString.of(content);
  doc.context.trailerInfo.ID = doc.context.obj([id, id]);
  doc.catalog.set(PDFName.of('PageMode'), PDFName.of('UseNone'));
  return doc.save({ useObjectStreams: false, updateFieldAppearances: false });
}
