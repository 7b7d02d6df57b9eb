import { fold } from '#lib/vietnamese';
import type { organisationKinds } from './contract.ts';

export type OrganisationKind = (typeof organisationKinds)[number];

export interface Span {
  readonly validFrom: string;
  /** The first day no more; null: open. */
  readonly validTo: string | null;
}

export function isInForce(span: Span, day: string): boolean {
  return span.validFrom <= day && (span.validTo === null || day < span.validTo);
}

export function overlaps(a: Span, b: Span): boolean {
  return (b.validTo === null || a.validFrom < b.validTo) && (a.validTo === null || b.validFrom < a.validTo);
}

/** Ten digits, or thirteen for a dependent unit; a household business is known by its owner's twelve. Luật Quản lý thuế 38/2019/QH14 Đ.30, Đ.35 */
export function isPossibleNumber(value: string, kind: OrganisationKind): boolean {
  const digits = value.replaceAll(/[\s.-]/g, '');
  return kind === 'household_business'
    ? /^(\d{10}|\d{12}|[\dA-Z]{8,14})$/.test(digits)
    : /^\d{10}(\d{3})?$/.test(digits);
}

/** Letters and digits of a name without diacritics, as words. */
export function nameKey(name: string): string {
  return fold(name)
    .replaceAll(/[^\p{L}\p{N} ]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** What a household business's tax code may show: it is a person's number. */
export function shownNumber(kind: OrganisationKind, value: string): string {
  return kind === 'household_business' && value.length === 12
    ? `${value.slice(0, 3)}•••••${value.slice(-4)}`
    : value;
}

export type AuthorisationState = 'coming' | 'in_force' | 'ended';

export function authorisationState(
  row: { valid_from: string; valid_to: string; ended_at: Date | null },
  day: string,
): AuthorisationState {
  if (row.ended_at !== null || day >= row.valid_to) return 'ended';
  return day < row.valid_from ? 'coming' : 'in_force';
}

/** Whether an authorisation reaches a procedure; null reaches all. BLDS 91/2015/QH13 Đ.141 */
export function reaches(procedures: readonly string[] | null, code: string): boolean {
  return procedures === null || procedures.includes(code);
}
