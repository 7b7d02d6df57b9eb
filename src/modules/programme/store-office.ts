import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { Ctx, Database } from '#platform/runtime';

export type MeetingRow = Selectable<Database['programme.meeting']>;
export type DecisionRow = Selectable<Database['programme.decision']>;
export type AgencyPlanRow = Selectable<Database['programme.agency_plan']>;
export type HandoverRow = Selectable<Database['programme.handover']>;
export type CommentRow = Selectable<Database['programme.comment']>;
export type EventRow = Selectable<Database['programme.event']>;

export async function insertEvent(
  ctx: Ctx,
  row: Omit<Insertable<Database['programme.event']>, 'id' | 'at' | 'actor_id' | 'before' | 'after'> & {
    before: object | null;
    after: object | null;
  },
): Promise<void> {
  await ctx.db
    .insertInto('programme.event')
    .values({
      ...row,
      before: row.before === null ? null : JSON.stringify(row.before),
      after: row.after === null ? null : JSON.stringify(row.after),
      id: ctx.ids.next(),
      at: ctx.clock.now(),
      actor_id: ctx.principal.id,
    })
    .execute();
}

export async function readEvents(
  ctx: Ctx,
  filter: {
    handbook?: number | undefined;
    taskId?: string | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<EventRow[]> {
  return ctx.db
    .selectFrom('programme.event')
    .selectAll()
    .$if(filter.handbook !== undefined, (q) => q.where('handbook', '=', filter.handbook ?? 0))
    .$if(filter.taskId !== undefined, (q) => q.where('task_id', '=', filter.taskId ?? ''))
    .$if(filter.before !== undefined, (q) => q.where('id', '<', filter.before ?? ''))
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute();
}

/** When each agency was last heard of by an act of its own. */
export async function readActivity(ctx: Ctx): Promise<Map<string, Date>> {
  const rows = await ctx.db
    .selectFrom('programme.event')
    .select((eb) => ['agency_id', eb.fn.max('at').as('at')])
    .where('by_own_agency', '=', true)
    .where('agency_id', 'is not', null)
    .groupBy('agency_id')
    .execute();
  return new Map(rows.map((row) => [row.agency_id ?? '', new Date(row.at)]));
}

export async function insertMeeting(
  ctx: Ctx,
  row: Omit<Insertable<Database['programme.meeting']>, 'id' | 'recorded_at' | 'recorded_by'>,
): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('programme.meeting')
    .values({ ...row, id, recorded_at: ctx.clock.now(), recorded_by: ctx.principal.id })
    .execute();
  return id;
}

export async function insertDecision(
  ctx: Ctx,
  row: Omit<Insertable<Database['programme.decision']>, 'id'>,
): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('programme.decision')
    .values({ ...row, id })
    .execute();
  return id;
}

