import type { z } from 'zod';
import { listStaffAt } from '#modules/agency';
import type { Ctx } from '#platform/runtime';
import type { Task } from './contract-shapes.ts';
import type { getTask } from './contract-work.ts';
import { demandOfficer } from './may.ts';
import {
  presentComments,
  presentEvidence,
  presentExtensions,
  presentHistory,
  presentObstacles,
  presentTasks,
} from './present.ts';
import { findMeeting, readComments, readDecisions, readEvents } from './store-office.ts';
import { readEvidence, readExtensions, readObstacles, type TaskRow } from './store-work.ts';
import { getTaskRow } from './tasks.ts';

type TaskPage = z.input<NonNullable<typeof getTask.response>>;

async function decisionOf(ctx: Ctx, row: TaskRow): Promise<TaskPage['decision']> {
  if (row.decision_id === null) return null;
  const [decision] = await readDecisions(ctx, { id: row.decision_id });
  const meeting = decision ? await findMeeting(ctx, decision.meeting_id) : undefined;
  if (!decision || !meeting) return null;
  return { number: decision.number, text: decision.text, meeting: meeting.title, heldOn: meeting.held_on };
}

/** @throws programme.not_found */
export async function taskPage(ctx: Ctx, id: string): Promise<TaskPage> {
  demandOfficer(ctx);
  const row = await getTaskRow(ctx, id);
  const [task] = await presentTasks(ctx, [row]);
  const officers = await listStaffAt(ctx, { agencyId: row.agency_id });
  return {
    task: task as Task,
    extensions: await presentExtensions(ctx, await readExtensions(ctx, { taskIds: [id] })),
    evidence: await presentEvidence(ctx, await readEvidence(ctx, { taskId: id })),
    obstacles: await presentObstacles(ctx, await readObstacles(ctx, { taskId: id })),
    comments: await presentComments(ctx, await readComments(ctx, { taskId: id })),
    history: await presentHistory(ctx, await readEvents(ctx, { taskId: id, limit: 100 })),
    officers: [...new Map(officers.map(({ id: staff, name }) => [staff, { id: staff, name }])).values()],
    decision: await decisionOf(ctx, row),
  };
}
