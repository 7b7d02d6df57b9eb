import type { Readable } from 'node:stream';
import { TabularError, type TabularNotice } from './notice.ts';
import type { ByteSource, ReadLimits } from './source.ts';
import type { RawRow, Table } from './table.ts';
import { openPackage, type Package, xmlParser } from './xlsx-package.ts';
import { readParts, type SheetPart, type WorkbookParts } from './xlsx-parts.ts';
import { areaOf, type FormulaCount, type MergedArea, MergeFiller, SheetRows } from './xlsx-sheet.ts';

const BATCH = 1000;

interface Sheet {
  readonly pkg: Package;
  readonly parts: WorkbookParts;
  readonly part: SheetPart;
  readonly limits: ReadLimits;
  readonly merged: readonly MergedArea[];
}

/** A workbook of Excel 2007 and later, read row by row: in memory are only its shared strings. */
export async function openWorkbook(source: ByteSource, limits: ReadLimits, asked?: string): Promise<Table> {
  const pkg = await openPackage(source, limits);
  const parts = await readParts(pkg, limits);
  const part = chooseSheet(parts.sheets, asked);
  const merged = await readMerged(pkg, part);
  const sheet = { pkg, parts, part, limits, merged };
  let formulas: FormulaCount = { count: 0 };
  return {
    kind: 'xlsx',
    sheet: part.name,
    sheets: parts.sheets.filter(({ isHidden }) => !isHidden).map(({ name }) => name),
    merged,
    notices: workbookNotices(pkg, parts, part),
    batches: () => {
      formulas = { count: 0 };
      return sheetBatches(sheet, formulas);
    },
    lateNotices: () => formulaNotices(formulas),
  };
}

function chooseSheet(sheets: readonly SheetPart[], asked: string | undefined): SheetPart {
  const visible = sheets.filter(({ isHidden }) => !isHidden);
  const found = asked === undefined ? (visible[0] ?? sheets[0]) : sheets.find(({ name }) => name === asked);
  if (found) return found;
  if (asked === undefined) throw new TabularError('empty_file');
  throw new TabularError('no_such_sheet', {
    sheet: asked,
    sheets: visible.map(({ name }) => name).join(', '),
  });
}

function workbookNotices(pkg: Package, parts: WorkbookParts, part: SheetPart): TabularNotice[] {
  const notices: TabularNotice[] = [];
  if (pkg.names.some((name) => /vbaProject\.bin$|macrosheets\//i.test(name)))
    notices.push({ code: 'macros_ignored', severity: 'warning', params: {} });
  const visible = parts.sheets.filter(({ isHidden }) => !isHidden);
  const others = visible.filter((sheet) => sheet !== part).map(({ name }) => name);
  if (others.length > 0) {
    const params = { count: visible.length, sheet: part.name, others: others.join(', ') };
    notices.push({ code: 'several_sheets', severity: 'warning', params });
  }
  const hidden = parts.sheets.filter((sheet) => sheet.isHidden && sheet !== part).map(({ name }) => name);
  if (hidden.length > 0)
    notices.push({ code: 'hidden_sheets', severity: 'info', params: { sheets: hidden.join(', ') } });
  return notices;
}

function formulaNotices({ count, example = '' }: FormulaCount): TabularNotice[] {
  return count === 0 ? [] : [{ code: 'formulas_used', severity: 'warning', params: { count, example } }];
}

/** Merged areas stand behind the rows in the file, so they are looked for ahead, without reading the rows as XML. */
async function readMerged(pkg: Package, part: SheetPart): Promise<MergedArea[]> {
  const stream = await pkg.open(part.part);
  if (!stream) throw new TabularError('damaged', { where: part.part });
  const areas: MergedArea[] = [];
  let rest = '';
  try {
    for await (const chunk of stream) {
      const bytes = chunk as Buffer;
      if (rest === '' && !bytes.includes('mergeCell') && !endsInside(bytes)) continue;
      rest += bytes.toString('latin1');
      for (const [, reference = ''] of rest.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref="([^"]+)"[^>]*>/g)) {
        const area = areaOf(reference);
        if (area && areas.length < 100_000) areas.push(area);
      }
      rest = rest.slice(Math.max(rest.lastIndexOf('<'), rest.length - 200, 0));
      if (rest.includes('>')) rest = '';
    }
  } catch {
    throw new TabularError('damaged', { where: part.part });
  }
  return areas;
}

function endsInside(bytes: Buffer): boolean {
  return bytes.lastIndexOf('<') > bytes.lastIndexOf('>');
}

async function* sheetBatches(
  sheet: Sheet,
  formulas: FormulaCount,
): AsyncGenerator<RawRow[], void, undefined> {
  const stream = await sheet.pkg.open(sheet.part.part);
  if (!stream) throw new TabularError('damaged', { where: sheet.part.part });
  const rows = new SheetRows(sheet.parts, formulas, sheet.limits.columns);
  const filler = new MergeFiller(sheet.merged);
  for await (const ready of parsed(stream, rows, sheet.part.part)) {
    if (ready > 0) yield rows.take().map((row) => filler.fill(row));
  }
}

/** Feeds the rows and says how many wait. */
async function* parsed(
  stream: Readable,
  rows: SheetRows,
  name: string,
): AsyncGenerator<number, void, undefined> {
  const parser = xmlParser(name, {
    open: (tag) => rows.openTag(tag),
    close: (tag) => rows.closeTag(tag),
    text: (text) => rows.textPart(text),
  });
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of stream) {
      parser.write(decoder.decode(chunk as Uint8Array, { stream: true }));
      if (rows.waiting >= BATCH) yield rows.waiting;
    }
    parser.write(decoder.decode()).close();
  } catch (error) {
    throw error instanceof TabularError ? error : new TabularError('damaged', { where: name });
  }
  yield rows.waiting;
}
