import { type Ctx, legalDay } from '#platform/runtime';
import type { Mandate } from './contract.ts';
import { lookupOf } from './register-organisation.ts';
import { authorisationState, isInForce, reaches } from './rules.ts';
import { findByLookups, listOrganisationRows } from './store.ts';
import { type AuthorisationRow, listHeldRows, listRepresentativeRows } from './store-mandates.ts';

async function asDirector(ctx: Ctx, personId: string, day: string): Promise<Mandate[]> {
  const rows = (await listRepresentativeRows(ctx, { personId })).filter((row) =>
    isInForce({ validFrom: row.valid_from, validTo: row.valid_to }, day),
  );
  const organisations = new Map(
    (
      await listOrganisationRows(
        ctx,
        rows.map((row) => row.organisation_id),
      )
    ).map((row) => [row.id, row]),
  );
  return rows.flatMap((row): Mandate[] => {
    const organisation = organisations.get(row.organisation_id);
    if (!organisation || organisation.state === 'dissolved') return [];
    return [
      {
        organisationId: organisation.id,
        personId: null,
        name: organisation.name,
        ground: 'director',
        title: row.title,
        procedures: null,
        until: row.valid_to,
      },
    ];
  });
}

async function asAuthorised(ctx: Ctx, personId: string, day: string): Promise<Mandate[]> {
  const rows = (await listHeldRows(ctx, personId)).filter(
    (row) => authorisationState(row, day) === 'in_force',
  );
  const grantors = await listOrganisationRows(
    ctx,
    rows.flatMap((row) => (row.grantor_organisation_id ? [row.grantor_organisation_id] : [])),
  );
  const ended = new Set(grantors.filter((row) => row.state === 'dissolved').map((row) => row.id));
  const isAlive = (row: AuthorisationRow) =>
    row.grantor_organisation_id === null || !ended.has(row.grantor_organisation_id);
  return rows.filter(isAlive).map((row) => ({
    organisationId: row.grantor_organisation_id,
    personId: row.grantor_person_id,
    name: row.grantor_name,
    ground: 'authorised',
    title: row.reason,
    procedures: row.procedures,
    until: row.valid_to,
  }));
}

/** In whose name a person may file today: organisations by the register, organisations and persons by authorisation. */
export async function listMandates(ctx: Ctx, personId: string): Promise<Mandate[]> {
  const day = legalDay(ctx.clock.now());
  return [...(await asDirector(ctx, personId, day)), ...(await asAuthorised(ctx, personId, day))];
}

/**
 * Organisations a person may wholly speak for: as legal representative, or authorised for everything. An
 * authorisation for named procedures lets file those and opens nothing else of the organisation.
 */
export async function representedOrganisations(ctx: Ctx, personId: string): Promise<string[]> {
  const mandates = await listMandates(ctx, personId);
  const whole = mandates.filter((one) => one.procedures === null);
  return [...new Set(whole.flatMap((one) => (one.organisationId ? [one.organisationId] : [])))];
}

/** The mandate by which a person may file a procedure for somebody; directors before authorised. */
export async function findMandate(
  ctx: Ctx,
  personId: string,
  wanted: { organisationId?: string; personId?: string; procedureCode: string },
): Promise<Mandate | undefined> {
  return (await listMandates(ctx, personId)).find(
    (one) =>
      reaches(one.procedures, wanted.procedureCode) &&
      (wanted.organisationId === undefined
        ? one.personId !== null && one.personId === wanted.personId
        : one.organisationId === wanted.organisationId),
  );
}

/** The registered organisation with this tax code or business number, or undefined. */
export function findByTaxCode(ctx: Ctx, taxCode: string): Promise<string | undefined> {
  return findByLookups(ctx, [lookupOf(ctx, 'tax_code', taxCode), lookupOf(ctx, 'business_number', taxCode)]);
}
