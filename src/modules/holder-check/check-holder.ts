import { getIdentityCheck, portraitOf, recordHolderVerdict } from '#modules/identity-check';
import { challengeFrom, embedderId, type Frame, judgeHolder } from '#lib/vision';
import type { Face } from '#lib/identity';
import type { Ctx } from '#platform/runtime';
import type { HolderCheckView } from './contract.ts';
import { errors } from './errors.ts';
import type { FaceReader } from './ports.ts';
import { addRow, type Change, changeRow, findRow, type HolderRow, lockRow } from './store.ts';
import { thresholdInForce } from './thresholds.ts';

const MINUTES = 3;
const MOST_ATTEMPTS = 3;

export function presentHolderCheck(row: HolderRow): HolderCheckView {
  return {
    id: row.id,
    identityCheckId: row.identity_check_id,
    state: row.state as HolderCheckView['state'],
    challenge: row.challenge as HolderCheckView['challenge'],
    expiresAt: row.expires_at.toISOString(),
    attemptsLeft: Math.max(0, MOST_ATTEMPTS - row.attempts),
    score: row.score,
    threshold: row.threshold,
    model: row.model,
    findings: row.findings as HolderCheckView['findings'],
  };
}

/** Draws what the person will be asked to do. @throws holder-check.check_unfit before a chip was read and accepted */
export async function openHolderCheck(ctx: Ctx, identityCheckId: string): Promise<HolderRow> {
  const check = await getIdentityCheck(ctx, identityCheckId);
  if (check.method !== 'chip' || check.state !== 'answered') throw errors.error('check_unfit');
  return addRow(ctx, {
    identityCheckId,
    personId: check.person_id,
    challenge: challengeFrom(ctx.random.bytes(8)),
    expiresAt: new Date(ctx.clock.now().getTime() + MINUTES * 60_000),
  });
}

export async function getHolderCheck(ctx: Ctx, id: string): Promise<HolderRow> {
  const row = await findRow(ctx, id);
  if (!row) throw errors.error('not_found');
  return row;
}

export interface Handed {
  readonly id: string;
  readonly envelope: string;
  readonly consent: boolean;
  readonly frames: readonly { readonly step: Frame['step']; readonly picture: string }[];
}

function readerOf(ctx: Ctx): FaceReader {
  const { faceReader } = ctx.ports;
  if (!faceReader) throw errors.error('engine_unavailable');
  return faceReader;
}

async function readFrames(reader: FaceReader, handed: Handed): Promise<Frame[]> {
  const frames: Frame[] = [];
  for (const { step, picture } of handed.frames) {
    const bytes = new Uint8Array(Buffer.from(picture, 'base64'));
    frames.push({ step, faces: await reader.read({ type: 'image/jpeg', bytes, isPortrait: false }) });
  }
  return frames;
}

async function readPortrait(reader: FaceReader, face: Face): Promise<Float32Array | null> {
  const found = await reader.read({ type: face.type, bytes: face.image, isPortrait: true });
  return found[0]?.embedding ?? null;
}

async function readAll(reader: FaceReader, portrait: Face, handed: Handed) {
  try {
    return { portrait: await readPortrait(reader, portrait), frames: await readFrames(reader, handed) };
  } catch (error) {
    throw errors.error(error instanceof RangeError ? 'frames_unreadable' : 'engine_unavailable', {}, error);
  }
}

function requireOpen(ctx: Ctx, row: HolderRow): void {
  const isOver = row.expires_at <= ctx.clock.now() || row.attempts >= MOST_ATTEMPTS;
  if (row.state === 'matched' || row.state.startsWith('officer_') || isOver)
    throw errors.error('session_over');
}

/**
 * Compares the camera's pictures with the portrait of the chip. Pictures live as long as this call. A match is recorded
 * with the card check; everything else waits for the officer's eyes.
 * @throws holder-check.session_over, consent_missing, frames_unreadable, engine_unavailable
 */
export async function compareFaces(ctx: Ctx, handed: Handed): Promise<HolderRow> {
  const known = await getHolderCheck(ctx, handed.id);
  requireOpen(ctx, known);
  if (!handed.consent) throw errors.error('consent_missing');
  const reader = readerOf(ctx);
  const face = await portraitOf(ctx, { id: known.identity_check_id, envelope: handed.envelope });
  const threshold = await thresholdInForce(ctx);
  const { portrait, frames } = await readAll(reader, face, handed);
  const row = await lockRow(ctx, handed.id);
  if (!row) throw errors.error('not_found');
  requireOpen(ctx, row);
  const challenge = row.challenge as HolderCheckView['challenge'];
  const judged = judgeHolder({ portrait, frames, challenge, threshold });
  const now = ctx.clock.now();
  const change: Change = {
    state: judged.isMatch ? 'matched' : 'for_officer',
    attempts: row.attempts + 1,
    score: judged.score,
    threshold,
    model: embedderId,
    findings: [...judged.findings],
    consented_at: now,
    ...(judged.isMatch ? { decided_at: now } : {}),
  };
  const changed = await changeRow(ctx, row.id, change);
  if (judged.isMatch && judged.score !== null) {
    const verdict = { score: judged.score, threshold, model: embedderId, consentedAt: now } as const;
    await recordHolderVerdict(ctx, row.identity_check_id, { ...verdict, decision: 'matched' });
  }
  await tell(ctx, changed, 'holder-check.compared');
  return changed;
}

function tell(ctx: Ctx, row: HolderRow, type: string): Promise<string> {
  return ctx.events.emit({
    type,
    streamId: row.id,
    data: { identityCheckId: row.identity_check_id, state: row.state },
    subjects: row.person_id ? [row.person_id] : [],
  });
}

/** The officer compares by eye. @throws holder-check.nothing_to_decide, reason_missing */
export async function decideHolder(
  ctx: Ctx,
  input: { id: string; isHolder: boolean; reason: string },
): Promise<HolderRow> {
  const row = await lockRow(ctx, input.id);
  if (!row) throw errors.error('not_found');
  if (row.state !== 'for_officer' && row.state !== 'open') throw errors.error('nothing_to_decide');
  if (!input.isHolder && input.reason === '') throw errors.error('reason_missing');
  const now = ctx.clock.now();
  const state = input.isHolder ? 'officer_matched' : 'officer_refused';
  const decided = await changeRow(ctx, row.id, {
    state,
    decided_at: now,
    reason: input.reason,
  });
  if (row.score !== null && row.threshold !== null && row.model !== null && row.consented_at !== null) {
    await recordHolderVerdict(ctx, row.identity_check_id, {
      score: row.score,
      threshold: row.threshold,
      model: row.model,
      consentedAt: row.consented_at,
      decision: state,
    });
  }
  await tell(ctx, decided, 'holder-check.decided');
  return decided;
}
