import { birthProvinces } from './birth-codes.ts';
import { notice, type Notice } from './notice.ts';

export type Sex = 'male' | 'female';

export interface NumberHints {
  /** First three digits: where the birth was registered. Not residence, not today's province. */
  birthCode: string;
  birthProvince?: string;
  sex: Sex;
  birthYear: number;
}

export type NumberResult =
  | { ok: true; kind: 'personal_number'; value: string; hints: NumberHints; notices: Notice[] }
  | { ok: true; kind: 'cmnd9'; value: string; notices: Notice[] }
  | { ok: false; notices: Notice[]; suggestion?: string };

export interface NumberContext {
  /** Today's year; enables the check for births in the future. */
  currentYear?: number;
  /** The person stands here: a birth year in the future becomes an error instead of a warning. */
  personPresent?: boolean;
  /** In production a test number deserves a warning; elsewhere only a note. */
  production?: boolean;
  /** What a card, form or register says; differences are warnings. */
  sex?: Sex;
  birthYear?: number;
}

/** Removes white space, dots and hyphens people put into numbers. */
export function compactNumber(text: string): string {
  return text.normalize('NFKC').replace(/[\s.\u00a0\u200b-\u200f\ufeff\-–'`]/g, '');
}

/** What the digits suggest. For 12 digits only; never proof of anything. */
export function numberHints(value: string): NumberHints {
  const birthCode = value.slice(0, 3);
  const group = Number(value.charAt(3));
  const birthYear = 1900 + Math.floor(group / 2) * 100 + Number(value.slice(4, 6));
  const birthProvince = birthProvinces.get(birthCode);
  return {
    birthCode,
    ...(birthProvince ? { birthProvince } : {}),
    sex: group % 2 === 0 ? 'male' : 'female',
    birthYear,
  };
}

function looksMadeUp(value: string): boolean {
  if (/^(\d)\1+$/.test(value)) return true;
  const steps = Array.from(
    value.slice(1),
    (digit, index) => (Number(digit) - Number(value.charAt(index)) + 10) % 10,
  );
  return steps.every((step) => step === 1) || steps.every((step) => step === 9);
}

function refuse(compact: string, original: string): NumberResult {
  if (compact === '') return { ok: false, notices: [notice('number_empty', 'error')] };
  if (/^\d+[.,]?\d*e\+?\d+$/i.test(original.trim()))
    return { ok: false, notices: [notice('number_exponent', 'error')] };
  if (!/^\d+$/.test(compact)) return { ok: false, notices: [notice('number_not_digits', 'error')] };
  const wrongLength = notice('number_wrong_length', 'error');
  if (compact.length !== 11) return { ok: false, notices: [wrongLength] };
  return { ok: false, notices: [wrongLength, notice('number_lost_zero')], suggestion: `0${compact}` };
}

function judge(value: string, hints: NumberHints, context: NumberContext): Notice[] {
  const notices: Notice[] = [];
  const isTest = value.startsWith('100');
  if (isTest) notices.push(notice('number_is_test', context.production ? 'warning' : 'info'));
  else if (!hints.birthProvince) notices.push(notice('number_unknown_birth_code', 'info'));
  if (looksMadeUp(value)) notices.push(notice('number_looks_made_up'));
  if (context.currentYear !== undefined && hints.birthYear > context.currentYear) {
    notices.push(notice('number_birth_in_future', context.personPresent ? 'error' : 'warning'));
  }
  if (context.birthYear !== undefined && context.birthYear !== hints.birthYear)
    notices.push(notice('number_year_differs'));
  if (context.sex !== undefined && context.sex !== hints.sex) notices.push(notice('number_sex_differs'));
  return notices;
}

/**
 * Reads a personal number (số định danh cá nhân, also the 12-digit CMND of 2012-2016, which is the same number) or an
 * old 9-digit CMND. `ok` means the form is right; `notices` holds hints that never reject by province code
 * (Law 26/2023/QH15 Art. 12). Callers that face the person treat an `error` notice as a reason to stop.
 */
export function parsePersonalNumber(text: string, context: NumberContext = {}): NumberResult {
  const value = compactNumber(text);
  if (/^\d{9}$/.test(value)) {
    const notices = [notice('number_is_cmnd')];
    if (looksMadeUp(value)) notices.push(notice('number_looks_made_up'));
    return { ok: true, kind: 'cmnd9', value, notices };
  }
  if (!/^\d{12}$/.test(value)) return refuse(value, text);
  const hints = numberHints(value);
  return { ok: true, kind: 'personal_number', value, hints, notices: judge(value, hints, context) };
}

export function isPersonalNumber(value: string): boolean {
  return /^\d{12}$/.test(value);
}

export function isCmnd9(value: string): boolean {
  return /^\d{9}$/.test(value);
}
