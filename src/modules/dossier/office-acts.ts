import { ruleOn, timeLimitFor } from '#lib/service-definition';
import { useIdentityCheck } from '#modules/identity-check';
import { closeBasis, findCaseBasis } from '#platform/access';
import { type Ctx, legalDay } from '#platform/runtime';
import { type CaseFile, caseRef, openCaseForAct, questionOf, record } from './case-file.ts';
import { dueDate, periodOf } from './clock.ts';
import type { OfficerAction } from './contract-shapes.ts';
import { errors } from './errors.ts';
import { cancelFee } from './payment.ts';
import { undoableEvent } from './rules.ts';
import { isSettled, officerActionsFor, targetOf } from './rules-actions.ts';

interface Seen {
  readonly id: string;
  readonly version?: number;
}

/** Opens the case and checks that this actor may do this now; gives the step it leads to. */
async function openFor(ctx: Ctx, seen: Seen, action: OfficerAction): Promise<{ file: CaseFile; to: string }> {
  const file = await openCaseForAct(ctx, seen.id, seen.version);
  const to = targetOf(questionOf(ctx, file), action);
  if (to === undefined) throw refusalOf(file, action);
  return { file, to };
}

function refusalOf(file: CaseFile, action: OfficerAction) {
  if (action === 'receive' && file.state.business === 'submitted' && !isSettled(file.state))
    return errors.error('payment_needed');
  if (action === 'requestSupplement' && file.state.supplementRequests > 0)
    return errors.error('already_asked');
  return errors.error('action_not_allowed');
}

async function end(ctx: Ctx, file: CaseFile): Promise<void> {
  const basisId = await findCaseBasis(ctx, caseRef(file.row.id));
  if (basisId) await closeBasis(ctx, basisId);
}

/** The card that was checked at the counter: the filer's or the applicant's, so the person is not compared here. */
async function useCounterCheck(ctx: Ctx, check: { id: string; usedRef: string }) {
  const { id, evidence } = await useIdentityCheck(ctx, check);
  return { id, level: evidence.level, population: evidence.matchedPopulation === true };
}

/** Form 01: the filing becomes a case and its clock starts. TT 03/2025/TT-VPCP mẫu 01 */
export async function receive(ctx: Ctx, seen: Seen & { identityCheckId?: string }): Promise<void> {
  const { file, to } = await openFor(ctx, seen, 'receive');
  const identityCheck = seen.identityCheckId
    ? await useCounterCheck(ctx, { id: seen.identityCheckId, usedRef: caseRef(file.row.id) })
    : undefined;
  const limit = timeLimitFor(file.definition, file.context);
  if (!limit) throw errors.error('action_not_allowed');
  const due = await dueDate(ctx, {
    agencyId: file.row.deciding_agency_id,
    period: periodOf(limit),
    receivedAt: ctx.clock.now(),
    pauses: [],
  });
  const dueAt = due.dueAt.toISOString();
  await record(ctx, file, [
    { type: 'received', step: to, dueAt, ...(identityCheck ? { identityCheck } : {}) },
  ]);
}

/** Form 03: a refusal names its reason and its legal ground. TT 03/2025/TT-VPCP mẫu 03 */
export async function refuse(ctx: Ctx, input: Seen & { reason: string; legalGround: string }): Promise<void> {
  const { file } = await openFor(ctx, input, 'refuse');
  await record(ctx, file, [{ type: 'refused', reason: input.reason, legalGround: input.legalGround }]);
  if (file.state.receivedAt === null) await cancelFee(ctx, file, 'refused');
  await end(ctx, file);
}

export interface SupplementInput extends Seen {
  readonly items: readonly { readonly componentKey: string | null; readonly text: string }[];
  readonly reason: string;
  readonly legalGround: string;
}

/** Form 02: everything missing is asked for at once; the clock stops where the rule says so. TT 03/2025/TT-VPCP mẫu 02 */
export async function requestSupplement(ctx: Ctx, input: SupplementInput): Promise<void> {
  const { file } = await openFor(ctx, input, 'requestSupplement');
  const rule = ruleOn(file.definition, 'supplement', legalDay(ctx.clock.now()));
  const answerBy = rule
    ? await dueDate(ctx, {
        agencyId: file.row.deciding_agency_id,
        period: periodOf(rule.wait),
        receivedAt: ctx.clock.now(),
        pauses: [],
      })
    : null;
  const { items, reason, legalGround } = input;
  await record(ctx, file, [
    {
      type: 'supplement_requested',
      items,
      reason,
      legalGround,
      answerBy: answerBy?.dueAt.toISOString() ?? null,
      stopsClock: rule?.stopsClock ?? true,
    },
  ]);
}

