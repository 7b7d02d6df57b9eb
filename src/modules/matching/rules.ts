import type { RowState } from './contract-shapes.ts';

export type Verdict = 'same' | 'none' | 'papers';

export interface Judged {
  readonly verdict: Verdict;
  readonly personId: string | null;
  readonly actorId: string;
}

export interface Standing {
  readonly state: RowState;
  readonly personId: string | null;
}

/** Whether a second, different person must look at a row whose best candidate has this probability. */
export function needsSecond(secondBelow: number | null, probability: number | null): boolean {
  return secondBelow !== null && (secondBelow >= 1 || (probability ?? 0) < secondBelow);
}

const agree = (a: Judged, b: Judged): boolean => a.verdict === b.verdict && a.personId === b.personId;

function settled(judged: Judged): Standing {
  return judged.verdict === 'same'
    ? { state: 'matched', personId: judged.personId }
    : { state: 'not_found', personId: null };
}

/**
 * What a row's standing judgements, oldest first, amount to. Waiting for papers does not count as a round: whoever gets
 * them judges. Two who disagree leave it to a lead, whose word is last.
 */
export function standingOf(judgements: readonly Judged[], second: boolean): Standing {
  if (judgements.at(-1)?.verdict === 'papers') return { state: 'needs_papers', personId: null };
  const [first, other, last] = judgements.filter((one) => one.verdict !== 'papers');
  if (!first) return { state: 'to_judge', personId: null };
  if (!second) return settled(first);
  if (!other) return { state: 'second_look', personId: null };
  if (agree(first, other)) return settled(first);
  return last ? settled(last) : { state: 'third_look', personId: null };
}

export type WhyNot = 'settled' | 'own_judgement' | 'lead_needed';

/** Why somebody may not judge a row now; null when they may. */
export function whyNotJudge(at: {
  readonly state: RowState;
  readonly judgements: readonly Judged[];
  readonly actorId: string | null;
  readonly isLead: boolean;
}): WhyNot | null {
  if (at.state === 'matched' || at.state === 'not_found' || at.state === 'new') return 'settled';
  const own = at.judgements.some((one) => one.actorId === at.actorId && one.verdict !== 'papers');
  if (own) return 'own_judgement';
  return at.state === 'third_look' && !at.isLead ? 'lead_needed' : null;
}

export const waitingStates: readonly RowState[] = ['to_judge', 'second_look', 'third_look', 'needs_papers'];

export function isWaiting(state: RowState): boolean {
  return waitingStates.includes(state);
}

interface ScoredCandidate {
  readonly probability: number;
  readonly agreements: readonly { readonly field: string; readonly level: string; readonly weight: number }[];
}

const OBVIOUS_FROM = 0.9;
const RIVAL_BELOW = 0.02;
/** Bits: what weighs less says nothing either way. */
const AGAINST_BELOW = -0.5;

/**
 * Rows that differ from their one probable candidate in the same way belong together and may be settled together:
 * the fields that speak against it. Null where a person has to look at the row itself.
 */
export function groupKeyOf(
  candidates: readonly ScoredCandidate[],
  reasons: readonly string[],
): string | null {
  const [best, rival] = candidates;
  if (!best || best.probability < OBVIOUS_FROM || (rival && rival.probability > RIVAL_BELOW)) return null;
  if (reasons.some((reason) => reason === 'duplicate_in_list' || reason === 'two_candidates')) return null;
  const against = best.agreements.filter((one) => one.weight < AGAINST_BELOW);
  const parts = against.map((one) => `${one.field}=${one.level}`).sort();
  return parts.length === 0 ? 'agreed' : parts.join('&').slice(0, 120);
}

const DAY_MS = 86_400_000;

/** A judgement of today is taken back by a key; an older one only with a reason. */
export function undoNeedsReason(judgedAt: Date, now: Date): boolean {
  return now.getTime() - judgedAt.getTime() > DAY_MS;
}

/** Pairs a minute over the last judgements, newest first; null when there are too few to tell. */
export function paceOf(times: readonly Date[], now: Date): number | null {
  const recent = times.filter((time) => now.getTime() - time.getTime() < 10 * 60_000);
  const [newest] = recent;
  const oldest = recent.at(-1);
  if (!newest || !oldest || recent.length < 3) return null;
  const minutes = (newest.getTime() - oldest.getTime()) / 60_000;
  return minutes <= 0 ? null : Math.round((recent.length - 1) / minutes);
}

export const tallyColumns = {
  new: 'fresh',
  matched: 'matched',
  not_found: 'not_found',
  to_judge: 'to_judge',
  second_look: 'second_look',
  third_look: 'third_look',
  needs_papers: 'needs_papers',
} as const satisfies Record<RowState, string>;
