import {
  type ComponentNeed,
  type ServiceContext,
  type ServiceDefinition,
  ruleOn,
  stepOf,
} from '#lib/service-definition';
import { openBasis } from '#platform/access';
import { type Ctx, legalDay } from '#platform/runtime';
import { type CaseFile, caseRef, emitSubmitted, handlingOf } from './case-file.ts';
import { dueDate, periodOf } from './clock.ts';
import type { Answers } from './contract-shapes.ts';
import { openFee } from './payment.ts';
import type { CaseParts } from './present.ts';
import { type CaseEvent, newCase, step } from './rules.ts';
import { type DossierRow, nextNumber, projectionOf } from './store.ts';

export interface NewAttachment {
  readonly id: string;
  readonly componentKey: string;
  readonly fileId: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly pages: number | null;
  readonly uploadedAt: Date;
}

export interface NewComponent {
  readonly need: ComponentNeed;
  readonly provedBy: 'form' | 'data' | 'upload' | 'consent' | 'vault' | 'nothing';
  readonly statement: { readonly vi: string; readonly en: string } | null;
  readonly source: unknown;
}

export interface NewDossier {
  readonly definition: ServiceDefinition;
  readonly context: ServiceContext;
  readonly answers: Answers;
  readonly components: readonly NewComponent[];
  readonly attachments: readonly NewAttachment[];
  readonly applicant: {
    readonly personId: string | null;
    readonly organisationId: string | null;
    readonly name: string;
  };
  readonly filer: { readonly personId: string | null; readonly relation: string };
  readonly helperStaffId?: string | null;
  /** Persons whose data the office may read while the case is open. */
  readonly subjects: readonly string[];
  readonly channel: 'online' | 'counter' | 'postal' | 'kiosk' | 'national';
  readonly receiving: { readonly id: string; readonly code: string };
  readonly decidingAgencyId: string;
  readonly fee: { readonly amount: number; readonly exempt: boolean };
  /** Whether the national gateway is told. */
  readonly sync: boolean;
  readonly nationalCode?: string | null;
}

/** `H15.41-261123-0001`: agency, day, number of the day; beyond 9999 it simply grows. TT 03/2025/TT-VPCP */
export function dossierCode(agencyCode: string, day: string, sequence: number): string {
  return `${agencyCode}-${day.slice(2).replaceAll('-', '')}-${String(sequence).padStart(4, '0')}`;
}

function contentOf(ctx: Ctx, id: string, input: NewDossier) {
  return {
    dossier_id: id,
    seq: 1,
    answers: input.answers,
    claims: input.context.data,
    context: input.context,
    filed_at: ctx.clock.now(),
  };
}

function componentRows(id: string, input: NewDossier) {
  return input.components.map(({ need, provedBy, statement, source }, position) => ({
    dossier_id: id,
    key: need.key,
    position,
    name_vi: need.component.name.vi,
    name_en: need.component.name.en,
    proved_by: provedBy,
    statement_vi: statement?.vi ?? null,
    statement_en: statement?.en ?? null,
    source,
    is_optional: need.isOptional,
  }));
}

function attachmentRows(id: string, input: NewDossier) {
  return input.attachments.map((file) => ({
    id: file.id,
    dossier_id: id,
    component_key: file.componentKey,
    file_id: file.fileId,
    file_name: file.fileName,
    media_type: file.mediaType,
    bytes: file.bytes,
    pages: file.pages,
    uploaded_at: file.uploadedAt,
  }));
}

/** Stores content and proofs of a new case. @returns the rows as they will be read */
function storeParts(ctx: Ctx, id: string, input: NewDossier) {
  const content = contentOf(ctx, id, input);
  const components = componentRows(id, input);
  const attachments = attachmentRows(id, input);
  const { answers, claims, context } = content;
  const contentRow = {
    ...content,
    answers: JSON.stringify(answers),
    claims: JSON.stringify(claims),
    context: JSON.stringify(context),
  };
  ctx.later(ctx.db.insertInto('dossier.content').values(contentRow));
  const written = components.map((row) => ({
    ...row,
    source: row.source === null ? null : JSON.stringify(row.source),
  }));
  if (written.length > 0) ctx.later(ctx.db.insertInto('dossier.component').values(written));
  if (attachments.length > 0) ctx.later(ctx.db.insertInto('dossier.attachment').values(attachments));
  return { content, components, attachments };
}

