import type { Ctx } from '#platform/runtime';
import { templateSchema } from './contract.ts';
import type { NoticeView } from './contract.ts';
import { errors } from './errors.ts';
import { render } from './rules.ts';
import type { Params } from './rules.ts';

const pageSize = 30;
const mostCounted = 100;

/** Messages of the actor and those they represent; row-level security says the same. */
function mine(ctx: Ctx) {
  const { kind, id, persons } = ctx.principal;
  return ctx.db
    .selectFrom('notify.message as message')
    .where((where) =>
      kind === 'citizen'
        ? where('message.recipient_person_id', '=', where.fn.any(where.val<string[]>([...persons])))
        : where('message.recipient_staff_id', '=', id),
    );
}

/** A page of notices in the asker's language, newest first; `next` is the `before` of the following page. */
export async function listNotices(
  ctx: Ctx,
  page: { before?: number | undefined; unreadOnly?: boolean } = {},
): Promise<{ items: NoticeView[]; unread: number; next: number | null }> {
  let query = mine(ctx)
    .innerJoin('notify.template as template', 'template.id', 'message.template_id')
    .selectAll('message')
    .select('template.content')
    .orderBy('message.position', 'desc')
    .limit(pageSize + 1);
  if (page.before !== undefined) query = query.where('message.position', '<', page.before);
  if (page.unreadOnly) query = query.where('message.read_at', 'is', null);
  const rows = await query.execute();
  const shown = rows.slice(0, pageSize);
  const deliveries = await deliveriesOf(
    ctx,
    shown.map((row) => row.id),
  );
  const items = shown.map((row) => {
    const { title, body } = render(templateSchema.parse(row.content), row.params as Params, ctx.language);
    const { id, about, link, created_at: createdAt, read_at: readAt } = row;
    return { id, title, body, about, link, createdAt, readAt, deliveries: deliveries.get(id) ?? [] };
  });
  const next = rows.length > pageSize ? (shown.at(-1)?.position ?? null) : null;
  return { items, unread: await countUnread(ctx), next };
}

async function deliveriesOf(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, NoticeView['deliveries']>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('notify.delivery')
    .select(['message_id', 'channel', 'address_mask', 'state'])
    .where('message_id', 'in', [...ids])
    .orderBy('channel')
    .execute();
  const groups = Map.groupBy(rows, (row) => row.message_id);
  return new Map(
    [...groups].map(([id, list]) => [
      id,
      list.map((row) => ({ channel: row.channel, to: row.address_mask, state: row.state })),
    ]),
  );
}

/** Unread notices, counted up to 100. */
export async function countUnread(ctx: Ctx): Promise<number> {
  const rows = await mine(ctx)
    .select('message.id')
    .where('message.read_at', 'is', null)
    .limit(mostCounted)
    .execute();
  return rows.length;
}

/** @throws notify.not_found for a notice of somebody else */
export async function markRead(ctx: Ctx, id: string): Promise<void> {
  const row = await mine(ctx)
    .select(['message.id', 'message.read_at'])
    .where('message.id', '=', id)
    .executeTakeFirst();
  if (!row) throw errors.error('not_found');
  if (row.read_at !== null) return;
  await ctx.db.updateTable('notify.message').set({ read_at: ctx.clock.now() }).where('id', '=', id).execute();
}

export async function markAllRead(ctx: Ctx): Promise<number> {
  const result = await ctx.db
    .updateTable('notify.message')
    .set({ read_at: ctx.clock.now() })
    .where('read_at', 'is', null)
    .where('id', 'in', mine(ctx).select('message.id'))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** For an operator: what failed or whose fate is unknown. */
export async function listTroubledDeliveries(ctx: Ctx, limit = 200) {
  const rows = await ctx.db
    .selectFrom('notify.delivery')
    .selectAll()
    .where('state', 'in', ['failed', 'unknown'])
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    to: row.address_mask,
    state: row.state,
    attempts: row.attempts,
    lastError: row.last_error,
    createdAt: row.created_at,
  }));
}
