import { fill, type Language, type Params } from '#lib/contract';
import { type FileCode, fileTexts, type NoticeCode, tabularTexts } from './texts.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Something to tell about a file, a column or a cell. The sentence is looked up by code. */
export interface TabularNotice {
  readonly code: NoticeCode;
  readonly severity: Severity;
  readonly params: Params;
  /** Row number as in the file or sheet, from 1. */
  readonly row?: number;
  /** Column from 0; `columnLetter` writes it as a spreadsheet does. */
  readonly column?: number;
}

/** The file cannot be taken. Nothing of it was kept. */
export class TabularError extends Error {
  readonly code: FileCode;
  readonly params: Params;
  constructor(code: FileCode, params: Params = {}) {
    super(fill(fileTexts[code], 'en', params));
    this.name = 'TabularError';
    this.code = code;
    this.params = params;
  }
}

export function sentenceOf(
  notice: { readonly code: NoticeCode; readonly params: Params },
  language: Language,
): string {
  return fill(tabularTexts[notice.code], language, notice.params);
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnLetter(column: number): string {
  let rest = column;
  let letters = '';
  do {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
    rest = Math.floor(rest / 26) - 1;
  } while (rest >= 0);
  return letters;
}

/** A → 0, AA → 26; −1 when it is none. */
export function columnOfLetters(letters: string): number {
  let column = 0;
  for (const letter of letters) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) return -1;
    column = column * 26 + value;
  }
  return column - 1;
}
