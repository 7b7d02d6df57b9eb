import type { Ctx } from '#platform/runtime';
import type { RowState, RowView } from './contract.ts';
import { errors } from './errors.ts';
import { getListRow } from './manage-lists.ts';
import { presentRow } from './present.ts';
import {
  isWaiting,
  type Judged,
  needsSecond,
  standingOf,
  tallyColumns,
  undoNeedsReason,
  type Verdict,
  whyNotJudge,
} from './rules.ts';
import { findKindRow } from './store-kinds.ts';
import { type ListRow, shiftTally } from './store-lists.ts';
import * as store from './store-rows.ts';

const asJudged = (row: store.JudgementRow): Judged => ({
  verdict: row.verdict,
  personId: row.person_id,
  actorId: row.actor_id,
});

export async function secondNeeded(ctx: Ctx, list: ListRow, row: store.MatchRow): Promise<boolean> {
  const kind = await findKindRow(ctx, list.kind_key, list.kind_revision);
  return needsSecond(kind?.definition.secondBelow ?? null, row.probability);
}

export function isLead(ctx: Ctx): boolean {
  return ctx.principal.terms.some((term) => term.role === 'match-lead');
}

/** Judgements that stand, oldest first. */
export async function standingJudgements(ctx: Ctx, rowId: string): Promise<store.JudgementRow[]> {
  return (await store.listJudgements(ctx, rowId)).filter((one) => one.undone_at === null);
}

/** Locks a row that the actor may judge, as they saw it. @throws matching.not_found, changed_meanwhile */
async function lockRow(ctx: Ctx, at: { id: string; version?: number }): Promise<store.MatchRow> {
  const row = await store.findRow(ctx, at.id, { lock: true });
  if (!row) throw errors.error('not_found');
  if (at.version !== undefined && row.version !== at.version) throw errors.error('changed_meanwhile');
  return row;
}

/** Brings a row to where its standing judgements put it, with the counters of its commune. */
async function settle(
  ctx: Ctx,
  at: { list: ListRow; row: store.MatchRow; judged: readonly Judged[] },
): Promise<RowState> {
  const { list, row, judged } = at;
  const { state, personId } = standingOf(judged, await secondNeeded(ctx, list, row));
  const settledBy = isWaiting(state) ? null : 'people';
  const moved = await store.moveRow(ctx, row, { state, isWaiting: isWaiting(state), settledBy, personId });
  if (!moved) throw errors.error('changed_meanwhile');
  await shiftTally(ctx, {
    listId: list.id,
    communeCode: row.commune_code,
    from: tallyColumns[row.state],
    to: tallyColumns[state],
    byPeople: (settledBy === 'people' ? 1 : 0) - (row.settled_by === 'people' ? 1 : 0),
  });
  return state;
}

export interface Judging {
  readonly id: string;
  readonly verdict: Verdict;
  readonly personId: string | null;
  readonly note: string | null;
  readonly version?: number;
  readonly batchId?: string;
}

const CANDIDATES_SHOWN = 5;

/** Takes a judgement down and moves the row on. @throws matching.settled, own_judgement, lead_needed, not_a_candidate */
export async function recordJudgement(ctx: Ctx, input: Judging): Promise<store.MatchRow> {
  const row = await lockRow(ctx, input);
  const list = await getListRow(ctx, row.list_id);
  const judgements = await standingJudgements(ctx, row.id);
  const judged = judgements.map(asJudged);
  const why = whyNotJudge({
    state: row.state,
    judgements: judged,
    actorId: ctx.principal.id,
    isLead: isLead(ctx),
  });
  if (why) throw errors.error(why);
  const personId = input.verdict === 'same' ? input.personId : null;
  const isCandidate = row.candidates.slice(0, CANDIDATES_SHOWN).some((one) => one.key === personId);
  if (input.verdict === 'same' && !isCandidate) throw errors.error('not_a_candidate');
  const mine: Judged = { verdict: input.verdict, personId, actorId: ctx.principal.id ?? '' };
  await store.insertJudgement(ctx, {
    row,
    verdict: input.verdict,
    personId,
    round: judged.filter((one) => one.verdict !== 'papers').length + 1,
    note: input.note,
    batchId: input.batchId ?? null,
  });
  const state = await settle(ctx, { list, row, judged: [...judged, mine] });
  if (!input.batchId) await tellJudged(ctx, row, { verdict: input.verdict, state, personId });
  return row;
}

