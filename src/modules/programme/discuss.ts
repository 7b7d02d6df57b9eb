import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { demand } from './may.ts';
import { today } from './present.ts';
import { record } from './record.ts';
import { insertComment } from './store-office.ts';
import { closeObstacle, insertObstacle, readObstacles } from './store-work.ts';

export interface NewObstacle {
  readonly model: number;
  readonly taskId: string | null;
  readonly agencyId: string;
  readonly kind: 'risk' | 'obstacle';
  readonly severity: 'low' | 'medium' | 'high';
  readonly text: string;
  readonly proposal: string;
}

export async function raiseObstacle(ctx: Ctx, input: NewObstacle): Promise<string> {
  demand(ctx, 'obstacle.add', { agency: input.agencyId });
  const id = await insertObstacle(ctx, {
    handbook: input.model,
    task_id: input.taskId,
    agency_id: input.agencyId,
    kind: input.kind,
    severity: input.severity,
    text: input.text,
    proposal: input.proposal,
    raised_on: today(ctx),
  });
  await record(ctx, {
    type: 'programme.obstacle_raised',
    streamId: id,
    handbook: input.model,
    taskId: input.taskId,
    agencyId: input.agencyId,
    after: { kind: input.kind, severity: input.severity, text: input.text },
  });
  return id;
}

/** @throws programme.obstacle_resolved */
export async function resolveObstacle(ctx: Ctx, input: { id: string; resolution: string }): Promise<void> {
  const [row] = await readObstacles(ctx, { id: input.id });
  if (row === undefined) throw errors.error('not_found');
  demand(ctx, 'obstacle.change', { agency: row.agency_id });
  if (!(await closeObstacle(ctx, { ...input, on: today(ctx) }))) throw errors.error('obstacle_resolved');
  await record(ctx, {
    type: 'programme.obstacle_resolved',
    streamId: row.id,
    handbook: row.handbook,
    taskId: row.task_id,
    agencyId: row.agency_id,
    after: { resolution: input.resolution },
  });
}

export async function addComment(
  ctx: Ctx,
  input: { model: number | null; taskId: string | null; text: string },
): Promise<string> {
  demand(ctx, 'comment.add', { by: ctx.principal.id });
  const id = await insertComment(ctx, {
    handbook: input.model,
    taskId: input.taskId,
    text: input.text,
    by: ctx.principal.id ?? '',
  });
  await record(ctx, {
    type: 'programme.comment_added',
    streamId: id,
    handbook: input.model,
    taskId: input.taskId,
  });
  return id;
}
