import type { z } from 'zod';
import { errors as accessErrors } from '#platform/access';
import { isInForce } from '#modules/agency';
import type { Ctx } from '#platform/runtime';
import type { AgencyRef } from './contract-shapes.ts';
import type { listHandovers } from './contract-work.ts';
import { errors } from './errors.ts';
import { demandOfficer, isSecretary, may } from './may.ts';
import { agencyBook, refById } from './plan.ts';
import { presentTasks, today } from './present.ts';
import { record } from './record.ts';
import { closeHandover, insertHandover, readHandovers, takeOver } from './store-office.ts';
import { readTasks } from './store-work.ts';
import { demandInForce, getTaskRow } from './tasks.ts';

/**
 * Offers the unfinished tasks of agencies that are no more to whoever succeeds them, in the task's field of work. One
 * open offer a task; where the succession names nobody, the standing body's secretary directs it.
 */
export async function offerHandovers(ctx: Ctx): Promise<number> {
  const book = await agencyBook(ctx);
  const day = today(ctx);
  const offered = new Set((await readHandovers(ctx, { state: 'offered' })).map((row) => row.task_id));
  const rows = await readTasks(ctx, { states: ['open', 'doing', 'stuck'] });
  let made = 0;
  for (const task of rows) {
    const owner = book.byId.get(task.agency_id);
    if (owner === undefined || isInForce(owner, day) || offered.has(task.id)) continue;
    const byField = book.follow(owner.key, task.field ?? undefined);
    const found = byField.agencies.length > 0 ? byField : book.follow(owner.key);
    const heir = found.agencies.find((agency) => agency.id !== owner.id) ?? book.byKey.get('province-police');
    if (heir === undefined) continue;
    const since = found.steps.at(-1)?.on ?? owner.validTo ?? day;
    const id = await insertHandover(ctx, { taskId: task.id, from: owner.id, to: heir.id, since });
    await record(ctx, {
      type: 'programme.handover_offered',
      streamId: id,
      handbook: task.handbook,
      taskId: task.id,
      agencyId: heir.id,
      before: { agency: owner.name },
      after: { agency: heir.name },
    });
    made += 1;
  }
  return made;
}

/**
 * The successor accepts, or the secretary directs the task elsewhere; the task goes over with its history.
 * @throws programme.handover_answered, reason_missing, agency_not_in_force
 */
export async function answerHandover(
  ctx: Ctx,
  input: { id: string; answer: 'accepted' | 'redirected'; agencyId: string | null; reason: string },
): Promise<{ agency: AgencyRef }> {
  const [row] = await readHandovers(ctx, { id: input.id });
  if (row === undefined) throw errors.error('not_found');
  if (row.state !== 'offered') throw errors.error('handover_answered');
  const isRedirect = input.answer === 'redirected';
  const allowed = isRedirect ? isSecretary(ctx) : may(ctx, 'handover.change', { to: row.to_agency_id });
  if (!allowed) throw accessErrors.error('forbidden');
  const target = isRedirect ? input.agencyId : row.to_agency_id;
  if (target === null || (isRedirect && input.reason === '')) throw errors.error('reason_missing');
  await demandInForce(ctx, [target]);
  const task = await getTaskRow(ctx, row.task_id);
  if (!(await takeOver(ctx, { handoverId: row.id, target }))) throw errors.error('handover_answered');
  if (!(await closeHandover(ctx, { id: row.id, state: input.answer, reason: input.reason })))
    throw errors.error('handover_answered');
  const ref = await refById(ctx);
  await record(ctx, {
    type: 'programme.handover_answered',
    streamId: row.id,
    handbook: task.handbook,
    taskId: task.id,
    agencyId: target,
    before: { agency: ref(row.from_agency_id).name },
    after: {
      agency: ref(target).name,
      answer: input.answer,
      ...(input.reason ? { reason: input.reason } : {}),
    },
  });
  return { agency: ref(target) };
}

export async function openHandovers(ctx: Ctx): Promise<z.input<NonNullable<typeof listHandovers.response>>> {
  demandOfficer(ctx);
  const rows = await readHandovers(ctx, { state: 'offered' });
  const ref = await refById(ctx);
  const tasks = new Map(
    (await presentTasks(ctx, await readTasks(ctx, { ids: rows.map((row) => row.task_id) }))).map((task) => [
      task.id,
      task,
    ]),
  );
  return {
    items: rows.flatMap((row) => {
      const task = tasks.get(row.task_id);
      if (task === undefined) return [];
      return [
        {
          id: row.id,
          task,
          from: ref(row.from_agency_id),
          to: ref(row.to_agency_id),
          since: row.since,
          canAnswer: may(ctx, 'handover.change', { to: row.to_agency_id }),
          canRedirect: isSecretary(ctx),
        },
      ];
    }),
  };
}
