import { isEvidenceEnough } from '#lib/service-definition';
import { getDefinitionOn } from '#modules/procedure';
import { openBasis } from '#platform/access';
import { type Ctx, type Principal, legalDay } from '#platform/runtime';
import { askRegisters, contextOf, questionFor } from './draft-state.ts';
import { errors } from './errors.ts';

export type ApplicantInput =
  | { readonly kind: 'self' }
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'organisation'; readonly organisationId: string };

export interface Applicant {
  readonly personId: string | null;
  readonly organisationId: string | null;
  readonly name: string;
  readonly relation: 'self' | 'parent' | 'guardian' | 'director' | 'authorised';
}

/** Who may speak for whom; the person and organisation registers answer. */
export interface Representation {
  /** Name and relation of an applicant whom the actor may represent; undefined when not. */
  findApplicant(ctx: Ctx, input: ApplicantInput, procedureCode: string): Promise<Applicant | undefined>;
}

declare module '#platform/runtime' {
  interface Ports {
    representation: Representation;
  }
}

/** The rung of the ladder a signed-in citizen stands on. */
export function heldEvidence(principal: Principal): string {
  const level = principal.assurance?.accountLevel;
  return level ? `V${level}+D` : (principal.assurance?.evidence ?? 'I0');
}

/** Starts a draft: the registers are asked first, so that nothing is asked that the state knows. */
export async function startDraft(
  ctx: Ctx,
  input: { procedureCode: string; applicant: ApplicantInput },
): Promise<string> {
  const filerId = ctx.principal.personId;
  if (filerId === null) throw errors.error('not_representative');
  const definition = await getDefinitionOn(ctx, input.procedureCode, legalDay(ctx.clock.now())).catch(
    (error: unknown) => {
      throw errors.error('procedure_not_open', {}, error);
    },
  );
  if (!isEvidenceEnough(definition.minimumEvidence.online, heldEvidence(ctx.principal)))
    throw errors.error('assurance_too_low');
  const applicant = await ctx.ports.representation.findApplicant(ctx, input.applicant, definition.code);
  const kind = applicant?.organisationId ? 'organisation' : 'person';
  if (
    !applicant ||
    !definition.applicantKinds.includes(kind) ||
    !definition.filers.includes(applicant.relation)
  )
    throw errors.error('not_representative');
  const row = {
    id: ctx.ids.next(),
    filer_person_id: filerId,
    filer_relation: applicant.relation,
    applicant_person_id: applicant.personId,
    applicant_organisation_id: applicant.organisationId,
    applicant_name: applicant.name,
    procedure_code: definition.code,
    procedure_version: definition.version,
  };
  await openBasis(ctx, { kind: 'self', subjects: [filerId, applicant.personId].filter((id) => id !== null) });
  const empty = { registers: {}, claims: {} };
  const context = contextOf(ctx, row, { known: empty, answers: {}, channel: 'online' });
  const registers = await askRegisters(ctx, definition, questionFor(row, context));
  const now = ctx.clock.now();
  await ctx.db
    .insertInto('filing.draft')
    .values({
      ...row,
      answers: '{}',
      known: JSON.stringify({ registers, claims: {} }),
      page: null,
      version: 1,
      created_at: now,
      saved_at: now,
    })
    .execute();
  await ctx.events.emit({
    type: 'filing.started',
    streamId: row.id,
    data: { procedureCode: definition.code },
    subjects: [filerId],
  });
  return row.id;
}