async function replyDue(ctx: Ctx, input: NewDossier): Promise<Date> {
  const rule = ruleOn(input.definition, 'receipt', legalDay(ctx.clock.now()));
  if (!rule) return ctx.clock.now();
  const due = await dueDate(ctx, {
    agencyId: input.receiving.id,
    period: periodOf(rule.answerWithin),
    receivedAt: ctx.clock.now(),
    pauses: [],
  });
  return due.dueAt;
}

function rowOf(ctx: Ctx, id: string, input: NewDossier) {
  const { definition } = input;
  return {
    id,
    procedure_code: definition.code,
    procedure_version: definition.version,
    title_vi: definition.name.vi,
    title_en: definition.name.en,
    channel: input.channel,
    legal_day: input.context.day,
    applicant_person_id: input.applicant.personId,
    applicant_organisation_id: input.applicant.organisationId,
    applicant_name: input.applicant.name,
    applicant_kind: input.applicant.organisationId ? 'organisation' : 'person',
    filer_person_id: input.filer.personId,
    filer_relation: input.filer.relation,
    helper_staff_id: input.helperStaffId ?? null,
    receiving_agency_id: input.receiving.id,
    deciding_agency_id: input.decidingAgencyId,
    national_code: input.nationalCode ?? null,
    submitted_at: ctx.clock.now(),
  };
}

/** An authorised filer pays and sees the payment; else the fee is the applicant's. */
function payerOf({ applicant, filer }: NewDossier): {
  personId: string | null;
  organisationId: string | null;
} {
  if (filer.relation === 'authorised') return { personId: filer.personId, organisationId: null };
  return { personId: applicant.personId ?? filer.personId, organisationId: applicant.organisationId };
}

async function oweFee(ctx: Ctx, input: NewDossier, opened: { id: string; code: string }): Promise<void> {
  if (input.fee.amount === 0) return;
  await openFee(ctx, {
    dossierId: opened.id,
    code: opened.code,
    amount: input.fee.amount,
    agencyId: input.receiving.id,
    ...payerOf(input),
    channel: input.channel,
    feeRule: `${input.definition.code}@${input.definition.version}`,
  });
}

async function takeCode(ctx: Ctx, { receiving }: NewDossier): Promise<string> {
  const day = legalDay(ctx.clock.now());
  return dossierCode(receiving.code, day, await nextNumber(ctx, `dossier:${receiving.code}`, day));
}

async function firstEvent(ctx: Ctx, input: NewDossier): Promise<CaseEvent> {
  const [first] = input.definition.steps;
  if (!first || !stepOf(input.definition, first.key)) throw new RangeError('a definition without steps');
  return {
    type: 'submitted',
    step: first.key,
    feeAmount: input.fee.amount,
    exempt: input.fee.exempt,
    replyDueAt: (await replyDue(ctx, input)).toISOString(),
    sync: input.sync,
  };
}

/** A case just opened, with everything that was written: to be shown without reading it again. */
export interface OpenedDossier {
  readonly id: string;
  readonly code: string;
  readonly file: CaseFile;
  readonly parts: CaseParts;
}

/**
 * Opens a case: code, record, content, proofs and the basis on which offices may read its persons, in the caller's
 * transaction.
 */
export async function openDossier(ctx: Ctx, input: NewDossier): Promise<OpenedDossier> {
  const id = ctx.ids.next();
  const { definition } = input;
  const event = await firstEvent(ctx, input);
  const state = step(newCase, event, ctx.clock.now());
  const row = rowOf(ctx, id, input);
  const handling = handlingOf(
    { ...row, handling_agency_id: input.receiving.id } as DossierRow,
    definition,
    state,
  );
  const basisId = await openBasis(ctx, {
    kind: 'case',
    caseRef: caseRef(id),
    subjects: input.subjects,
    agencyId: input.receiving.id,
  });
  const code = await takeCode(ctx, input);
  const values = { ...row, ...projectionOf(state, handling), code, basis_id: basisId, version: 1 };
  const inserted = ctx.db
    .insertInto('dossier.dossier')
    .values(values)
    .returningAll()
    .executeTakeFirstOrThrow();
  const [written] = await Promise.all([inserted, oweFee(ctx, input, { id, code })]);
  const { content, components, attachments } = storeParts(ctx, id, input);
  const submitted = { id, code, procedureCode: definition.code, event, subjects: input.subjects };
  const eventId = await emitSubmitted(ctx, submitted);
  const at = ctx.clock.now();
  const { id: actorId, kind: actorKind } = ctx.principal;
  const events = [{ id: eventId, at, actorId, actorKind, agencyId: null, seq: 1, event }];
  return {
    id,
    code,
    file: { row: written, events, state, definition, context: input.context, content },
    parts: { components, attachments, documents: [] },
  };
}
