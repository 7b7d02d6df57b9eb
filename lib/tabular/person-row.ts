import { cleanText, decodeLegacy, fold } from '#lib/vietnamese';
import { type CellReading, isMarked, readDate, readNumber, readSex, type Sex } from './cells.ts';
import type { Mapping } from './mapping.ts';
import type { TabularNotice } from './notice.ts';
import type { RawRow } from './table.ts';
import type { NoticeCode, PersonField } from './texts.ts';

/** What a row says of a person, cleaned but not corrected; absent where it says nothing. */
export interface PersonValues {
  readonly name?: string;
  /** dd/MM/yyyy, MM/yyyy or yyyy. */
  readonly birth?: string;
  readonly sex?: Sex;
  /** 12 or 9 digits where they could be read, else as written. */
  readonly number?: string;
  readonly oldNumber?: string;
  readonly ethnicity?: string;
  readonly address?: string;
  readonly detail?: string;
  readonly hamlet?: string;
  readonly commune?: string;
  readonly district?: string;
  readonly province?: string;
  readonly father?: string;
  readonly mother?: string;
  readonly head?: string;
  readonly relation?: string;
  readonly phone?: string;
  readonly insuranceNumber?: string;
}

export interface PersonRow {
  readonly row: number;
  /** Every cell as the file has it. */
  readonly raw: readonly string[];
  /** A heading between rows, a total, a signature at the end: kept, not matched. */
  readonly isPerson: boolean;
  readonly values: PersonValues;
  readonly notices: readonly TabularNotice[];
}

export interface ReadOptions {
  /** ISO day on which the list is read. */
  readonly today?: string;
}

const plainFields: readonly (readonly [PersonField, keyof PersonValues])[] = [
  ['ethnicity', 'ethnicity'],
  ['address', 'address'],
  ['detail', 'detail'],
  ['hamlet', 'hamlet'],
  ['commune', 'commune'],
  ['district', 'district'],
  ['province', 'province'],
  ['father', 'father'],
  ['mother', 'mother'],
  ['head', 'head'],
  ['relation', 'relation'],
  ['phone', 'phone'],
  ['insurance_number', 'insuranceNumber'],
];

type Reader = (row: RawRow) => PersonRow;

/** Makes the reader for a confirmed mapping; it is called for each row from `firstDataRow` on. */
export function personReader(mapping: Mapping, options: ReadOptions = {}): Reader {
  const columnOf = new Map<PersonField, number>();
  const numbers: number[] = [];
  mapping.fields.forEach((field, index) => {
    if (field === 'number') numbers.push(index);
    if (field !== null && !columnOf.has(field)) columnOf.set(field, index);
  });
  const width = mapping.fields.length;
  return (row) => new RowReading({ mapping, columnOf, numbers, width, options }, row).result();
}

const totals = /^(tong|tong cong|cong|tong so|nguoi lap|thu truong|ky ten|ghi chu)\b/;

interface Plan {
  readonly mapping: Mapping;
  readonly columnOf: ReadonlyMap<PersonField, number>;
  readonly numbers: readonly number[];
  readonly width: number;
  readonly options: ReadOptions;
}

class RowReading {
  private readonly plan: Plan;
  private readonly row: RawRow;
  private readonly notices: TabularNotice[];

  constructor(plan: Plan, row: RawRow) {
    this.plan = plan;
    this.row = row;
    this.notices = [...(row.notices ?? [])];
  }

  result(): PersonRow {
    const { row } = this;
    const raw = row.raw ?? row.cells;
    const name = this.name();
    const values = { ...this.identity(), ...this.others(), ...(name === '' ? {} : { name }) };
    const isPerson = this.isPerson(name, values);
    if (isPerson) this.checkShape(name);
    const notices = isPerson ? this.notices : this.notices.filter(({ code }) => code === 'not_a_person_row');
    return { row: row.row, raw, isPerson, values: isPerson ? values : {}, notices };
  }

  private cell(field: PersonField): string {
    const index = this.plan.columnOf.get(field);
    return index === undefined ? '' : this.at(index);
  }

  private at(index: number): string {
    const cell = this.row.cells[index] ?? '';
    const system = this.plan.mapping.systems?.[index];
    return system === undefined || cell === '' ? cell : decodeLegacy(cell, system);
  }

  private note(code: NoticeCode, field: PersonField | number, params: Record<string, string | number>): void {
    const column = typeof field === 'number' ? field : this.plan.columnOf.get(field);
    const where = column === undefined ? {} : { column };
    this.notices.push({ code, severity: 'warning', params, row: this.row.row, ...where });
  }

