import type { BilingualText } from './notice.ts';

/** How sure we are who stands there, from weakest to strongest. */
export const evidenceLevels = ['I0', 'I1', 'I2', 'I3', 'I4', 'I5'] as const;
export type EvidenceLevel = (typeof evidenceLevels)[number];

export const evidenceNames: Readonly<Record<EvidenceLevel, BilingualText>> = {
  I0: { vi: 'Nhập tay', en: 'Typed in' },
  I1: { vi: 'Quét mã QR trên thẻ', en: 'QR code of the card scanned' },
  I2: {
    vi: 'Đọc chip: dữ liệu nguyên vẹn, chưa rõ nơi phát hành',
    en: 'Chip read: data intact, issuer unknown',
  },
  I3: { vi: 'Đọc chip: dữ liệu do cơ quan có thẩm quyền ký', en: 'Chip read: data signed by the authority' },
  I4: {
    vi: 'Chip thật, trả lời thử thách của phiên này',
    en: 'Chip genuine, answered the challenge of this session',
  },
  I5: { vi: 'Chip thật và khuôn mặt người cầm thẻ khớp', en: 'Chip genuine and the live face matches it' },
};

export type VneidLevel = 'V1' | 'V2';

export const vneidNames: Readonly<Record<VneidLevel, BilingualText>> = {
  V1: { vi: 'Tài khoản định danh mức độ 1', en: 'VNeID account, level 1' },
  V2: { vi: 'Tài khoản định danh mức độ 2', en: 'VNeID account, level 2' },
};

export interface Evidence {
  level: EvidenceLevel;
  /** Flag D: the data agreed with the population database. */
  matchedPopulation?: boolean;
  vneid?: VneidLevel;
  /** Authentication level of the VNeID session, 1 to 4. */
  vneidAuthentication?: 1 | 2 | 3 | 4;
}

/** What was found, each item established by the server from raw data. */
export interface EvidenceFacts {
  qrScanned: boolean;
  /** Every hash of the chip's data equals the one in its security object, whose signature verifies. */
  chipIntact: boolean;
  /** The signer chains to a trusted country authority and is neither revoked nor expired. */
  issuerTrusted: boolean;
  /** Active or chip authentication with a challenge of this session succeeded. */
  chipAnswered: boolean;
  /** A live face, checked for liveness, matched the portrait of the chip. */
  faceMatched: boolean;
}

/** The rung reached. A rung counts only when every rung of the chip below it holds. */
export function deriveEvidenceLevel(facts: EvidenceFacts): EvidenceLevel {
  if (!facts.chipIntact) return facts.qrScanned ? 'I1' : 'I0';
  if (!facts.issuerTrusted) return 'I2';
  if (!facts.chipAnswered) return 'I3';
  return facts.faceMatched ? 'I5' : 'I4';
}

export function compareEvidence(first: EvidenceLevel, second: EvidenceLevel): number {
  return evidenceLevels.indexOf(first) - evidenceLevels.indexOf(second);
}

/** One way to satisfy a process; all that is named in it must hold. */
export interface EvidenceDemand {
  level?: EvidenceLevel;
  matchedPopulation?: true;
  vneid?: VneidLevel;
  vneidAuthentication?: 1 | 2 | 3 | 4;
}

function meetsDemand(evidence: Evidence, demand: EvidenceDemand): boolean {
  if (demand.level !== undefined && compareEvidence(evidence.level, demand.level) < 0) return false;
  if (demand.matchedPopulation && evidence.matchedPopulation !== true) return false;
  if (demand.vneid === 'V2' && evidence.vneid !== 'V2') return false;
  if (demand.vneid === 'V1' && evidence.vneid === undefined) return false;
  return (evidence.vneidAuthentication ?? 0) >= (demand.vneidAuthentication ?? 0);
}

/** True when one of the ways is met; with no way named, true. */
export function meetsEvidence(evidence: Evidence, ways: readonly EvidenceDemand[]): boolean {
  return ways.length === 0 || ways.some((demand) => meetsDemand(evidence, demand));
}

export function isEvidenceLevel(value: unknown): value is EvidenceLevel {
  return typeof value === 'string' && (evidenceLevels as readonly string[]).includes(value);
}
