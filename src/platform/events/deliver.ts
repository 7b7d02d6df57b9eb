import { type Consumer, type StoredEvent } from '#platform/manifest';
import { type Ctx, system } from '#platform/runtime';
import type { Runner } from '#platform/use-case';

/** Delivers one event to one consumer: the consumer's work and the note that it was done commit together. */
export async function deliver(runner: Runner, consumer: Consumer, eventId: string): Promise<void> {
  await runner.act({ action: consumer.name, principal: system }, async (ctx) => {
    const fresh = await ctx.db
      .insertInto('events.delivery')
      .values({ event_id: eventId, consumer: consumer.name, delivered_at: ctx.clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (fresh.numInsertedOrUpdatedRows === 0n) return;
    await consumer.run(ctx, await getEvent(ctx, eventId));
  });
}

async function getEvent(ctx: Ctx, eventId: string): Promise<StoredEvent> {
  const row = await ctx.db
    .selectFrom('events.event')
    .selectAll()
    .where('id', '=', eventId)
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    type: row.type,
    streamId: row.stream_id,
    occurredAt: row.occurred_at,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    requestId: row.request_id,
    data: row.data as StoredEvent['data'],
  };
}
