import { findingTexts, type FindingCode } from '#lib/emrtd';
import { type Evidence, isEvidenceLevel, meetsEvidence } from '#lib/identity';
import type { Ctx } from '#platform/runtime';
import type { IdentityCheckPurpose, IdentityCheckView } from './contract.ts';
import { type CardFinding, demandsOf, isCloneSuspected } from './rules.ts';
import type { CheckRow } from './store.ts';
import { texts } from './texts.ts';

function sentenceOf(code: CardFinding['code'], language: 'vi' | 'en'): string {
  const own = texts.labels?.[`identity-check.finding.${code}`];
  return (own ?? findingTexts[code as FindingCode])[language];
}

export function findingsOf(row: CheckRow): CardFinding[] {
  return Array.isArray(row.findings) ? (row.findings as CardFinding[]) : [];
}

export function outcomeOf(row: CheckRow): IdentityCheckView['outcome'] {
  if (row.level === null) return 'open';
  if (row.state !== 'refused') return 'accepted';
  return isCloneSuspected(findingsOf(row)) ? 'clone_suspected' : 'refused';
}

export function evidenceOf(row: CheckRow): Evidence | null {
  if (!isEvidenceLevel(row.level) || row.state === 'refused') return null;
  return { level: row.level, matchedPopulation: row.population === 'matched' };
}

export function presentCheck(ctx: Ctx, row: CheckRow): IdentityCheckView {
  const purposeCode = row.purpose_code as IdentityCheckPurpose;
  const evidence = evidenceOf(row);
  const demands = demandsOf[purposeCode];
  return {
    id: row.id,
    purposeCode,
    caseRef: row.case_ref,
    outcome: outcomeOf(row),
    level: isEvidenceLevel(row.level) ? row.level : null,
    method: row.method as IdentityCheckView['method'],
    demands: demands.map((demand) => ({ ...demand })) as IdentityCheckView['demands'],
    isEnough: evidence !== null && meetsEvidence(evidence, demands),
    findings: findingsOf(row).map((finding) => ({
      ...finding,
      sentence: sentenceOf(finding.code, ctx.language),
    })),
    documentType: row.document_type as IdentityCheckView['documentType'],
    documentExpiry: row.document_expiry,
    numberHint: row.number_hint,
    isRegistered: row.person_id !== null,
    population: row.population as IdentityCheckView['population'],
    trustBy: row.trust_by as IdentityCheckView['trustBy'],
    readerId: row.device_id,
    face: faceOf(row),
    openedAt: row.opened_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
  };
}

function faceOf(row: CheckRow): IdentityCheckView['face'] {
  const { face_score: score, face_threshold: threshold, face_model: model, face_decision: decision } = row;
  if (score === null || threshold === null || model === null || decision === null) return null;
  return { score, threshold, model, decision };
}
