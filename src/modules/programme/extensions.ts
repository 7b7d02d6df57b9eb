import { errors as accessErrors } from '#platform/access';
import type { Ctx } from '#platform/runtime';
import type { Extension } from './contract-shapes.ts';
import { errors } from './errors.ts';
import { demand, demandOfficer, isApprover } from './may.ts';
import { presentExtensions } from './present.ts';
import { record } from './record.ts';
import {
  closeExtension,
  type ExtensionRow,
  findTask,
  insertExtension,
  readExtensions,
  updateTask,
} from './store-work.ts';
import { getTaskRow } from './tasks.ts';

/** @throws programme.task_closed, due_not_later, extension_open */
export async function askExtension(
  ctx: Ctx,
  input: { taskId: string; toDueOn: string; reason: string },
): Promise<string> {
  const task = await getTaskRow(ctx, input.taskId);
  demand(ctx, 'extension.add', { agency: task.agency_id });
  if (task.state === 'done' || task.state === 'dropped') throw errors.error('task_closed');
  if (task.due_on !== null && input.toDueOn <= task.due_on) throw errors.error('due_not_later');
  const open = await readExtensions(ctx, { taskIds: [task.id], state: 'asked' });
  if (open.length > 0) throw errors.error('extension_open');
  const id = await insertExtension(ctx, {
    taskId: task.id,
    agencyId: task.agency_id,
    fromDueOn: task.due_on,
    toDueOn: input.toDueOn,
    reason: input.reason,
    by: ctx.principal.id ?? '',
  });
  await record(ctx, {
    type: 'programme.extension_asked',
    streamId: id,
    handbook: task.handbook,
    taskId: task.id,
    agencyId: task.agency_id,
    before: { dueOn: task.due_on },
    after: { dueOn: input.toDueOn, reason: input.reason },
  });
  return id;
}

async function getExtension(ctx: Ctx, id: string): Promise<ExtensionRow> {
  const [row] = await readExtensions(ctx, { id });
  if (row === undefined) throw errors.error('not_found');
  return row;
}

/**
 * Another person than the one who asked decides; an approval moves the due date in the same transaction.
 * @throws programme.extension_own, extension_decided, reason_missing (a refusal says why)
 */
export async function decideExtension(
  ctx: Ctx,
  input: { id: string; verdict: 'approved' | 'refused'; reason: string },
): Promise<{ state: string; dueOn: string | null }> {
  if (!isApprover(ctx)) throw accessErrors.error('forbidden');
  const row = await getExtension(ctx, input.id);
  if (row.asked_by === ctx.principal.id) throw errors.error('extension_own');
  if (input.verdict === 'refused' && input.reason === '') throw errors.error('reason_missing');
  const task = await getTaskRow(ctx, row.task_id);
  if (
    row.state !== 'asked' ||
    !(await closeExtension(ctx, { id: row.id, state: input.verdict, reason: input.reason }))
  )
    throw errors.error('extension_decided');
  if (input.verdict === 'approved') await updateTask(ctx, task, { due_on: row.to_due_on });
  await record(ctx, {
    type: 'programme.extension_decided',
    streamId: row.id,
    handbook: task.handbook,
    taskId: task.id,
    agencyId: task.agency_id,
    before: { dueOn: task.due_on },
    after: {
      verdict: input.verdict,
      dueOn: input.verdict === 'approved' ? row.to_due_on : task.due_on,
      ...(input.reason ? { reason: input.reason } : {}),
    },
  });
  return { state: input.verdict, dueOn: (await findTask(ctx, task.id))?.due_on ?? null };
}

/** @throws programme.extension_decided */
export async function withdrawExtension(ctx: Ctx, id: string): Promise<{ state: string }> {
  const row = await getExtension(ctx, id);
  if (row.asked_by !== ctx.principal.id) throw accessErrors.error('forbidden');
  if (row.state !== 'asked' || !(await closeExtension(ctx, { id, state: 'withdrawn', reason: '' })))
    throw errors.error('extension_decided');
  await record(ctx, {
    type: 'programme.extension_withdrawn',
    streamId: id,
    taskId: row.task_id,
    agencyId: row.agency_id,
  });
  return { state: 'withdrawn' };
}

export async function listExtensions(ctx: Ctx, state: Extension['state'] | undefined): Promise<Extension[]> {
  demandOfficer(ctx);
  return presentExtensions(ctx, await readExtensions(ctx, { state }));
}