/** The plain steps of the workflow. */
export async function takeStep(
  ctx: Ctx,
  input: Seen & { action: 'forward' | 'process' | 'consult'; note: string },
): Promise<void> {
  const { file, to } = await openFor(ctx, input, input.action);
  await record(ctx, file, [{ type: 'stepped', action: input.action, step: to, note: input.note }]);
}

export async function propose(
  ctx: Ctx,
  input: Seen & { outcome: 'grant' | 'deny'; note: string },
): Promise<void> {
  const { file, to } = await openFor(
    ctx,
    input,
    input.outcome === 'grant' ? 'proposeApproval' : 'proposeRefusal',
  );
  await record(ctx, file, [{ type: 'proposed', outcome: input.outcome, step: to, note: input.note }]);
}

export async function sendBack(ctx: Ctx, input: Seen & { note: string }): Promise<void> {
  const { file, to } = await openFor(ctx, input, 'return');
  await record(ctx, file, [{ type: 'sent_back', step: to, note: input.note }]);
}

/** Form 05: handling stops for a reason the law knows. TT 03/2025/TT-VPCP mẫu 05 */
export async function stop(ctx: Ctx, input: Seen & { reason: string; legalGround: string }): Promise<void> {
  const { file } = await openFor(ctx, input, 'stop');
  await record(ctx, file, [{ type: 'stopped', reason: input.reason, legalGround: input.legalGround }]);
  await end(ctx, file);
}

/** The result leaves the house; the case and its basis are closed. */
export async function handOver(ctx: Ctx, input: Seen & { way: string; note: string }): Promise<void> {
  const { file, to } = await openFor(ctx, input, 'handOver');
  await record(ctx, file, [{ type: 'handed_over', step: to, way: input.way, note: input.note }]);
  await end(ctx, file);
}

function mustAllow(ctx: Ctx, file: CaseFile, action: OfficerAction): void {
  if (!officerActionsFor(questionOf(ctx, file)).includes(action)) throw errors.error('action_not_allowed');
}

export async function assign(
  ctx: Ctx,
  input: Seen & { assigneeId: string | null; note: string },
): Promise<void> {
  const file = await openCaseForAct(ctx, input.id, input.version);
  mustAllow(ctx, file, 'assign');
  await record(ctx, file, [{ type: 'assigned', assigneeId: input.assigneeId, note: input.note }]);
}

export async function judge(
  ctx: Ctx,
  input: Seen & { component: string; verdict: string; note: string },
): Promise<void> {
  const file = await openCaseForAct(ctx, input.id, input.version);
  mustAllow(ctx, file, 'judge');
  const known = await ctx.db
    .selectFrom('dossier.component')
    .select('key')
    .where('dossier_id', '=', input.id)
    .where('key', '=', input.component)
    .executeTakeFirst();
  if (!known) throw errors.error('component_unknown');
  await record(ctx, file, [
    { type: 'judged', component: input.component, verdict: input.verdict, note: input.note },
  ]);
}

/** Form 04: the office apologises for being late and names a new day. TT 03/2025/TT-VPCP mẫu 04 */
export async function apologise(ctx: Ctx, input: Seen & { reason: string; newDueAt: Date }): Promise<void> {
  const file = await openCaseForAct(ctx, input.id, input.version);
  const { state } = file;
  if (state.dueAt && state.apologies > 0) {
    const rule = ruleOn(file.definition, 'apology', legalDay(ctx.clock.now()));
    if (state.apologies >= (rule?.extensions ?? 1)) throw errors.error('second_apology');
  }
  mustAllow(ctx, file, 'apologise');
  if (!state.dueAt || input.newDueAt <= ctx.clock.now() || input.newDueAt <= state.dueAt)
    throw errors.error('action_not_allowed');
  await record(ctx, file, [
    {
      type: 'apologised',
      reason: input.reason,
      oldDueAt: state.dueAt.toISOString(),
      dueAt: input.newDueAt.toISOString(),
    },
  ]);
}

/** Takes the actor's own last act back, while nothing has left the house because of it. */
export async function undo(ctx: Ctx, seen: Seen): Promise<void> {
  const file = await openCaseForAct(ctx, seen.id, seen.version);
  const last = undoableEvent(file.events, ctx.principal.id, ctx.clock.now());
  if (!last) throw errors.error('nothing_to_undo');
  await record(ctx, file, [{ type: 'undone', eventId: last.id, undoneType: last.event.type }]);
}
