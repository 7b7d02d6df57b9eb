import { timeLimitFor, ruleOn } from '#lib/service-definition';
import { closeBasis, findCaseBasis } from '#platform/access';
import { type Ctx, legalDay } from '#platform/runtime';
import { type CaseFile, caseRef, openCaseForAct, record } from './case-file.ts';
import { dueDate, periodOf } from './clock.ts';
import { errors } from './errors.ts';
import { cancelFee } from './payment.ts';
import { type CitizenAction, citizenActionsFor } from './rules-actions.ts';
import { latestContent } from './store.ts';

async function openFor(ctx: Ctx, id: string, action: CitizenAction): Promise<CaseFile> {
  const file = await openCaseForAct(ctx, id);
  if (!citizenActionsFor(file.state, file.definition, legalDay(ctx.clock.now())).includes(action))
    throw errors.error('action_not_allowed');
  return file;
}

/** The new deadlines once the clock runs again: the days it stood do not count. */
async function resumedDeadlines(
  ctx: Ctx,
  file: CaseFile,
): Promise<{ dueAt: string | null; replyDueAt: string | null }> {
  const now = ctx.clock.now();
  const { state, definition, context, row } = file;
  if (state.receivedAt) {
    const limit = timeLimitFor(definition, context);
    const pauses = state.pauses.map((pause) => ({ ...pause, to: pause.to ?? now }));
    const due = limit
      ? await dueDate(ctx, {
          agencyId: row.deciding_agency_id,
          period: periodOf(limit),
          receivedAt: state.receivedAt,
          pauses,
        })
      : null;
    return { dueAt: due?.dueAt.toISOString() ?? null, replyDueAt: null };
  }
  const rule = ruleOn(definition, 'receipt', legalDay(now));
  const reply = rule
    ? await dueDate(ctx, {
        agencyId: row.receiving_agency_id,
        period: periodOf(rule.answerWithin),
        receivedAt: now,
        pauses: [],
      })
    : null;
  return { dueAt: null, replyDueAt: reply?.dueAt.toISOString() ?? null };
}

/** The applicant answers form 02; what was filed before stays, the corrections are a new row beside it. */
export async function answerSupplement(
  ctx: Ctx,
  input: { id: string; answers: Readonly<Record<string, unknown>>; note: string },
): Promise<void> {
  const file = await openFor(ctx, input.id, 'supplement');
  if (Object.keys(input.answers).length > 0) await storeCorrections(ctx, file, input.answers);
  await record(ctx, file, [
    { type: 'supplement_answered', note: input.note, ...(await resumedDeadlines(ctx, file)) },
  ]);
}

async function storeCorrections(
  ctx: Ctx,
  file: CaseFile,
  corrections: Readonly<Record<string, unknown>>,
): Promise<void> {
  const content = await latestContent(ctx, file.row.id);
  const source = {
    kind: 'typed',
    register: null,
    name: null,
    at: ctx.clock.now().toISOString(),
    state: 'claimed',
  };
  const known = new Set(
    file.definition.pages.flatMap((page) =>
      page.fields.filter((field) => field.editable !== false).map((field) => field.key),
    ),
  );
  const accepted = Object.entries(corrections).filter(([key]) => known.has(key));
  const answers = {
    ...(content.answers as object),
    ...Object.fromEntries(accepted.map(([key, value]) => [key, { value, source }])),
  };
  const context = { ...file.context, form: { ...file.context.form, ...Object.fromEntries(accepted) } };
  await ctx.db
    .insertInto('dossier.content')
    .values({
      dossier_id: file.row.id,
      seq: content.seq + 1,
      answers: JSON.stringify(answers),
      claims: JSON.stringify(content.claims),
      context: JSON.stringify(context),
      filed_at: ctx.clock.now(),
    })
    .execute();
}

/** The applicant takes the filing back. What was paid is returned where the rule says so. */
export async function withdraw(ctx: Ctx, input: { id: string; reason: string }): Promise<void> {
  const file = await openFor(ctx, input.id, 'withdraw');
  const rule = ruleOn(file.definition, 'withdrawal', legalDay(ctx.clock.now()));
  await record(ctx, file, [{ type: 'withdrawn', reason: input.reason }]);
  const isUnpaid = file.state.money !== 'paid';
  const isRefunded = rule?.refund === 'full' || (rule?.refund === 'unlessReceived' && !file.state.receivedAt);
  if (isUnpaid || isRefunded) await cancelFee(ctx, file, 'withdrawn');
  const basisId = await findCaseBasis(ctx, caseRef(file.row.id));
  if (basisId) await closeBasis(ctx, basisId);
}

/** A complaint about the handling or the result, within the time the law gives. Luật Khiếu nại 02/2011/QH13 */
export async function appeal(ctx: Ctx, input: { id: string; text: string }): Promise<void> {
  const file = await openFor(ctx, input.id, 'appeal');
  await record(ctx, file, [{ type: 'appealed', text: input.text }]);
}

export async function rate(ctx: Ctx, input: { id: string; score: number; comment: string }): Promise<void> {
  const file = await openFor(ctx, input.id, 'rate');
  await record(ctx, file, [{ type: 'rated', score: input.score, comment: input.comment }]);
}
