import { describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import {
  bytesSource,
  defaultLimits,
  findHeader,
  firstRows,
  mergedNotices,
  openTable,
  TabularError,
  writeXlsx,
} from './index.ts';
import type { RawRow, Table } from './index.ts';
import { textRows, workbookOf } from './workbook.fixture.ts';

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

async function rowsOf(table: Table): Promise<RawRow[]> {
  return firstRows(table, Infinity);
}

async function cellsOf(bytes: Uint8Array): Promise<(readonly string[])[]> {
  return (await rowsOf(await openTable(bytesSource(bytes)))).map(({ cells }) => cells);
}

async function refusal(bytes: Uint8Array): Promise<string> {
  return openTable(bytesSource(bytes)).then(
    () => 'taken',
    (error: unknown) => (error instanceof TabularError ? error.code : String(error)),
  );
}

const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code);

test('a workbook of another writer: texts, dates, numbers, gaps', async () => {
  const bytes = await writeExcelFile([
    [{ value: 'Họ và tên' }, { value: 'Ngày sinh' }, { value: 'Số' }],
    [
      { value: 'Nguyễn Văn A & <B>' },
      { value: new Date(Date.UTC(1987, 2, 5)), type: Date, format: 'dd/mm/yyyy' },
      { value: 100187123456, type: Number },
    ],
    [null, null, { value: 'cuối' }],
  ]).toBuffer();
  expect(await cellsOf(bytes)).toEqual([
    ['Họ và tên', 'Ngày sinh', 'Số'],
    ['Nguyễn Văn A & <B>', '05/03/1987', '100187123456'],
    ['', '', 'cuối'],
  ]);
});

test('what is written is read again, every cell as text, letter by letter', async () => {
  const rows = [
    ['Họ tên', 'Số', 'Ghi chú'],
    ["H'Hen Niê", '001234567', '=HYPERLINK("x")'],
    ['', ' khoảng trắng ', 'dòng\nhai <&>"'],
  ];
  expect(await cellsOf(await collect(writeXlsx(rows, { headerRow: 1 })))).toEqual(rows);
});

test('shared strings with runs, phonetics left out, control characters as written', async () => {
  const shared = [
    '<si><r><t>Nguyễn </t></r><r><rPr/><t>Văn</t></r><rPh><t>sai</t></rPh></si>',
    '<si><t>a_x000A_b</t></si>',
  ];
  const rows =
    '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c><c r="D2" t="s"><v>9</v></c></row>';
  const table = await openTable(bytesSource(await workbookOf({ rows, shared })));
  expect(await rowsOf(table)).toEqual([{ row: 2, cells: ['Nguyễn Văn', '', 'a\nb'] }]);
});

test('dates by style: built in, written out, 1904; other formats stay numbers', async () => {
  const formats = [
    [164, '[$-42A]dd/mm/yyyy;@'],
    [165, '"ngày "0'],
    [166, '000000000000'],
    [167, 'yyyy'],
  ] as const;
  const cellFormats = [0, 14, 164, 165, 166, 167];
  const cell = (style: number, value: string) => `<c s="${style}"><v>${value}</v></c>`;
  const rows = `<row>${cell(0, '31841')}${cell(1, '31841')}${cell(2, '31841.75')}${cell(3, '31841')}${cell(4, '66203000123')}${cell(5, '31841')}${cell(1, '1')}</row>`;
  expect(await cellsOf(await workbookOf({ rows, formats, cellFormats }))).toEqual([
    ['31841', '05/03/1987', '05/03/1987', '31841', '066203000123', '05/03/1987', '01/01/1900'],
  ]);
  const workbookPr = '<workbookPr date1904="1"/>';
  const mac = await workbookOf({ rows: `<row>${cell(1, '30379')}</row>`, formats, cellFormats, workbookPr });
  expect(await cellsOf(mac)).toEqual([['05/03/1987']]);
});

test('a number in exponent form keeps all the digits that the workbook has', async () => {
  const rows =
    '<row><c><v>6.6203000123E10</v></c><c><v>1.00187123456E+11</v></c><c><v>0.30000000000000004</v></c></row>';
  expect(await cellsOf(await workbookOf({ rows }))).toEqual([['66203000123', '100187123456', '0.3']]);
});

test('formulas give their stored result and are counted; without result or with an error they say so', async () => {
  const rows =
    '<row r="1"><c r="A1" t="str"><f>B1</f><v>kết quả</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="e"><v>#N/A</v></c></row>';
  const table = await openTable(bytesSource(await workbookOf({ rows })));
  const [row] = await rowsOf(table);
  expect(row?.cells).toEqual(['kết quả']);
  expect(row?.notices?.map(({ code, column }) => [code, column])).toEqual([
    ['formula_without_value', 1],
    ['error_value', 2],
  ]);
  expect(table.lateNotices()).toEqual([
    { code: 'formulas_used', severity: 'warning', params: { count: 2, example: 'A1' } },
  ]);
});

