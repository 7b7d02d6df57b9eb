import { errors as accessErrors, mayEver } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import type { FailedJob } from './contract.ts';
import { errors } from './errors.ts';
import { policy } from './policy.ts';
import { endFailedJob, listEndedRows, listFailedRows, recordEnded, retryFailedJob } from './store.ts';

function requireOperator(ctx: Ctx): void {
  if (!mayEver(policy, 'ended-job', { principal: ctx.principal, action: 'record' }))
    throw accessErrors.error('forbidden');
}

/** Jobs whose last try failed. @throws access.forbidden */
export async function listFailedJobs(ctx: Ctx): Promise<FailedJob[]> {
  requireOperator(ctx);
  return (await listFailedRows(ctx)).map((row) => ({
    id: String(row.id),
    task: row.task,
    about: row.about,
    attempts: row.attempts,
    mostAttempts: row.most_attempts,
    error: row.error,
    createdAt: row.created_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    nextAt: row.next_at?.toISOString() ?? null,
  }));
}

/** @throws operations.not_found when it ran meanwhile */
export async function retryJob(ctx: Ctx, id: string): Promise<void> {
  requireOperator(ctx);
  if (!(await retryFailedJob(ctx, id))) throw errors.error('not_found');
  await ctx.events.emit({ type: 'operations.job_retried', streamId: ctx.ids.next(), data: { jobId: id } });
}

/** Takes a job out for good; why is kept. @throws operations.not_found, operations.still_running */
export async function endJob(ctx: Ctx, id: string, reason: string): Promise<void> {
  requireOperator(ctx);
  const ended = await endFailedJob(ctx, id);
  if (!ended) {
    const isThere = (await listFailedRows(ctx)).some((row) => String(row.id) === id);
    throw errors.error(isThere ? 'still_running' : 'not_found');
  }
  const rowId = await recordEnded(ctx, { ...ended, jobId: id, reason });
  await ctx.events.emit({
    type: 'operations.job_ended',
    streamId: rowId,
    data: { jobId: id, task: ended.task, reason },
  });
}

export async function listEndedJobs(ctx: Ctx) {
  requireOperator(ctx);
  return (await listEndedRows(ctx)).map((row) => ({
    id: row.id,
    task: row.task,
    about: row.about,
    error: row.error,
    reason: row.reason,
    endedBy: row.ended_by,
    endedAt: row.ended_at.toISOString(),
  }));
}
