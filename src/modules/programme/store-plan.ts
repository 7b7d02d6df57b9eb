import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { Ctx, Database } from '#platform/runtime';

export type ModelRow = Selectable<Database['programme.model']>;
export type RunRow = Selectable<Database['programme.model_run']>;
export type AssessmentRow = Selectable<Database['programme.assessment']>;

export async function upsertModels(
  ctx: Ctx,
  rows: readonly Insertable<Database['programme.model']>[],
): Promise<void> {
  if (rows.length === 0) return;
  await ctx.db
    .insertInto('programme.model')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.column('handbook').doUpdateSet((eb) => ({
        plan: eb.ref('excluded.plan'),
        group_code: eb.ref('excluded.group_code'),
        title: eb.ref('excluded.title'),
        short_title: eb.ref('excluded.short_title'),
        goal: eb.ref('excluded.goal'),
        readiness: eb.ref('excluded.readiness'),
        is_free: eb.ref('excluded.is_free'),
        needs_assessment: eb.ref('excluded.needs_assessment'),
        lead_units: eb.ref('excluded.lead_units'),
        search_text: eb.ref('excluded.search_text'),
      })),
    )
    .execute();
}

export function readModels(ctx: Ctx): Promise<ModelRow[]> {
  return ctx.db.selectFrom('programme.model').selectAll().orderBy('handbook').execute();
}

export function readRuns(ctx: Ctx): Promise<RunRow[]> {
  return ctx.db.selectFrom('programme.model_run').selectAll().orderBy('handbook').execute();
}

export async function insertRuns(
  ctx: Ctx,
  rows: readonly { handbook: number; leadAgencyId: string; since: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await ctx.db
    .insertInto('programme.model_run')
    .values(
      rows.map((row) => ({
        handbook: row.handbook,
        state: 'not_started',
        since: row.since,
        lead_agency_id: row.leadAgencyId,
        assessment_id: null,
        assessment_passed: null,
        assessed_on: null,
        version: 1,
        changed_at: ctx.clock.now(),
        changed_by: ctx.principal.id,
      })),
    )
    .onConflict((conflict) => conflict.column('handbook').doNothing())
    .execute();
}

/** @returns whether the version was still the one seen */
export async function moveRun(
  ctx: Ctx,
  move: { handbook: number; version: number; state: string; since: string; assessment: AssessmentRow | null },
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('programme.model_run')
    .set({
      state: move.state,
      since: move.since,
      assessment_id: move.assessment?.id ?? null,
      assessment_passed: move.assessment ? true : null,
      assessed_on: move.assessment?.assessed_on ?? null,
      version: move.version + 1,
      changed_at: ctx.clock.now(),
      changed_by: ctx.principal.id,
    })
    .where('handbook', '=', move.handbook)
    .where('version', '=', move.version)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export function readAssessments(ctx: Ctx, handbook?: number): Promise<AssessmentRow[]> {
  let query = ctx.db
    .selectFrom('programme.assessment')
    .selectAll()
    .orderBy('assessed_on', 'desc')
    .orderBy('id', 'desc');
  if (handbook !== undefined) query = query.where('handbook', '=', handbook);
  return query.execute();
}

export async function insertAssessment(
  ctx: Ctx,
  row: Omit<Insertable<Database['programme.assessment']>, 'id' | 'recorded_at' | 'recorded_by'>,
): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('programme.assessment')
    .values({ ...row, id, recorded_at: ctx.clock.now(), recorded_by: ctx.principal.id })
    .execute();
  return id;
}

export interface WorkCounts {
  readonly handbook: number;
  readonly tasks: number;
  readonly done: number;
  readonly late: number;
  readonly next_due: string | null;
  readonly steps: number;
  readonly steps_done: number;
}

/** Tasks and steps counted per model, for tiles. */
export async function countWork(ctx: Ctx, today: string): Promise<WorkCounts[]> {
  const { rows } = await sql<WorkCounts>`
    select m.handbook,
           coalesce(t.tasks, 0)::integer as tasks, coalesce(t.done, 0)::integer as done, coalesce(t.late, 0)::integer as late,
           t.next_due::text as next_due,
           coalesce(s.steps, 0)::integer as steps, coalesce(s.steps_done, 0)::integer as steps_done
      from programme.model m
      left join (select handbook, count(*) filter (where state <> 'dropped') as tasks,
                        count(*) filter (where state = 'done') as done,
                        count(*) filter (where state not in ('done', 'dropped') and due_on < ${today}::date) as late,
                        min(due_on) filter (where state not in ('done', 'dropped') and due_on >= ${today}::date) as next_due
                   from programme.task group by handbook) t on t.handbook = m.handbook
      left join (select handbook, count(*) as steps, count(done_on) as steps_done
                   from programme.step group by handbook) s on s.handbook = m.handbook
     order by m.handbook`.execute(ctx.db);
  return rows;
}

export async function readSettings(ctx: Ctx, today: string) {
  return ctx.db
    .selectFrom('programme.setting')
    .select(['key', 'value', 'valid_from as validFrom'])
    .where('valid_from', '<=', today)
    .orderBy('valid_from', 'desc')
    .execute();
}

export async function upsertSetting(
  ctx: Ctx,
  setting: { key: string; value: number; validFrom: string },
): Promise<void> {
  const values = {
    key: setting.key,
    value: setting.value,
    valid_from: setting.validFrom,
    set_at: ctx.clock.now(),
    set_by: ctx.principal.id,
  };
  await ctx.db
    .insertInto('programme.setting')
    .values(values)
    .onConflict((conflict) => conflict.columns(['key', 'valid_from']).doUpdateSet({ value: setting.value }))
    .execute();
}
