import { describe, expect, test } from 'vitest';
import { countEligible, layouts, listFile, type ListKind, makeList, populationSeed } from '#lib/list-noise';
import { daklakUnits, generatePopulation, type SyntheticPerson } from '#lib/synthetic-population';
import {
  bytesSource,
  checkSector,
  columnLetter,
  columnOfLetters,
  exportTable,
  findHeader,
  firstRows,
  guessMapping,
  guessSector,
  headerFingerprint,
  openTable,
  type PersonField,
  personFieldTexts,
  type PersonRow,
  personReader,
  type RawRow,
  readDate,
  readNumber,
  recall,
  type Sector,
  sectorTexts,
  sentenceOf,
  tabularTexts,
  withAddedColumns,
} from './index.ts';

const rowsOf = (cells: readonly (readonly string[])[]): RawRow[] =>
  cells.map((one, at) => ({ row: at + 1, cells: one }));

function fieldsOf(cells: readonly (readonly string[])[]): (PersonField | null)[] {
  const rows = rowsOf(cells);
  return [...guessMapping(findHeader(rows), rows).mapping.fields];
}

function readAll(cells: readonly (readonly string[])[]): PersonRow[] {
  const rows = rowsOf(cells);
  const header = findHeader(rows);
  const read = personReader(guessMapping(header, rows).mapping, { today: '2026-11-23' });
  return rows.filter(({ row }) => row >= header.firstDataRow).map(read);
}

const people = [
  ['1', 'Nguyễn Văn An', '05/03/1980', '100080123456'],
  ['2', 'Trần Thị Bình', '1975', '100175123456'],
  ['3', "H'Hen Niê", '12/12/2001', ''],
];

