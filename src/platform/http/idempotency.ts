import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalJson } from '#platform/use-case';
import type { Ctx } from '#platform/runtime';
import { errors } from './problem.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Runs a piece of work once per actor and key, in the caller's transaction. A second request with the same key
 * waits for the first and gets its answer; with another content it is refused.
 */
export async function onceByKey(
  ctx: Ctx,
  request: { key: string; content: unknown },
  work: () => Promise<Answer>,
): Promise<Answer> {
  const actor = `${ctx.principal.kind}:${ctx.principal.id ?? ''}`;
  const hash = createHash('sha256').update(canonicalJson(request.content)).digest();
  const inserted = await sql`
    insert into http.idempotency (actor, key, request_hash, created_at) values (${actor}, ${request.key}, ${hash}, ${ctx.clock.now()})
    on conflict do nothing`.execute(ctx.db);
  if (inserted.numAffectedRows === 0n) return replay(ctx, { actor, key: request.key, hash });
  const answer = await work();
  ctx.later(
    sql`
    update http.idempotency set status = ${answer.status}, body = ${JSON.stringify(answer.body ?? null)}::jsonb
    where actor = ${actor} and key = ${request.key}`.compile(ctx.db),
  );
  return answer;
}

async function replay(ctx: Ctx, known: { actor: string; key: string; hash: Buffer }): Promise<Answer> {
  const found = await ctx.db
    .selectFrom('http.idempotency')
    .select(['request_hash', 'status', 'body'])
    .where('actor', '=', known.actor)
    .where('key', '=', known.key)
    .executeTakeFirst();
  if (!found || found.status === null || !found.request_hash.equals(known.hash))
    throw errors.error('idempotency_key_reused');
  return { status: found.status, body: found.body };
}
