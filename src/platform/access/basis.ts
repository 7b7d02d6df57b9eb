import { type Ctx, defineErrors } from '#platform/runtime';
import type { BasisKind } from './policy.ts';

export const errors = defineErrors('access', {
  forbidden: 403,
  not_signed_in: 401,
  not_found: 404,
  basis_missing: 403,
  basis_closed: 409,
  second_person_needed: 403,
  assurance_too_low: 403,
  not_covered: 403,
});

export interface NewBasis {
  readonly kind: BasisKind;
  /** The persons whose data may be read. */
  readonly subjects: readonly string[];
  readonly purposeCode?: string;
  readonly caseRef?: string;
  readonly reason?: string;
  readonly agencyId?: string;
  readonly expiresAt?: Date;
  /** Data that may be read on it (see the purposes); left out: no limit beyond the policies. */
  readonly covers?: readonly string[];
  /** A document or matter the officer names. */
  readonly reference?: string;
  readonly mostSubjects?: number;
}

/**
 * Opens a basis and makes it the basis of this transaction. Modules open and close theirs in their own
 * transaction, so that it exists exactly as long as the case or purpose that carries it.
 * @returns the basis id
 */
export async function openBasis(ctx: Ctx, basis: NewBasis): Promise<string> {
  const id = ctx.ids.next();
  ctx.later(
    ctx.db.insertInto('access.basis').values({
      id,
      kind: basis.kind,
      actor_id: ctx.principal.id,
      actor_kind: ctx.principal.kind,
      agency_id: basis.agencyId ?? ctx.principal.terms[0]?.agencyId ?? null,
      purpose_code: basis.purposeCode ?? null,
      case_ref: basis.caseRef ?? null,
      reason: basis.reason ?? null,
      opened_at: ctx.clock.now(),
      expires_at: basis.expiresAt ?? null,
      covers: basis.covers ? [...basis.covers] : null,
      reference: basis.reference ?? null,
      most_subjects: basis.mostSubjects ?? null,
    }),
  );
  nameSubjects(ctx, id, basis.subjects);
  await ctx.useBasis(id);
  return id;
}

/** Adds persons to a basis; naming one twice is harmless. */
export function nameSubjects(ctx: Ctx, basisId: string, personIds: readonly string[]): void {
  const unique = [...new Set(personIds)];
  if (unique.length === 0) return;
  ctx.later(
    ctx.db
      .insertInto('access.basis_subject')
      .values(unique.map((person_id) => ({ basis_id: basisId, person_id })))
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** The open basis of a case, or undefined. `caseRef` is `<module>:<id>`. */
export async function findCaseBasis(ctx: Ctx, caseRef: string): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('access.basis')
    .select('id')
    .where('case_ref', '=', caseRef)
    .where('kind', '=', 'case')
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return row?.id;
}

/** Closes a basis: from here on nobody reads personal data on it. */
export async function closeBasis(ctx: Ctx, basisId: string): Promise<void> {
  await ctx.db
    .updateTable('access.basis')
    .set({ closed_at: ctx.clock.now() })
    .where('id', '=', basisId)
    .where('closed_at', 'is', null)
    .execute();
}

/**
 * Refuses when the basis of this transaction was declared for other data. Registers ask it before they show
 * theirs to an officer; a case, and a basis without named data, opens all that the policies allow.
 * @throws access.not_covered
 */
export async function requireCovered(ctx: Ctx, data: string): Promise<void> {
  if (ctx.principal.kind !== 'staff' || ctx.basisId === null) return;
  const row = await ctx.db
    .selectFrom('access.basis')
    .select('covers')
    .where('id', '=', ctx.basisId)
    .executeTakeFirst();
  if (row?.covers && !row.covers.includes(data)) throw errors.error('not_covered');
}
