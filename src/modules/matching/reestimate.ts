import { reestimate as learn } from '#lib/linkage';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { getOwnList } from './manage-lists.ts';
import { updateList } from './store-lists.ts';
import { lastRun, listJudgedPairs } from './store-runs.ts';

const NEEDED_PAIRS = 30;
const MOST_PAIRS = 20_000;

/**
 * Learns the weights anew from what people settled on lists of this kind; the list's next run uses them.
 * @throws matching.too_few_pairs, changed_meanwhile
 */
export async function reestimate(ctx: Ctx, input: { listId: string; version: number }) {
  const list = await getOwnList(ctx, input.listId);
  const run = await lastRun(ctx, list.id);
  if (!run?.model) throw errors.error('nothing_to_match');
  const rows = await listJudgedPairs(ctx, list.kind_key, MOST_PAIRS);
  if (rows.length < NEEDED_PAIRS)
    throw errors.error('too_few_pairs', { pairs: rows.length, needed: NEEDED_PAIRS });
  const pairs = rows.flatMap((row) =>
    row.candidates.map(({ key }) => ({ rowKey: row.id, personKey: key, isSame: key === row.person_id })),
  );
  const levels = new Map(
    rows.flatMap((row) => row.candidates.map((one) => [`${row.id} ${one.key}`, one.agreements])),
  );
  const model = learn(run.model, pairs, ({ rowKey, personKey }) =>
    Object.fromEntries(
      (levels.get(`${rowKey} ${personKey}`) ?? []).map(({ field, level }) => [field, level]),
    ),
  );
  if (!(await updateList(ctx, { id: list.id, version: input.version }, { model })))
    throw errors.error('changed_meanwhile');
  await ctx.events.emit({
    type: 'matching.reestimated',
    streamId: list.id,
    data: { pairs: rows.length, engine: model.engine },
  });
  return {
    pairs: rows.length,
    engine: model.engine,
    matchAt: model.matchAt,
    judgeAt: model.judgeAt,
    estimatedFalseMatchRate: model.estimatedFalseMatchRate,
  };
}
