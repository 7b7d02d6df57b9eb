import { foldForSearch } from '#lib/vietnamese';
import { isInForce } from '#modules/agency';
import type { Ctx } from '#platform/runtime';
import type { Task, TaskState } from './contract-shapes.ts';
import { errors } from './errors.ts';
import { demand, demandOfficer, isSecretary } from './may.ts';
import { refuseStale } from './move-model.ts';
import { settingToday } from './overview.ts';
import { agencyBook } from './plan.ts';
import { presentTasks, today } from './present.ts';
import { differences, record } from './record.ts';
import { addDays } from './rules.ts';
import {
  cursorOf,
  findTask,
  insertTasks,
  type NewTask,
  readTasks,
  type TaskFilter,
  type TaskRow,
  updateTask,
} from './store-work.ts';

export interface TaskFields {
  readonly title: string;
  readonly note: string;
  readonly agencyId: string;
  readonly officerId: string | null;
  readonly withAgencyIds: readonly string[];
  readonly startOn: string | null;
  readonly dueOn: string | null;
}

/** @throws programme.not_found */
export async function getTaskRow(ctx: Ctx, id: string): Promise<TaskRow> {
  const row = await findTask(ctx, id);
  if (row === undefined) throw errors.error('not_found');
  return row;
}

/** @throws programme.agency_not_in_force for an agency that is unknown or no more */
export async function demandInForce(ctx: Ctx, agencyIds: readonly string[]): Promise<void> {
  const book = await agencyBook(ctx);
  for (const id of agencyIds) {
    const agency = book.byId.get(id);
    if (agency === undefined || !isInForce(agency, today(ctx)))
      throw errors.error('agency_not_in_force', { agency: agency?.name ?? id });
  }
}

async function searchText(ctx: Ctx, fields: Pick<TaskFields, 'title' | 'agencyId'>): Promise<string> {
  const agency = (await agencyBook(ctx)).byId.get(fields.agencyId);
  return foldForSearch(`${fields.title} ${agency?.name ?? ''} ${agency?.shortName ?? ''}`);
}

const checkDays = (fields: Pick<TaskFields, 'startOn' | 'dueOn'>): void => {
  if (fields.startOn !== null && fields.dueOn !== null && fields.dueOn < fields.startOn)
    throw errors.error('end_before_begin');
};

export async function newTaskRow(
  ctx: Ctx,
  fields: TaskFields & { model: number | null; decisionId?: string; isDemonstration?: boolean },
): Promise<NewTask> {
  return {
    handbook: fields.model,
    plan_key: null,
    plan_unit: null,
    plan_role: null,
    field: null,
    title: fields.title,
    note: fields.note,
    agency_id: fields.agencyId,
    officer_id: fields.officerId,
    with_agency_ids: [...fields.withAgencyIds],
    start_on: fields.startOn,
    plan_due_on: null,
    due_on: fields.dueOn,
    state: 'open',
    stuck_reason: null,
    stuck_on: null,
    done_on: null,
    decision_id: fields.decisionId ?? null,
    is_demonstration: fields.isDemonstration ?? false,
    search_text: await searchText(ctx, fields),
  };
}

export async function addTask(ctx: Ctx, fields: TaskFields & { model: number | null }): Promise<string> {
  demand(ctx, 'task.add', { agency: fields.agencyId });
  checkDays(fields);
  await demandInForce(ctx, [fields.agencyId, ...fields.withAgencyIds]);
  const [id = ''] = await insertTasks(ctx, [await newTaskRow(ctx, fields)]);
  await record(ctx, {
    type: 'programme.task_added',
    streamId: id,
    handbook: fields.model,
    taskId: id,
    agencyId: fields.agencyId,
    after: { title: fields.title, dueOn: fields.dueOn },
  });
  return id;
}

const fieldsOf = (row: TaskRow): TaskFields => ({
  title: row.title,
  note: row.note,
  agencyId: row.agency_id,
  officerId: row.officer_id,
  withAgencyIds: row.with_agency_ids,
  startOn: row.start_on,
  dueOn: row.due_on,
});

/** What only the secretary may change: the agency, and a due date that was given. */
function demandMayChange(ctx: Ctx, row: TaskRow, fields: TaskFields): void {
  demand(ctx, 'task.change', { agency: row.agency_id });
  if (isSecretary(ctx)) return;
  if (fields.dueOn !== row.due_on && row.due_on !== null) throw errors.error('due_only_by_extension');
  demand(ctx, 'task.change', { agency: fields.agencyId });
}

/**
 * Changes a task. Two who edit at once: the second is told who came first, and keeps what was typed.
 * @throws programme.version_conflict, due_only_by_extension, agency_not_in_force
 */
