import type { Candidate } from '#lib/linkage';
import { formatDate, toIsoDate } from '#lib/vietnamese';
import type { ComparedField, Segment } from './contract-shapes.ts';
import { markDates, markDifferences, markNumbers, markWords } from './rules-compare.ts';
import type { RowFields } from './rules-row.ts';

export interface RegisterNumber {
  readonly type: string;
  readonly value: string;
  readonly state: string;
}

/** What the registers say of a candidate. */
export interface RegisterSide {
  readonly fullName: string;
  readonly formerNames: readonly string[];
  readonly sex: string;
  readonly birth: { readonly year: number; readonly month: number | null; readonly day: number | null };
  readonly numbers: readonly RegisterNumber[];
  readonly address: string;
  readonly householder: string;
  readonly father: string;
  readonly mother: string;
}

export interface ListSide {
  readonly fields: RowFields;
  readonly number: string;
}

export interface Words {
  level(field: string, level: string): string;
  sex(sex: string): string;
  note(key: 'oldNumber' | 'nineDigits', value?: string): string;
}

interface Sides {
  readonly list: readonly Segment[];
  readonly register: readonly Segment[];
  readonly listNote?: string | null;
  readonly registerNote?: string | null;
}

const texts = (mine: string, theirs: string): Sides => {
  const marked = markDifferences(mine, theirs);
  return { list: marked.mine, register: marked.theirs };
};

export function birthText(birth: RegisterSide['birth']): string {
  return formatDate(
    toIsoDate({
      year: birth.year,
      ...(birth.month ? { month: birth.month } : {}),
      ...(birth.day ? { day: birth.day } : {}),
    }),
  );
}

function likeness(a: string, b: string): number {
  if (a.length !== b.length) return 0;
  return Array.from(a).filter((digit, index) => digit === b[index]).length;
}

/** The number of the register that the list most probably means: the same one, else the likest of the same length, else the valid one. */
export function numberMeant(written: string, numbers: readonly RegisterNumber[]): RegisterNumber | undefined {
  const valid = numbers.find((one) => one.type === 'personal_number' && one.state === 'valid') ?? numbers[0];
  const [best] = numbers.toSorted((a, b) => likeness(b.value, written) - likeness(a.value, written));
  return best && likeness(best.value, written) >= written.length - 3 && written !== '' ? best : valid;
}

function compareNumbers(written: string, numbers: readonly RegisterNumber[], words: Words): Sides {
  const meant = numberMeant(written, numbers);
  const valid = numbers.find((one) => one.type === 'personal_number' && one.state === 'valid');
  const marked = markNumbers(written, meant?.value ?? '');
  const isOther = meant !== undefined && valid !== undefined && meant.value !== valid.value;
  const masked = (number: string) => markNumbers(number, '').mine;
  return {
    list: marked.mine,
    listNote: written.length === 9 ? words.note('nineDigits') : null,
    register: isOther ? masked(valid.value) : marked.theirs,
    registerNote: isOther ? words.note('oldNumber', marked.theirs.map((part) => part.text).join('')) : null,
  };
}

function sidesOf(
  field: string,
  { list, register }: { list: ListSide; register: RegisterSide },
  words: Words,
): Sides {
  const { fields } = list;
  if (field === 'number') return compareNumbers(list.number, register.numbers, words);
  if (field === 'birth') {
    const marked = markDates(fields.birth, birthText(register.birth));
    return { list: marked.mine, register: marked.theirs };
  }
  if (field === 'sex') return texts(words.sex(fields.sex), words.sex(register.sex));
  if (field === 'address') {
    const marked = markWords(fields.address, register.address);
    return { list: marked.mine, register: marked.theirs };
  }
  if (field === 'householder') return texts(fields.householder, register.householder);
  if (field === 'father') return texts(fields.father, register.father);
  if (field === 'mother') return texts(fields.mother, register.mother);
  return { list: [], register: [] };
}

const isKnown = (sides: Sides): boolean => sides.list.length > 0 || sides.register.length > 0;

const alwaysShown = ['name', 'number', 'birth', 'address', 'sex'] as const;
const shownIfListed = ['householder', 'father', 'mother'] as const;

/** The engine's fields that stand on one line here: where somebody lives is one thing to a clerk. */
const lineOf: Readonly<Record<string, string>> = {
  place: 'address',
  'name.given': 'name',
  'name.family': 'name',
  'name.middle': 'name',
};

interface Judged {
  readonly level: string | null;
  readonly levelText: string | null;
  readonly weight: number | null;
}

function judgedOf(field: string, candidate: Candidate, words: Words): Judged {
  const mine = candidate.agreements.filter((one) => (lineOf[one.field] ?? one.field) === field);
  const [first] = mine;
  if (!first) return { level: null, levelText: null, weight: null };
  const telling = mine.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))[0] ?? first;
  const weight = mine.reduce((sum, one) => sum + one.weight, 0);
  const isSilent = telling.level === 'missing';
  return {
    level: telling.level,
    levelText: isSilent ? null : words.level(telling.field, telling.level),
    weight: isSilent ? null : weight,
  };
}

function compareName(list: ListSide, register: RegisterSide): Sides {
  return texts(list.fields.fullName, register.fullName);
}

/** Field by field: both sides with what differs marked, and the evidence for or against in bits. */
export function compareSides(
  sides: { readonly list: ListSide; readonly register: RegisterSide; readonly candidate: Candidate },
  words: Words,
): ComparedField[] {
  const { list, register, candidate } = sides;
  const listed = shownIfListed.filter((field) => list.fields[field] !== '');
  return [...alwaysShown, ...listed].flatMap((field) => {
    const found = field === 'name' ? compareName(list, register) : sidesOf(field, { list, register }, words);
    const judged = judgedOf(field, candidate, words);
    if (!isKnown(found) && judged.weight === null) return [];
    const note = judged.levelText;
    return [
      {
        field,
        list: { segments: [...found.list], note: found.listNote ?? null },
        register: { segments: [...found.register], note: found.registerNote ?? note },
        ...judged,
      },
    ];
  });
}
