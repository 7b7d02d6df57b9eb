import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { layouts, listFile, makeList, populationSeed } from '#lib/list-noise';
import { bytesSource, firstRows, openTable } from '#lib/tabular';
import { daklakUnits, generatePopulation, type SyntheticPerson } from '#lib/synthetic-population';
import { registerCells } from '../../test/bench/match-data.ts';
import { registerColumns } from './match-files.ts';
import { matchCommand } from './match.ts';
import { bareUnit, placeResolver, readPlaces } from './match-places.ts';
import { projectFolder } from './process.ts';

let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serepok-match-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line));
  const error = vi.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line));
  try {
    return { code: await matchCommand(args), out: out.join('\n'), err: err.join('\n') };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

const csv = (rows: readonly (readonly string[])[]) =>
  rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');

test('a noisy list against the register: outcomes, accuracy, and the list with columns added', async () => {
  const [units, seed, count] = [daklakUnits(), 1004, 4000];
  const persons: SyntheticPerson[] = [];
  for (const household of generatePopulation({ units, persons: count, seed: populationSeed(seed) }))
    persons.push(...household.persons);
  const rows = [...makeList(persons, { kind: 'general', seed, rows: 1000, eligible: count, units })];
  await writeFile(at('register.csv'), csv([registerColumns, ...persons.map(registerCells)]));
  await writeFile(at('list.csv'), Buffer.concat([...listFile('general', rows, { encoding: 'utf-8-bom' })]));
  const truth = rows.map(({ row, truth: { ref } }) => [
    String(row + 1),
    ref === undefined ? '' : String(ref),
  ]);
  await writeFile(at('truth.csv'), csv([['row', 'key'], ...truth]));
  const { code, out } = await run(
    at('list.csv'),
    '--against',
    at('register.csv'),
    '--truth',
    at('truth.csv'),
    '--out',
    at('out.xlsx'),
  );
  expect(code).toBe(0);
  const [, precision, recall] = /precision ([\d.]+) %, recall ([\d.]+) %/.exec(out) ?? [];
  expect(Number(precision)).toBeGreaterThan(99.5);
  expect(Number(recall)).toBeGreaterThan(97.5);
  const written = await firstRows(await openTable(bytesSource(await readFile(at('out.xlsx')))), Infinity);
  const width = layouts.general.header[0]?.length ?? 0;
  expect(written[0]?.cells.slice(width)).toEqual([
    'Kết quả đối khớp',
    'Lý do',
    'Mã người',
    'Xác suất',
    'Trùng với dòng',
  ]);
  expect(written).toHaveLength(rows.length + 1);
  const outcomes = new Set(written.slice(1).map(({ cells }) => cells[width]));
  expect([...outcomes]).toEqual(expect.arrayContaining(['Không tìm thấy', 'Khớp']));
});

test('any table of persons by a configuration', async () => {
  const names = ['anna', 'bernd', 'clara', 'david', 'emma', 'frank', 'greta', 'hans', 'ida', 'jonas'];
  const families = ['schmidt', 'mueller', 'weber', 'wagner', 'becker', 'hoffmann', 'koch', 'richter'];
  const towns = ['northam', 'easton', 'weston', 'southport', 'midvale', 'lakeside'];
  const title = [
    'rec_id',
    ' given_name',
    'surname',
    'street_number',
    'address_1',
    'address_2',
    'suburb',
    'postcode',
    'date_of_birth',
    'soc_sec_id',
  ];
  const person = (n: number) => [
    `org-${n}`,
    names[n % 10] ?? '',
    families[Math.floor(n / 3) % 8] ?? '',
    String(n % 97),
    'high street',
    '',
    towns[n % 6] ?? '',
    String(2000 + (n % 50)),
    `19${String(30 + (n % 60))}0${1 + (n % 9)}1${n % 10}`,
    String(1_000_000 + n * 7919),
  ];
  const people = Array.from({ length: 600 }, (_, n) => person(n));
  const noisy = people.slice(0, 200).map((cells, n) =>
    cells.map((cell, column) => {
      if (column === 0) return `dup-${n}`;
      if (column === 1 && n % 5 === 0) return `${cell.slice(0, 1)}x${cell.slice(2)}`;
      return column === 9 && n % 3 === 0 ? '' : cell;
    }),
  );
  await writeFile(at('a.csv'), csv([title, ...people]));
  await writeFile(at('b.csv'), csv([title, ...noisy]));
  await writeFile(at('t.csv'), csv([['row', 'key'], ...noisy.map((_, n) => [`dup-${n}`, `org-${n}`])]));
  const config = join(projectFolder, 'docs', 'match-febrl.json');
  const { code, out, err } = await run(
    at('b.csv'),
    '--against',
    at('a.csv'),
    '--config',
    config,
    '--truth',
    at('t.csv'),
  );
  expect([code, err]).toEqual([0, '']);
  const [, precision, recall] = /precision ([\d.]+) %, recall ([\d.]+) %/.exec(out) ?? [];
  expect(Number(precision)).toBeGreaterThan(98);
  expect(Number(recall)).toBeGreaterThan(90);
});

describe('what cannot be done is said', () => {
  test('files that are no tables, in both languages', async () => {
    await writeFile(at('empty.csv'), '');
    const { code, err } = await run(at('empty.csv'), '--against', at('empty.csv'));
    expect(code).toBe(1);
    expect(err).toContain('Tệp không có nội dung');
    expect(err).toContain('The file is empty');
  });
  test('a column of the configuration that is not there', async () => {
    await writeFile(at('c.csv'), 'x,y\n1,2\n');
    const config = join(projectFolder, 'docs', 'match-febrl.json');
    const { code, err } = await run(at('c.csv'), '--against', at('c.csv'), '--config', config);
    expect([code, err]).toEqual([1, expect.stringContaining('no column')]);
  });
  test('no file named', async () => expect((await run()).code).toBe(2));
});

test('units by any writing, today and before 2025', () => {
  const places = readPlaces();
  const resolve = placeResolver(places);
  expect(bareUnit('TP. BMT')).toBe('buon ma thuot');
  expect(resolve('P. Tân Lập')).toContain('24121');
  expect(resolve('24133')).toEqual(['24133']);
  expect(resolve('120 Lê Duẩn, Thôn 3, Xa Ea Kao')).toEqual(['24169']);
  expect(resolve('Xã Không Có')).toEqual([]);
  for (const { name, district, unitCode } of places.former)
    expect(resolve(`${name}, ${district}`)).toContain(unitCode);
});
