import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';

export interface FailedRow {
  readonly id: string | number;
  readonly task: string;
  readonly about: string | null;
  readonly attempts: number;
  readonly most_attempts: number;
  readonly error: string;
  readonly created_at: Date;
  readonly last_at: Date;
  readonly next_at: Date | null;
}

export async function listFailedRows(ctx: Ctx, most = 200): Promise<FailedRow[]> {
  const { rows } = await sql<FailedRow>`select * from operations.failed_jobs(${most}::int)`.execute(ctx.db);
  return rows;
}

export interface EndedJob {
  readonly task: string;
  readonly about: string | null;
  readonly error: string;
}

export async function endFailedJob(ctx: Ctx, id: string): Promise<EndedJob | undefined> {
  const { rows } = await sql<EndedJob>`select * from operations.end_job(${id}::bigint)`.execute(ctx.db);
  return rows[0];
}

export async function recordEnded(
  ctx: Ctx,
  job: EndedJob & { jobId: string; reason: string },
): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('operations.ended_job')
    .values({
      id,
      job_id: Number(job.jobId),
      task: job.task,
      about: job.about,
      error: job.error,
      reason: job.reason,
      ended_by: ctx.principal.id ?? '',
      ended_at: ctx.clock.now(),
    })
    .execute();
  return id;
}

export function listEndedRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('operations.ended_job')
    .selectAll()
    .orderBy('ended_at', 'desc')
    .limit(200)
    .execute();
}

export async function retryFailedJob(ctx: Ctx, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select operations.retry_job(${id}::bigint) as done`.execute(
    ctx.db,
  );
  return rows[0]?.done === true;
}
