import type { Ctx } from '#platform/runtime';
import type { ModelState } from './contract-shapes.ts';
import { errors } from './errors.ts';
import { demand, isSecretary } from './may.ts';
import { actorNames, today } from './present.ts';
import { record } from './record.ts';
import { operationRefusal } from './rules.ts';
import {
  type AssessmentRow,
  insertAssessment,
  moveRun,
  type RunRow,
  readAssessments,
  readRuns,
} from './store-plan.ts';

/** @throws programme.model_not_found */
async function getRun(ctx: Ctx, handbook: number): Promise<RunRow> {
  const run = (await readRuns(ctx)).find((row) => row.handbook === handbook);
  if (run === undefined) throw errors.error('model_not_found');
  return run;
}

/** @throws programme.version_conflict naming who came first and when */
export async function refuseStale(
  ctx: Ctx,
  row: { changed_at: Date; changed_by: string | null },
): Promise<never> {
  const nameOf = await actorNames(ctx, [row.changed_by]);
  throw errors.error('version_conflict', {
    who: nameOf(row.changed_by),
    at: new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Ho_Chi_Minh',
      hour: '2-digit',
      minute: '2-digit',
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
    }).format(row.changed_at),
  });
}

async function assessmentFor(
  ctx: Ctx,
  move: { number: number; since: string; state: ModelState },
): Promise<AssessmentRow | null> {
  const rows = await readAssessments(ctx, move.number);
  const refusal = operationRefusal(
    rows.map((row) => ({ passed: row.is_passed, assessedOn: row.assessed_on, validTo: row.valid_to })),
    move.since,
  );
  if (move.state === 'in_operation' && refusal !== null) throw errors.error(refusal, { model: move.number });
  return rows.find((row) => row.is_passed && row.assessed_on <= move.since) ?? null;
}

/**
 * Moves a model from one state to another. Nothing goes into operation without a passed, dated assessment.
 * @throws programme.assessment_missing, assessment_failed, assessment_later, assessment_lapsed, version_conflict
 */
export async function setModelState(
  ctx: Ctx,
  move: { number: number; state: ModelState; since: string; note: string; version: number },
): Promise<{ state: ModelState; version: number }> {
  demand(ctx, 'model-run.change');
  const run = await getRun(ctx, move.number);
  if (run.version !== move.version) return refuseStale(ctx, run);
  if (run.state === move.state) throw errors.error('state_unchanged');
  const found = await assessmentFor(ctx, move);
  const assessment = move.state === 'in_operation' ? found : null;
  const { number: handbook, version, state, since, note } = move;
  if (!(await moveRun(ctx, { handbook, version, state, since, assessment }))) return refuseStale(ctx, run);
  await record(ctx, {
    type: 'programme.model_moved',
    streamId: ctx.ids.next(),
    handbook,
    agencyId: run.lead_agency_id,
    before: { state: run.state, since: run.since },
    after: { state, since, ...(note ? { note } : {}) },
  });
  return { state, version: version + 1 };
}

/** @throws programme.assessment_in_future, end_before_begin */
export async function recordAssessment(
  ctx: Ctx,
  input: {
    number: number;
    assessedOn: string;
    passed: boolean;
    paperNumber: string;
    assessor: string;
    findings: string;
    designFingerprint: string | null;
    validTo: string | null;
  },
): Promise<string> {
  demand(ctx, 'assessment.add');
  const run = await getRun(ctx, input.number);
  if (input.assessedOn > today(ctx)) throw errors.error('assessment_in_future');
  if (input.validTo !== null && input.validTo <= input.assessedOn) throw errors.error('end_before_begin');
  const id = await insertAssessment(ctx, {
    handbook: input.number,
    assessed_on: input.assessedOn,
    is_passed: input.passed,
    number: input.paperNumber,
    assessor: input.assessor,
    findings: input.findings,
    design_fingerprint: input.designFingerprint,
    valid_to: input.validTo,
    file_object_id: null,
    file_name: null,
  });
  await record(ctx, {
    type: 'programme.assessment_recorded',
    streamId: id,
    handbook: input.number,
    agencyId: run.lead_agency_id,
    after: { passed: input.passed, assessedOn: input.assessedOn, number: input.paperNumber },
  });
  return id;
}

export const mayMove = isSecretary;
