import { createHash } from 'node:crypto';
import { decodeReading, type ChipReading } from '#lib/emrtd';
import { decodeDg2, type Evidence, type EvidenceDemand, type Face, meetsEvidence } from '#lib/identity';
import { readEnvelope } from '#lib/device-envelope';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { getIdentityCheck } from './open-check.ts';
import { evidenceOf } from './present.ts';
import { minutesOfUse } from './rules.ts';
import { markUsed, saveFace } from './store.ts';

export interface UsedCheck {
  readonly id: string;
  readonly evidence: Evidence;
  /** The registered person whose card it was; null when number and name are not in our register. */
  readonly personId: string | null;
}

/**
 * Takes a check as the evidence of one act, once, within thirty minutes, by the officer who made it.
 * @throws card_refused, evidence_too_low, evidence_old, already_used, other_person
 */
export async function useIdentityCheck(
  ctx: Ctx,
  input: { id: string; usedRef: string; demands?: readonly EvidenceDemand[]; personId?: string | null },
): Promise<UsedCheck> {
  const row = await getIdentityCheck(ctx, input.id);
  if (row.level === null || row.answered_at === null) throw errors.error('not_answered');
  const evidence = evidenceOf(row);
  if (!evidence) throw errors.error('card_refused');
  if (row.used_ref !== null && row.used_ref !== input.usedRef) throw errors.error('already_used');
  const age = ctx.clock.now().getTime() - row.answered_at.getTime();
  if (age > minutesOfUse * 60_000) throw errors.error('evidence_old');
  if (!meetsEvidence(evidence, input.demands ?? [])) throw errors.error('evidence_too_low');
  const isOther = input.personId && row.person_id !== null && row.person_id !== input.personId;
  if (isOther) throw errors.error('other_person');
  await markUsed(ctx, row.id, input.usedRef);
  return { id: row.id, evidence, personId: row.person_id };
}

/**
 * The portrait of the chip for a holder check: the same signed reading handed in again, known by its hash. Nothing of it
 * is kept. @throws session_wrong when it is another reading than the one that was judged
 */
export async function portraitOf(ctx: Ctx, input: { id: string; envelope: string }): Promise<Face> {
  const row = await getIdentityCheck(ctx, input.id);
  const hash = createHash('sha256').update(input.envelope).digest();
  if (!row.reading_hash || !hash.equals(row.reading_hash)) throw errors.error('session_wrong');
  if (evidenceOf(row) === null) throw errors.error('card_refused');
  const face = portraitIn(readingIn(input.envelope));
  if (!face) throw errors.error('reading_malformed');
  return face;
}

function readingIn(envelope: string): ChipReading | undefined {
  const body = readEnvelope(envelope)?.body;
  return typeof body === 'object' && body !== null ? decodeReading(Reflect.get(body, 'reading')) : undefined;
}

function portraitIn(reading: ChipReading | undefined): Face | undefined {
  const dg2 = reading?.dataGroups[2];
  return dg2 ? decodeDg2(dg2)[0] : undefined;
}

export interface HolderVerdict {
  readonly score: number;
  readonly threshold: number;
  /** Name and version of the model. */
  readonly model: string;
  readonly consentedAt: Date;
  /** Below the threshold an officer decides; the machine refuses nobody. */
  readonly decision: 'matched' | 'officer_matched' | 'officer_refused';
}

/** Records a holder check: score, threshold, model and consent, never an image. A machine's match lifts I4 to I5. */
export async function recordHolderVerdict(ctx: Ctx, id: string, verdict: HolderVerdict): Promise<void> {
  const row = await getIdentityCheck(ctx, id);
  const evidence = evidenceOf(row);
  if (!evidence || row.method !== 'chip') throw errors.error('not_answered');
  const isLifted =
    evidence.level === 'I4' && verdict.decision === 'matched' && verdict.score >= verdict.threshold;
  await saveFace(ctx, id, { ...verdict, level: isLifted ? 'I5' : evidence.level });
  await ctx.events.emit({
    type: 'identity-check.holder_checked',
    streamId: id,
    data: { decision: verdict.decision, model: verdict.model },
    subjects: row.person_id ? [row.person_id] : [],
  });
}
