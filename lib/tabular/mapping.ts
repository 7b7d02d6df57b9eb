import { detectLegacy, fold, type TextSystem } from '#lib/vietnamese';
import { clueOf, type ContentClue } from './content.ts';
import { titlePatterns, yearWord } from './fields.ts';
import { type Column, foldTitle, type Header, headerFingerprint } from './header.ts';
import type { TabularNotice } from './notice.ts';
import type { RawRow } from './table.ts';
import { type PersonField, personFieldTexts } from './texts.ts';

export interface ColumnGuess extends Column {
  /** Absent: the column says nothing about who somebody is; it is kept as it stands. */
  readonly field?: PersonField;
  /** 0…1; below `SURE` a person should confirm. */
  readonly confidence: number;
  readonly because: 'title' | 'content' | 'both' | 'none';
  /** Encoding of this column where it differs from the file's. */
  readonly system?: TextSystem;
  /** Some values, for the page that asks. */
  readonly examples: readonly string[];
}

/** What a person confirmed, remembered by the header's fingerprint. */
export interface Mapping {
  readonly fingerprint: string;
  /** One entry for each column; null where the column is only kept. */
  readonly fields: readonly (PersonField | null)[];
  /** Columns written in an old encoding inside a Unicode file. */
  readonly systems?: Readonly<Record<number, TextSystem>>;
}

export interface MappingGuess {
  readonly mapping: Mapping;
  readonly columns: readonly ColumnGuess[];
  /** Of the least sure column that is used. */
  readonly confidence: number;
  readonly notices: readonly TabularNotice[];
}

/** From here on a guess need not be confirmed one by one. */
export const SURE = 0.9;

const singles: ReadonlySet<PersonField> = new Set(
  (Object.keys(personFieldTexts) as PersonField[]).filter((field) => field !== 'note' && field !== 'number'),
);

/** Guesses each column by its title and by what stands in it. */
export function guessMapping(header: Header, sample: readonly RawRow[]): MappingGuess {
  const data = sample.filter(({ row }) => row >= header.firstDataRow).slice(0, 500);
  const guesses = header.columns.map((column) => guessColumn(column, data));
  const columns = settle(guesses);
  const systems: Record<number, TextSystem> = {};
  for (const { index, system } of columns) if (system) systems[index] = system;
  const mapping = {
    fingerprint: headerFingerprint(header.columns),
    fields: columns.map(({ field }) => field ?? null),
    ...(Object.keys(systems).length > 0 ? { systems } : {}),
  };
  const used = columns.filter(({ field }) => field !== undefined && field !== 'note');
  return {
    mapping,
    columns,
    confidence: Math.min(1, ...used.map(({ confidence }) => confidence)),
    notices: mappingNotices(columns, data),
  };
}

function guessColumn(column: Column, data: readonly RawRow[]): ColumnGuess {
  const values = data.map(({ cells }) => cells[column.index] ?? '');
  const examples = [...new Set(values.map((value) => value.trim()).filter(Boolean))].slice(0, 5);
  const clue = clueOf(values);
  const titled = fieldOfTitle(column.title);
  const system = systemOf(values);
  const base = { ...column, examples, ...(system ? { system } : {}) };
  if (titled === undefined) return { ...base, ...byContent(clue) };
  const verdict = judge(titled, clue);
  const field = verdict.field ?? titled;
  return { ...base, field, confidence: verdict.confidence, because: verdict.because };
}

function fieldOfTitle(title: string): PersonField | undefined {
  const folded = foldTitle(title);
  if (folded === '') return undefined;
  const found = titlePatterns.find(([, pattern]) => pattern.test(folded))?.[0];
  if (found === 'birth_year_male' && yearWord.test(title.trim())) return 'birth_year';
  if (found === 'male_mark' && yearWord.test(title.trim())) return 'birth_year';
  return found;
}

const byClue: Partial<Record<ContentClue['kind'], PersonField>> = {
  number: 'number',
  birth_date: 'birth_date',
  birth_year: 'birth_year',
  sex: 'sex',
  phone: 'phone',
  ethnicity: 'ethnicity',
  hamlet: 'hamlet',
  commune: 'commune',
  address: 'address',
  name: 'full_name',
  row_number: 'row_number',
};

function byContent(clue: ContentClue): Pick<ColumnGuess, 'field' | 'confidence' | 'because'> {
  const field = byClue[clue.kind];
  if (field === undefined) return { confidence: 0, because: 'none' };
  return { field, confidence: 0.6 * clue.share, because: 'content' };
}

/** Kinds of content that fit a field; a title alone is believed where the content says nothing. */
const fitting: Partial<Record<PersonField, readonly ContentClue['kind'][]>> = {
  full_name: ['name'],
  father: ['name'],
  mother: ['name'],
  head: ['name'],
  number: ['number'],
  old_number: ['number'],
  birth_date: ['birth_date', 'birth_year'],
  birth_year: ['birth_year'],
  birth_year_male: ['birth_year'],
  birth_year_female: ['birth_year'],
  male_mark: ['mark', 'birth_year'],
  female_mark: ['mark', 'birth_year'],
  sex: ['sex'],
  ethnicity: ['ethnicity'],
  hamlet: ['hamlet'],
  commune: ['commune'],
  address: ['address'],
  phone: ['phone'],
  row_number: ['row_number'],
};

const telling: ReadonlySet<ContentClue['kind']> = new Set([
  'number',
  'birth_date',
  'birth_year',
  'sex',
  'phone',
  'mark',
]);

