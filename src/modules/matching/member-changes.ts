import type { Ctx } from '#platform/runtime';
import type { MemberChangeView } from './contract.ts';
import { type CursorPage, parseCursor } from './corrections.ts';
import { errors } from './errors.ts';
import {
  findMemberChange,
  handleMemberChangeRow,
  listMemberChangeRows,
  type MemberChangeRow,
  nameRows,
} from './store-changes.ts';
import { countNewChanges } from './store-lists.ts';

async function present(ctx: Ctx, rows: readonly MemberChangeRow[]): Promise<MemberChangeView[]> {
  const names = await nameRows(
    ctx,
    rows.map((row) => row.row_id),
  );
  return rows.map((row) => ({
    id: row.id,
    listId: row.list_id,
    listTitle: names.get(row.row_id)?.title ?? '',
    rowId: row.row_id,
    position: names.get(row.row_id)?.position ?? 0,
    name: names.get(row.row_id)?.name ?? '',
    kind: row.kind,
    occurredOn: row.occurred_on,
    noticedAt: row.noticed_at.toISOString(),
    state: row.state,
    note: row.note,
    version: row.version,
  }));
}

/** What became of persons on the actor's lists; each shown sees that it was. */
export async function listMemberChanges(
  ctx: Ctx,
  page: CursorPage & { list?: string | undefined; state?: string | undefined; kind?: string | undefined },
) {
  const rows = await listMemberChangeRows(ctx, {
    ...page,
    before: parseCursor(page.cursor),
    limit: page.limit + 1,
  });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  if (shown.length > 0)
    ctx.looks.add(
      shown.map((row) => row.person_id),
      'list-change',
    );
  const waiting = await countNewChanges(ctx, [...new Set(shown.map((row) => row.list_id))]);
  return {
    items: await present(ctx, shown),
    ...(last ? { cursor: `${last.noticed_at.toISOString()}_${last.id}` } : {}),
    waiting: [...waiting.values()].reduce((sum, count) => sum + count, 0),
  };
}

/** @throws matching.not_found, changed_meanwhile */
export async function handleMemberChange(
  ctx: Ctx,
  input: { id: string; note: string | null; version: number },
): Promise<MemberChangeView> {
  const row = await findMemberChange(ctx, input.id);
  if (!row) throw errors.error('not_found');
  if (!(await handleMemberChangeRow(ctx, input))) throw errors.error('changed_meanwhile');
  await ctx.events.emit({
    type: 'matching.member_change_handled',
    streamId: row.list_id,
    data: { changeId: row.id },
    subjects: [row.person_id],
  });
  const after = await findMemberChange(ctx, input.id);
  const [view] = after ? await present(ctx, [after]) : [];
  if (!view) throw errors.error('not_found');
  return view;
}
