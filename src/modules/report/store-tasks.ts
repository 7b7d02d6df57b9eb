import { type RawBuilder, sql } from 'kysely';
import type { Period } from '#lib/indicator';
import type { Ctx } from '#platform/runtime';
import type { TaskLine } from './contract.ts';

/** Longer lists belong in the programme's own pages; a report names the first. */
const MOST = 15;

export interface TaskQuestion extends Period {
  /** Null: every unit's. */
  readonly unitId: string | null;
}

const ofUnit = ({ unitId }: TaskQuestion): RawBuilder<unknown> =>
  unitId === null ? sql`true` : sql`t.agency_id = ${unitId}::uuid`;

async function lines(ctx: Ctx, where: RawBuilder<unknown>): Promise<TaskLine[]> {
  const { rows } = await sql<TaskLine & { readonly total: number }>`
    select count(*) over ()::int as total, t.title, a.name as unit, t.due_on as "dueOn", t.done_on as "doneOn", t.stuck_reason as note
      from programme_pub.task t left join agency_pub.agency a on a.id = t.agency_id
     where ${where} order by t.due_on nulls last, t.title, t.id limit ${MOST}`.execute(ctx.db);
  const rest = (rows[0]?.total ?? 0) - rows.length;
  const named = rows.map(({ total: _total, ...line }) => line);
  if (rest <= 0) return named;
  const more = `… và ${rest} nhiệm vụ khác, xem trên hệ thống`;
  return [...named, { title: more, unit: null, dueOn: null, doneOn: null, note: null }];
}

export function listDone(ctx: Ctx, question: TaskQuestion): Promise<TaskLine[]> {
  const within = sql`t.done_on >= ${question.from}::date and t.done_on <= ${question.to}::date`;
  return lines(ctx, sql`${ofUnit(question)} and ${within}`);
}

/** Due before the end of the period and not done by then, those that are stuck apart. */
export function listLate(ctx: Ctx, question: TaskQuestion): Promise<TaskLine[]> {
  const open = sql`(t.done_on is null or t.done_on > ${question.to}::date)`;
  return lines(
    ctx,
    sql`${ofUnit(question)} and t.due_on < ${question.to}::date and ${open} and t.stuck_on is null`,
  );
}

export function listStuck(ctx: Ctx, question: TaskQuestion): Promise<TaskLine[]> {
  const open = sql`(t.done_on is null or t.done_on > ${question.to}::date)`;
  return lines(ctx, sql`${ofUnit(question)} and t.stuck_on <= ${question.to}::date and ${open}`);
}

export interface ObstacleLine {
  readonly text: string;
  readonly proposal: string | null;
}

/** Obstacles that stood at the end of the period, with what the units propose. */
export async function listObstacles(ctx: Ctx, question: TaskQuestion): Promise<ObstacleLine[]> {
  const { rows } = await sql<ObstacleLine>`
    select t.text, t.proposal from programme_pub.obstacle t
     where ${ofUnit(question)} and t.raised_on <= ${question.to}::date
       and (t.resolved_on is null or t.resolved_on > ${question.to}::date)
     order by t.raised_on, t.id limit ${MOST}`.execute(ctx.db);
  return rows;
}