function judge(
  titled: PersonField,
  clue: ContentClue,
): { field?: PersonField; confidence: number; because: ColumnGuess['because'] } {
  const fits = fitting[titled];
  if (fits?.includes(clue.kind)) return byKind(titled, clue);
  const contradicts = fits !== undefined && telling.has(clue.kind);
  return { confidence: contradicts ? 0.4 : clue.kind === 'empty' ? 0.8 : 0.92, because: 'title' };
}

// A column "Nam" filled with years is the year of birth of the men.
function byKind(titled: PersonField, clue: ContentClue): ReturnType<typeof judge> {
  const certain = { confidence: 0.99, because: 'both' as const };
  if (clue.kind === 'birth_year' && titled === 'male_mark') return { ...certain, field: 'birth_year_male' };
  if (clue.kind === 'birth_year' && titled === 'female_mark')
    return { ...certain, field: 'birth_year_female' };
  if (clue.kind === 'birth_year' && titled === 'birth_date') return { ...certain, field: 'birth_year' };
  return certain;
}

function systemOf(values: readonly string[]): TextSystem | undefined {
  const telling = values.filter((value) => /[^\p{ASCII}]/u.test(value)).slice(0, 200);
  if (telling.length < 5) return undefined;
  const { system, confidence } = detectLegacy(telling);
  return (system === 'tcvn3' || system === 'vni') && confidence > 0.7 ? system : undefined;
}

/** What only the columns together say: one name column, given name beside the rest, no field twice. */
function settle(guesses: readonly ColumnGuess[]): ColumnGuess[] {
  const has = (field: PersonField) => guesses.some((guess) => guess.field === field);
  const hasParts = has('family_and_middle') || has('family_name');
  const settled = guesses.map((guess): ColumnGuess => {
    if (guess.field === 'given_name' && !hasParts && !has('full_name'))
      return { ...guess, field: 'full_name' };
    if (guess.field === 'full_name' && guess.because === 'content' && hasParts) return without(guess);
    return guess;
  });
  const withName = nameFromHead(settled, hasParts);
  return withoutDoubles(withName);
}

function without(guess: ColumnGuess): ColumnGuess {
  const { index, letter, title, examples, system } = guess;
  const kept = { index, letter, title, examples, ...(system ? { system } : {}) };
  return { ...kept, confidence: 0, because: 'none' };
}

// A list of households names its head and nobody else.
function nameFromHead(guesses: readonly ColumnGuess[], hasParts: boolean): ColumnGuess[] {
  const isNamed =
    hasParts || guesses.some(({ field, because }) => field === 'full_name' && because !== 'content');
  const head = guesses.find(({ field }) => field === 'head');
  if (isNamed || !head) return [...guesses];
  return guesses.map((guess) => (guess === head ? { ...guess, field: 'full_name' } : guess));
}

function withoutDoubles(guesses: readonly ColumnGuess[]): ColumnGuess[] {
  const best = new Map<PersonField, ColumnGuess>();
  for (const guess of guesses) {
    const { field } = guess;
    if (field === undefined || !singles.has(field)) continue;
    if ((best.get(field)?.confidence ?? -1) < guess.confidence) best.set(field, guess);
  }
  return guesses.map((guess) => {
    const { field } = guess;
    return field === undefined || !singles.has(field) || best.get(field) === guess ? guess : without(guess);
  });
}

function mappingNotices(columns: readonly ColumnGuess[], data: readonly RawRow[]): TabularNotice[] {
  const notices: TabularNotice[] = [];
  const has = (...fields: PersonField[]) => columns.some(({ field }) => field && fields.includes(field));
  if (!has('full_name', 'given_name'))
    notices.push({ code: 'no_name_column', severity: 'error', params: {} });
  else if (
    !has('birth_date', 'birth_year', 'birth_year_male', 'number', 'old_number', 'address', 'hamlet', 'father')
  )
    notices.push({ code: 'no_evidence_column', severity: 'error', params: {} });
  for (const { field, confidence, letter, title, index, system } of columns) {
    if (field !== undefined && confidence < SURE && confidence > 0) {
      const params = { column: letter, title, field: personFieldTexts[field].vi };
      notices.push({ code: 'uncertain_column', severity: 'info', params, column: index });
    }
    if (system) {
      const params = { where: `cột ${letter}`, system: system.toUpperCase() };
      notices.push({ code: 'legacy_encoding', severity: 'info', params, column: index });
    }
    if (field === 'number' || field === 'old_number') notices.push(...exponentNotice(letter, index, data));
  }
  return notices;
}

function exponentNotice(column: string, index: number, data: readonly RawRow[]): TabularNotice[] {
  const mangled = data.map(({ cells }) => cells[index] ?? '').filter((cell) => isExponent(cell));
  const [example] = mangled;
  if (example === undefined) return [];
  const params = { column, count: mangled.length, example };
  return [{ code: 'numbers_as_exponent', severity: 'warning', params, column: index }];
}

export function isExponent(text: string): boolean {
  return /^\d([.,]\d+)?E\+?\d{1,2}$/i.test(text.trim());
}

/** A mapping that a person confirmed for lists with this header. Undefined when it is for another. */
export function recall(remembered: Iterable<Mapping>, header: Header): Mapping | undefined {
  const fingerprint = headerFingerprint(header.columns);
  for (const mapping of remembered)
    if (mapping.fingerprint === fingerprint && mapping.fields.length === header.columns.length)
      return mapping;
  return undefined;
}

/** Which field a title alone would be, for a page that offers choices. */
export function fieldFor(title: string): PersonField | undefined {
  return fieldOfTitle(fold(title) === '' ? '' : title);
}
