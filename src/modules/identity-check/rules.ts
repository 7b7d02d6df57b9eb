import type { EvidenceDemand } from '#lib/identity';
import type { FindingCode } from '#lib/emrtd';
import type { IdentityCheckPurpose } from './contract.ts';

export const minutesOfNonce = 3;
export const minutesOfUse = 30;

/**
 * The least evidence of each purpose; any one way is enough. Recommendation of 2026-11-23, unverified: no regulation names
 * these levels.
 */
export const demandsOf: Readonly<Record<IdentityCheckPurpose, readonly EvidenceDemand[]>> = {
  'one-stop-receipt': [{ level: 'I2', matchedPopulation: true }, { level: 'I3' }, { vneid: 'V2' }],
  'stay-declaration': [{ level: 'I1' }],
  'clinic-check-in': [{ level: 'I1', matchedPopulation: true }, { level: 'I2' }, { vneid: 'V2' }],
  certification: [{ level: 'I4' }],
  notary: [{ level: 'I5' }],
  exam: [{ level: 'I5' }],
  'access-enrolment': [{ level: 'I4' }],
  'identity-only': [],
};

export type OwnFindingCode = 'wrong_card_type' | 'cards_differ' | 'text_group_unsigned';
export type CardFindingCode = FindingCode | OwnFindingCode;

export interface CardFinding {
  readonly code: CardFindingCode;
  readonly weight: 'refuse' | 'lower' | 'note';
}

/** What a copied or forged card shows, unlike one that is merely expired, cut short or of another kind: a hard stop. */
const cloneCodes: ReadonlySet<CardFindingCode> = new Set<CardFindingCode>([
  'sod_missing',
  'sod_signature_wrong',
  'group_altered',
  'group_not_signed',
  'group_signed_but_absent',
  'clone_check_failed',
  'challenge_wrong',
  'read_without_access',
  'signer_not_allowed',
  'number_differs',
  'cards_differ',
  'text_group_unsigned',
]);

export function isCloneSuspected(findings: readonly CardFinding[]): boolean {
  return findings.some(({ code, weight }) => weight === 'refuse' && cloneCodes.has(code));
}

export type DocumentType = 'citizen_card' | 'passport' | 'other';

/** ICAO Doc 9303-5 §4.2.2: document code and issuing state. */
export function documentTypeOf(mrz: { format: string; documentCode: string; issuer: string }): DocumentType {
  if (mrz.format === 'TD1' && mrz.documentCode.startsWith('I') && mrz.issuer === 'VNM') return 'citizen_card';
  return mrz.documentCode.startsWith('P') ? 'passport' : 'other';
}

/** yyMMdd of a card's expiry as an ISO day; null when it has none (a far date such as 991231). */
export function expiryDay(mrzDate: string): string | null {
  const [, year, month, day] = /^(\d{2})(\d{2})(\d{2})$/.exec(mrzDate) ?? [];
  if (!year || !month || !day || mrzDate === '991231') return null;
  const iso = `20${year}-${month}-${day}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) ? iso : null;
}
