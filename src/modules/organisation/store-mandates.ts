import type { Ctx } from '#platform/runtime';

const representativeColumns = [
  'id',
  'organisation_id',
  'person_id',
  'title',
  'valid_from',
  'valid_to',
  'end_reason',
] as const;

export function listRepresentativeRows(ctx: Ctx, at: { organisationId: string } | { personId: string }) {
  const query = ctx.db.selectFrom('organisation.representative').select(representativeColumns);
  const narrowed =
    'organisationId' in at
      ? query.where('organisation_id', '=', at.organisationId)
      : query.where('person_id', '=', at.personId);
  return narrowed.orderBy('valid_from', 'desc').orderBy('id', 'desc').execute();
}

export function findRepresentativeRow(ctx: Ctx, id: string) {
  return ctx.db
    .selectFrom('organisation.representative')
    .select(representativeColumns)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertRepresentative(
  ctx: Ctx,
  row: {
    id: string;
    organisationId: string;
    personId: string;
    title: string;
    validFrom: string;
    validTo: string | null;
    source: string;
  },
): Promise<void> {
  await ctx.db
    .insertInto('organisation.representative')
    .values({
      id: row.id,
      organisation_id: row.organisationId,
      person_id: row.personId,
      title: row.title,
      valid_from: row.validFrom,
      valid_to: row.validTo,
      source: row.source,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}

export async function closeRepresentative(
  ctx: Ctx,
  id: string,
  ending: { on: string; reason: string },
): Promise<void> {
  await ctx.db
    .updateTable('organisation.representative')
    .set({ valid_to: ending.on, end_reason: ending.reason })
    .where('id', '=', id)
    .execute();
}

const authorisationColumns = [
  'id',
  'grantor_person_id',
  'grantor_organisation_id',
  'grantor_name',
  'holder_person_id',
  'holder_name',
  'procedures',
  'reason',
  'valid_from',
  'valid_to',
  'granted_at',
  'ended_at',
  'end_reason',
] as const;

function authorisations(ctx: Ctx) {
  return ctx.db.selectFrom('organisation.authorisation').select(authorisationColumns);
}
export type AuthorisationRow = Awaited<ReturnType<ReturnType<typeof authorisations>['execute']>>[number];

export function listHeldRows(ctx: Ctx, holderId: string): Promise<AuthorisationRow[]> {
  return authorisations(ctx).where('holder_person_id', '=', holderId).orderBy('id', 'desc').execute();
}

export function listGivenRows(
  ctx: Ctx,
  by: { personId: string; organisations: readonly string[] },
): Promise<AuthorisationRow[]> {
  const none = '00000000-0000-0000-0000-000000000000';
  return authorisations(ctx)
    .where((where) =>
      where.or([
        where('grantor_person_id', '=', by.personId),
        where('grantor_organisation_id', 'in', by.organisations.length > 0 ? [...by.organisations] : [none]),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

export function lockAuthorisationRow(ctx: Ctx, id: string): Promise<AuthorisationRow | undefined> {
  return authorisations(ctx).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function insertAuthorisation(
  ctx: Ctx,
  row: {
    id: string;
    grantorPersonId: string | null;
    grantorOrganisationId: string | null;
    grantorName: string;
    holderPersonId: string;
    holderName: string;
    grantedBy: string;
    procedures: readonly string[] | null;
    reason: string;
    textVersion: string;
    validFrom: string;
    validTo: string;
  },
): Promise<void> {
  await ctx.db
    .insertInto('organisation.authorisation')
    .values({
      id: row.id,
      grantor_person_id: row.grantorPersonId,
      grantor_organisation_id: row.grantorOrganisationId,
      grantor_name: row.grantorName,
      holder_person_id: row.holderPersonId,
      holder_name: row.holderName,
      granted_by: row.grantedBy,
      procedures: row.procedures ? [...row.procedures] : null,
      reason: row.reason,
      text_version: row.textVersion,
      valid_from: row.validFrom,
      valid_to: row.validTo,
      granted_at: ctx.clock.now(),
    })
    .execute();
}

export async function closeAuthorisation(
  ctx: Ctx,
  id: string,
  ending: { by: string | null; reason: string },
): Promise<void> {
  await ctx.db
    .updateTable('organisation.authorisation')
    .set({ ended_at: ctx.clock.now(), ended_by: ending.by, end_reason: ending.reason })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Authorisations whose last day has passed without anybody ending them. */
export function listLapsedRows(ctx: Ctx, day: string): Promise<AuthorisationRow[]> {
  return authorisations(ctx)
    .where('ended_at', 'is', null)
    .where('valid_to', '<=', day)
    .orderBy('valid_to')
    .limit(1000)
    .execute();
}

/** Authorisations an organisation gave that still run. */
export function listRunningOf(ctx: Ctx, organisationId: string): Promise<AuthorisationRow[]> {
  return authorisations(ctx)
    .where('grantor_organisation_id', '=', organisationId)
    .where('ended_at', 'is', null)
    .execute();
}
