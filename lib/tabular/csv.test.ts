import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countEligible, type FileEncoding, listFile, makeList, populationSeed } from '#lib/list-noise';
import { daklakUnits, generatePopulation, type SyntheticPerson } from '#lib/synthetic-population';
import { fold } from '#lib/vietnamese';
import { bytesSource, CsvParser, firstRows, harmless, openTable, TabularError, writeCsv } from './index.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const open = (text: string, options = {}) => openTable(bytesSource(bytesOf(text)), options);
const runs = process.env['SEREPOK_LONG'] === '1' ? 5000 : 300;

async function refusal(text: string, options = {}): Promise<unknown> {
  try {
    const table = await open(text, options);
    await firstRows(table, Infinity);
    return 'taken';
  } catch (error) {
    return error instanceof TabularError ? [error.code, error.params] : error;
  }
}

describe('the parser', () => {
  test.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\rc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"a ""x"", y",b\n', [['a "x", y', 'b']]],
    [
      '"one\r\ntwo",b\nc,d\n',
      [
        ['one\r\ntwo', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a "b" c,d\n', [['a "b" c', 'd']]],
    ['"a"b,c\n', [['ab', 'c']]],
    [
      'a,,\n,,\n',
      [
        ['a', '', ''],
        ['', '', ''],
      ],
    ],
  ])('%j', (text, expected) => {
    const parser = new CsvParser(',');
    expect([...parser.push(text), ...parser.end()].map(({ cells }) => cells)).toEqual(expected);
  });

  test('row numbers are lines of the file, lines inside quotes counted', () => {
    const parser = new CsvParser(',');
    const rows = [...parser.push('a\n"b\nb\nb"\nc\n\nd\n'), ...parser.end()];
    expect(rows.map(({ row, cells }) => [row, cells[0]])).toEqual([
      [1, 'a'],
      [2, 'b\nb\nb'],
      [5, 'c'],
      [6, ''],
      [7, 'd'],
    ]);
  });

  const cell = fc.string({
    unit: fc.constantFrom('a', 'ễ', ',', '"', '\n', '\r\n', ';', ' ', '0'),
    maxLength: 8,
  });
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });

  test('it agrees with an independent parser, in whatever pieces the text comes', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 9 }), (table, size) => {
        const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
        const text = table.map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
        const parser = new CsvParser(',');
        const found = [];
        for (let at = 0; at < text.length; at += size) found.push(...parser.push(text.slice(at, at + size)));
        found.push(...parser.end());
        const other = parse(text, { relax_column_count: true, record_delimiter: '\n' });
        expect(found.map(({ cells }) => cells)).toEqual(other);
      }),
      { numRuns: runs, seed: 4 },
    );
  });

  test('writing and reading gives the same cells', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const pieces: Uint8Array[] = [];
        for await (const piece of writeCsv(table)) pieces.push(piece);
        const read = new CsvParser(',');
        const text = new TextDecoder('utf-8').decode(Buffer.concat(pieces));
        expect([...read.push(text), ...read.end()].map(({ cells }) => cells)).toEqual(
          table.map((cells) => cells.map(harmless)),
        );
      }),
      { numRuns: runs, seed: 4 },
    );
  });
});

