import { sentenceOf, type TabularNotice, writeCsv } from '#lib/tabular';
import type { Language } from '#lib/contract';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { getOwnList } from './manage-lists.ts';
import { listProblemRows, type ProblemRow } from './store-import.ts';
import { type EditionRow, findEditionRow } from './store-lists.ts';

async function ownEdition(ctx: Ctx, id: string): Promise<EditionRow> {
  const edition = await findEditionRow(ctx, id);
  if (!edition) throw errors.error('not_found');
  await getOwnList(ctx, edition.list_id);
  return edition;
}

const sentence = (row: ProblemRow, language: Language): string =>
  sentenceOf({ code: row.code, params: row.params } as Pick<TabularNotice, 'code' | 'params'>, language);

/** What is wrong with which row, a page at a time. */
export async function listProblems(ctx: Ctx, input: { id: string; after: number; limit: number }) {
  const edition = await ownEdition(ctx, input.id);
  const rows = await listProblemRows(ctx, { editionId: edition.id, after: input.after, limit: input.limit });
  const last = rows.length === input.limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => ({
      position: row.position,
      column: row.columnName,
      code: row.code,
      text: sentence(row, ctx.language),
      isFatal: row.isFatal,
      valueHint: row.valueHint,
    })),
    ...(last ? { next: last.position } : {}),
  };
}

const heads: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Dòng', 'Cột', 'Nội dung cần sửa', 'Giá trị', 'Không nhập'],
  en: ['Row', 'Column', 'What to mend', 'Value', 'Not imported'],
};
const PAGE = 5000;

async function* reportRows(ctx: Ctx, editionId: string): AsyncGenerator<readonly string[]> {
  yield heads[ctx.language];
  let after = 0;
  for (;;) {
    const rows = await listProblemRows(ctx, { editionId, after, limit: PAGE });
    for (const row of rows)
      yield [
        String(row.position),
        row.columnName ?? '',
        sentence(row, ctx.language),
        row.valueHint ?? '',
        row.isFatal ? 'x' : '',
      ];
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.position ?? after;
  }
}

/** The error report as a CSV file that a spreadsheet opens. */
export async function problemReport(ctx: Ctx, id: string): Promise<{ name: string; bytes: Buffer }> {
  const edition = await ownEdition(ctx, id);
  const parts: Uint8Array[] = [];
  for await (const part of writeCsv(reportRows(ctx, edition.id), { delimiter: ';' })) parts.push(part);
  return { name: `${edition.file_name.replace(/\.[^.]*$/, '')}-loi.csv`, bytes: Buffer.concat(parts) };
}
