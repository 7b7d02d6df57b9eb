import type { SaxesTagPlain } from 'saxes';
import { columnLetter, columnOfLetters, type TabularNotice } from './notice.ts';
import type { RawRow } from './table.ts';
import { localName } from './xlsx-package.ts';
import { unescapeExcel, type WorkbookParts } from './xlsx-parts.ts';

/** Cells that show one value: rows as in the sheet from 1, columns from 0, ends included. */
export interface MergedArea {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface FormulaCount {
  count: number;
  example?: string;
}

const MILLISECONDS_PER_DAY = 86_400_000;
// Day 0 of 1900 workbooks, taken so that the day 1900-02-29 which never was does no harm from 1900-03-01 on.
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

export function areaOf(reference: string): MergedArea | undefined {
  const match = /^\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?$/.exec(reference);
  if (!match) return undefined;
  const [, left = '', top = '', right = left, bottom = top] = match;
  return {
    left: columnOfLetters(left),
    top: Number(top),
    right: columnOfLetters(right),
    bottom: Number(bottom),
  };
}

/** Collects rows from the tags of a sheet. */
export class SheetRows {
  private readonly parts: WorkbookParts;
  private readonly formulas: FormulaCount;
  private readonly mostColumns: number;
  private done: RawRow[] = [];
  private row = 0;
  private cells: string[] = [];
  private notices: TabularNotice[] = [];
  private column = -1;
  private type = '';
  private style = 0;
  private text = '';
  private isText = false;
  private isPhonetic = false;
  private hasFormula = false;
  private hasValue = false;

  constructor(parts: WorkbookParts, formulas: FormulaCount, mostColumns: number) {
    this.parts = parts;
    this.formulas = formulas;
    this.mostColumns = mostColumns;
  }

  take(): RawRow[] {
    const rows = this.done;
    this.done = [];
    return rows;
  }

  get waiting(): number {
    return this.done.length;
  }

  openTag(tag: SaxesTagPlain): void {
    const { attributes } = tag;
    switch (localName(tag)) {
      case 'row':
        this.row = attributes['r'] === undefined ? this.row + 1 : Number(attributes['r']);
        [this.cells, this.notices, this.column] = [[], [], -1];
        break;
      case 'c':
        this.column = columnAt(attributes['r'], this.column + 1);
        this.type = attributes['t'] ?? 'n';
        this.style = Number(attributes['s'] ?? 0);
        [this.text, this.hasFormula, this.hasValue] = ['', false, false];
        break;
      case 'v':
        [this.isText, this.hasValue] = [true, true];
        break;
      case 't':
        if (this.isPhonetic) break;
        [this.isText, this.hasValue] = [true, true];
        break;
      case 'rPh':
        this.isPhonetic = true;
        break;
      case 'f':
        this.hasFormula = true;
        break;
      default:
    }
  }

  textPart(text: string): void {
    if (this.isText) this.text += text;
  }

  closeTag(tag: SaxesTagPlain): void {
    const name = localName(tag);
    if (name === 'v' || name === 't') this.isText = false;
    else if (name === 'rPh') this.isPhonetic = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.endRow();
  }

  private endCell(): void {
    if (this.hasFormula) this.noteFormula();
    if (!this.hasValue || this.column >= this.mostColumns) return;
    const value = this.valueOf();
    if (value === '') return;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = value;
  }

  private noteFormula(): void {
    this.formulas.count += 1;
    this.formulas.example ??= `${columnLetter(this.column)}${this.row}`;
    if (!this.hasValue) this.note('formula_without_value', {});
  }

  private note(code: TabularNotice['code'], params: TabularNotice['params']): void {
    this.notices.push({ code, severity: 'warning', params, row: this.row, column: this.column });
  }

  private valueOf(): string {
    switch (this.type) {
      case 's':
        return this.parts.shared[Number(this.text)] ?? '';
      case 'b':
        return this.text === '1' ? 'TRUE' : 'FALSE';
      case 'e':
        this.note('error_value', { value: this.text });
        return '';
      case 'str':
      case 'inlineStr':
        return unescapeExcel(this.text);
      case 'd':
        return dayOfIso(this.text);
      default:
        return this.numberText();
    }
  }

  private numberText(): string {
    const { styles, is1904 } = this.parts;
    const number = Number(this.text);
    if (this.text.trim() === '' || !Number.isFinite(number)) return this.text;
    if (styles.isDate[this.style]) return dateText(number, is1904) ?? this.text;
    const text = Number.isSafeInteger(number) ? String(number) : shortest(number);
    const digits = styles.digits[this.style] ?? 0;
    return digits > 0 && /^\d+$/.test(text) ? text.padStart(digits, '0') : text;
  }

  private endRow(): void {
    if (this.cells.every((cell) => cell.trim() === '') && this.notices.length === 0) return;
    const notices = this.notices.length > 0 ? { notices: this.notices } : {};
    this.done.push({ row: this.row, cells: this.cells, ...notices });
  }
}

function columnAt(reference: string | undefined, next: number): number {
  if (reference === undefined) return next;
  const column = columnOfLetters(reference.replace(/\d+$/, ''));
  return column < 0 ? next : column;
}

// 0.1 + 0.2 as a sheet stores it reads 0.3: fifteen digits are all that a spreadsheet knows.
function shortest(number: number): string {
  return String(Number(number.toPrecision(15)));
}

function dayOfIso(text: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  return match ? `${match[3]}/${match[2]}/${match[1]}` : text;
}

/** dd/MM/yyyy of a serial day; undefined outside 1900–2999 and for times without a day. */
export function dateText(serial: number, is1904 = false): string | undefined {
  if (serial < 1 || serial > 401_768) return undefined;
  // Before 1900-03-01 a 1900 workbook is one day behind.
  const shift = !is1904 && serial < 60 ? 1 : 0;
  const day = new Date(
    (is1904 ? EPOCH_1904 : EPOCH_1900) + (Math.floor(serial) + shift) * MILLISECONDS_PER_DAY,
  );
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`;
}

/** Gives every covered cell the value that the area shows. Only areas that start at or above the rows given count. */
export class MergeFiller {
  private readonly areas: MergedArea[];
  private open: { area: MergedArea; value: string }[] = [];
  private next = 0;

  constructor(areas: readonly MergedArea[]) {
    this.areas = [...areas].sort((a, b) => a.top - b.top);
  }

  fill(row: RawRow): RawRow {
    if (this.areas.length === 0) return row;
    this.advance(row);
    if (this.open.length === 0) return row;
    const cells = [...row.cells];
    for (const { area, value } of this.open) cover(cells, area, value);
    return { ...row, cells };
  }

  private advance(row: RawRow): void {
    this.open = this.open.filter(({ area }) => area.bottom >= row.row);
    for (; (this.areas[this.next]?.top ?? Infinity) <= row.row; this.next++) {
      const area = this.areas[this.next];
      const value = area?.top === row.row ? (row.cells[area.left] ?? '') : '';
      if (area && value !== '') this.open.push({ area, value });
    }
  }
}

const WIDEST_MERGE = 400;

function cover(cells: string[], area: MergedArea, value: string): void {
  for (let column = area.left; column <= Math.min(area.right, area.left + WIDEST_MERGE); column++) {
    while (cells.length <= column) cells.push('');
    if (cells[column] === '') cells[column] = value;
  }
}
