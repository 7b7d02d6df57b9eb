import { readFile, storeFile, type UploadPolicy } from '#platform/files';
import type { UploadedFile } from '#platform/http';
import type { Ctx } from '#platform/runtime';
import type { Step } from './contract-shapes.ts';
import { errors } from './errors.ts';
import { demand, demandOfficer } from './may.ts';
import { presentSteps } from './present.ts';
import { record } from './record.ts';
import {
  type EvidenceRow,
  insertEvidence,
  readEvidence,
  readSteps,
  type StepRow,
  updateStep,
  withdrawEvidenceRow,
} from './store-work.ts';
import { getTaskRow } from './tasks.ts';

async function getStepRow(ctx: Ctx, id: string): Promise<StepRow> {
  const [row] = await readSteps(ctx, { id });
  if (row === undefined) throw errors.error('not_found');
  return row;
}

function refuseStep(row: StepRow): never {
  throw errors.error(row.done_on === null ? 'step_open' : 'step_done');
}

const shown = async (ctx: Ctx, row: StepRow): Promise<Step> => (await presentSteps(ctx, [row]))[0] as Step;

/** @throws programme.step_lacks_evidence: a step is done when something shows it */
export async function tickStep(ctx: Ctx, input: { id: string; on: string; version: number }): Promise<Step> {
  const row = await getStepRow(ctx, input.id);
  demand(ctx, 'step.change', { agency: row.agency_id });
  if (row.done_on !== null) throw errors.error('step_done');
  const evidence = await readEvidence(ctx, { stepIds: [row.id] });
  if (evidence.length === 0) throw errors.error('step_lacks_evidence');
  const changed = await updateStep(ctx, input, input.on);
  if (changed === undefined) return refuseStep(await getStepRow(ctx, input.id));
  await record(ctx, {
    type: 'programme.step_ticked',
    streamId: row.id,
    handbook: row.handbook,
    agencyId: row.agency_id,
    before: { step: row.number, doneOn: null },
    after: { step: row.number, doneOn: input.on },
  });
  return shown(ctx, changed);
}

export async function untickStep(
  ctx: Ctx,
  input: { id: string; reason: string; version: number },
): Promise<Step> {
  const row = await getStepRow(ctx, input.id);
  demand(ctx, 'step.change', { agency: row.agency_id });
  if (row.done_on === null) throw errors.error('step_open');
  const changed = await updateStep(ctx, input, null);
  if (changed === undefined) return refuseStep(await getStepRow(ctx, input.id));
  await record(ctx, {
    type: 'programme.step_unticked',
    streamId: row.id,
    handbook: row.handbook,
    agencyId: row.agency_id,
    before: { step: row.number, doneOn: row.done_on },
    after: { step: row.number, doneOn: null, reason: input.reason },
  });
  return shown(ctx, changed);
}

export interface About {
  readonly about: 'steps' | 'tasks';
  readonly id: string;
}

interface Whole {
  readonly handbook: number | null;
  readonly agencyId: string;
  readonly link: Pick<EvidenceRow, 'step_id' | 'task_id'>;
}

async function wholeOf(ctx: Ctx, { about, id }: About): Promise<Whole> {
  const row = about === 'steps' ? await getStepRow(ctx, id) : await getTaskRow(ctx, id);
  demand(ctx, 'evidence.add', { agency: row.agency_id });
  return {
    handbook: row.handbook,
    agencyId: row.agency_id,
    link: about === 'steps' ? { step_id: id, task_id: null } : { step_id: null, task_id: id },
  };
}

async function keep(
  ctx: Ctx,
  whole: Whole,
  row: Partial<EvidenceRow> & Pick<EvidenceRow, 'id' | 'kind' | 'note'>,
): Promise<string> {
  await insertEvidence(ctx, { ...row, ...whole.link, handbook: whole.handbook, agency_id: whole.agencyId });
  await record(ctx, {
    type: 'programme.evidence_added',
    streamId: row.id,
    handbook: whole.handbook,
    taskId: whole.link.task_id,
    agencyId: whole.agencyId,
    after: { kind: row.kind },
  });
  return row.id;
}

export type TypedEvidence =
  | { readonly kind: 'figure'; readonly figure: number; readonly figureUnit: string; readonly note: string }
  | { readonly kind: 'paper'; readonly paperCode: string; readonly note: string };

export async function addEvidence(ctx: Ctx, about: About, given: TypedEvidence): Promise<string> {
  const whole = await wholeOf(ctx, about);
  const { kind, note } = given;
  const value =
    given.kind === 'figure'
      ? { figure: String(given.figure), figure_unit: given.figureUnit }
      : { paper_code: given.paperCode };
  return keep(ctx, whole, { id: ctx.ids.next(), kind, note, ...value });
}

const evidencePolicy: UploadPolicy = {
  allowed: [
    'application/pdf',
    'image/jpeg',
    'image/png',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ],
  maxBytes: 15 * 1024 * 1024,
};

/** @throws files.* when the file is refused; nothing is stored then */
export async function addEvidenceFile(
  ctx: Ctx,
  about: About,
  { name, bytes }: UploadedFile,
): Promise<string> {
  const whole = await wholeOf(ctx, about);
  const id = ctx.ids.next();
  const stored = await storeFile(ctx, {
    bytes,
    name,
    policy: evidencePolicy,
    holder: 'programme.evidence',
    holderId: id,
  });
  return keep(ctx, whole, {
    id,
    kind: stored.mediaType.startsWith('image/') ? 'photo' : 'file',
    note: '',
    file_object_id: stored.objectId,
    file_name: name,
    file_size: stored.size,
    media_type: stored.mediaType,
  });
}

async function getEvidence(ctx: Ctx, id: string): Promise<EvidenceRow> {
  const [row] = await readEvidence(ctx, { id });
  if (row === undefined) throw errors.error('not_found');
  return row;
}

/** @throws programme.evidence_in_use: the last evidence of a step that is done */
export async function withdrawEvidence(ctx: Ctx, id: string): Promise<void> {
  const row = await getEvidence(ctx, id);
  demand(ctx, 'evidence.change', { agency: row.agency_id });
  if (row.step_id !== null) {
    const step = await getStepRow(ctx, row.step_id);
    const all = await readEvidence(ctx, { stepIds: [row.step_id] });
    if (step.done_on !== null && all.length === 1) throw errors.error('evidence_in_use');
  }
  if (!(await withdrawEvidenceRow(ctx, id))) throw errors.error('not_found');
  await record(ctx, {
    type: 'programme.evidence_withdrawn',
    streamId: id,
    handbook: row.handbook,
    taskId: row.task_id,
    agencyId: row.agency_id,
    before: { kind: row.kind, note: row.note, fileName: row.file_name },
  });
}

/** @throws programme.not_found where the evidence is no file */
export async function openEvidence(
  ctx: Ctx,
  id: string,
): Promise<{ name: string; mediaType: string; bytes: Uint8Array }> {
  demandOfficer(ctx);
  const row = await getEvidence(ctx, id);
  if (row.file_object_id === null) throw errors.error('not_found');
  const { bytes, mediaType } = await readFile(ctx, row.file_object_id);
  return { bytes, mediaType, name: row.file_name ?? 'chung-cu' };
}
