import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import type { OrganisationKind } from './rules.ts';

const columns = [
  'id',
  'kind',
  'name',
  'short_name',
  'founded_on',
  'place_code',
  'address',
  'fields',
  'state',
  'ended_on',
  'end_reason',
  'version',
] as const;

export function findOrganisationRow(ctx: Ctx, id: string) {
  return ctx.db
    .selectFrom('organisation.organisation')
    .select(columns)
    .where('id', '=', id)
    .executeTakeFirst();
}
export type OrganisationRow = NonNullable<Awaited<ReturnType<typeof findOrganisationRow>>>;

const none = '00000000-0000-0000-0000-000000000000';

export function listOrganisationRows(ctx: Ctx, ids: readonly string[]): Promise<OrganisationRow[]> {
  return ctx.db
    .selectFrom('organisation.organisation')
    .select(columns)
    .where('id', 'in', ids.length > 0 ? [...ids] : [none])
    .execute();
}

export interface NewOrganisationRow {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly searchKey: string;
  readonly shortName: string | null;
  readonly foundedOn: string | null;
  readonly placeCode: string | null;
  readonly address: string;
  readonly fields: readonly string[];
}

export async function insertOrganisation(ctx: Ctx, row: NewOrganisationRow): Promise<void> {
  await ctx.db
    .insertInto('organisation.organisation')
    .values({
      id: row.id,
      kind: row.kind,
      name: row.name,
      search_key: row.searchKey,
      short_name: row.shortName,
      founded_on: row.foundedOn,
      place_code: row.placeCode,
      address: row.address,
      fields: [...row.fields],
      state: 'active',
      version: 1,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}

/** False when the version seen is no longer the present one. */
export async function updateOrganisation(
  ctx: Ctx,
  at: { id: string; version: number },
  change: Partial<{
    name: string;
    search_key: string;
    address: string;
    place_code: string;
    state: string;
    ended_on: string;
    end_reason: string;
  }>,
): Promise<boolean> {
  const done = await ctx.db
    .updateTable('organisation.organisation')
    .set({ ...change, version: at.version + 1 })
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export async function insertChange(
  ctx: Ctx,
  row: {
    organisationId: string;
    field: string;
    former: string;
    newValue: string;
    validFrom: string;
    decision: string | null;
  },
): Promise<void> {
  await ctx.db
    .insertInto('organisation.change')
    .values({
      id: ctx.ids.next(),
      organisation_id: row.organisationId,
      field: row.field,
      former: row.former,
      new_value: row.newValue,
      valid_from: row.validFrom,
      decision: row.decision,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}

export function listChangeRows(ctx: Ctx, organisationId: string) {
  return ctx.db
    .selectFrom('organisation.change')
    .select(['field', 'former', 'new_value', 'valid_from'])
    .where('organisation_id', '=', organisationId)
    .orderBy('valid_from', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export async function insertIdentifier(
  ctx: Ctx,
  row: {
    organisationId: string;
    type: string;
    lookup: string;
    sealed: Buffer;
    hint: string;
    validFrom: string;
  },
): Promise<void> {
  await ctx.db
    .insertInto('organisation.identifier')
    .values({
      id: ctx.ids.next(),
      organisation_id: row.organisationId,
      type: row.type,
      lookup: row.lookup,
      sealed: row.sealed,
      hint: row.hint,
      valid_from: row.validFrom,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}

export function listIdentifierRows(ctx: Ctx, organisationId: string) {
  return ctx.db
    .selectFrom('organisation.identifier')
    .select(['type', 'sealed', 'valid_from', 'valid_to'])
    .where('organisation_id', '=', organisationId)
    .orderBy('type')
    .orderBy('valid_from')
    .execute();
}

export async function findByLookups(ctx: Ctx, lookups: readonly string[]): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('organisation.identifier')
    .select('organisation_id')
    .where('lookup', 'in', [...lookups])
    .where('valid_to', 'is', null)
    .executeTakeFirst();
  return row?.organisation_id;
}

export async function searchNameIds(ctx: Ctx, words: readonly string[], most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from organisation.search_names(${[...words]}::text[], ${most}::int) as id`.execute(ctx.db);
  return rows.map((row) => row.id);
}

export function listEstablishmentRows(ctx: Ctx, organisationId: string) {
  return ctx.db
    .selectFrom('organisation.establishment')
    .select(['id', 'kind', 'name', 'address', 'place_code', 'valid_from', 'valid_to'])
    .where('organisation_id', '=', organisationId)
    .orderBy('valid_from')
    .orderBy('id')
    .execute();
}

export interface NewEstablishmentRow {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: string;
  readonly name: string;
  readonly placeCode: string | null;
  readonly address: string;
  readonly managerPersonId: string | null;
  readonly validFrom: string;
}

export async function insertEstablishment(ctx: Ctx, row: NewEstablishmentRow): Promise<void> {
  await ctx.db
    .insertInto('organisation.establishment')
    .values({
      id: row.id,
      organisation_id: row.organisationId,
      kind: row.kind,
      name: row.name,
      place_code: row.placeCode,
      address: row.address,
      manager_person_id: row.managerPersonId,
      valid_from: row.validFrom,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}

export async function endEstablishment(ctx: Ctx, id: string, on: string): Promise<boolean> {
  const done = await ctx.db
    .updateTable('organisation.establishment')
    .set({ valid_to: on })
    .where('id', '=', id)
    .where('valid_to', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export function listLicenceRows(ctx: Ctx, organisationId: string) {
  return ctx.db
    .selectFrom('organisation.licence')
    .select([
      'id',
      'establishment_id',
      'kind',
      'number',
      'issued_by',
      'valid_from',
      'valid_to',
      'revoked_on',
      'revoke_reason',
    ])
    .where('organisation_id', '=', organisationId)
    .orderBy('valid_from', 'desc')
    .execute();
}

export interface NewLicenceRow {
  readonly id: string;
  readonly organisationId: string;
  readonly establishmentId: string | null;
  readonly kind: string;
  readonly number: string;
  readonly issuedBy: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export async function insertLicence(ctx: Ctx, row: NewLicenceRow): Promise<void> {
  await ctx.db
    .insertInto('organisation.licence')
    .values({
      id: row.id,
      organisation_id: row.organisationId,
      establishment_id: row.establishmentId,
      kind: row.kind,
      number: row.number,
      issued_by: row.issuedBy,
      valid_from: row.validFrom,
      valid_to: row.validTo,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}

export async function revokeLicenceRow(
  ctx: Ctx,
  id: string,
  revocation: { on: string; reason: string },
): Promise<boolean> {
  const done = await ctx.db
    .updateTable('organisation.licence')
    .set({ revoked_on: revocation.on, revoke_reason: revocation.reason })
    .where('id', '=', id)
    .where('revoked_on', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export async function insertSuccession(
  ctx: Ctx,
  row: { fromId: string; toId: string; kind: string; on: string; decision: string },
): Promise<void> {
  await ctx.db
    .insertInto('organisation.succession')
    .values({
      from_id: row.fromId,
      to_id: row.toId,
      kind: row.kind,
      valid_from: row.on,
      decision: row.decision,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}

export function listSuccessorRows(ctx: Ctx, id: string) {
  return ctx.db
    .selectFrom('organisation.succession as s')
    .innerJoin('organisation.organisation as o', 'o.id', 's.to_id')
    .select(['o.id', 'o.name', 's.kind', 's.valid_from'])
    .where('s.from_id', '=', id)
    .execute();
}
