import { createHash } from 'node:crypto';
import { documentNumber, outcomesFor } from '#lib/service-definition';
import { closeBasis, findCaseBasis } from '#platform/access';
import { type Ctx, legalDay } from '#platform/runtime';
import { type CaseFile, caseRef, openCaseForAct, questionOf, record } from './case-file.ts';
import { errors } from './errors.ts';
import { takeStep } from './office-acts.ts';
import { targetOf } from './rules-actions.ts';
import { latestContent, nextNumber } from './store.ts';

interface Seen {
  readonly id: string;
  readonly version?: number;
}

/** What the leader's decision is about: exactly this content and outcome. */
async function decisionDigest(ctx: Ctx, file: CaseFile): Promise<string> {
  const content = await latestContent(ctx, file.row.id);
  const decided = JSON.stringify([file.row.code, file.state.outcome, content.context]);
  return createHash('sha256').update(decided).digest('hex');
}

/** Where a leader's approval ends the matter without a result: the proposal was to refuse. */
async function refuseAfterWork(ctx: Ctx, file: CaseFile, to: string): Promise<void> {
  const proposal = file.events.findLast(({ event }) => event.type === 'proposed');
  const reason = proposal?.event.type === 'proposed' ? proposal.event.note : '';
  await record(ctx, file, [
    { type: 'approved', step: to },
    { type: 'refused', reason, legalGround: file.definition.legalBasis.join(', ') },
  ]);
  const basisId = await findCaseBasis(ctx, caseRef(file.row.id));
  if (basisId) await closeBasis(ctx, basisId);
}

/**
 * The leader approves, and signs in the same breath where the next step is theirs too: two events, each its own
 * evidence. Numbering, sealing and issuing follow by themselves.
 */
export async function approveAndSign(ctx: Ctx, seen: Seen): Promise<void> {
  const file = await openCaseForAct(ctx, seen.id, seen.version);
  const to = targetOf(questionOf(ctx, file), 'approve');
  if (to === undefined) {
    if (targetOf(questionOf(ctx, file), 'sign') === undefined) throw errors.error('action_not_allowed');
    return sign(ctx, { id: seen.id });
  }
  if (file.state.outcome === 'deny') return refuseAfterWork(ctx, file, to);
  await record(ctx, file, [{ type: 'approved', step: to }]);
  const after = await openCaseForAct(ctx, seen.id);
  if (targetOf(questionOf(ctx, after), 'sign') !== undefined) await sign(ctx, { id: seen.id });
}

/** The leader's own decision, bound to what was decided. */
export async function sign(ctx: Ctx, seen: Seen): Promise<void> {
  const file = await openCaseForAct(ctx, seen.id, seen.version);
  const to = targetOf(questionOf(ctx, file), 'sign');
  if (to === undefined) throw errors.error('action_not_allowed');
  await record(ctx, file, [{ type: 'signed', step: to, digest: await decisionDigest(ctx, file) }]);
}

/** Gives the result its number of the year, by the deciding agency's own series. */
export async function takeResultNumber(ctx: Ctx, seen: Seen): Promise<void> {
  const file = await openCaseForAct(ctx, seen.id, seen.version);
  const to = targetOf(questionOf(ctx, file), 'number');
  if (to === undefined) throw errors.error('action_not_allowed');
  const [outcome] = outcomesFor(file.definition, file.context);
  if (!outcome) throw errors.error('action_not_allowed');
  const year = legalDay(ctx.clock.now()).slice(0, 4);
  const sequence = await nextNumber(ctx, `document:${file.row.deciding_agency_id}:${outcome.template}`, year);
  await record(ctx, file, [
    { type: 'numbered', step: to, number: documentNumber(outcome.number, { sequence, year: Number(year) }) },
  ]);
}

export interface IssuedPaper {
  readonly documentId: string;
  readonly number: string;
}

/** The sealed result exists: the case is decided. */
export async function issueResult(ctx: Ctx, seen: Seen, paper: IssuedPaper): Promise<string> {
  const file = await openCaseForAct(ctx, seen.id, seen.version);
  const to = targetOf(questionOf(ctx, file), 'issue');
  if (to === undefined) throw errors.error('action_not_allowed');
  const { ids } = await record(ctx, file, [{ type: 'issued', step: to, ...paper }]);
  return ids[0] ?? '';
}

type PlainAction = 'forward' | 'process' | 'consult' | 'sign' | 'number' | 'issue';

/** The plain steps of the workflow. `issue` asks for the sealed result again, e.g. after the signing service was down. */
export async function takeClerkStep(
  ctx: Ctx,
  input: Seen & { action: PlainAction; note: string },
): Promise<void> {
  const { action } = input;
  if (action === 'sign') return sign(ctx, input);
  if (action === 'number') return takeResultNumber(ctx, input);
  if (action !== 'issue') return takeStep(ctx, { ...input, action });
  const file = await openCaseForAct(ctx, input.id, input.version);
  if (targetOf(questionOf(ctx, file), 'issue') === undefined) throw errors.error('action_not_allowed');
  await ctx.events.emit({ type: 'dossier.issue_asked', streamId: input.id, data: { code: file.row.code } });
}
