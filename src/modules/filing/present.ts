import { type Field, type ServiceDefinition, pagesFor, timeLimitFor } from '#lib/service-definition';
import type { Answers, DossierComponent, Source } from '#contract/dossier';
import { presentAnswer } from '#modules/dossier';
import { registerName } from '#modules/evidence';
import { skippedStretches } from '#platform/calendar';
import type { Ctx } from '#platform/runtime';
import { type CheckedDraft, holdingsOf } from './check-draft.ts';
import { type DraftState, fieldsOf, prefillRegisters } from './draft-state.ts';

function attachmentView(row: DraftState['attachments'][number]) {
  return {
    id: row.id,
    fileName: row.file_name,
    mediaType: row.media_type,
    bytes: row.bytes,
    pages: row.pages,
    uploadedAt: row.uploaded_at.toISOString(),
  };
}

function attachmentsByComponent(state: DraftState) {
  const groups: Record<string, ReturnType<typeof attachmentView>[]> = {};
  for (const row of state.attachments) (groups[row.component_key] ??= []).push(attachmentView(row));
  return groups;
}

const consentState = {
  asked: 'asked',
  given: 'given',
  refused: 'refused',
  expired: 'expired',
  withdrawn: 'refused',
} as const;

function consentsOf(ctx: Ctx, state: DraftState) {
  return state.needs
    .filter((need) => need.need === 'consent')
    .map((need) => {
      const last = state.consents.find((consent) => consent.key === need.key);
      const isExpired = last?.state === 'asked' && last.expires_at < ctx.clock.now();
      return {
        key: need.key,
        name: need.component.name,
        state: last
          ? isExpired
            ? ('expired' as const)
            : consentState[last.state as keyof typeof consentState]
          : ('not_asked' as const),
        personName: last?.person_name ?? null,
        at: (last?.decided_at ?? last?.asked_at)?.toISOString() ?? null,
      };
    });
}

/** Values the registers gave, as read-only facts; fields a person may edit are asked instead. */
async function knownFactsOf(ctx: Ctx, state: DraftState) {
  const fixed = fieldsOf(state.definition).filter(
    (field) => field.prefill && field.editable === false && state.answers[field.key]?.source.kind !== 'typed',
  );
  const facts = [];
  for (const field of fixed) {
    const answer = state.answers[field.key];
    if (!answer) continue;
    const text = await presentAnswer(ctx, field, { value: answer.value, day: state.context.day });
    if (text !== '') facts.push({ key: field.key, label: field.label, text, source: answer.source });
  }
  return facts;
}

function unavailableRegisters(ctx: Ctx, state: DraftState) {
  return prefillRegisters(state.definition)
    .filter((register) => state.known.registers[register]?.state === 'unavailable')
    .map((register) => ({ key: register, name: registerName(ctx, register) }));
}

export async function presentDraft(ctx: Ctx, state: DraftState) {
  const { row, definition } = state;
  return {
    id: row.id,
    procedureCode: row.procedure_code,
    procedureVersion: String(row.procedure_version),
    title: definition.name,
    applicantName: row.applicant_name,
    answers: state.answers,
    knownFacts: await knownFactsOf(ctx, state),
    unavailableRegisters: unavailableRegisters(ctx, state),
    attachments: attachmentsByComponent(state),
    consents: consentsOf(ctx, state),
    page: row.page,
    savedAt: row.saved_at.toISOString(),
    version: row.version,
  };
}

async function sectionsOf(
  ctx: Ctx,
  definition: ServiceDefinition,
  filed: { answers: Answers; context: DraftState['context'] },
) {
  const sections = [];
  for (const page of pagesFor(definition, filed.context)) {
    const fields: { key: string; label: Field['label']; text: string; source: Source }[] = [];
    for (const field of page.fields) {
      const answer = filed.answers[field.key];
      const text = answer
        ? await presentAnswer(ctx, field, { value: answer.value, day: filed.context.day })
        : '';
      if (answer && text !== '')
        fields.push({ key: field.key, label: field.label, text, source: answer.source });
    }
    const isEditable = page.fields.some(
      (field) => field.editable !== false || filed.answers[field.key]?.source.kind === 'typed',
    );
    sections.push({ key: page.key, title: page.title, fields, editable: isEditable, page: page.key });
  }
  return sections;
}

