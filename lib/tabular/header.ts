import { cleanText, fold } from '#lib/vietnamese';
import { titlePatterns } from './fields.ts';
import { columnLetter, TabularError, type TabularNotice } from './notice.ts';
import type { RawRow, Table } from './table.ts';

export interface Column {
  /** From 0. */
  readonly index: number;
  /** As a spreadsheet names it: A, B … */
  readonly letter: string;
  /** As written; rows of a header joined with ` / `; '' where there is none. */
  readonly title: string;
}

export interface Header {
  /** Rows above the header, as written: title of the list, name of the office. */
  readonly above: readonly RawRow[];
  /** The rows of the header itself. */
  readonly rows: readonly RawRow[];
  /** First row that is data. */
  readonly firstDataRow: number;
  readonly columns: readonly Column[];
  readonly notices: readonly TabularNotice[];
}

const LOOK_AT = 40;

/**
 * Finds the header among the first rows: the row that names most columns, with the row below it where that names parts
 * (Ngày, Tháng, Năm; Nam, Nữ). Throws `no_header` or `no_rows`.
 */
export function findHeader(sample: readonly RawRow[], chosenRow?: number): Header {
  const rows = sample.slice(0, LOOK_AT);
  if (rows.every((row) => row.cells.every((cell) => cell.trim() === '')))
    throw new TabularError('empty_file');
  const at = chosenRow === undefined ? bestRow(rows) : rows.findIndex(({ row }) => row === chosenRow);
  const first = rows[at];
  if (!first) throw new TabularError('no_header');
  const second = rows[at + 1];
  const isDouble = second !== undefined && isSecondRow(first, second);
  const headerRows = isDouble ? [first, second] : [first];
  let next = at + headerRows.length;
  while (next < rows.length && isColumnNumbers(rows[next])) next += 1;
  const firstData = sample.slice(next).find(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (!firstData) throw new TabularError('no_rows');
  const columns = columnsOf(headerRows, sample.slice(next));
  return {
    above: rows.slice(0, at),
    rows: headerRows,
    firstDataRow: firstData.row,
    columns,
    notices: headerNotices(headerRows, columns, sample.slice(next)),
  };
}

/** How many of the cells are titles that this library knows. */
function known(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '' && cell.length < 80 && isKnownTitle(foldTitle(cell)))
    .length;
}

export function foldTitle(title: string): string {
  return title
    .split('/ ')
    .map((part) => fold(part.replace(/\([^)]*\)/g, ' ')))
    .filter(Boolean)
    .join(' / ');
}

function isKnownTitle(folded: string): boolean {
  return titlePatterns.some(([, pattern]) => pattern.test(folded));
}

function bestRow(rows: readonly RawRow[]): number {
  let [best, bestScore] = [-1, 0];
  rows.forEach(({ cells }, index) => {
    const filled = cells.filter((cell) => cell.trim() !== '');
    if (filled.length < 1 || filled.some(looksLikeData)) return;
    const hits = known(cells);
    const score =
      hits === 0 ? 0 : hits + 0.2 * Math.min(filled.length, 10) + (filled.length === 1 ? -0.9 : 0);
    if (score > bestScore) [best, bestScore] = [index, score];
  });
  if (bestScore >= 1.5 || (bestScore > 0 && widthOf(rows) === 1)) return best;
  return plainHeader(rows);
}

// A table in words this library does not know: the first full row of different words, with data below.
function plainHeader(rows: readonly RawRow[]): number {
  const width = widthOf(rows);
  return rows.findIndex(({ cells }, index) => {
    const filled = cells.map((cell) => cell.trim()).filter(Boolean);
    const isTitles = filled.every((cell) => /\p{L}/u.test(cell) && cell.length < 50 && !looksLikeData(cell));
    const below = rows[index + 1];
    return (
      width > 1 &&
      filled.length >= Math.max(2, width * 0.7) &&
      isTitles &&
      new Set(filled).size === filled.length &&
      below !== undefined &&
      below.cells.some(looksLikeData)
    );
  });
}

function widthOf(rows: readonly RawRow[]): number {
  return Math.max(...rows.map(({ cells }) => cells.findLastIndex((cell) => cell.trim() !== '') + 1));
}

function looksLikeData(cell: string): boolean {
  return /^\s*'?\d[\d\s./,-]{4,}\s*$/.test(cell) || /^\d{1,2}[/-]\d{1,2}[/-]\d{2,4}/.test(cell.trim());
}

