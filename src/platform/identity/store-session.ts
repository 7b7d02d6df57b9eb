import type { Selectable } from 'kysely';
import type { Ctx, Database } from '#platform/runtime';

export type SessionRow = Selectable<Database['identity.session']>;
export type EndReason = 'signed_out' | 'rotated' | 'revoked' | 'upstream' | 'recovered' | 'expired';

export async function findSession(ctx: Ctx, tokenHash: Buffer): Promise<SessionRow | undefined> {
  return ctx.db
    .selectFrom('identity.session')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
}

export async function insertSession(
  ctx: Ctx,
  row: Omit<SessionRow, 'ended_at' | 'ended_why'>,
): Promise<void> {
  await ctx.db
    .insertInto('identity.session')
    .values({ ...row, ended_at: null, ended_why: null })
    .execute();
}

export async function touchSession(ctx: Ctx, id: string, idleUntil: Date): Promise<void> {
  await ctx.db
    .updateTable('identity.session')
    .set({ last_seen_at: ctx.clock.now(), idle_until: idleUntil })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

export interface SessionFilter {
  readonly id?: string;
  readonly accountId?: string;
  readonly upstreamSid?: string;
  readonly exceptId?: string;
}

export type EndedSession = Pick<SessionRow, 'id' | 'kind' | 'account_id'>;

/** Ends what is open and fits; returns those ended. An empty filter would end everybody's and is refused. */
export async function endSessions(ctx: Ctx, filter: SessionFilter, why: EndReason): Promise<EndedSession[]> {
  if (!filter.id && !filter.accountId && !filter.upstreamSid) throw new Error('identity: no sessions named');
  let query = ctx.db
    .updateTable('identity.session')
    .set({ ended_at: ctx.clock.now(), ended_why: why, upstream_token_sealed: null })
    .where('ended_at', 'is', null);
  if (filter.id) query = query.where('id', '=', filter.id);
  if (filter.accountId) query = query.where('account_id', '=', filter.accountId);
  if (filter.upstreamSid) query = query.where('upstream_sid', '=', filter.upstreamSid);
  if (filter.exceptId) query = query.where('id', '<>', filter.exceptId);
  return query.returning(['id', 'kind', 'account_id']).execute();
}

export async function setActingFor(
  ctx: Ctx,
  id: string,
  target: { personId: string | null; organisationId: string | null },
): Promise<void> {
  await ctx.db
    .updateTable('identity.session')
    .set({ acting_person_id: target.personId, acting_organisation_id: target.organisationId })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Open sessions of an account, newest first. */
export async function openSessionsOf(ctx: Ctx, accountId: string): Promise<SessionRow[]> {
  const now = ctx.clock.now();
  return ctx.db
    .selectFrom('identity.session')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('idle_until', '>', now)
    .where('absolute_until', '>', now)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
