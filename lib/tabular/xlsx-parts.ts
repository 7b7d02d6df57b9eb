import { TabularError } from './notice.ts';
import type { ReadLimits } from './source.ts';
import { localName, type Package, readXml } from './xlsx-package.ts';

export interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
}

export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  /** Days count from 1904 instead of 1900. */
  readonly is1904: boolean;
  readonly styles: CellStyles;
  readonly shared: readonly string[];
}

/** By index of the cell's style: is it a date, and how many digits does its format ask for. */
export interface CellStyles {
  readonly isDate: readonly boolean[];
  readonly digits: readonly number[];
}

export async function readParts(pkg: Package, limits: ReadLimits): Promise<WorkbookParts> {
  const { sheets, is1904 } = await readWorkbook(pkg);
  const styles = await readStyles(pkg);
  const shared = await readShared(pkg, limits);
  return { sheets, is1904, styles, shared };
}

async function readWorkbook(pkg: Package): Promise<{ sheets: SheetPart[]; is1904: boolean }> {
  const targets = await readTargets(pkg);
  const sheets: SheetPart[] = [];
  let is1904 = false;
  const found = await readXml(pkg, 'xl/workbook.xml', {
    open: (tag) => {
      const { attributes } = tag;
      if (localName(tag) === 'workbookPr')
        is1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true';
      if (localName(tag) !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const part = targets.get(id);
      const isHidden = attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden';
      if (part !== undefined && pkg.names.includes(part))
        sheets.push({ name: attributes['name'] ?? part, part, isHidden });
    },
  });
  if (!found) throw new TabularError('not_a_table', { found: otherZip(pkg) });
  return { sheets, is1904 };
}

function otherZip(pkg: Package): string {
  if (pkg.names.includes('word/document.xml')) return 'Word';
  if (pkg.names.includes('ppt/presentation.xml')) return 'PowerPoint';
  if (pkg.names.includes('content.xml')) return 'OpenDocument';
  return 'ZIP';
}

async function readTargets(pkg: Package): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await readXml(pkg, 'xl/_rels/workbook.xml.rels', {
    open: (tag) => {
      const { Id, Target } = tag.attributes;
      if (Id === undefined || Target === undefined) return;
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  return targets;
}

// ECMA-376 Part 1 §18.8.30: built-in formats of days and times.
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '');
  return /[dy]/i.test(bare) || (/m/i.test(bare) && !/[0#]/.test(bare));
}

async function readStyles(pkg: Package): Promise<CellStyles> {
  const formats = new Map<number, string>();
  const isDate: boolean[] = [];
  const digits: number[] = [];
  let isInCells = false;
  await readXml(pkg, 'xl/styles.xml', {
    open: (tag) => {
      const name = localName(tag);
      if (name === 'numFmt')
        formats.set(Number(tag.attributes['numFmtId']), tag.attributes['formatCode'] ?? '');
      if (name === 'cellXfs') isInCells = true;
      if (name !== 'xf' || !isInCells) return;
      const id = Number(tag.attributes['numFmtId'] ?? 0);
      const code = formats.get(id);
      isDate.push(code === undefined ? isBuiltInDate(id) : isDateFormat(code));
      digits.push(code !== undefined && /^0{2,}$/.test(code) ? code.length : 0);
    },
    close: (tag) => {
      if (localName(tag) === 'cellXfs') isInCells = false;
    },
  });
  return { isDate, digits };
}

async function readShared(pkg: Package, limits: ReadLimits): Promise<string[]> {
  const shared: string[] = [];
  let [text, isText, isPhonetic, total] = ['', false, false, 0];
  await readXml(pkg, 'xl/sharedStrings.xml', {
    open: (tag) => {
      const name = localName(tag);
      if (name === 'si') text = '';
      else if (name === 't') isText = !isPhonetic;
      else if (name === 'rPh') isPhonetic = true;
    },
    text: (part) => {
      if (isText) text += part;
    },
    close: (tag) => {
      const name = localName(tag);
      if (name === 't') isText = false;
      else if (name === 'rPh') isPhonetic = false;
      else if (name === 'si') {
        total += text.length;
        if (total > limits.sharedCharacters) throw new TabularError('expands_too_much');
        shared.push(unescapeExcel(text));
      }
    },
  });
  return shared;
}

/** `_x000D_` and its like: how a workbook writes control characters. ECMA-376 Part 1 §22.9.2.19 */
export function unescapeExcel(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