export async function changeTask(
  ctx: Ctx,
  input: { id: string; version: number; fields: TaskFields },
): Promise<Task> {
  const row = await getTaskRow(ctx, input.id);
  if (row.version !== input.version) return refuseStale(ctx, row);
  const { fields } = input;
  demandMayChange(ctx, row, fields);
  checkDays(fields);
  const before = fieldsOf(row);
  const named = [fields.agencyId, ...fields.withAgencyIds];
  await demandInForce(
    ctx,
    named.filter((id) => id !== before.agencyId && !before.withAgencyIds.includes(id)),
  );
  const changed = await updateTask(ctx, input, {
    title: fields.title,
    note: fields.note,
    agency_id: fields.agencyId,
    officer_id: fields.officerId,
    with_agency_ids: [...fields.withAgencyIds],
    start_on: fields.startOn,
    due_on: fields.dueOn,
    search_text: await searchText(ctx, fields),
  });
  if (changed === undefined) return refuseStale(ctx, await getTaskRow(ctx, input.id));
  await record(ctx, {
    type: 'programme.task_changed',
    streamId: row.id,
    handbook: row.handbook,
    taskId: row.id,
    agencyId: row.agency_id,
    ...differences(before, fieldsOf(changed)),
  });
  return (await presentTasks(ctx, [changed]))[0] as Task;
}

/** Dropping a task is the secretary's; being stuck and dropping need a reason. */
function checkMove(ctx: Ctx, row: TaskRow, to: { state: TaskState; reason: string }): void {
  if (row.state === to.state) throw errors.error('state_unchanged');
  if ((to.state === 'stuck' || to.state === 'dropped') && to.reason === '')
    throw errors.error('reason_missing');
  if (to.state === 'dropped' && !isSecretary(ctx)) demand(ctx, 'meeting.add');
}

function stateColumns(row: TaskRow, to: { state: TaskState; reason: string }, day: string) {
  const isStuck = to.state === 'stuck';
  return {
    state: to.state,
    done_on: to.state === 'done' ? day : null,
    stuck_reason: isStuck ? to.reason : null,
    stuck_on: isStuck ? day : null,
    ...(row.start_on === null && to.state === 'doing' ? { start_on: day } : {}),
  };
}

/**
 * Begins, finishes, reopens or drops a task, or marks it stuck with a reason. Going back is the same act: undo.
 * @throws programme.version_conflict, state_unchanged, reason_missing
 */
export async function setTaskState(
  ctx: Ctx,
  input: { id: string; version: number; state: TaskState; reason: string },
): Promise<Task> {
  const row = await getTaskRow(ctx, input.id);
  demand(ctx, 'task.change', { agency: row.agency_id });
  if (row.version !== input.version) return refuseStale(ctx, row);
  checkMove(ctx, row, input);
  const changed = await updateTask(ctx, input, stateColumns(row, input, today(ctx)));
  if (changed === undefined) return refuseStale(ctx, await getTaskRow(ctx, input.id));
  await record(ctx, {
    type: 'programme.task_moved',
    streamId: row.id,
    handbook: row.handbook,
    taskId: row.id,
    agencyId: row.agency_id,
    before: { state: row.state },
    after: { state: input.state, ...(input.reason ? { reason: input.reason } : {}) },
  });
  return (await presentTasks(ctx, [changed]))[0] as Task;
}

export interface TaskQuestion {
  readonly search?: string | undefined;
  readonly model?: number | undefined;
  readonly agency?: string | undefined;
  readonly officer?: string | undefined;
  readonly state?: TaskState | 'unfinished' | 'late' | 'soon' | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const unfinished = ['open', 'doing', 'stuck'] as const;

async function stateFilter(ctx: Ctx, state: TaskQuestion['state']): Promise<TaskFilter> {
  const day = today(ctx);
  if (state === undefined) return { states: [...unfinished, 'done'] };
  if (state === 'unfinished') return { states: unfinished };
  if (state === 'late') return { states: unfinished, dueBefore: day };
  if (state === 'soon')
    return { states: unfinished, dueFrom: day, dueTo: addDays(day, await settingToday(ctx, 'soon_days')) };
  return { states: [state] };
}

function afterOf(cursor: string | undefined): TaskFilter['after'] {
  const found = /^(\d{4}-\d{2}-\d{2})\|([0-9a-f-]{36})$/.exec(cursor ?? '');
  return found ? { due: found[1] ?? '', id: found[2] ?? '' } : undefined;
}

export async function listTasks(
  ctx: Ctx,
  question: TaskQuestion,
): Promise<{ items: Task[]; nextCursor: string | null }> {
  demandOfficer(ctx);
  const rows = await readTasks(ctx, {
    handbook: question.model,
    agencyId: question.agency,
    officerId: question.officer,
    search:
      question.search === undefined ? undefined : foldForSearch(question.search).replaceAll(/[%_\\]/g, ''),
    dueFrom: question.from,
    dueTo: question.to,
    ...(await stateFilter(ctx, question.state)),
    after: afterOf(question.cursor),
    limit: question.limit + 1,
  });
  const page = rows.slice(0, question.limit);
  const last = page.at(-1);
  return {
    items: await presentTasks(ctx, page),
    nextCursor: rows.length > question.limit && last ? cursorOf(last) : null,
  };
}
