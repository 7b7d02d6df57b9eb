import { staffNames } from '#modules/agency';
import { type Ctx, legalDay } from '#platform/runtime';
import type {
  Assessment,
  Comment,
  Evidence,
  Extension,
  HistoryEntry,
  Obstacle,
  Step,
  Task,
} from './contract-shapes.ts';
import { isApprover, may } from './may.ts';
import { agencyBook, planFacts, refById, unitFinder, unitToday } from './plan.ts';
import { daysLate } from './rules.ts';
import type { CommentRow, EventRow } from './store-office.ts';
import { type AssessmentRow, readModels } from './store-plan.ts';
import {
  type EvidenceRow,
  type ExtensionRow,
  type ObstacleRow,
  readEvidence,
  readExtensions,
  readTasks,
  type StepRow,
  type TaskRow,
} from './store-work.ts';

export const today = (ctx: Ctx): string => legalDay(ctx.clock.now());
const iso = (instant: Date | string): string => new Date(instant).toISOString();

const byHand = { vi: 'Hệ thống', en: 'The system' } as const;

/** Names of those who acted; the system where it was nobody. */
export async function actorNames(
  ctx: Ctx,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => string> {
  const known = await staffNames(
    ctx,
    ids.filter((id): id is string => id !== null),
  );
  return (id) => known.get(id ?? '') ?? byHand[ctx.language];
}

interface PlanOrigin {
  readonly planUnit: string | null;
  readonly was: Task['was'];
}

async function originFinder(ctx: Ctx): Promise<(row: TaskRow) => PlanOrigin> {
  const book = await agencyBook(ctx);
  const find = unitFinder(await planFacts.units(ctx));
  return (row) => {
    const unit = row.plan_unit === null ? undefined : find(row.plan_unit);
    if (unit === undefined) return { planUnit: null, was: null };
    if (unit.agency === null) return { planUnit: unit.name, was: null };
    const then = book.byKey.get(unit.agency);
    if (then?.id === row.agency_id) return { planUnit: null, was: null };
    const { steps } = unitToday(unit, book, row.field ?? undefined);
    return { planUnit: unit.name, was: { name: unit.name, since: steps.at(-1)?.on ?? null } };
  };
}

export async function presentTasks(ctx: Ctx, rows: readonly TaskRow[]): Promise<Task[]> {
  if (rows.length === 0) return [];
  const ref = await refById(ctx);
  const originOf = await originFinder(ctx);
  const shorts = new Map((await readModels(ctx)).map((model) => [model.handbook, model.short_title]));
  const nameOf = await actorNames(
    ctx,
    rows.map((row) => row.officer_id),
  );
  const asked = new Set((await readExtensions(ctx, { state: 'asked' })).map((row) => row.task_id));
  const day = today(ctx);
  return rows.map((row) => ({
    id: row.id,
    model: row.handbook === null ? null : { number: row.handbook, short: shorts.get(row.handbook) ?? '' },
    title: row.title,
    note: row.note,
    role: row.plan_role as Task['role'],
    ...originOf(row),
    agency: ref(row.agency_id),
    officer: row.officer_id === null ? null : { id: row.officer_id, name: nameOf(row.officer_id) },
    with: row.with_agency_ids.map(ref),
    startOn: row.start_on,
    planDueOn: row.plan_due_on,
    dueOn: row.due_on,
    state: row.state as Task['state'],
    stuckReason: row.stuck_reason,
    stuckOn: row.stuck_on,
    doneOn: row.done_on,
    daysLate: daysLate({ state: row.state as Task['state'], dueOn: row.due_on }, day),
    extensionAsked: asked.has(row.id),
    decisionId: row.decision_id,
    demonstration: row.is_demonstration,
    version: row.version,
    canEdit: may(ctx, 'task.change', { agency: row.agency_id }) && !isOnlyApprover(ctx, row.agency_id),
  }));
}

/** An approver decides on extensions; they do not do other agencies' work. */
function isOnlyApprover(ctx: Ctx, agencyId: string): boolean {
  const roles = ctx.principal.terms;
  return (
    isApprover(ctx) &&
    !roles.some((term) => term.role === 'programme-secretary') &&
    !roles.some((term) => term.role === 'programme-lead' && term.agencyId === agencyId)
  );
}

export async function presentEvidence(ctx: Ctx, rows: readonly EvidenceRow[]): Promise<Evidence[]> {
  const nameOf = await actorNames(
    ctx,
    rows.map((row) => row.added_by),
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as Evidence['kind'],
    note: row.note,
    figure: row.figure === null ? null : Number(row.figure),
    figureUnit: row.figure_unit,
    paperCode: row.paper_code,
    fileName: row.file_name,
    fileSize: row.file_size,
    demonstration: row.is_demonstration,
    addedAt: iso(row.added_at),
    addedBy: nameOf(row.added_by),
  }));
}

