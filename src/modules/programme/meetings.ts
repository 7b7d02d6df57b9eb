import type { z } from 'zod';
import type { Ctx } from '#platform/runtime';
import type { listMeetings } from './contract-work.ts';
import { demand, demandOfficer, isSecretary } from './may.ts';
import { presentTasks } from './present.ts';
import { record } from './record.ts';
import { insertDecision, insertMeeting, readDecisions, readMeetings } from './store-office.ts';
import { insertTasks, readTasks } from './store-work.ts';
import { demandInForce, newTaskRow } from './tasks.ts';

export interface NewMeeting {
  readonly heldOn: string;
  readonly title: string;
  readonly number: string | null;
  readonly chair: string;
  readonly isDemonstration?: boolean;
  readonly decisions: readonly {
    readonly model: number | null;
    readonly text: string;
    readonly tasks: readonly { readonly title: string; readonly agencyId: string; readonly dueOn: string }[];
  }[];
}

/** A meeting with its decisions, and the tasks they give, all at once or not at all. */
export async function addMeeting(ctx: Ctx, input: NewMeeting): Promise<string> {
  demand(ctx, 'meeting.add');
  const agencies = input.decisions.flatMap((decision) => decision.tasks.map((task) => task.agencyId));
  await demandInForce(ctx, [...new Set(agencies)]);
  const isDemonstration = input.isDemonstration ?? false;
  const id = await insertMeeting(ctx, {
    held_on: input.heldOn,
    title: input.title,
    number: input.number,
    chair: input.chair,
    is_demonstration: isDemonstration,
  });
  for (const [index, decision] of input.decisions.entries()) {
    const decisionId = await insertDecision(ctx, {
      meeting_id: id,
      number: index + 1,
      handbook: decision.model,
      text: decision.text,
    });
    const rows = await Promise.all(
      decision.tasks.map((task) =>
        newTaskRow(ctx, {
          ...task,
          note: '',
          officerId: null,
          withAgencyIds: [],
          startOn: null,
          model: decision.model,
          decisionId,
          isDemonstration,
        }),
      ),
    );
    const taskIds = await insertTasks(ctx, rows);
    for (const [at, taskId] of taskIds.entries())
      await record(ctx, {
        type: 'programme.task_added',
        streamId: taskId,
        handbook: decision.model,
        taskId,
        agencyId: decision.tasks[at]?.agencyId,
        after: { title: decision.tasks[at]?.title, dueOn: decision.tasks[at]?.dueOn, meeting: input.title },
      });
  }
  await record(ctx, {
    type: 'programme.meeting_recorded',
    streamId: id,
    after: { title: input.title, heldOn: input.heldOn, decisions: input.decisions.length },
  });
  return id;
}

export async function listAllMeetings(ctx: Ctx): Promise<z.input<NonNullable<typeof listMeetings.response>>> {
  demandOfficer(ctx);
  const meetings = await readMeetings(ctx);
  const decisions = await readDecisions(ctx, { meetingIds: meetings.map((meeting) => meeting.id) });
  const tasks = await presentTasks(
    ctx,
    await readTasks(ctx, { decisionIds: decisions.map((decision) => decision.id) }),
  );
  const tasksOf = Map.groupBy(tasks, (task) => task.decisionId);
  return {
    canAdd: isSecretary(ctx),
    items: meetings.map((meeting) => ({
      id: meeting.id,
      heldOn: meeting.held_on,
      title: meeting.title,
      number: meeting.number,
      chair: meeting.chair,
      demonstration: meeting.is_demonstration,
      decisions: decisions
        .filter((decision) => decision.meeting_id === meeting.id)
        .map((decision) => ({
          id: decision.id,
          number: decision.number,
          model: decision.handbook,
          text: decision.text,
          tasks: tasksOf.get(decision.id) ?? [],
        })),
    })),
  };
}
