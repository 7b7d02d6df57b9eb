import { type Field, type ServiceDefinition, pagesFor, stepOf } from '#lib/service-definition';
import type { WorkingCalendar } from '#platform/calendar';
import type { Ctx } from '#platform/runtime';
import { type CaseFile, questionOf } from './case-file.ts';
import { calendarsFor, timeLeftOf } from './clock.ts';
import type { Answers, DossierSummary, FourStates } from './contract-shapes.ts';
import { agencyNames, staffNames } from '#modules/agency';
import { placeNames } from '#modules/place';
import { isAnswer, placesIn, showAnswer } from './present-value.ts';
import { type CaseState, nationalCode, steps, undoableEvent } from './rules.ts';
import { citizenActionsFor, officerActionsFor } from './rules-actions.ts';
import { type DossierRow, listAttachments, listComponents, listDocuments } from './store.ts';
import { legalDay } from '#platform/runtime';
import { timelineOf } from './present-timeline.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** The state as far as a list needs it, from the row's own columns. */
function stateOfRow(
  row: DossierRow,
): Pick<CaseState, 'business' | 'money' | 'delivery' | 'sync' | 'receivedAt'> {
  return {
    business: row.business,
    money: row.money,
    delivery: row.delivery,
    sync: row.sync,
    receivedAt: row.received_at,
  } as CaseState;
}

interface SummaryContext {
  readonly agencies: ReadonlyMap<string, string>;
  readonly calendars: ReadonlyMap<string, WorkingCalendar>;
  readonly now: Date;
}

function summary(row: DossierRow, context: SummaryContext): DossierSummary {
  const state = stateOfRow(row);
  const calendar = context.calendars.get(row.handling_agency_id);
  return {
    id: row.id,
    code: row.code,
    procedureCode: row.procedure_code,
    title: { vi: row.title_vi, en: row.title_en },
    applicantName: row.applicant_name,
    channel: row.channel as DossierSummary['channel'],
    states: {
      business: state.business,
      money: state.money,
      delivery: state.delivery,
      sync: state.sync,
      nationalCode: nationalCode(state),
    } satisfies FourStates,
    steps: steps(state as CaseState),
    submittedAt: row.submitted_at.toISOString(),
    receivedAt: iso(row.received_at),
    dueAt: iso(row.due_at),
    timeLeft: row.next_due_at && calendar ? timeLeftOf(calendar, row.next_due_at, context.now) : null,
    decidingAgency: { id: row.deciding_agency_id, name: context.agencies.get(row.deciding_agency_id) ?? '' },
    receivingAgency: {
      id: row.receiving_agency_id,
      name: context.agencies.get(row.receiving_agency_id) ?? '',
    },
    version: row.version,
  };
}

async function summaryContext(ctx: Ctx, rows: readonly DossierRow[]): Promise<SummaryContext> {
  const running = rows.filter((row) => row.next_due_at !== null).map((row) => row.handling_agency_id);
  return {
    agencies: await agencyNames(
      ctx,
      rows.flatMap((row) => [row.deciding_agency_id, row.receiving_agency_id]),
    ),
    calendars: await calendarsFor(ctx, running),
    now: ctx.clock.now(),
  };
}

/** A page of cases as lists show them. */
export async function presentSummaries(ctx: Ctx, rows: readonly DossierRow[]): Promise<DossierSummary[]> {
  const context = await summaryContext(ctx, rows);
  return rows.map((row) => summary(row, context));
}

/** The same for the office: with who has it and at which step. */
export async function presentQueue(
  ctx: Ctx,
  rows: readonly DossierRow[],
  definitions: ReadonlyMap<string, ServiceDefinition>,
) {
  const context = await summaryContext(ctx, rows);
  const names = await staffNames(
    ctx,
    rows.map((row) => row.assignee_id).filter((id) => id !== null),
  );
  return rows.map((row) => {
    const definition = definitions.get(`${row.procedure_code}@${row.procedure_version}`);
    const current = definition && row.step ? stepOf(definition, row.step) : undefined;
    return {
      ...summary(row, context),
      assigneeName: row.assignee_id ? (names.get(row.assignee_id) ?? null) : null,
      stepName: current?.name ?? null,
    };
  });
}

async function sectionsOf(ctx: Ctx, file: CaseFile, answers: Answers) {
  const codes = Object.values(answers).flatMap((answer) => (isAnswer(answer) ? placesIn(answer.value) : []));
  const places = await placeNames(ctx, codes, file.context.day);
  return pagesFor(file.definition, file.context)
    .map((page) => ({
      key: page.key,
      title: page.title,
      fields: page.fields.flatMap((field) => {
        const answer = answers[field.key];
        const text = answer ? showAnswer(field, answer.value, { places, language: ctx.language }) : '';
        return answer && text !== ''
          ? [{ key: field.key, label: field.label, text, source: answer.source }]
          : [];
      }),
    }))
    .filter((section) => section.fields.length > 0);
}