describe('the header', () => {
  test('stands below titles, and rows that number the columns are skipped', () => {
    const header = findHeader(
      rowsOf([
        ['UBND XÃ EA KAO', '', '', ''],
        ['DANH SÁCH HỘ NGHÈO NĂM 2026', '', '', ''],
        ['', '', '', ''],
        ['STT', 'Họ và tên', 'Ngày sinh', 'Số CCCD'],
        ['(1)', '(2)', '(3)', '(4)'],
        ...people,
      ]),
    );
    expect(header.rows.map(({ row }) => row)).toEqual([4]);
    expect(header.firstDataRow).toBe(6);
    expect(header.above).toHaveLength(3);
  });

  test('of two rows is joined', () => {
    const rows = [
      ['TT', 'Họ và tên', 'Ngày, tháng, năm sinh', '', '', 'Giới tính', '', 'Dân tộc'],
      ['', '', 'Ngày', 'Tháng', 'Năm', 'Nam', 'Nữ', ''],
      ['1', 'Nguyễn Văn An', '5', '3', '1980', 'x', '', 'Kinh'],
      ['2', 'Trần Thị Bình', '', '', '1975', '', 'x', 'Tày'],
      ['3', 'Lê Văn Chi', '', '7', '1990', 'x', '', 'Kinh'],
    ];
    expect(fieldsOf(rows)).toEqual([
      'row_number',
      'full_name',
      'birth_day',
      'birth_month',
      'birth_year',
      'male_mark',
      'female_mark',
      'ethnicity',
    ]);
    expect(readAll(rows).map(({ values }) => [values.birth, values.sex])).toEqual([
      ['05/03/1980', 'male'],
      ['1975', 'female'],
      ['07/1990', 'male'],
    ]);
  });

  test('years of birth in a column for men and one for women', () => {
    const rows = [
      ['TT', 'Họ và tên', 'Năm sinh', '', 'Chỗ ở'],
      ['', '', 'Nam', 'Nữ', ''],
      ['1', 'Nguyễn Văn An', '1980', '', 'Thôn 1'],
      ['2', 'Trần Thị Bình', '', '1975', 'Thôn 2'],
    ];
    expect(readAll(rows).map(({ values }) => [values.birth, values.sex])).toEqual([
      ['1980', 'male'],
      ['1975', 'female'],
    ]);
  });

  test('with a title twice or none is explained', () => {
    const header = findHeader(
      rowsOf([
        ['STT', 'Họ tên', 'Ghi chú', 'Ghi chú', ''],
        ['1', 'An', 'a', 'b', 'c'],
        ['2', 'Bình', 'a', 'b', 'c'],
      ]),
    );
    expect(header.notices.map(({ code, params }) => [code, params])).toEqual([
      ['duplicate_header', { title: 'Ghi chú', columns: 'C, D' }],
      ['empty_header', { column: 'E' }],
    ]);
  });

  test('missing, empty, or without rows is refused', () => {
    const codeOf = (cells: readonly (readonly string[])[]) => {
      try {
        findHeader(rowsOf(cells));
        return 'found';
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    expect(
      codeOf([
        ['1', '2'],
        ['3', '4'],
      ]),
    ).toBe('no_header');
    expect(
      codeOf([
        ['', ''],
        ['', ''],
      ]),
    ).toBe('empty_file');
    expect(codeOf([['STT', 'Họ tên', 'Năm sinh']])).toBe('no_rows');
  });

  test('in another language is found by its form', () => {
    const rows = rowsOf([
      ['rec_id', 'prenom', 'nom', 'ville'],
      ['r1', 'Jean', 'Petit', '75001'],
      ['r2', 'Anne', 'Grand', '69001'],
    ]);
    expect(findHeader(rows).firstDataRow).toBe(2);
  });
});

describe('the mapping', () => {
  test.each<[string[], (PersonField | null)[]]>([
    [
      ['STT', 'Họ và chữ lót', 'Tên', 'Sinh ngày'],
      ['row_number', 'family_and_middle', 'given_name', 'birth_date'],
    ],
    [
      ['TT', 'Tên chủ hộ', 'Năm sinh', 'Thôn/buôn'],
      ['row_number', 'full_name', 'birth_year', 'hamlet'],
    ],
    [
      ['TT', 'HỌ VÀ TÊN CHỦ HỘ', 'Họ tên thành viên', 'QH với chủ hộ'],
      ['row_number', 'head', 'full_name', 'relation'],
    ],
    [
      ['Mã', 'Họ tên học sinh', 'Họ tên bố', 'Họ tên mẹ'],
      [null, 'full_name', 'father', 'mother'],
    ],
    [
      ['No', 'Full name', 'Date of birth', 'Gender'],
      ['row_number', 'full_name', 'birth_date', 'sex'],
    ],
    [
      ['Tờ bản đồ số', 'Người sử dụng đất', 'CMND', 'Nơi thường trú'],
      [null, 'full_name', 'number', 'address'],
    ],
    [
      ['Bộ phận', 'Tên', 'Phái', 'Số ĐT'],
      [null, 'full_name', 'sex', 'phone'],
    ],
  ])('%j', (titles, fields) => {
    expect(fieldsOf([titles, titles.map(() => ''), titles.map(() => 'a'), titles.map(() => 'b')])).toEqual(
      fields,
    );
  });

  test('content tells what a title does not', () => {
    const rows = [['A1', 'B1', 'C1', 'D1'], ...people];
    expect(fieldsOf(rows)).toEqual(['row_number', 'full_name', 'birth_date', 'number']);
    const guess = guessMapping(findHeader(rowsOf(rows)), rowsOf(rows));
    expect(guess.confidence).toBeLessThan(0.9);
    expect(guess.notices.filter(({ code }) => code === 'uncertain_column').length).toBeGreaterThan(1);
  });

  test('a title that the content contradicts is not trusted', () => {
    const rows = rowsOf([['STT', 'Họ tên', 'Ngày sinh', 'Dân tộc'], ...people]);
    const found = guessMapping(findHeader(rows), rows).columns.find(({ field }) => field === 'ethnicity');
    expect(found?.confidence).toBeLessThan(0.5);
  });

  test('is remembered by the header, whatever case and marks, and not for another', () => {
    const rows = rowsOf([['STT', 'Họ và tên', 'Ngày sinh', 'Số CCCD'], ...people]);
    const shouted = rowsOf([['STT', 'HO VA TEN', 'NGÀY SINH ', 'Số CCCD:'], ...people]);
    const other = rowsOf([['STT', 'Họ và tên', 'Số CCCD', 'Ngày sinh'], ...people]);
    const { mapping } = guessMapping(findHeader(rows), rows);
    expect(recall([mapping], findHeader(shouted))).toBe(mapping);
    expect(recall([mapping], findHeader(other))).toBeUndefined();
    expect(headerFingerprint(findHeader(rows).columns)).toMatch(/^h1-[0-9a-f]{16}-4$/);
  });

  test('without a name, or with a name alone, cannot be matched', () => {
    const codes = (cells: string[][]) =>
      guessMapping(findHeader(rowsOf(cells)), rowsOf(cells)).notices.map(({ code }) => code);
    expect(
      codes([
        ['STT', 'Ngày sinh'],
        ['1', '05/03/1980'],
        ['2', '06/03/1980'],
      ]),
    ).toContain('no_name_column');
    expect(
      codes([
        ['STT', 'Họ tên'],
        ['1', 'Nguyễn Văn An'],
        ['2', 'Lê Văn Chi'],
      ]),
    ).toContain('no_evidence_column');
  });

  test('numbers in exponent form are counted', () => {
    const cells = [
      ['Họ tên', 'Số CCCD'],
      ['Nguyễn Văn An', '6,60E+10'],
      ['Lê Văn Chi', '6,62E+10'],
    ];
    const notice = guessMapping(findHeader(rowsOf(cells)), rowsOf(cells)).notices.find(
      ({ code }) => code === 'numbers_as_exponent',
    );
    expect(notice?.params).toEqual({ column: 'B', count: 2, example: '6,60E+10' });
  });
});

describe('cells', () => {
  test.each<[string, number | undefined, string | undefined, string | undefined]>([
    ['100080123456', undefined, '100080123456', undefined],
    ["'100 080 123 456", undefined, '100080123456', undefined],
    ['100080123456.0', undefined, '100080123456', undefined],
    ['240012345', undefined, '240012345', undefined],
    ['66080123456', 1980, '066080123456', 'number_padded'],
    ['66080123456', 1981, '66080123456', 'number_length'],
    ['10008012345', 1980, '10008012345', 'number_length'],
    ['40012345', undefined, '040012345', 'number_padded'],
    ['6,60E+10', undefined, undefined, 'number_exponent'],
    ['1.00080123456E+11', undefined, '100080123456', undefined],
    ['10008O123456', undefined, '10008O123456', 'number_letters'],
    ['123', undefined, '123', 'number_length'],
    ['', undefined, undefined, undefined],
  ])('number %j, born %s', (text, year, ...expected) => {
    const [value, code] = expected;
    const { kept: _kept, ...found } = readNumber(text, year);
    expect(found).toEqual({
      ...(value === undefined ? {} : { value }),
      ...(code === undefined ? {} : { code }),
    });
  });

  test.each<[string, string | undefined, string | undefined]>([
    ['5/3/1980', '05/03/1980', undefined],
    ['00/00/1952', '1952', undefined],
    ['1980-03-05', '05/03/1980', undefined],
    ['05/03/1980 00:00:00', '05/03/1980', undefined],
    ['tháng 3 năm 1980', '03/1980', undefined],
    ['ngày 5 tháng 3 năm 1980', '05/03/1980', undefined],
    ['05/03/71', '05/03/1971', 'date_two_digit_year'],
    ['05/03/19', '05/03/2019', 'date_two_digit_year'],
    ['29285', '05/03/1980', 'date_serial'],
    ['03/25/1980', '25/03/1980', 'date_month_first'],
    ['05/03/2036', '05/03/2036', 'date_future'],
    ['khoảng 1950', undefined, 'date_unreadable'],
    ['32/01/1980', undefined, 'date_unreadable'],
  ])('date %j', (text, value, code) => {
    const found = readDate(text, { today: '2026-11-23' });
    expect([found.value, found.code]).toEqual([value, code]);
  });

  test('rows that are no persons are kept and named', () => {
    const found = readAll([
      ['STT', 'Họ và tên', 'Ngày sinh', 'Số CCCD', 'Thôn'],
      ['I', 'Thôn 3', '', '', ''],
      ['1', 'Nguyễn Văn An', '05/03/1980', '100080123456', 'Thôn 3'],
      ['2', '', '05/03/1981', '100081123456', 'Thôn 3'],
      ['', 'Tổng cộng: 2', '', '', ''],
      ['', 'Người lập biểu', '', 'Thủ trưởng', ''],
    ]);
    expect(found.map(({ isPerson }) => isPerson)).toEqual([false, true, true, false, false]);
    expect(found.map(({ notices }) => notices.map(({ code }) => code))).toEqual([
      ['not_a_person_row'],
      [],
      ['name_missing'],
      ['not_a_person_row'],
      ['not_a_person_row'],
    ]);
    expect(found[0]?.raw).toEqual(['I', 'Thôn 3', '', '', '']);
  });

  test('each notice names row and column and what was kept', () => {
    const [found] = readAll([
      ['STT', 'Họ và tên', 'Ngày sinh', 'Số CCCD', 'Giới tính'],
      ['1', 'Nguyễn Văn An', '05/03/71', '1,00E+11', 'khác'],
      ['2', 'Nguyễn Văn Ba', '05/03/1971', '100071123456', 'Nam'],
    ]);
    expect(found?.notices.map(({ code, row, column }) => [code, row, column])).toEqual([
      ['date_two_digit_year', 2, 2],
      ['sex_unclear', 2, 4],
      ['number_exponent', 2, 3],
    ]);
    expect(sentenceOf(found?.notices[0] ?? { code: 'no_rows', params: {} }, 'vi')).toBe(
      'Năm sinh “05/03/71” chỉ có hai chữ số; hiểu là 05/03/1971.',
    );
  });
});

describe('whole lists', () => {
  const units = daklakUnits();
  const seed = 1003;
  function* persons(): Generator<SyntheticPerson> {
    for (const household of generatePopulation({ units, persons: 3000, seed: populationSeed(seed) }))
      yield* household.persons;
  }
  const kinds = Object.keys(layouts) as ListKind[];

  test.each(kinds)('%s: columns, sector and rows are told without help', async (kind) => {
    const rows = [
      ...makeList(persons(), { kind, seed, rows: 300, eligible: countEligible(persons(), kind), units }),
    ];
    const table = await openTable(bytesSource(Buffer.concat([...listFile(kind, rows, { withTitle: true })])));
    const sample = await firstRows(table, 400);
    const header = findHeader(sample);
    const { mapping, notices } = guessMapping(header, sample);
    expect(notices.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(guessSector(header).sector).toBe(kind === 'general' ? undefined : kind);
    const read = personReader(mapping, { today: '2026-11-23' });
    const found = sample.filter(({ row }) => row >= header.firstDataRow).map(read);
    expect(found).toHaveLength(rows.length);
    expect(found.every(({ isPerson, values }) => isPerson && values.name !== undefined)).toBe(true);
    const withBirth = rows.filter(({ fields }) => fields.birth !== '').length;
    const readBirths = found.filter(({ values }) => values.birth !== undefined).length;
    expect(readBirths / withBirth).toBeGreaterThan(0.98);
    const expected: Sector = kind === 'pupils' ? 'insured' : 'pupils';
    expect(checkSector(header, expected).map(({ code }) => code)).toEqual(
      kind === 'general' ? [] : ['wrong_sector'],
    );
  });

  test('an export is the list as it was, with columns added, and opens again', async () => {
    const rows = [...makeList(persons(), { kind: 'poor_households', seed, rows: 50, eligible: 3000, units })];
    const bytes = Buffer.concat([
      ...listFile('poor_households', rows, { withTitle: true, encoding: 'tcvn3' }),
    ]);
    const table = await openTable(bytesSource(bytes));
    const header = findHeader(await firstRows(table, 100));
    const added = { titles: ['Kết quả', 'Mã'], valuesOf: ({ row }: RawRow) => ['Khớp', `=${row}`] };
    for (const format of ['xlsx', 'csv'] as const) {
      const pieces: Uint8Array[] = [];
      for await (const piece of exportTable(table, header, { ...added, format })) pieces.push(piece);
      const again = await firstRows(await openTable(bytesSource(Buffer.concat(pieces))), Infinity);
      const own = await firstRows(table, Infinity);
      const width = header.columns.length;
      const last = again.at(-1)?.cells ?? [];
      expect(again.at(-1)?.row).toBe(own.at(-1)?.row);
      expect(last.slice(0, width).map((cell) => cell.trim())).toEqual(
        Array.from({ length: width }, (_, at) => (own.at(-1)?.cells[at] ?? '').trim()),
      );
      expect(last[width]).toBe('Khớp');
      expect(last[width + 1]).toBe(`${format === 'csv' ? "'" : ''}=${own.at(-1)?.row}`);
      expect(findHeader(again).columns.at(-2)?.title).toBe('Kết quả');
    }
    const first = await withAddedColumns(table, header, added).next();
    expect(first.done).toBe(false);
  });
});

test('column letters', () => {
  for (const [column, letters] of [
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ] as const) {
    expect(columnLetter(column)).toBe(letters);
    expect(columnOfLetters(letters)).toBe(column);
  }
});

test('every sentence stands in both languages with the same places', () => {
  for (const [code, { vi, en }] of Object.entries({ ...tabularTexts, ...personFieldTexts, ...sectorTexts })) {
    const places = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
    expect(places(vi), code).toEqual(places(en));
    expect(vi.length * en.length, code).toBeGreaterThan(0);
  }
});