export function readMeetings(ctx: Ctx): Promise<MeetingRow[]> {
  return ctx.db
    .selectFrom('programme.meeting')
    .selectAll()
    .orderBy('held_on', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

export async function readDecisions(
  ctx: Ctx,
  filter: { meetingIds?: readonly string[]; id?: string },
): Promise<DecisionRow[]> {
  if (filter.meetingIds?.length === 0) return [];
  return ctx.db
    .selectFrom('programme.decision')
    .selectAll()
    .$if(filter.meetingIds !== undefined, (q) => q.where('meeting_id', 'in', [...(filter.meetingIds ?? [])]))
    .$if(filter.id !== undefined, (q) => q.where('id', '=', filter.id ?? ''))
    .orderBy('meeting_id')
    .orderBy('number')
    .execute();
}

export async function findMeeting(ctx: Ctx, id: string): Promise<MeetingRow | undefined> {
  return ctx.db.selectFrom('programme.meeting').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertAgencyPlan(
  ctx: Ctx,
  row: { agencyId: string; title: string; number: string; issuedOn: string },
): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('programme.agency_plan')
    .values({
      id,
      agency_id: row.agencyId,
      title: row.title,
      number: row.number,
      issued_on: row.issuedOn,
      state: 'submitted',
      remark: null,
      submitted_at: ctx.clock.now(),
      submitted_by: ctx.principal.id,
      decided_at: null,
      decided_by: null,
    })
    .execute();
  return id;
}

export async function readAgencyPlans(
  ctx: Ctx,
  filter: { id?: string; agencyId?: string },
): Promise<AgencyPlanRow[]> {
  return ctx.db
    .selectFrom('programme.agency_plan')
    .selectAll()
    .$if(filter.id !== undefined, (q) => q.where('id', '=', filter.id ?? ''))
    .$if(filter.agencyId !== undefined, (q) => q.where('agency_id', '=', filter.agencyId ?? ''))
    .orderBy('submitted_at', 'desc')
    .execute();
}

export async function closeAgencyPlan(
  ctx: Ctx,
  at: { id: string; state: 'accepted' | 'returned'; remark: string },
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('programme.agency_plan')
    .set({
      state: at.state,
      remark: at.remark === '' ? null : at.remark,
      decided_at: ctx.clock.now(),
      decided_by: ctx.principal.id,
    })
    .where('id', '=', at.id)
    .where('state', '=', 'submitted')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function insertComment(
  ctx: Ctx,
  row: { handbook: number | null; taskId: string | null; text: string; by: string },
): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('programme.comment')
    .values({
      id,
      handbook: row.handbook,
      task_id: row.taskId,
      text: row.text,
      at: ctx.clock.now(),
      by: row.by,
    })
    .execute();
  return id;
}

export async function readComments(
  ctx: Ctx,
  filter: { handbook?: number; taskId?: string },
): Promise<CommentRow[]> {
  return ctx.db
    .selectFrom('programme.comment')
    .selectAll()
    .$if(filter.handbook !== undefined, (q) => q.where('handbook', '=', filter.handbook ?? 0))
    .$if(filter.taskId !== undefined, (q) => q.where('task_id', '=', filter.taskId ?? ''))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

export async function insertHandover(
  ctx: Ctx,
  row: { taskId: string; from: string; to: string; since: string },
): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('programme.handover')
    .values({
      id,
      task_id: row.taskId,
      from_agency_id: row.from,
      to_agency_id: row.to,
      since: row.since,
      state: 'offered',
      offered_at: ctx.clock.now(),
      answered_at: null,
      answered_by: null,
      reason: null,
    })
    .execute();
  return id;
}

export async function readHandovers(
  ctx: Ctx,
  filter: { id?: string; state?: string },
): Promise<HandoverRow[]> {
  return ctx.db
    .selectFrom('programme.handover')
    .selectAll()
    .$if(filter.id !== undefined, (q) => q.where('id', '=', filter.id ?? ''))
    .$if(filter.state !== undefined, (q) => q.where('state', '=', filter.state ?? ''))
    .orderBy('offered_at')
    .orderBy('id')
    .execute();
}

/** Moves the task to its new owner, as the database allows it. @returns whether it moved */
export async function takeOver(ctx: Ctx, at: { handoverId: string; target: string }): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean | null }>`
    select programme.take_over(${at.handoverId}::uuid, ${at.target}::uuid, ${ctx.clock.now()}::timestamptz,
                               ${ctx.principal.id}::uuid) as taken`.execute(ctx.db);
  return rows[0]?.taken === true;
}

export async function closeHandover(
  ctx: Ctx,
  at: { id: string; state: 'accepted' | 'redirected'; reason: string },
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('programme.handover')
    .set({
      state: at.state,
      answered_at: ctx.clock.now(),
      answered_by: ctx.principal.id,
      reason: at.reason === '' ? null : at.reason,
    })
    .where('id', '=', at.id)
    .where('state', '=', 'offered')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
