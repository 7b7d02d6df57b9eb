import { legalDay } from '#lib/catalog';
import { parsePhone } from '#lib/vietnamese';
import { evaluate } from './condition.ts';
import type { ServiceContext } from './context.ts';
import type { Bilingual } from './parts.ts';
import type { Field, Page } from './schema-form.ts';
import type { ServiceDefinition } from './schema.ts';

export type AnswerFault = {
  page: string;
  field: string;
  fault: 'required' | 'form' | 'choice' | 'range' | 'length' | 'rule';
  message: Bilingual | null;
};

/** The pages to be asked, each with the fields that apply, in order. */
export function pagesFor(definition: ServiceDefinition, context: ServiceContext): Page[] {
  return definition.pages
    .filter((page) => evaluate(page.when ?? true, context))
    .map((page) => ({
      ...page,
      fields: page.fields.filter((field) => evaluate(field.when ?? true, context)),
    }))
    .filter((page) => page.fields.length > 0);
}

/**
 * The answers that count: those to questions that are asked. Answers to hidden or unknown questions are dropped,
 * so that nothing filed was not visible to the person who filed it.
 */
export function countedAnswers(
  definition: ServiceDefinition,
  context: ServiceContext,
): Record<string, unknown> {
  let form = context.form;
  for (let round = 0; round <= definition.pages.length; round += 1) {
    const asked = new Set(
      pagesFor(definition, { ...context, form }).flatMap((page) => page.fields.map((f) => f.key)),
    );
    const kept = Object.entries(form).filter(([key]) => asked.has(key));
    if (kept.length === Object.keys(form).length) break;
    form = Object.fromEntries(kept);
  }
  return form;
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const isText = (value: unknown): value is string => typeof value === 'string';

const isLegalDay = (value: unknown): boolean => legalDay.safeParse(value).success;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNumber12 = (value: unknown): boolean => isText(value) && /^\d{12}$/.test(value);

const isPerson = (value: unknown): boolean => {
  if (!isRecord(value) || !isText(value['fullName']) || value['fullName'].trim() === '') return false;
  if (value['fullName'].length > 200) return false;
  if (value['personalNumber'] !== undefined && !isNumber12(value['personalNumber'])) return false;
  const birth = value['birthDate'];
  return birth === undefined || (isText(birth) && (/^\d{4}(-\d{2})?$/.test(birth) || isLegalDay(birth)));
};

const isPlace = (value: unknown): boolean => isText(value) && /^\d{2}(?:\d{3})?$/.test(value);

const isAddress = (value: unknown): boolean =>
  isRecord(value) &&
  isPlace(value['place']) &&
  isText(value['line']) &&
  value['line'].trim() !== '' &&
  value['line'].length <= 300;

const formats: Record<NonNullable<Field['format']>, RegExp> = {
  personalNumber: /^\d{12}$/,
  oldIdNumber: /^\d{9}$/,
  anyIdNumber: /^\d{9}(?:\d{3})?$/,
  civilStatusNumber: /^\d{1,6}\/\d{4}$/,
};

const allOf = (value: unknown, test: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(test);

const forms: Record<Field['type'], (value: unknown) => boolean> = {
  text: isText,
  longText: isText,
  date: isLegalDay,
  choice: isText,
  multiChoice: (value) => allOf(value, isText),
  yesNo: (value) => typeof value === 'boolean',
  place: isPlace,
  address: isAddress,
  person: isPerson,
  people: (value) => allOf(value, isPerson),
  number: (value) => typeof value === 'number' && Number.isInteger(value),
  money: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  phone: (value) => isText(value) && parsePhone(value) !== undefined,
  email: (value) => isText(value) && value.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
  identifier: isText,
  file: (value) => allOf(value, isText),
  consent: (value) => value === true,
};

const chosen = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const fitsChoices = (field: Field, value: unknown): boolean =>
  field.choices === undefined ||
  chosen(value).every((item) => field.choices?.some((choice) => choice.value === item));

const fitsRange = (field: Field, value: unknown): boolean => {
  const size = typeof value === 'number' ? value : Array.isArray(value) ? value.length : undefined;
  if (size === undefined) return true;
  return size >= (field.minimum ?? size) && size <= (field.maximum ?? size);
};

const defaultMaxLength = 500;
const fitsLength = (field: Field, value: unknown): boolean =>
  !isText(value) ||
  value.length <= (field.maxLength ?? (field.type === 'longText' ? 4000 : defaultMaxLength));

const fitsFormat = (field: Field, value: unknown): boolean =>
  field.format === undefined || (isText(value) && formats[field.format].test(value));

type Finding = Pick<AnswerFault, 'fault' | 'message'>;

const valueFault = (field: Field, value: unknown): Finding | undefined => {
  const message = field.error ?? null;
  if (!forms[field.type](value) || !fitsFormat(field, value)) return { fault: 'form', message };
  if (!fitsChoices(field, value)) return { fault: 'choice', message };
  if (!fitsRange(field, value)) return { fault: 'range', message };
  return fitsLength(field, value) ? undefined : { fault: 'length', message };
};

const fieldFault = (field: Field, context: ServiceContext): Finding | undefined => {
  const value = Object.hasOwn(context.form, field.key) ? context.form[field.key] : undefined;
  if (isEmpty(value)) {
    return evaluate(field.required, context)
      ? { fault: 'required', message: field.error ?? null }
      : undefined;
  }
  const found = valueFault(field, value);
  if (found !== undefined) return found;
  const broken = (field.rules ?? []).find((rule) => !evaluate(rule.check, context));
  return broken === undefined ? undefined : { fault: 'rule', message: broken.message };
};

/** Every fault in the answers, in the order of the pages; at most one for each field. */
export function checkAnswers(definition: ServiceDefinition, context: ServiceContext): AnswerFault[] {
  const counted = { ...context, form: countedAnswers(definition, context) };
  return pagesFor(definition, counted).flatMap((page) =>
    page.fields.flatMap((field) => {
      const found = fieldFault(field, counted);
      return found === undefined ? [] : [{ page: page.key, field: field.key, ...found }];
    }),
  );
}