describe('opening', () => {
  test.each([
    ['Họ tên,Năm sinh\nAn,1980\n', ','],
    ['Họ tên;Năm sinh\n"An, Bình";1980\n', ';'],
    ['Họ tên\tĐịa chỉ\nAn\tThôn 1, Xã 2, Tỉnh 3\nB\tThôn 2, Xã 3, Tỉnh 3\n', '\t'],
    ['Họ tên|Năm sinh\nAn|1980\n', '|'],
    ['sep=;\nHọ tên;Địa chỉ\nAn;1,2,3,4\nB;1,2,3,4\n', ';'],
  ])('%j is divided by %j', async (text, delimiter) => {
    const table = await open(text);
    expect(table.delimiter).toBe(delimiter);
    expect((await firstRows(table, 2)).every(({ cells }) => cells.length === 2)).toBe(true);
  });

  test('a wrong delimiter is explained with the right one', async () => {
    const text = 'Họ tên;Năm sinh\nAn;1980\nBình;1990\n';
    expect(await refusal(text, { delimiter: '\t' })).toEqual([
      'wrong_delimiter',
      { chosen: 'Tab', found: ';' },
    ]);
    const crowded = 'Họ tên Năm sinh Địa chỉ\nNguyễn Văn An 1980 Thôn 1\nTrần Thị Bình 1990 Thôn 2\n';
    expect(await refusal(crowded)).toEqual(['one_column', {}]);
    expect(await refusal(crowded, { delimiter: ';' })).toEqual(['one_column', {}]);
  });

  test('nothing but white space is an empty file', async () => {
    expect(await refusal(' \r\n \r\n')).toEqual(['empty_file', {}]);
  });

  test('a quote that never closes names its row', async () => {
    expect(await refusal('Họ tên,Năm sinh\n"An,1980\nBình,1990\n')).toEqual(['unclosed_quote', { row: 2 }]);
    const long = `Họ tên,Năm sinh\nA,1\n"An,1980\n${'Bình,1990\n'.repeat(60_000)}`;
    expect(await refusal(long)).toEqual(['unclosed_quote', { row: 3 }]);
  });

  test('bytes that are no UTF-8 are counted and placed', async () => {
    const text = `Họ và tên,Năm sinh\n${'Nguyễn Văn Bình,1980\n'.repeat(30_000)}`;
    const broken = Buffer.concat([Buffer.from(text), Buffer.from([0x41, 0xff, 0x2c, 0x31, 0x0a])]);
    const table = await openTable(bytesSource(broken));
    await firstRows(table, Infinity);
    expect(table.lateNotices()).toEqual([
      {
        code: 'broken_characters',
        severity: 'warning',
        params: { count: 1, encoding: 'UTF-8', row: 30_002 },
      },
    ]);
  });

  test('too many columns', async () => {
    expect(await refusal(`${'a,'.repeat(400)}\n${'1,'.repeat(400)}\n`)).toEqual([
      'too_many_columns',
      { count: 401, limit: 300 },
    ]);
  });
});

describe('old encodings', () => {
  const units = daklakUnits();
  const seed = 1002;
  function* persons(): Generator<SyntheticPerson> {
    for (const household of generatePopulation({ units, persons: 3000, seed: populationSeed(seed) }))
      yield* household.persons;
  }
  const eligible = countEligible(persons(), 'pupils');
  const rows = [
    ...makeList(persons(), {
      kind: 'pupils',
      seed,
      rows: 400,
      eligible,
      units,
      noise: { nameTelex: 0, nameEth: 0 },
    }),
  ];
  const plain = rows.map(({ fields }) => fold(fields.name));

  test.each<[FileEncoding, string, string]>([
    ['utf-8', 'utf-8', 'unicode'],
    ['utf-8-bom', 'utf-8', 'unicode'],
    ['utf-16le', 'utf-16le', 'unicode'],
    ['windows-1258', 'windows-1258', 'unicode'],
    ['tcvn3', 'windows-1252', 'tcvn3'],
    ['vni', 'windows-1252', 'vni'],
  ])('%s is told by content and converted', async (encoding, characterSet, system) => {
    const bytes = Buffer.concat([...listFile('pupils', rows, { encoding, delimiter: ';' })]);
    const table = await openTable(bytesSource(bytes));
    expect(table.encoding).toMatchObject({ characterSet, system });
    const read = (await firstRows(table, Infinity)).slice(1);
    expect(read).toHaveLength(rows.length);
    const same = read.filter(({ cells }, at) => fold(`${cells[1]} ${cells[2]}`) === plain[at]);
    expect(same.length / rows.length).toBeGreaterThan(0.97);
    if (system !== 'unicode') expect(read.some(({ raw, cells }) => raw?.[1] !== cells[1])).toBe(true);
  });
});

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['+84 90', "'+84 90"],
  ["-cmd|'/c'", "'-cmd|'/c'"],
  ['\t=1', "'\t=1"],
  ['-5', '-5'],
  ['Nguyễn', 'Nguyễn'],
])('%j is written as %j', (cell, written) => expect(harmless(cell)).toBe(written));
