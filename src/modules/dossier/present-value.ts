import type { Field } from '#lib/service-definition';
import { maskNumber } from '#lib/identity';
import { formatDate, formatDong, formatPhone } from '#lib/vietnamese';
import type { Answer, Source } from './contract-shapes.ts';

export interface ShowContext {
  /** Names of places by code, as they were when the case was filed. */
  readonly places: ReadonlyMap<string, string>;
  readonly language: 'vi' | 'en';
}

interface Person {
  readonly fullName?: string;
  readonly personalNumber?: string;
}

function personText(person: Person): string {
  return [person.fullName, person.personalNumber ? maskNumber(person.personalNumber) : null]
    .filter(Boolean)
    .join(', ');
}

function addressText(
  value: { readonly place?: string; readonly line?: string },
  { places }: ShowContext,
): string {
  return [value.line, value.place ? (places.get(value.place) ?? value.place) : null]
    .filter(Boolean)
    .join(', ');
}

type Show = (value: never, context: ShowContext) => string;

const yesNo = { vi: ['Có', 'Không'], en: ['Yes', 'No'] } as const;
const agreed = { vi: 'Đồng ý', en: 'Agreed' } as const;

const shows: Partial<Record<Field['type'], Show>> = {
  date: ((value: string) => formatDate(value)) as Show,
  yesNo: ((value: boolean, { language }: ShowContext) => yesNo[language][value ? 0 : 1]) as Show,
  place: ((value: string, { places }: ShowContext) => places.get(value) ?? value) as Show,
  address: addressText as Show,
  person: personText as Show,
  people: ((value: Person[]) => value.map(personText).join('; ')) as Show,
  money: ((value: number) => formatDong(value)) as Show,
  phone: ((value: string) => formatPhone(value)) as Show,
  consent: ((_value: true, { language }: ShowContext) => agreed[language]) as Show,
};

function choiceText(field: Field, value: unknown, language: 'vi' | 'en'): string {
  const values = Array.isArray(value) ? value : [value];
  return values
    .map((item) => field.choices?.find((choice) => choice.value === item)?.label[language] ?? String(item))
    .join(', ');
}

/** An answer as a person reads it: dates dd/MM/yyyy, names of choices and places, numbers masked. */
export function showAnswer(field: Field, value: unknown, context: ShowContext): string {
  if (value === undefined || value === null || value === '') return '';
  if (field.choices) return choiceText(field, value, context.language);
  if (field.format === 'personalNumber' && typeof value === 'string') return maskNumber(value);
  const show = shows[field.type];
  if (show) return show(value as never, context);
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDate(value);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** Codes of places named by an answer, to look up all names at once. */
export function placesIn(value: unknown): string[] {
  if (typeof value === 'string') return /^\d{2}(?:\d{3})?$/.test(value) ? [value] : [];
  if (value === null || typeof value !== 'object') return [];
  const { place } = value as { place?: unknown };
  return typeof place === 'string' ? [place] : [];
}

export const typedSource = (at: Date): Source => ({
  kind: 'typed',
  register: null,
  name: null,
  at: at.toISOString(),
  state: 'claimed',
});

export function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'value' in value && 'source' in value;
}
