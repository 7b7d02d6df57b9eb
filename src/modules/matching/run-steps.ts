import type { RowDecision } from '#lib/linkage';
import { listPersons } from '#modules/person';
import { closeBasis, openBasis } from '#platform/access';
import { enqueue } from '#platform/jobs';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { linkageRecord } from './linkage-record.ts';
import { getListRow, getOwnList } from './manage-lists.ts';
import { groupKeyOf } from './rules.ts';
import { findKindRow } from './store-kinds.ts';
import { recountTally, updateList } from './store-lists.ts';
import * as store from './store-runs.ts';

const JOB = 'matching.run_step';
const CHUNK_ROWS = 4000;
const SAMPLE_ROWS = 40_000;
const WAKE_PAUSE_MS = 3000;
export const PURPOSE = 'match-list';

/** Asks for a match of the whole list; the work is done by jobs. @throws matching.busy, nothing_to_match, changed_meanwhile */
export async function requestRun(ctx: Ctx, input: { listId: string; version: number }): Promise<void> {
  const list = await getOwnList(ctx, input.listId);
  if (list.state === 'draft') throw errors.error('nothing_to_match');
  if (list.state === 'importing' || list.state === 'matching') throw errors.error('busy');
  const total = await store.countLinkable(ctx, list.id);
  if (total === 0) throw errors.error('nothing_to_match');
  const kind = await findKindRow(ctx, list.kind_key, list.kind_revision);
  if (!(await updateList(ctx, { id: list.id, version: input.version }, { state: 'matching' })))
    throw errors.error('changed_meanwhile');
  const runId = ctx.ids.next();
  const wantedRate = kind?.definition.wantedFalseMatchRate ?? 0.0005;
  await store.insertRun(ctx, { id: runId, listId: list.id, agencyId: list.agency_id, wantedRate, total });
  await ctx.events.emit({ type: 'matching.run_requested', streamId: list.id, data: { runId, rows: total } });
  await enqueueStep(ctx, runId);
}

function enqueueStep(ctx: Ctx, runId: string, pauseMs = 0): Promise<void> {
  return enqueue(ctx, [
    {
      name: JOB,
      payload: { runId },
      queue: `matching:${runId}`,
      ...(pauseMs > 0 ? { runAt: new Date(ctx.clock.now().getTime() + pauseMs) } : {}),
    },
  ]);
}

/**
 * One step of a run: wait for the engine, estimate, link a chunk, or finish. Each step commits with the order for the
 * next one, so a killed worker goes on where the last commit stood.
 */
export async function runStep(ctx: Ctx, payload: { runId: string }): Promise<void> {
  const run = await store.findRun(ctx, payload.runId);
  if (!run || run.state === 'finished' || run.state === 'failed') return;
  const engine = await ctx.ports.populationEngine.status();
  if (engine.state !== 'ready') {
    ctx.ports.populationEngine.wake();
    return enqueueStep(ctx, run.id, WAKE_PAUSE_MS);
  }
  if (!run.model) return estimate(ctx, run);
  const rows = await store.listLinkable(ctx, {
    listId: run.list_id,
    after: run.after_position,
    limit: CHUNK_ROWS,
  });
  if (rows.length === 0) return finish(ctx, run);
  const decisions = await ctx.ports.populationEngine.link(
    rows.map((row) => linkageRecord(ctx, row)),
    run.model,
  );
  await store.storeDecisions(ctx, run.id, decisions.map(toDecided));
  const after = rows.at(-1)?.position ?? run.after_position;
  await store.updateRun(ctx, run.id, {
    state: 'linking',
    done: run.done + rows.length,
    after_position: after,
  });
  await enqueueStep(ctx, run.id);
}

async function estimate(ctx: Ctx, run: store.RunRow): Promise<void> {
  const list = await getListRow(ctx, run.list_id);
  const sample = await store.sampleLinkable(ctx, run.list_id, SAMPLE_ROWS);
  const learnt = list.model as store.RunRow['model'];
  const model =
    learnt ?? (await ctx.ports.populationEngine.estimate(sample.map((row) => linkageRecord(ctx, row))));
  const basisId = await openBasis(ctx, {
    kind: 'job',
    subjects: [],
    purposeCode: PURPOSE,
    caseRef: `matching:${run.list_id}`,
    reason: list.title,
    agencyId: run.agency_id,
  });
  await store.updateRun(ctx, run.id, { state: 'linking', model, engine: model.engine, basis_id: basisId });
  await enqueueStep(ctx, run.id);
}

const states = { matched: 'matched', not_found: 'not_found', to_judge: 'to_judge' } as const;

export function toDecided(decision: RowDecision): store.Decided {
  const [best] = decision.candidates;
  const state = states[decision.outcome];
  return {
    id: decision.key,
    state,
    personId: state === 'matched' ? (best?.key ?? null) : null,
    probability: best?.probability ?? null,
    score: best?.score ?? null,
    by: decision.by,
    reasons: decision.reasons.filter((reason) => reason !== 'duplicate_in_list'),
    candidates: decision.candidates.slice(0, 5),
    groupKey: state === 'to_judge' ? groupKeyOf(decision.candidates, decision.reasons) : null,
    duplicateOf: null,
  };
}

const PERSONS_AT_ONCE = 2000;

/** A row without a commune goes to where its best candidate lives. */
async function placeTheRest(ctx: Ctx, runId: string): Promise<void> {
  const rows = await store.listPlaceless(ctx, runId);
  for (let from = 0; from < rows.length; from += PERSONS_AT_ONCE) {
    const part = rows.slice(from, from + PERSONS_AT_ONCE);
    const persons = await listPersons(ctx, [...new Set(part.map((row) => row.person))]);
    const homes = new Map(persons.map((person) => [person.id, person.homePlace]));
    await store.setCommunes(
      ctx,
      part.flatMap((row) => {
        const code = homes.get(row.person);
        return code ? [{ id: row.id, code }] : [];
      }),
    );
  }
}

/** The end of a run: one entry in the audit log on one basis, naming everybody who was set beside a row. */
async function finish(ctx: Ctx, run: store.RunRow): Promise<void> {
  if (run.basis_id) await ctx.useBasis(run.basis_id);
  await placeTheRest(ctx, run.id);
  await store.markDuplicates(ctx, run.list_id);
  await recountTally(ctx, run.list_id);
  const counts = await store.countOutcomes(ctx, run.id);
  ctx.looks.add(await store.personsOfRun(ctx, run.id), 'list-match');
  await store.updateRun(ctx, run.id, { state: 'finished', counts, finished_at: ctx.clock.now() });
  await updateList(ctx, { id: run.list_id }, { state: 'matched' });
  await ctx.events.emit({
    type: 'matching.run_finished',
    streamId: run.list_id,
    data: { runId: run.id, counts },
  });
  if (run.basis_id) await closeBasis(ctx, run.basis_id);
}
