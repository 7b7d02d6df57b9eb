import type { Ctx } from '#platform/runtime';
import type { OrganisationView } from './contract.ts';
import { errors } from './errors.ts';
import { findByTaxCode } from './mandates.ts';
import { type OrganisationKind, nameKey, shownNumber } from './rules.ts';
import {
  type OrganisationRow,
  findOrganisationRow,
  listChangeRows,
  listEstablishmentRows,
  listIdentifierRows,
  listLicenceRows,
  listOrganisationRows,
  listSuccessorRows,
  searchNameIds,
} from './store.ts';
import { listRepresentativeRows } from './store-mandates.ts';

export const presentName = (row: OrganisationRow) => ({
  id: row.id,
  kind: row.kind as OrganisationKind,
  name: row.name,
  address: row.address,
  state: row.state as 'active' | 'suspended' | 'dissolved',
});

async function identifiersOf(ctx: Ctx, row: OrganisationRow): Promise<OrganisationView['identifiers']> {
  const kind = row.kind as OrganisationKind;
  return (await listIdentifierRows(ctx, row.id)).map((one) => ({
    type: one.type as OrganisationView['identifiers'][number]['type'],
    value: shownNumber(kind, ctx.ports.identifierCipher.open(`organisation.${one.type}`, one.sealed)),
    validFrom: one.valid_from,
    validTo: one.valid_to,
  }));
}

async function premisesOf(
  ctx: Ctx,
  id: string,
): Promise<Pick<OrganisationView, 'establishments' | 'licences'>> {
  const establishments = (await listEstablishmentRows(ctx, id)).map((one) => ({
    id: one.id,
    kind: one.kind,
    name: one.name,
    address: one.address,
    placeCode: one.place_code,
    validFrom: one.valid_from,
    validTo: one.valid_to,
  }));
  const licences = (await listLicenceRows(ctx, id)).map((one) => ({
    id: one.id,
    establishmentId: one.establishment_id,
    kind: one.kind,
    number: one.number,
    issuedBy: one.issued_by,
    validFrom: one.valid_from,
    validTo: one.valid_to,
    revokedOn: one.revoked_on,
    revokeReason: one.revoke_reason,
  }));
  return { establishments, licences };
}

/** An organisation with everything the asker may see of it. @throws organisation.not_found */
export async function getOrganisation(ctx: Ctx, id: string): Promise<OrganisationView> {
  const row = await findOrganisationRow(ctx, id);
  if (!row) throw errors.error('not_found');
  const representatives = await listRepresentativeRows(ctx, { organisationId: id });
  if (representatives.length > 0)
    ctx.looks.add(
      representatives.map((one) => one.person_id),
      'organisation.representative',
    );
  return {
    ...presentName(row),
    shortName: row.short_name,
    foundedOn: row.founded_on,
    placeCode: row.place_code,
    fields: row.fields,
    endedOn: row.ended_on,
    endReason: row.end_reason,
    version: row.version,
    identifiers: await identifiersOf(ctx, row),
    ...(await premisesOf(ctx, id)),
    representatives: representatives.map((one) => ({
      id: one.id,
      personId: one.person_id,
      title: one.title,
      validFrom: one.valid_from,
      validTo: one.valid_to,
      endReason: one.end_reason,
    })),
    changes: (await listChangeRows(ctx, id)).map((one) => ({
      field: one.field,
      former: one.former,
      newValue: one.new_value,
      validFrom: one.valid_from,
    })),
    successors: (await listSuccessorRows(ctx, id)).map((one) => ({
      id: one.id,
      name: one.name,
      kind: one.kind,
      on: one.valid_from,
    })),
  };
}

const MOST = 20;

/** Organisations by words of the name without diacritics, or by tax code in full. */
export async function searchOrganisations(ctx: Ctx, search: string) {
  const byNumber = /^[\d\s.-]{10,16}$/.test(search) ? await findByTaxCode(ctx, search) : undefined;
  const words = nameKey(search).split(' ').filter(Boolean);
  const ids = byNumber ? [byNumber] : await searchNameIds(ctx, words, MOST);
  const rows = new Map((await listOrganisationRows(ctx, ids)).map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    return row ? [presentName(row)] : [];
  });
}

/** What forms are prefilled with. */
export async function organisationFacts(ctx: Ctx, id: string): Promise<Record<string, unknown> | undefined> {
  const row = await findOrganisationRow(ctx, id);
  if (!row) return undefined;
  const numbers = await identifiersOf(ctx, row);
  const numberOf = (type: string) => numbers.find((one) => one.type === type && one.validTo === null)?.value;
  return {
    name: row.name,
    address: row.address,
    place: row.place_code ?? undefined,
    taxCode: numberOf('tax_code'),
    businessNumber: numberOf('business_number') ?? numberOf('household_business_number'),
    foundedOn: row.founded_on ?? undefined,
    kind: row.kind,
  };
}
