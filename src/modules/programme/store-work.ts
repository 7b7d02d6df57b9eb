import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Ctx, Database } from '#platform/runtime';

export type TaskRow = Selectable<Database['programme.task']>;
export type StepRow = Selectable<Database['programme.step']>;
export type EvidenceRow = Selectable<Database['programme.evidence']>;
export type ExtensionRow = Selectable<Database['programme.extension']>;
export type ObstacleRow = Selectable<Database['programme.obstacle']>;

export interface TaskFilter {
  readonly ids?: readonly string[];
  readonly handbook?: number | undefined;
  readonly agencyId?: string | undefined;
  readonly officerId?: string | undefined;
  readonly states?: readonly string[];
  readonly dueBefore?: string | undefined;
  readonly dueFrom?: string | undefined;
  readonly dueTo?: string | undefined;
  readonly search?: string | undefined;
  readonly decisionIds?: readonly string[];
  /** Position after which the page begins: due date (or `9999-12-31`) and id. */
  readonly after?: { readonly due: string; readonly id: string } | undefined;
  readonly limit?: number;
}

const endOfDays = '9999-12-31';
export const cursorOf = (task: Pick<TaskRow, 'due_on' | 'id'>): string =>
  `${task.due_on ?? endOfDays}|${task.id}`;

