type Remembered = { id: string; hiddenAtFirst?: boolean };
type Exported<Row> = { name: string; text?: (row: Row) => string };

export function rememberedColumns(table: string, columns: readonly Remembered[]): string[] {
  const atFirst = columns.filter((column) => column.hiddenAtFirst).map((column) => column.id);
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(`serepok.columns.${table}`) ?? 'null');
    if (!Array.isArray(stored)) return atFirst;
    return stored.filter((id): id is string => columns.some((column) => column.id === id));
  } catch {
    return atFirst;
  }
}

export function rememberColumns(table: string, hidden: readonly string[]): void {
  try {
    localStorage.setItem(`serepok.columns.${table}`, JSON.stringify(hidden));
  } catch {
    /* private window: the choice lasts for this page only */
  }
}

/** A cell that a spreadsheet would run as a formula gets an apostrophe (CWE-1236). */
export function csvCell(text: string): string {
  const tame = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r;]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}

export function toCsv<Row>(columns: readonly Exported<Row>[], rows: readonly Row[]): string {
  const shown = columns.filter((column) => column.text);
  const head = shown.map((column) => csvCell(column.name)).join(',');
  const body = rows.map((row) => shown.map((column) => csvCell(column.text?.(row) ?? '')).join(','));
  return `\ufeff${[head, ...body].join('\r\n')}\r\n`;
}

export function downloadCsv<Row>(
  name: string,
  columns: readonly Exported<Row>[],
  rows: readonly Row[],
): void {
  const url = URL.createObjectURL(new Blob([toCsv(columns, rows)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
