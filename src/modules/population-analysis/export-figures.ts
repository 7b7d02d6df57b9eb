import writeXlsxFile from 'write-excel-file/node';
import { stringify } from 'csv-stringify/sync';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { ethnicityName } from './ethnicity-names.ts';
import { checkMayRead, presentSnapshot, snapshotOn } from './get-population.ts';
import { NO_HAMLET, PROVINCE } from './rules.ts';
import { allFigures, communesOn, findOpenSnapshot, type SnapshotRow } from './store.ts';

const words: Readonly<Record<string, string>> = {
  persons: 'Dân số',
  sex: 'Theo giới tính',
  broad: 'Theo nhóm tuổi lớn',
  age: 'Theo nhóm tuổi 5 năm',
  ethnicity: 'Theo dân tộc',
  households: 'Số hộ',
  hamlet: 'Dân số thôn, buôn, tổ dân phố',
  hamlet_households: 'Số hộ thôn, buôn, tổ dân phố',
  male: 'Nam',
  female: 'Nữ',
};
const head = ['Mã đơn vị', 'Đơn vị', 'Chỉ tiêu', 'Nhóm', 'Giới tính', 'Giá trị', 'Thời điểm'];

type Line = (string | number | null)[];

async function linesOf(ctx: Ctx, snapshot: SnapshotRow, place: string | undefined): Promise<Line[]> {
  const names = new Map((await communesOn(ctx, snapshot.day)).map((one) => [one.code, one.name]));
  const rows = await allFigures(ctx, snapshot.id, place);
  const at = snapshot.taken_at.toISOString();
  return rows.map((row) => [
    row.place_code === PROVINCE ? '' : row.place_code,
    row.place_code === PROVINCE ? 'Toàn tỉnh' : (names.get(row.place_code) ?? ''),
    words[row.measure] ?? row.measure,
    categoryName(row.measure, row.category),
    words[row.sex] ?? '',
    row.value,
    at,
  ]);
}

function categoryName(measure: string, category: string): string {
  if (measure === 'ethnicity') return ethnicityName(category);
  return category === NO_HAMLET ? 'Chưa ghi thôn' : category;
}

/** A cell that a spreadsheet would run as a formula gets an apostrophe (CWE-1236). */
const tame = (cell: string | number | null) =>
  typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;

/** All released figures of an instant; what is not named is an empty cell. */
export async function exportFigures(
  ctx: Ctx,
  at: { day?: string; place?: string; format: 'csv' | 'xlsx' },
): Promise<{ bytes: Uint8Array; mediaType: string; name: string }> {
  checkMayRead(ctx);
  const snapshot = await snapshotOn(ctx, at.day);
  const lines = await linesOf(ctx, snapshot, at.place);
  const name = `dan-cu-${snapshot.day}`;
  if (at.format === 'csv')
    return {
      bytes: Buffer.from(
        stringify([head, ...lines.map((line) => line.map(tame))], { bom: true, record_delimiter: 'windows' }),
      ),
      mediaType: 'text/csv; charset=utf-8',
      name: `${name}.csv`,
    };
  const sheet = [
    head.map((value) => ({ value, fontWeight: 'bold' as const })),
    ...lines.map((line) => line.map((value) => (value === null ? null : { value }))),
  ];
  const bytes = await writeXlsxFile(sheet, { sheet: 'Dân cư', stickyRowsCount: 1 }).toBuffer();
  return {
    bytes,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    name: `${name}.xlsx`,
  };
}

/** What everybody may see: the newest published instant. */
export async function openFigures(ctx: Ctx, place: string) {
  const snapshot = await findOpenSnapshot(ctx);
  if (!snapshot) throw errors.error('not_found');
  const names = new Map((await communesOn(ctx, snapshot.day)).map((one) => [one.code, one.name]));
  const rows = await allFigures(ctx, snapshot.id, undefined);
  return {
    snapshot: presentSnapshot(snapshot),
    items: rows
      .filter((row) => row.place_code === place)
      .map((row) => ({
        place: row.place_code,
        placeName: names.get(row.place_code) ?? '',
        measure: row.measure,
        category: row.category,
        sex: row.sex,
        value: row.value,
      })),
  };
}