export async function readTasks(ctx: Ctx, filter: TaskFilter): Promise<TaskRow[]> {
  const due = sql<string>`coalesce(due_on, ${endOfDays}::date)`;
  const { ids, states, decisionIds, after, search } = filter;
  if (ids?.length === 0 || decisionIds?.length === 0) return [];
  return ctx.db
    .selectFrom('programme.task')
    .selectAll()
    .$if(ids !== undefined, (q) => q.where('id', 'in', [...(ids ?? [])]))
    .$if(decisionIds !== undefined, (q) => q.where('decision_id', 'in', [...(decisionIds ?? [])]))
    .$if(filter.handbook !== undefined, (q) => q.where('handbook', '=', filter.handbook ?? 0))
    .$if(filter.agencyId !== undefined, (q) => q.where('agency_id', '=', filter.agencyId ?? ''))
    .$if(filter.officerId !== undefined, (q) => q.where('officer_id', '=', filter.officerId ?? ''))
    .$if(states !== undefined, (q) => q.where('state', 'in', [...(states ?? [])]))
    .$if(filter.dueBefore !== undefined, (q) => q.where('due_on', '<', filter.dueBefore ?? ''))
    .$if(filter.dueFrom !== undefined, (q) => q.where('due_on', '>=', filter.dueFrom ?? ''))
    .$if(filter.dueTo !== undefined, (q) => q.where('due_on', '<=', filter.dueTo ?? ''))
    .$if(search !== undefined && search !== '', (q) => q.where('search_text', 'like', `%${search ?? ''}%`))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(${due}, id) > (${after?.due ?? ''}::date, ${after?.id ?? ''}::uuid)`),
    )
    .orderBy(due)
    .orderBy('id')
    .limit(filter.limit ?? 2000)
    .execute();
}

export async function findTask(ctx: Ctx, id: string): Promise<TaskRow | undefined> {
  return ctx.db.selectFrom('programme.task').selectAll().where('id', '=', id).executeTakeFirst();
}

export type NewTask = Omit<
  Insertable<Database['programme.task']>,
  'id' | 'version' | 'created_at' | 'changed_at' | 'changed_by'
>;

export async function insertTasks(ctx: Ctx, rows: readonly NewTask[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const now = ctx.clock.now();
  const values = rows.map((row) => ({
    ...row,
    id: ctx.ids.next(),
    version: 1,
    created_at: now,
    changed_at: now,
    changed_by: ctx.principal.id,
  }));
  await ctx.db.insertInto('programme.task').values(values).execute();
  return values.map((row) => row.id);
}

export async function readPlanKeys(ctx: Ctx): Promise<Set<string>> {
  const rows = await ctx.db
    .selectFrom('programme.task')
    .select('plan_key')
    .where('plan_key', 'is not', null)
    .execute();
  return new Set(rows.map((row) => row.plan_key ?? ''));
}

/** @returns the changed row, or undefined when the version was no longer the one seen or the row is not the actor's */
export async function updateTask(
  ctx: Ctx,
  at: { id: string; version: number },
  set: Updateable<Database['programme.task']>,
): Promise<TaskRow | undefined> {
  return ctx.db
    .updateTable('programme.task')
    .set({
      ...set,
      version: at.version + 1,
      changed_at: ctx.clock.now(),
      changed_by: ctx.principal.id,
    })
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .returningAll()
    .executeTakeFirst();
}

export async function readSteps(ctx: Ctx, filter: { handbook?: number; id?: string }): Promise<StepRow[]> {
  return ctx.db
    .selectFrom('programme.step')
    .selectAll()
    .$if(filter.handbook !== undefined, (q) => q.where('handbook', '=', filter.handbook ?? 0))
    .$if(filter.id !== undefined, (q) => q.where('id', '=', filter.id ?? ''))
    .orderBy('handbook')
    .orderBy('number')
    .execute();
}

export async function insertSteps(
  ctx: Ctx,
  rows: readonly { handbook: number; number: number; text: string; agencyId: string }[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const result = await ctx.db
    .insertInto('programme.step')
    .values(
      rows.map((row) => ({
        id: ctx.ids.next(),
        handbook: row.handbook,
        number: row.number,
        text: row.text,
        agency_id: row.agencyId,
        done_on: null,
        done_by: null,
        version: 1,
      })),
    )
    .onConflict((conflict) => conflict.columns(['handbook', 'number']).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0n);
}

export async function updateStep(
  ctx: Ctx,
  at: { id: string; version: number },
  doneOn: string | null,
): Promise<StepRow | undefined> {
  return ctx.db
    .updateTable('programme.step')
    .set({
      done_on: doneOn,
      done_by: doneOn === null ? null : ctx.principal.id,
      version: at.version + 1,
    })
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .returningAll()
    .executeTakeFirst();
}

export async function readEvidence(
  ctx: Ctx,
  filter: { stepIds?: readonly string[]; taskId?: string; id?: string },
): Promise<EvidenceRow[]> {
  if (filter.stepIds?.length === 0) return [];
  return ctx.db
    .selectFrom('programme.evidence')
    .selectAll()
    .where('withdrawn_at', 'is', null)
    .$if(filter.stepIds !== undefined, (q) => q.where('step_id', 'in', [...(filter.stepIds ?? [])]))
    .$if(filter.taskId !== undefined, (q) => q.where('task_id', '=', filter.taskId ?? ''))
    .$if(filter.id !== undefined, (q) => q.where('id', '=', filter.id ?? ''))
    .orderBy('added_at')
    .orderBy('id')
    .execute();
}

export async function insertEvidence(
  ctx: Ctx,
  row: Partial<EvidenceRow> & Pick<EvidenceRow, 'id' | 'handbook' | 'agency_id' | 'kind' | 'note'>,
): Promise<void> {
  await ctx.db
    .insertInto('programme.evidence')
    .values({
      step_id: null,
      task_id: null,
      figure: null,
      figure_unit: null,
      paper_code: null,
      file_object_id: null,
      file_name: null,
      file_size: null,
      media_type: null,
      is_demonstration: false,
      withdrawn_at: null,
      withdrawn_by: null,
      ...row,
      added_at: ctx.clock.now(),
      added_by: ctx.principal.id,
    })
    .execute();
}

export async function withdrawEvidenceRow(ctx: Ctx, id: string): Promise<boolean> {
  const result = await ctx.db
    .updateTable('programme.evidence')
    .set({ withdrawn_at: ctx.clock.now(), withdrawn_by: ctx.principal.id })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function readExtensions(
  ctx: Ctx,
  filter: { id?: string; taskIds?: readonly string[]; agencyId?: string; state?: string | undefined },
): Promise<ExtensionRow[]> {
  if (filter.taskIds?.length === 0) return [];
  return ctx.db
    .selectFrom('programme.extension')
    .selectAll()
    .$if(filter.id !== undefined, (q) => q.where('id', '=', filter.id ?? ''))
    .$if(filter.taskIds !== undefined, (q) => q.where('task_id', 'in', [...(filter.taskIds ?? [])]))
    .$if(filter.agencyId !== undefined, (q) => q.where('agency_id', '=', filter.agencyId ?? ''))
    .$if(filter.state !== undefined, (q) => q.where('state', '=', filter.state ?? ''))
    .orderBy(sql`state <> 'asked'`)
    .orderBy('asked_at', 'desc')
    .limit(500)
    .execute();
}

export async function insertExtension(
  ctx: Ctx,
  row: {
    taskId: string;
    agencyId: string;
    fromDueOn: string | null;
    toDueOn: string;
    reason: string;
    by: string;
  },
): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('programme.extension')
    .values({
      id,
      task_id: row.taskId,
      agency_id: row.agencyId,
      from_due_on: row.fromDueOn,
      to_due_on: row.toDueOn,
      reason: row.reason,
      state: 'asked',
      asked_at: ctx.clock.now(),
      asked_by: row.by,
      decided_at: null,
      decided_by: null,
      decision_reason: null,
    })
    .execute();
  return id;
}

/** @returns whether it was still open and the actor may close it */
export async function closeExtension(
  ctx: Ctx,
  at: { id: string; state: 'approved' | 'refused' | 'withdrawn'; reason: string },
): Promise<boolean> {
  const isDecision = at.state !== 'withdrawn';
  const result = await ctx.db
    .updateTable('programme.extension')
    .set({
      state: at.state,
      decided_at: ctx.clock.now(),
      decided_by: isDecision ? ctx.principal.id : null,
      decision_reason: at.reason === '' ? null : at.reason,
    })
    .where('id', '=', at.id)
    .where('state', '=', 'asked')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function readObstacles(
  ctx: Ctx,
  filter: { id?: string; handbook?: number; taskId?: string },
): Promise<ObstacleRow[]> {
  return ctx.db
    .selectFrom('programme.obstacle')
    .selectAll()
    .$if(filter.id !== undefined, (q) => q.where('id', '=', filter.id ?? ''))
    .$if(filter.handbook !== undefined, (q) => q.where('handbook', '=', filter.handbook ?? 0))
    .$if(filter.taskId !== undefined, (q) => q.where('task_id', '=', filter.taskId ?? ''))
    .orderBy(sql`resolved_on is not null`)
    .orderBy('raised_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export async function insertObstacle(
  ctx: Ctx,
  row: Pick<
    ObstacleRow,
    'handbook' | 'task_id' | 'agency_id' | 'kind' | 'severity' | 'text' | 'proposal' | 'raised_on'
  >,
): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('programme.obstacle')
    .values({
      ...row,
      id,
      raised_by: ctx.principal.id,
      resolved_on: null,
      resolution: null,
      resolved_by: null,
    })
    .execute();
  return id;
}

export async function closeObstacle(
  ctx: Ctx,
  at: { id: string; on: string; resolution: string },
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('programme.obstacle')
    .set({ resolved_on: at.on, resolution: at.resolution, resolved_by: ctx.principal.id })
    .where('id', '=', at.id)
    .where('resolved_on', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
