import { type PersonSummary, birthText } from '#modules/person';
import type { SomeoneAsWritten } from './contract.ts';

// Luật Hôn nhân và gia đình 52/2014/QH13 Đ.8 k.1 a
const MARRIAGE_AGE = { male: 20, female: 18, unknown: 20 } as const;

/** Whether a person is of marriageable age on a day; where the birthday is unknown the last possible one counts. */
export function isMarriageable(person: Pick<PersonSummary, 'sex' | 'birth'>, on: string): boolean {
  const { year, month, day } = person.birth;
  const [onYear = 0, onMonth = 0, onDay = 0] = on.split('-').map(Number);
  const hadBirthday = onMonth > (month ?? 12) || (onMonth === (month ?? 12) && onDay >= (day ?? 31));
  return onYear - year - (hadBirthday ? 0 : 1) >= MARRIAGE_AGE[person.sex];
}

export interface Extra {
  readonly ethnicity?: string | null;
  readonly residence?: string | null;
}

export function asWritten(
  person: Pick<PersonSummary, 'fullName' | 'birth'>,
  extra: Extra = {},
): SomeoneAsWritten {
  const { ethnicity = null, residence = null } = extra;
  return { name: person.fullName, birth: birthText(person.birth), ethnicity, residence };
}

export function numberText(number: number, year: number): string {
  return `${number}/${year}`;
}