const partTitle =
  /^(ngay|thang|nam|nu|ho|ten|ho (va )?(chu )?(dem|lot)|chu dem|so|noi cap|ngay cap|cha|me|bo|ho ten|nam sinh|thon|buon|xa|huyen|tinh|so nha|loai|dien|nam sinh nam|thon buon|xa phuong)$/;

/** The second row of a header names parts under titles above; it leaves most cells to the first. */
function isSecondRow(first: RawRow, second: RawRow): boolean {
  const filled = second.cells
    .map((cell, index) => ({ cell: cell.trim(), index }))
    .filter(({ cell, index }) => cell !== '' && cell !== (first.cells[index] ?? '').trim());
  if (filled.length === 0 || filled.some(({ cell }) => looksLikeData(cell))) return false;
  const parts = filled.filter(({ cell }) => partTitle.test(fold(cell)));
  return parts.length >= 2 && parts.length >= filled.length * 0.6;
}

function isColumnNumbers(row: RawRow | undefined): boolean {
  const filled = (row?.cells ?? []).map((cell) => cell.trim()).filter(Boolean);
  if (row === undefined || filled.length === 0) return row !== undefined;
  const numbers = filled.map((cell) => /^\(?(\d{1,2}|[A-Z])\)?$/.exec(cell)?.[1]);
  const inOrder = numbers.filter((value, index) => value === String(index + 1));
  return filled.length > 2 && inOrder.length >= filled.length * 0.7;
}

function columnsOf(rows: readonly RawRow[], data: readonly RawRow[]): Column[] {
  const width = Math.max(widthOf(rows), widthOf(data.slice(0, 200)));
  const [top = [], below] = rows.map(({ cells }) => cells.map(cleanText));
  let group = '';
  return Array.from({ length: width }, (_, index) => {
    const own = top[index] ?? '';
    const part = below?.[index] ?? '';
    if (own !== '') group = own;
    else if (part === '') group = '';
    const title = part === '' || part === own ? own : [group, part].filter(Boolean).join(' / ');
    return { index, letter: columnLetter(index), title };
  });
}

function headerNotices(
  rows: readonly RawRow[],
  columns: readonly Column[],
  data: readonly RawRow[],
): TabularNotice[] {
  const notices: TabularNotice[] = [];
  const joined = columns.find(({ title }) => title.includes(' / '));
  if (rows.length > 1 && joined) {
    const params = { rows: rows.map(({ row }) => row).join(', '), example: joined.title };
    notices.push({ code: 'two_row_header', severity: 'info', params });
  }
  const byTitle = Map.groupBy(columns, ({ title }) => fold(title));
  for (const [folded, same] of byTitle) {
    const [one] = same;
    if (folded === '' || same.length < 2 || !one) continue;
    const params = { title: one.title, columns: same.map(({ letter }) => letter).join(', ') };
    notices.push({ code: 'duplicate_header', severity: 'warning', params, column: one.index });
  }
  for (const { title, index, letter } of columns) {
    const hasData = data.slice(0, 200).some(({ cells }) => (cells[index] ?? '').trim() !== '');
    if (title === '' && hasData)
      notices.push({ code: 'empty_header', severity: 'warning', params: { column: letter }, column: index });
  }
  return notices;
}

/** Merged areas that reach into the data: their value was given to every row they cover. */
export function mergedNotices(table: Pick<Table, 'merged'>, header: Header): TabularNotice[] {
  const merged = (table.merged ?? []).filter(({ bottom }) => bottom >= header.firstDataRow);
  const [first] = merged;
  if (!first) return [];
  const example = `${columnLetter(first.left)}${first.top}:${columnLetter(first.right)}${first.bottom}`;
  return [{ code: 'merged_cells', severity: 'warning', params: { count: merged.length, example } }];
}

/** The same for lists with the same columns in the same order, whatever case, marks or signs their titles have. */
export function headerFingerprint(columns: readonly Column[]): string {
  const text = columns.map(({ title }) => foldTitle(title)).join('|');
  return `h1-${hash(text, 0x811c9dc5)}${hash(text, 0x9747b28c)}-${columns.length}`;
}

function hash(text: string, seed: number): string {
  let h = seed;
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return ((h ^ (h >>> 13)) >>> 0).toString(16).padStart(8, '0');
}