type ComponentRow = Awaited<ReturnType<typeof listComponents>>[number];
type AttachmentRow = Awaited<ReturnType<typeof listAttachments>>[number];

const provenKinds: readonly string[] = ['form', 'data', 'consent', 'vault'];

function attachmentView(attachment: AttachmentRow) {
  return {
    id: attachment.id,
    fileName: attachment.file_name,
    mediaType: attachment.media_type,
    bytes: attachment.bytes,
    pages: attachment.pages,
    uploadedAt: attachment.uploaded_at.toISOString(),
  };
}

function componentView(
  row: ComponentRow,
  files: readonly AttachmentRow[],
  verdict: CaseState['verdicts'][string] | undefined,
) {
  const isProved = provenKinds.includes(row.proved_by);
  const isExpected = files.length > 0 || !row.is_optional;
  return {
    key: row.key,
    name: { vi: row.name_vi, en: row.name_en },
    provedBy: row.proved_by as 'form',
    statement: row.statement_vi ? { vi: row.statement_vi, en: row.statement_en ?? row.statement_vi } : null,
    source: row.source as null,
    attachments: files.map(attachmentView),
    verdict: (verdict?.verdict ?? (isProved ? 'valid' : 'open')) as 'open',
    verdictNote: verdict?.note || null,
    needsEyes: !isProved && verdict === undefined && isExpected,
  };
}

/** What lies beside a case. */
export interface CaseParts {
  readonly components: readonly ComponentRow[];
  readonly attachments: readonly AttachmentRow[];
  readonly documents: Awaited<ReturnType<typeof listDocuments>>;
}

async function partsOf(ctx: Ctx, { row }: CaseFile): Promise<CaseParts> {
  const [components, attachments, documents] = await Promise.all([
    listComponents(ctx, row.id),
    listAttachments(ctx, row.id),
    listDocuments(ctx, row.id),
  ]);
  return { components, attachments, documents };
}

function componentsOf(file: CaseFile, parts: CaseParts) {
  return parts.components.map((row) => {
    const files = parts.attachments.filter((attachment) => attachment.component_key === row.key);
    return componentView(row, files, file.state.verdicts[row.key]);
  });
}

function documentViews(rows: Awaited<ReturnType<typeof listDocuments>>) {
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as 'result',
    name: { vi: row.name_vi, en: row.name_en },
    number: row.number,
    issuedAt: row.issued_at.toISOString(),
    signed: row.signed,
    verificationCode: row.verification_code,
    bytes: row.bytes,
  }));
}

function supplementOf(file: CaseFile) {
  const asked = file.events.findLast(({ event }) => event.type === 'supplement_requested');
  if (file.state.business !== 'supplement' || asked?.event.type !== 'supplement_requested') return null;
  const { items, reason, legalGround, answerBy } = asked.event;
  return { askedAt: asked.at.toISOString(), items: [...items], reason, legalGround, answerBy };
}

function actionsOf(ctx: Ctx, file: CaseFile) {
  if (ctx.principal.kind === 'citizen')
    return citizenActionsFor(file.state, file.definition, legalDay(ctx.clock.now()));
  const actions = officerActionsFor(questionOf(ctx, file));
  const mayUndo = undoableEvent(file.events, ctx.principal.id, ctx.clock.now()) !== undefined;
  return mayUndo ? [...actions, 'undo' as const] : actions;
}

async function assigneeOf(ctx: Ctx, file: CaseFile) {
  const { assigneeId } = file.state;
  if (!assigneeId) return null;
  const name = (await staffNames(ctx, [assigneeId])).get(assigneeId);
  return name ? { id: assigneeId, name } : null;
}

/** A case in full, as the one who asks may see it; `parts` where they are at hand. */
export async function presentDossier(ctx: Ctx, file: CaseFile, parts?: CaseParts) {
  const { row, state, definition, content } = file;
  const beside = parts ?? (await partsOf(ctx, file));
  const { documents } = beside;
  const [base] = await presentSummaries(ctx, [row]);
  const current = state.step === null ? undefined : stepOf(definition, state.step);
  return {
    ...(base as DossierSummary),
    sections: await sectionsOf(ctx, file, content.answers as Answers),
    components: componentsOf(file, beside),
    timeline: await timelineOf(ctx, file, documents),
    documents: documentViews(documents),
    fee: { amount: state.feeAmount, lines: (content.context as { feeLines?: [] }).feeLines ?? [] },
    supplementRequest: supplementOf(file),
    actions: actionsOf(ctx, file),
    assignee: await assigneeOf(ctx, file),
    currentStep: current ? { key: current.key, name: current.name, role: current.role } : null,
    skippedDays: [],
  };
}

/** An answer as a person reads it, with places by the names they had on a day. */
export async function presentAnswer(
  ctx: Ctx,
  field: Field,
  answer: { value: unknown; day: string },
): Promise<string> {
  const places = await placeNames(ctx, placesIn(answer.value), answer.day);
  return showAnswer(field, answer.value, { places, language: ctx.language });
}