export async function presentSteps(ctx: Ctx, rows: readonly StepRow[]): Promise<Step[]> {
  const ref = await refById(ctx);
  const evidence = await readEvidence(ctx, { stepIds: rows.map((row) => row.id) });
  const shown = new Map((await presentEvidence(ctx, evidence)).map((one) => [one.id, one]));
  const nameOf = await actorNames(
    ctx,
    rows.map((row) => row.done_by),
  );
  return rows.map((row) => ({
    id: row.id,
    model: row.handbook,
    number: row.number,
    text: row.text,
    agency: ref(row.agency_id),
    doneOn: row.done_on,
    doneBy: row.done_on === null ? null : nameOf(row.done_by),
    evidence: evidence.flatMap((one) => {
      const found = one.step_id === row.id ? shown.get(one.id) : undefined;
      return found ? [found] : [];
    }),
    version: row.version,
    canTick: may(ctx, 'step.change', { agency: row.agency_id }),
  }));
}

export async function presentExtensions(ctx: Ctx, rows: readonly ExtensionRow[]): Promise<Extension[]> {
  const ref = await refById(ctx);
  const tasks = new Map(
    (await readTasks(ctx, { ids: rows.map((row) => row.task_id) })).map((task) => [task.id, task]),
  );
  const nameOf = await actorNames(
    ctx,
    rows.flatMap((row) => [row.asked_by, row.decided_by]),
  );
  const isOpen = (row: ExtensionRow): boolean => row.state === 'asked';
  return rows.map((row) => ({
    id: row.id,
    taskId: row.task_id,
    taskTitle: tasks.get(row.task_id)?.title ?? '',
    model: tasks.get(row.task_id)?.handbook ?? null,
    agency: ref(row.agency_id),
    fromDueOn: row.from_due_on,
    toDueOn: row.to_due_on,
    reason: row.reason,
    state: row.state as Extension['state'],
    askedAt: iso(row.asked_at),
    askedBy: nameOf(row.asked_by),
    decidedBy: row.decided_by === null ? null : nameOf(row.decided_by),
    decisionReason: row.decision_reason,
    canDecide: isOpen(row) && isApprover(ctx) && row.asked_by !== ctx.principal.id,
    canWithdraw: isOpen(row) && row.asked_by === ctx.principal.id,
  }));
}

export async function presentObstacles(ctx: Ctx, rows: readonly ObstacleRow[]): Promise<Obstacle[]> {
  const ref = await refById(ctx);
  const nameOf = await actorNames(
    ctx,
    rows.map((row) => row.raised_by),
  );
  return rows.map((row) => ({
    id: row.id,
    model: row.handbook,
    taskId: row.task_id,
    agency: ref(row.agency_id),
    kind: row.kind as Obstacle['kind'],
    severity: row.severity as Obstacle['severity'],
    text: row.text,
    proposal: row.proposal,
    raisedOn: row.raised_on,
    raisedBy: nameOf(row.raised_by),
    resolvedOn: row.resolved_on,
    resolution: row.resolution,
    canResolve: row.resolved_on === null && may(ctx, 'obstacle.change', { agency: row.agency_id }),
  }));
}

export async function presentComments(ctx: Ctx, rows: readonly CommentRow[]): Promise<Comment[]> {
  const nameOf = await actorNames(
    ctx,
    rows.map((row) => row.by),
  );
  return rows.map((row) => ({ id: row.id, text: row.text, at: iso(row.at), by: nameOf(row.by) }));
}

const objectOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;

export async function presentHistory(ctx: Ctx, rows: readonly EventRow[]): Promise<HistoryEntry[]> {
  const nameOf = await actorNames(
    ctx,
    rows.map((row) => row.actor_id),
  );
  return rows.map((row) => ({
    id: row.id,
    at: iso(row.at),
    by: nameOf(row.actor_id),
    type: row.type,
    before: objectOf(row.before),
    after: objectOf(row.after),
  }));
}

export async function presentAssessments(ctx: Ctx, rows: readonly AssessmentRow[]): Promise<Assessment[]> {
  const nameOf = await actorNames(
    ctx,
    rows.map((row) => row.recorded_by),
  );
  return rows.map((row) => ({
    id: row.id,
    model: row.handbook,
    assessedOn: row.assessed_on,
    passed: row.is_passed,
    number: row.number,
    assessor: row.assessor,
    findings: row.findings,
    designFingerprint: row.design_fingerprint,
    validTo: row.valid_to,
    recordedAt: iso(row.recorded_at),
    recordedBy: nameOf(row.recorded_by),
  }));
}
