import { expect, test } from 'vitest';
import { csvCell, toCsv } from './table-memory.ts';

test.each([
  ['=SUM(A1)', "'=SUM(A1)"],
  ['-1', "'-1"],
  ['@x', "'@x"],
  ['a, b', '"a, b"'],
  ['nói "vâng"', '"nói ""vâng"""'],
  ['Đắk Lắk', 'Đắk Lắk'],
])('cell %s is exported as %s', (typed, cell) => {
  expect(csvCell(typed)).toBe(cell);
});

test('the file begins with a byte order mark, so that a spreadsheet reads Vietnamese', () => {
  const columns = [{ name: 'Tên', text: (row: { name: string }) => row.name }, { name: 'Nút' }];
  expect(toCsv(columns, [{ name: 'Y Wŭt' }])).toBe('\ufeffTên\r\nY Wŭt\r\n');
});
