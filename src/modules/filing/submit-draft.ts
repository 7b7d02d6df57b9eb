import type { ComponentNeed } from '#lib/service-definition';
import type { Source } from '#contract/dossier';
import { type NewComponent, type OpenedDossier, openDossier } from '#modules/dossier';
import { type Ctx } from '#platform/runtime';
import { type CheckedDraft, examineDraft, holdingsOf, noAgency } from './check-draft.ts';
import { registerName } from '#modules/evidence';
import { errors } from './errors.ts';

function provedBy(need: ComponentNeed, documents: readonly string[]): NewComponent['provedBy'] {
  if (documents.includes(need.key)) return 'upload';
  if (need.need === 'form' || need.need === 'consent' || need.need === 'data') return need.need;
  return 'nothing';
}

function sourceOf(ctx: Ctx, checked: CheckedDraft, need: ComponentNeed): Source | null {
  const { dataSource } = need.component;
  if (need.need === 'consent') {
    const given = checked.consents.find((consent) => consent.key === need.key && consent.state === 'given');
    return given
      ? {
          kind: 'vneid',
          register: null,
          name: { vi: 'Xác nhận trên VNeID', en: 'Confirmed in VNeID' },
          at: given.decided_at?.toISOString() ?? null,
          state: 'verified',
        }
      : null;
  }
  if (!dataSource) return null;
  const claim = checked.known.claims[dataSource.claim];
  const state = claim?.state === 'confirmed' ? 'verified' : 'unverified';
  return {
    kind: 'register',
    register: dataSource.register,
    name: registerName(ctx, dataSource.register),
    at: claim?.at ?? null,
    state,
  };
}

function statementOf(checked: CheckedDraft, need: ComponentNeed): { vi: string; en: string } | null {
  const { dataSource } = need.component;
  if (need.need === 'consent') {
    const given = checked.consents.find((consent) => consent.key === need.key && consent.state === 'given');
    return given
      ? { vi: `${given.person_name}, ${given.number_hint}`, en: `${given.person_name}, ${given.number_hint}` }
      : null;
  }
  if (!dataSource) return null;
  const claim = checked.known.claims[dataSource.claim] as
    | { state: string; statement?: { vi: string; en: string } }
    | undefined;
  if (claim?.state === 'confirmed') return claim.statement ?? dataSource.confirms;
  return { vi: 'Cán bộ sẽ đối chiếu sau', en: 'An officer will check this' };
}

function componentsFrom(ctx: Ctx, checked: CheckedDraft): NewComponent[] {
  const { documents } = holdingsOf(checked);
  return checked.needs.map((need) => ({
    need,
    provedBy: provedBy(need, documents),
    statement: statementOf(checked, need),
    source: sourceOf(ctx, checked, need),
  }));
}

function attachmentsFrom(checked: CheckedDraft) {
  return checked.attachments.map((row) => ({
    id: row.id,
    componentKey: row.component_key,
    fileId: row.file_id,
    fileName: row.file_name,
    mediaType: row.media_type,
    bytes: row.bytes,
    pages: row.pages,
    uploadedAt: row.uploaded_at,
  }));
}

/** Persons whose data the office may read for this case: applicant, filer, and those who gave consent. */
function subjectsOf(checked: CheckedDraft): string[] {
  const { row, consents } = checked;
  return [
    row.applicant_person_id,
    row.filer_person_id,
    ...consents.map((consent) => consent.person_id),
  ].filter((id) => id !== null);
}

/** Who filed on behalf of another must still be allowed to at this moment: roles end between typing and filing. */
async function requireStanding(ctx: Ctx, { row }: CheckedDraft): Promise<void> {
  if (row.filer_relation === 'self') return;
  const input = row.applicant_organisation_id
    ? ({ kind: 'organisation', organisationId: row.applicant_organisation_id } as const)
    : ({ kind: 'person', personId: row.applicant_person_id ?? '' } as const);
  const applicant = await ctx.ports.representation.findApplicant(ctx, input, row.procedure_code);
  if (applicant?.relation !== row.filer_relation) throw errors.error('not_representative');
}

/**
 * Files a draft: once, whatever is clicked twice. Nothing half done: the case, its code, its proofs and the basis on
 * which offices read stand in one transaction.
 * @throws filing.incomplete, filing.not_representative, filing.declaration_missing, filing.no_agency, filing.changed_meanwhile
 */
export async function submitDraft(
  ctx: Ctx,
  input: { id: string; declared: boolean; version: number },
): Promise<OpenedDossier> {
  if (!input.declared) throw errors.error('declaration_missing');
  const checked = await examineDraft(ctx, input.id);
  const { row, definition, context, fees, competence, problems } = checked;
  if (row.version !== input.version) throw errors.error('changed_meanwhile');
  await requireStanding(ctx, checked);
  const faults = problems.filter((problem) => problem !== noAgency);
  if (faults.length > 0) throw errors.error('incomplete', { count: faults.length });
  if (!competence) throw errors.error('no_agency');
  if (!fees.ok) throw errors.error('incomplete', { count: 1 });
  const feeLines = fees.items.map((item) => ({
    name: item.name,
    amount: item.amount,
    exempt: item.exemption !== null,
  }));
  const opened = await openDossier(ctx, {
    definition,
    context: { ...context, feeLines } as typeof context,
    answers: checked.answers,
    components: componentsFrom(ctx, checked),
    attachments: attachmentsFrom(checked),
    applicant: {
      personId: row.applicant_person_id,
      organisationId: row.applicant_organisation_id,
      name: row.applicant_name,
    },
    filer: { personId: row.filer_person_id, relation: row.filer_relation },
    subjects: subjectsOf(checked),
    channel: 'online',
    receiving: { id: competence.receiving.id, code: competence.receiving.dossierPrefix },
    decidingAgencyId: competence.deciding.id,
    fee: {
      amount: fees.total,
      exempt: fees.total === 0 && fees.items.some((item) => item.exemption !== null),
    },
    sync: definition.filingMode !== 'own',
  });
  const filed = { dossier_id: opened.id, known: JSON.stringify(checked.known) };
  ctx.later(ctx.db.updateTable('filing.draft').set(filed).where('id', '=', row.id));
  return opened;
}
