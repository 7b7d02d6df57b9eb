import { sql } from 'kysely';
import type { Period } from '#lib/indicator';
import type { Ctx } from '#platform/runtime';

export async function insertRun(ctx: Ctx, span: Period & { readonly parts: number }): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('indicator.run')
    .values({
      id,
      asked_by: ctx.principal.id,
      asked_at: ctx.clock.now(),
      from_day: span.from,
      to_day: span.to,
      parts: span.parts,
    })
    .execute();
  return id;
}

/** Two runs that meet in one part follow each other. */
export async function lockPart(ctx: Ctx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`indicator.part:${name}`}, 0))`.execute(ctx.db);
}

export interface NewComputation extends Period {
  readonly id: string;
  readonly runId: string;
  readonly part: number;
  readonly sourceView: string;
  readonly fault: string | null;
  readonly sourceRows: number;
  readonly changed: number;
}

/** Notes a finished part; a part done twice (its worker was killed after the commit) keeps the newer note. */
export async function noteComputation(ctx: Ctx, part: NewComputation): Promise<void> {
  const row = {
    state: part.fault === null ? ('done' as const) : ('failed' as const),
    fault: part.fault,
    source_rows: part.sourceRows,
    changed_values: part.changed,
    computed_at: ctx.clock.now(),
  };
  await ctx.db
    .insertInto('indicator.computation')
    .values({
      id: part.id,
      run_id: part.runId,
      part: part.part,
      source_view: part.sourceView,
      from_day: part.from,
      to_day: part.to,
      ...row,
    })
    .onConflict((conflict) => conflict.columns(['run_id', 'part']).doUpdateSet(row))
    .execute();
}

export interface RunRow {
  readonly id: string;
  readonly askedAt: Date;
  readonly from: string;
  readonly to: string;
  readonly parts: number;
  readonly done: number;
  readonly finishedAt: Date | null;
  readonly failed: readonly { readonly sourceView: string; readonly fault: string }[];
}

export async function readRun(ctx: Ctx, id: string | null): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select r.id, r.asked_at as "askedAt", r.from_day as "from", r.to_day as "to", r.parts,
           count(c.id)::int as done,
           case when count(c.id) >= r.parts then max(c.computed_at) end as "finishedAt",
           coalesce(jsonb_agg(jsonb_build_object('sourceView', c.source_view, 'fault', c.fault)) filter (where c.state = 'failed'), '[]') as failed
      from indicator.run r left join indicator.computation c on c.run_id = r.id
     where ${id === null ? sql`r.id = (select id from indicator.run order by asked_at desc, id desc limit 1)` : sql`r.id = ${id}::uuid`}
     group by r.id`.execute(ctx.db);
  return rows[0];
}
