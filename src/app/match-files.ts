import { type FileHandle, open } from 'node:fs/promises';
import type { LinkageRecord, PopulationRecord } from '#lib/linkage';
import {
  type ByteSource,
  findHeader,
  firstRows,
  guessMapping,
  type Header,
  openTable,
  type PersonValues,
  personReader,
  type RawRow,
  type Table,
  type TabularNotice,
} from '#lib/tabular';

const SAMPLE_ROWS = 500;

export interface OpenedFile {
  readonly source: ByteSource;
  readonly close: () => Promise<void>;
}

export async function fileSource(path: string): Promise<OpenedFile> {
  const file: FileHandle = await open(path, 'r');
  const { size } = await file.stat();
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    const bytes = Buffer.allocUnsafe(Math.min(length, Math.max(0, size - offset)));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
    return bytes.subarray(0, bytesRead);
  };
  return { source: { size, read }, close: () => file.close() };
}

/** A file that is to be matched, or matched against: its rows as records. */
export interface RecordFile {
  readonly table: Table;
  readonly header: Header;
  readonly notices: readonly TabularNotice[];
  /** Undefined for a row that is no person. The key is the row number of the file unless the file has one. */
  readonly recordOf: (row: RawRow) => PopulationRecord | undefined;
  readonly close: () => Promise<void>;
}

// Files go up to the memory of a clerk's patience in the product; here somebody asked for this very file.
const limits = { fileBytes: 8 * 1024 ** 3 };

/** A list of persons with Vietnamese columns, guessed; or an export of the register with the columns of `registerColumns`. */
export async function openPersons(path: string, today: string): Promise<RecordFile> {
  const { table, header, sample, close } = await openFile(path);
  if (isRegister(header)) {
    const index = new Map(header.columns.map(({ title }, at) => [title, at]));
    return { table, header, notices: [], recordOf: (row) => registerRecord(row.cells, index), close };
  }
  const guess = guessMapping(header, sample);
  const read = personReader(guess.mapping, { today });
  const recordOf = (row: RawRow) => {
    const { isPerson, values } = read(row);
    return isPerson ? { key: String(row.row), values: linkageValues(values) } : undefined;
  };
  return { table, header, notices: [...table.notices, ...header.notices, ...guess.notices], recordOf, close };
}

export interface ColumnChoice {
  /** Field → title of its column, or titles whose cells are joined. */
  readonly columns: Readonly<Record<string, string | readonly string[]>>;
  readonly key?: string | undefined;
  /** Fields that are dates: `19570227` is read as a day. */
  readonly dates?: readonly string[];
}

/** Any table with its titles in the first row. */
export async function openByColumns(path: string, choice: ColumnChoice): Promise<RecordFile> {
  const { columns, key, dates = [] } = choice;
  const { table, header, close } = await openFile(path, 1);
  const titles = header.columns.map(({ title }) => title.trim().toLowerCase());
  const lacking = [...Object.values(columns).flat(), ...(key === undefined ? [] : [key])].find(
    (title) => !titles.includes(title.toLowerCase()),
  );
  if (lacking !== undefined) {
    await close();
    throw new Error(`${path}: no column ${lacking}; there are ${titles.join(', ')}`);
  }
  const at = (title: string) => titles.indexOf(title.toLowerCase());
  const fields = Object.entries(columns).map(([field, parts]) => ({ field, parts: [parts].flat().map(at) }));
  const keyAt = key === undefined ? undefined : at(key);
  const recordOf = ({ row, cells }: RawRow) => {
    const values: Record<string, string> = {};
    for (const { field, parts } of fields) {
      const text = parts
        .map((part) => (cells[part] ?? '').trim())
        .filter(Boolean)
        .join(' ');
      if (text !== '') values[field] = dates.includes(field) ? dashed(text) : text;
    }
    const own = keyAt === undefined ? '' : (cells[keyAt] ?? '').trim();
    return Object.keys(values).length === 0 ? undefined : { key: own === '' ? String(row) : own, values };
  };
  return { table, header, notices: table.notices, recordOf, close };
}

function dashed(text: string): string {
  return text.replace(/^((?:1[89]|20)\d\d)(\d\d)(\d\d)$/, '$1-$2-$3');
}

async function openFile(path: string, headerRow?: number) {
  const { source, close } = await fileSource(path);
  try {
    const table = await openTable(source, { limits });
    const sample = await firstRows(table, SAMPLE_ROWS);
    return { table, header: findHeader(sample, headerRow), sample, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Fields of `vietnamesePersons` from what a row says. */
export function linkageValues(values: PersonValues): LinkageRecord['values'] {
  const { commune, district, address, detail, hamlet } = values;
  const place = commune ?? address;
  return {
    name: values.name,
    birth: values.birth,
    sex: values.sex,
    number: values.number ?? values.oldNumber,
    place: place === undefined ? undefined : district === undefined ? place : `${place}, ${district}`,
    address: [detail, hamlet].filter(Boolean).join(' ') || address,
    father: values.father,
    mother: values.mother,
    ethnicity: values.ethnicity,
  };
}

/** An export of the register: the columns of a file of persons to be matched against. `|` divides several values. */
export const registerColumns = [
  'key',
  'name',
  'birth',
  'sex',
  'number',
  'cancelled',
  'former',
  'place',
  'address',
  'father',
  'mother',
  'ethnicity',
  'state',
] as const;

function isRegister(header: Header): boolean {
  const titles = new Set(header.columns.map(({ title }) => title));
  return registerColumns.every((column) => titles.has(column));
}

function registerRecord(cells: readonly string[], index: ReadonlyMap<string, number>): PopulationRecord {
  const of = (column: (typeof registerColumns)[number]) => cells[index.get(column) ?? -1] ?? '';
  const several = (text: string) => (text === '' ? undefined : text.split('|'));
  const [cancelled, former] = [several(of('cancelled')), several(of('former'))];
  const state = of('state');
  return {
    key: of('key'),
    values: {
      name: of('name'),
      birth: of('birth'),
      sex: of('sex'),
      number: of('number'),
      place: of('place'),
      address: of('address'),
      father: of('father'),
      mother: of('mother'),
      ethnicity: of('ethnicity'),
    },
    flags: {
      state: state === 'deceased' || state === 'moved_away' ? state : 'alive',
      ...(cancelled ? { cancelledNumbers: cancelled } : {}),
      ...(former ? { formerNumbers: former } : {}),
    },
  };
}

/** Records of a file in batches. */
export async function* recordBatches(
  file: RecordFile,
): AsyncGenerator<readonly { readonly row: RawRow; readonly record: PopulationRecord }[], void, undefined> {
  for await (const batch of file.table.batches()) {
    const records = [];
    for (const row of batch) {
      if (row.row < file.header.firstDataRow) continue;
      const record = file.recordOf(row);
      if (record) records.push({ row, record });
    }
    yield records;
  }
}

const MOST_SAMPLED = 24_000;

/** Evenly drawn rows of a list, for estimating; the list is read once and not held. */
export async function sampleRecords(file: RecordFile): Promise<{ sample: LinkageRecord[]; rows: number }> {
  let kept: RawRow[] = [];
  let [step, rows] = [1, 0];
  for await (const batch of file.table.batches())
    for (const row of batch) {
      if (row.row < file.header.firstDataRow) continue;
      if (rows % step === 0) kept.push(row);
      rows += 1;
      if (kept.length <= MOST_SAMPLED) continue;
      kept = kept.filter((_, at) => at % 2 === 0);
      step *= 2;
    }
  const sample = kept.map((row) => file.recordOf(row)).filter((record) => record !== undefined);
  return { sample, rows };
}
