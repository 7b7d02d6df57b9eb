import { sql } from 'kysely';
import { enqueue } from '#platform/jobs';
import { system } from '#platform/runtime';
import type { Runner } from '#platform/use-case';

const RELAYING = 0x5e7e902;
const MOST = 500;

interface Outgoing {
  readonly id: string;
  readonly type: string;
  readonly stream_id: string;
}

/**
 * Makes the jobs that deliver committed events. One relay works at a time, so that the events of a stream keep their
 * order; an event stays on the list until its jobs are committed.
 * @returns how many events were relayed
 */
export function relayEvents(runner: Runner): Promise<number> {
  return runner.act({ action: 'events.relay', principal: system, mode: 'read' }, async (ctx) => {
    const { rows } = await sql<Outgoing>`
      with mine as materialized (select pg_try_advisory_xact_lock(${RELAYING}::bigint) as held),
      taken as (
        delete from events.outgoing
         where position in (select position from events.outgoing order by position limit ${MOST})
           and (select held from mine)
        returning position, event_id
      )
      select event.id, event.type, event.stream_id
        from taken join events.event on event.id = taken.event_id order by taken.position`.execute(ctx.db);
    const jobs = rows.flatMap((event) =>
      (runner.consumers.get(event.type) ?? []).map((consumer) => ({
        name: 'events.deliver',
        payload: { eventId: event.id, consumer },
        queue: `stream:${event.stream_id}`,
        key: `event:${event.id}:${consumer}`,
      })),
    );
    await enqueue(ctx, jobs);
    return rows.length;
  });
}