type Need = CheckedDraft['needs'][number];

function sourceOf(ctx: Ctx, checked: CheckedDraft, need: Need): DossierComponent['source'] {
  const { dataSource } = need.component;
  if (!dataSource) return null;
  const claim = checked.known.claims[dataSource.claim];
  return {
    kind: 'register',
    register: dataSource.register,
    name: registerName(ctx, dataSource.register),
    at: claim?.at ?? null,
    state: claim?.state === 'confirmed' ? 'verified' : 'unverified',
  };
}

function statementOf(checked: CheckedDraft, need: Need): DossierComponent['statement'] {
  const { dataSource, hint } = need.component;
  const isConfirmed =
    dataSource !== undefined && checked.known.claims[dataSource.claim]?.state === 'confirmed';
  return isConfirmed ? dataSource.confirms : (hint ?? null);
}

function verdictOf(
  need: Need,
  proof: { isProved: boolean; isUploaded: boolean },
): DossierComponent['verdict'] {
  if (proof.isProved) return 'valid';
  if (proof.isUploaded) return 'open';
  return need.isOptional ? 'not_needed' : 'pending';
}

function provedBy(need: Need, isUploaded: boolean): DossierComponent['provedBy'] {
  if (isUploaded) return 'upload';
  return need.need === 'form' || need.need === 'data' || need.need === 'consent' ? need.need : 'nothing';
}

function componentView(ctx: Ctx, checked: CheckedDraft, need: Need): DossierComponent {
  const { documents, consents } = holdingsOf(checked);
  const isUploaded = documents.includes(need.key);
  const isProved = need.need === 'form' || need.need === 'data' || consents.includes(need.key);
  return {
    key: need.key,
    name: need.component.name,
    provedBy: provedBy(need, isUploaded),
    statement: statementOf(checked, need),
    source: sourceOf(ctx, checked, need),
    attachments: attachmentsByComponent(checked)[need.key] ?? [],
    verdict: verdictOf(need, { isProved, isUploaded }),
    verdictNote: null,
    needsEyes: isUploaded,
  };
}

const unitWords = {
  HOUR: { vi: 'giờ làm việc', en: 'working hours' },
  WORKING_DAY: { vi: 'ngày làm việc', en: 'working days' },
  DAY: { vi: 'ngày', en: 'days' },
} as const;

function timeLimitText(checked: CheckedDraft) {
  const limit = timeLimitFor(checked.definition, checked.context);
  if (!limit) return { vi: '', en: '' };
  if (limit.amount === 0) return { vi: 'Trong ngày làm việc', en: 'Within the working day' };
  return {
    vi: `${limit.amount} ${unitWords[limit.unit].vi}`,
    en: `${limit.amount} ${unitWords[limit.unit].en}`,
  };
}

export async function presentCheck(ctx: Ctx, checked: CheckedDraft) {
  const { fees, expected, competence } = checked;
  return {
    sections: await sectionsOf(ctx, checked.definition, checked),
    components: checked.needs.map((need) => componentView(ctx, checked, need)),
    problems: [...checked.problems],
    fee: {
      amount: fees.ok ? fees.total : 0,
      lines: fees.ok
        ? fees.items.map((item) => ({
            name: item.name,
            amount: item.amount,
            exempt: item.exemption !== null,
          }))
        : [],
    },
    expectedBy: expected?.dueAt.toISOString() ?? null,
    skippedDays: expected
      ? skippedStretches(expected.skipped).flatMap((stretch) =>
          'name' in stretch.reason ? [{ day: stretch.from, reason: stretch.reason.name }] : [],
        )
      : [],
    timeLimit: timeLimitText(checked),
    decidingAgency: competence ? { id: competence.deciding.id, name: competence.deciding.name } : null,
  };
}
