import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { recordJudgement } from './judge.ts';
import { getListRow } from './manage-lists.ts';
import { presentRow } from './present.ts';
import { countGroups, listGroupRows } from './store-rows.ts';
import { groupText } from './words.ts';

const SAMPLE = 3;
const MOST = 500;

/** Groups of waiting rows that differ in the same way from their one probable candidate. */
export async function listGroups(ctx: Ctx, listId: string) {
  const list = await getListRow(ctx, listId);
  const groups = await countGroups(ctx, list.id);
  return {
    items: await Promise.all(
      groups.map(async (group) => ({
        key: group.group_key,
        count: group.count,
        text: groupText(group.group_key, ctx.language),
        lowest: group.lowest,
        sample: (await listGroupRows(ctx, { listId, key: group.group_key, limit: SAMPLE })).map((row) =>
          presentRow(row, list.title),
        ),
      })),
    ),
  };
}

/** Settles a group as seen: when it grew or shrank since, nothing happens. @throws matching.group_changed */
export async function judgeGroup(
  ctx: Ctx,
  input: { listId: string; key: string; count: number },
): Promise<{ batchId: string; settled: number }> {
  const list = await getListRow(ctx, input.listId);
  const rows = await listGroupRows(ctx, { listId: list.id, key: input.key, limit: MOST + 1 });
  const seen = Math.min(input.count, MOST);
  if (rows.length === 0 || (rows.length !== input.count && rows.length <= MOST))
    throw errors.error('group_changed');
  const batchId = ctx.ids.next();
  const persons: string[] = [];
  for (const row of rows.slice(0, seen)) {
    const personId = row.candidates[0]?.key ?? null;
    await recordJudgement(ctx, { id: row.id, verdict: 'same', personId, note: null, batchId });
    if (personId) persons.push(personId);
  }
  await ctx.events.emit({
    type: 'matching.group_judged',
    streamId: list.id,
    data: { batchId, rows: persons.length, key: input.key },
    subjects: persons,
  });
  return { batchId, settled: persons.length };
}