/** The persons concerned see on their own page that the row was settled about them. */
async function tellJudged(
  ctx: Ctx,
  row: store.MatchRow,
  what: { verdict: Verdict; state: RowState; personId: string | null },
): Promise<void> {
  await ctx.events.emit({
    type: 'matching.row_judged',
    streamId: row.list_id,
    data: { rowId: row.id, verdict: what.verdict, state: what.state },
    subjects: what.personId ? [what.personId] : [],
  });
}

async function present(ctx: Ctx, id: string): Promise<RowView> {
  const row = await store.findRow(ctx, id);
  if (!row) throw errors.error('not_found');
  return presentRow(row, (await getListRow(ctx, row.list_id)).title);
}

export async function judgeRow(ctx: Ctx, input: Judging): Promise<RowView> {
  const row = await recordJudgement(ctx, input);
  return present(ctx, row.id);
}

/** Takes a judgement of the actor back: theirs alone, and the last one standing. */
async function undoOne(
  ctx: Ctx,
  at: { row: store.MatchRow; judgement: store.JudgementRow; reason: string | null },
) {
  const { row, judgement, reason } = at;
  if (undoNeedsReason(judgement.judged_at, ctx.clock.now()) && !reason) throw errors.error('reason_needed');
  await store.undoJudgementRow(ctx, judgement.id, reason);
  const rest = (await standingJudgements(ctx, row.id)).map(asJudged);
  await settle(ctx, { list: await getListRow(ctx, row.list_id), row, judged: rest });
}

/** @throws matching.nothing_to_undo, reason_needed */
export async function undoJudgement(
  ctx: Ctx,
  input: { id: string; version: number; reason: string | null },
): Promise<RowView> {
  const row = await lockRow(ctx, input);
  const last = (await standingJudgements(ctx, row.id)).at(-1);
  const mayUndo = last && (last.actor_id === ctx.principal.id || isLead(ctx));
  if (!last || !mayUndo) throw errors.error('nothing_to_undo');
  await undoOne(ctx, { row, judgement: last, reason: input.reason });
  await ctx.events.emit({
    type: 'matching.judgement_undone',
    streamId: row.list_id,
    data: { rowId: row.id },
    subjects: last.person_id ? [last.person_id] : [],
  });
  return present(ctx, row.id);
}

/** Takes a whole group's settlement back; a row somebody went on with stays. @returns rows that wait again */
export async function undoBatch(
  ctx: Ctx,
  input: { batchId: string; reason: string | null },
): Promise<number> {
  const batch = await store.listBatch(ctx, input.batchId);
  if (batch.length === 0 || batch.some((one) => one.actor_id !== ctx.principal.id && !isLead(ctx)))
    throw errors.error('nothing_to_undo');
  const persons: string[] = [];
  for (const judgement of batch) {
    const row = await lockRow(ctx, { id: judgement.row_id });
    const last = (await standingJudgements(ctx, row.id)).at(-1);
    if (last?.id !== judgement.id) continue;
    await undoOne(ctx, { row, judgement, reason: input.reason });
    if (judgement.person_id) persons.push(judgement.person_id);
  }
  const [first] = batch;
  await ctx.events.emit({
    type: 'matching.group_undone',
    streamId: first?.list_id ?? input.batchId,
    data: { batchId: input.batchId, rows: persons.length },
    subjects: persons,
  });
  return persons.length;
}