  private take<T>(reading: CellReading<T>, field: PersonField | number, value: string): T | undefined {
    if (reading.code) this.note(reading.code, field, { value: value.trim(), kept: reading.kept ?? '' });
    return reading.value;
  }

  private name(): string {
    const whole = cleanText(this.cell('full_name'));
    if (whole !== '') return whole;
    const parts = ['family_and_middle', 'family_name', 'middle_name', 'given_name'] as const;
    return cleanText(parts.map((field) => this.cell(field)).join(' '));
  }

  private identity(): PersonValues {
    const birth = this.birth();
    const sex = this.sex();
    const year = birth === undefined ? undefined : Number(birth.slice(-4));
    const [number, second] = this.plan.numbers
      .map((index) => {
        const text = this.at(index);
        const reading = readNumber(text, year);
        const { length: digits } = reading.value ?? '';
        if (reading.code)
          this.note(reading.code, index, { value: text.trim(), kept: reading.kept ?? '', digits });
        return reading.value;
      })
      .filter((value) => value !== undefined);
    const old =
      this.take(readNumber(this.cell('old_number')), 'old_number', this.cell('old_number')) ?? second;
    return {
      ...(birth === undefined ? {} : { birth }),
      ...(sex === undefined ? {} : { sex }),
      ...(number === undefined ? {} : { number }),
      ...(old === undefined ? {} : { oldNumber: old }),
    };
  }

  private birth(): string | undefined {
    const whole = this.cell('birth_date');
    if (whole.trim() !== '') return this.take(readDate(whole, this.plan.options), 'birth_date', whole);
    const fields = ['birth_year', 'birth_year_male', 'birth_year_female'] as const;
    const field = fields.find((one) => this.cell(one).trim() !== '');
    if (field === undefined) return undefined;
    const [day, month] = [this.cell('birth_day').trim(), this.cell('birth_month').trim()];
    const text = [day, month, this.cell(field).trim()].filter((part) => part !== '').join('/');
    return this.take(readDate(text, this.plan.options), field, text);
  }

  private sex(): Sex | undefined {
    const written = this.cell('sex');
    if (written.trim() !== '') return this.take(readSex(written), 'sex', written);
    const [man, woman] = [this.marked('male_mark'), this.marked('female_mark')];
    if (man !== woman) return man ? 'male' : 'female';
    // A list with one column for women leaves it empty for men.
    const isWomenOnly = this.plan.columnOf.has('female_mark') && !this.plan.columnOf.has('male_mark');
    if (isWomenOnly) return 'male';
    const [menYear, womenYear] = [this.cell('birth_year_male').trim(), this.cell('birth_year_female').trim()];
    if ((menYear === '') === (womenYear === '')) return undefined;
    return menYear === '' ? 'female' : 'male';
  }

  private marked(field: PersonField): boolean {
    return isMarked(this.cell(field));
  }

  private others(): PersonValues {
    const values: Partial<Record<keyof PersonValues, string>> = {};
    for (const [field, key] of plainFields) {
      if (!this.plan.columnOf.has(field)) continue;
      const text = cleanText(this.cell(field));
      if (text !== '') values[key] = text;
    }
    return values as PersonValues;
  }

  /** Headings between rows ("Thôn 3", "II. Hộ cận nghèo"), totals and signatures fill one cell or two. */
  private isPerson(name: string, values: PersonValues): boolean {
    if (name !== '' && this.saysMore(values)) return true;
    const filled = new Set(this.row.cells.map((cell) => cell.trim()).filter(Boolean));
    const isTotal = totals.test(fold(name));
    if (!isTotal && filled.size > 3) {
      if (name === '') this.note('name_missing', 'full_name', {});
      return true;
    }
    if (name !== '' && !isTotal && filled.size > 1 && this.plan.width < 5) return true;
    const value = [...filled].slice(0, 2).join(' ');
    if (value !== '') this.note('not_a_person_row', this.plan.columnOf.get('full_name') ?? 0, { value });
    return false;
  }

  private saysMore({ birth, number, oldNumber, hamlet, commune, address, father }: PersonValues): boolean {
    if ((birth ?? oldNumber ?? father) !== undefined || /^\d+$/.test(number ?? '')) return true;
    return (hamlet ?? commune ?? address) !== undefined;
  }

  private checkShape(name: string): void {
    if (/\d/.test(name)) this.note('name_with_digits', 'full_name', { value: name });
    if (this.row.cells.length <= this.plan.width) return;
    const found = this.row.cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    if (found > this.plan.width)
      this.note('extra_cells', this.plan.width, { found, expected: this.plan.width });
  }
}
