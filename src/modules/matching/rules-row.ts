import { type Mapping, type PersonRow, personReader, type RawRow } from '#lib/tabular';
import { fold } from '#lib/vietnamese';
import type { RowField } from './contract-shapes.ts';

/** What a row says of a person, by field; '' where it says nothing. The number is kept apart, sealed. */
export interface RowFields {
  readonly fullName: string;
  /** dd/MM/yyyy, MM/yyyy or yyyy; as written where it is no date. */
  readonly birth: string;
  readonly sex: string;
  /** As one line. */
  readonly address: string;
  readonly place: string;
  /** Present communes that the place may be, the likeliest first. */
  readonly communes: readonly string[];
  readonly householder: string;
  readonly father: string;
  readonly mother: string;
  readonly ethnicity: string;
}

export interface ComposedRow {
  readonly rowKey: string;
  readonly fields: Omit<RowFields, 'communes'>;
  readonly number: string;
}

export type RowReader = (row: RawRow) => { readonly read: PersonRow; readonly composed: ComposedRow };

const joined = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(', ');

/** Reads rows of a file by a confirmed mapping; the department's own key of a row is ours to know, not the table's. */
export function rowReader(
  columns: readonly (RowField | null)[],
  options: { readonly systems?: Mapping['systems']; readonly today: string },
): RowReader {
  const keyColumn = columns.indexOf('row_key');
  const read = personReader(
    {
      fingerprint: '',
      fields: columns.map((field) => (field === 'row_key' ? null : field)),
      ...(options.systems ? { systems: options.systems } : {}),
    },
    { today: options.today },
  );
  return (raw) => {
    const row = read(raw);
    return { read: row, composed: composed(row, keyColumn < 0 ? '' : (raw.cells[keyColumn] ?? '').trim()) };
  };
}

function composed({ values }: PersonRow, rowKey: string): ComposedRow {
  const of = (name: keyof typeof values): string => values[name] ?? '';
  const place = joined(values.commune, values.district, values.province);
  return {
    rowKey,
    number: of('number') || of('oldNumber'),
    fields: {
      fullName: of('name'),
      birth: of('birth'),
      sex: of('sex'),
      address: of('address') || joined(values.detail, values.hamlet, place),
      place,
      householder: of('head'),
      father: of('father'),
      mother: of('mother'),
      ethnicity: of('ethnicity'),
    },
  };
}

/**
 * The same row in every edition of a list: by the department's own key and the name, or by whom it names. A key alone
 * may be that of a household, and an answer kept for the wrong person is worse than one asked again.
 */
export function identityText({ rowKey, fields, number }: ComposedRow): string {
  const name = fold(fields.fullName);
  return rowKey === ''
    ? `who:${name}|${fields.birth}|${number}|${fold(fields.place)}`
    : `key:${rowKey}|${name}`;
}

const nameFields: readonly RowField[] = ['full_name', 'given_name'];
const birthFields: readonly RowField[] = ['birth_date', 'birth_year', 'birth_year_male', 'birth_year_female'];

/** Fields a kind must have and a mapping lacks. */
export function missingFields(
  expected: readonly RowField[],
  columns: readonly (RowField | null)[],
): RowField[] {
  const has = (names: readonly RowField[]) => names.some((name) => columns.includes(name));
  return expected.filter((field) => {
    if (field === 'full_name') return !has(nameFields);
    if (field === 'birth_date') return !has(birthFields);
    return !columns.includes(field);
  });
}

/** A field that two columns claim; a list may give several numbers and notes. */
export function fieldTwice(columns: readonly (RowField | null)[]): RowField | undefined {
  const single = columns.filter(
    (field): field is RowField => field !== null && field !== 'number' && field !== 'note',
  );
  return single.find((field, index) => single.indexOf(field) !== index);
}