test('merged cells give their value to every cell they cover', async () => {
  const rows = textRows([
    ['Họ tên', 'Thôn'],
    ['An', 'Thôn 1'],
    ['Bình', ''],
    ['Chi', ''],
    ['Dung', 'Thôn 2'],
  ]);
  const after = '<mergeCells count="1"><mergeCell ref="B2:B4"/></mergeCells>';
  const table = await openTable(bytesSource(await workbookOf({ rows, after })));
  expect((await rowsOf(table)).map(({ cells }) => cells[1])).toEqual([
    'Thôn',
    'Thôn 1',
    'Thôn 1',
    'Thôn 1',
    'Thôn 2',
  ]);
  const header = findHeader(await rowsOf(table));
  expect(mergedNotices(table, header)).toEqual([
    { code: 'merged_cells', severity: 'warning', params: { count: 1, example: 'B2:B4' } },
  ]);
  expect(mergedNotices(table, { ...header, firstDataRow: 5 })).toEqual([]);
});

test('macros are told and ignored; several and hidden sheets are told', async () => {
  const sheets =
    '<sheet name="Ẩn" sheetId="1" state="hidden" r:id="r2"/><sheet name="Một" sheetId="2" r:id="r1"/><sheet name="Hai" sheetId="3" r:id="r2"/>';
  const bytes = await workbookOf({
    rows: textRows([['Họ tên'], ['An']]),
    sheets,
    extra: { 'xl/vbaProject.bin': 'macro' },
  });
  const table = await openTable(bytesSource(bytes));
  expect(table.sheet).toBe('Một');
  expect(codes(table.notices)).toEqual(['macros_ignored', 'several_sheets', 'hidden_sheets']);
  await expect(openTable(bytesSource(bytes), { sheet: 'Ba' })).rejects.toMatchObject({
    code: 'no_such_sheet',
    params: { sheet: 'Ba', sheets: 'Một, Hai' },
  });
});

describe('what is not taken', () => {
  const ole = (text: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(text, 'utf16le')]);

  test.each([
    ['an old workbook', ole('Workbook'), 'old_xls'],
    ['a workbook with a password', ole('EncryptedPackage'), 'encrypted'],
    ['a web page', Buffer.from('<html><body><table><tr><td>Họ tên'), 'html_table'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'not_a_table'],
    ['nothing', Buffer.alloc(0), 'empty_file'],
    ['a broken zip', Buffer.from('504b0304ffffff', 'hex'), 'damaged'],
  ])('%s', async (_, bytes, code) => expect(await refusal(bytes)).toBe(code));

  test('a zip that is no workbook', async () => {
    const bytes = Buffer.from(await workbookOf({ rows: '' }));
    expect(await refusal(replaced(bytes, 'xl/workbook.xml', 'wd/workbook.xml'))).toBe('not_a_table');
  });

  test('a part that is cut or no XML', async () => {
    const table = openTable(bytesSource(await workbookOf({ rows: '<row><c><v>1' })));
    await expect(table.then(rowsOf)).rejects.toMatchObject({ code: 'damaged' });
  });

  test('a document type, with which XML may be made to grow', async () => {
    const extra = { 'xl/styles.xml': '<!DOCTYPE a [<!ENTITY b "c">]><styleSheet>&b;</styleSheet>' };
    expect(await refusal(await workbookOf({ rows: '', extra }))).toBe('damaged');
  });

  test('a zip bomb is refused by its directory, without unpacking', async () => {
    const zeros = ' '.repeat(30_000_000);
    expect(
      await refusal(
        await workbookOf({ rows: textRows([['Họ tên'], ['An']]), extra: { 'xl/media/a.xml': zeros } }),
      ),
    ).toBe('expands_too_much');
  });

  test('a file above the limit is refused by its size, without reading', async () => {
    const source = { size: 1024 ** 3, read: () => Promise.reject(new Error('was read')) };
    await expect(openTable(source)).rejects.toMatchObject({
      code: 'too_large',
      params: { size: 1024, limit: defaultLimits.fileBytes / 1024 / 1024 },
    });
  });

  test('a sheet without rows', async () => {
    const table = await openTable(bytesSource(await workbookOf({ rows: '' })));
    expect(await rowsOf(table)).toEqual([]);
    expect(() => findHeader([])).toThrow(expect.objectContaining({ code: 'empty_file' }) as Error);
  });
});

function replaced(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
}

test('many rows stream: batches come before the file is read to its end', async () => {
  function* rows(): Generator<readonly string[]> {
    yield ['Họ tên', 'Năm sinh'];
    for (let at = 0; at < 20_000; at++) yield [`Nguyễn Văn ${at}`, '1980'];
  }
  const bytes = await collect(writeXlsx(rows()));
  let read = 0;
  const source = {
    size: bytes.length,
    read: (offset: number, length: number) => {
      read += length;
      return Promise.resolve(bytes.subarray(offset, offset + length));
    },
  };
  const table = await openTable(source);
  read = 0;
  for await (const batch of table.batches()) {
    expect(batch.length).toBeLessThan(10_000);
    break;
  }
  expect(read).toBeLessThan(bytes.length + 300_000);
  expect((await rowsOf(table)).length).toBe(20_001);
});
