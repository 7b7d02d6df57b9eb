import { officeTerms } from '#modules/agency';
import type { Applicant, ApplicantInput, Representation } from '#modules/filing';
import { findByTaxCode, findMandate, representedOrganisations } from '#modules/organisation';
import { findPersonByIdentifier, getPerson, listPersons, listRepresentations } from '#modules/person';
import { fold } from '#lib/vietnamese';
import type { AccountHolders, ClaimedPerson, FoundPerson } from '#platform/identity';
import type { Ctx } from '#platform/runtime';

function agreesWithBirth(
  claimed: string,
  birth: { year: number; month: number | null; day: number | null },
): boolean {
  if (claimed.slice(0, 4) !== String(birth.year)) return false;
  if (claimed.length < 8 || birth.month === null || birth.day === null) return true;
  return (
    claimed === `${birth.year}${String(birth.month).padStart(2, '0')}${String(birth.day).padStart(2, '0')}`
  );
}

async function identify(ctx: Ctx, claimed: ClaimedPerson): Promise<FoundPerson> {
  const found = await findPersonByIdentifier(ctx, { type: 'personal_number', value: claimed.number });
  if (!found) return { refused: 'unknown' };
  const person = await getPerson(ctx, found.personId);
  if (person.state === 'deceased') return { refused: 'deceased' };
  const isSame =
    fold(person.fullName) === fold(claimed.fullName) && agreesWithBirth(claimed.birth, person.birth);
  return isSame ? { personId: person.id, displayName: person.fullName } : { refused: 'mismatch' };
}

/** Links sign-ins to the registers of persons and organisations. */
export const accountHolders: AccountHolders = {
  identify,
  representedBy: async (ctx, personId) => {
    const represented = await listRepresentations(ctx, personId);
    return {
      persons: represented.map((item) => item.personId),
      organisations: await representedOrganisations(ctx, personId),
    };
  },
  organisationOf: async (ctx, personId, taxCode) => {
    const found = await findByTaxCode(ctx, taxCode);
    return found && (await representedOrganisations(ctx, personId)).includes(found) ? found : null;
  },
};

async function organisationApplicant(
  ctx: Ctx,
  personId: string,
  wanted: { organisationId: string; procedureCode: string },
): Promise<Applicant | undefined> {
  const mandate = await findMandate(ctx, personId, wanted);
  return mandate && { ...wanted, personId: null, name: mandate.name, relation: mandate.ground };
}

/** A child or ward by the register; somebody else only by their recorded authorisation. */
async function personApplicant(
  ctx: Ctx,
  personId: string,
  wanted: { personId: string; procedureCode: string },
): Promise<Applicant | undefined> {
  const link = (await listRepresentations(ctx, personId)).find((item) => item.personId === wanted.personId);
  if (link)
    return { personId: link.personId, organisationId: null, name: link.fullName, relation: link.ground };
  const mandate = await findMandate(ctx, personId, wanted);
  return (
    mandate && { personId: wanted.personId, organisationId: null, name: mandate.name, relation: 'authorised' }
  );
}

async function findApplicant(
  ctx: Ctx,
  input: ApplicantInput,
  procedureCode: string,
): Promise<Applicant | undefined> {
  const { personId } = ctx.principal;
  if (personId === null) return undefined;
  if (input.kind === 'organisation')
    return organisationApplicant(ctx, personId, { organisationId: input.organisationId, procedureCode });
  if (input.kind === 'person' && input.personId !== personId)
    return personApplicant(ctx, personId, { personId: input.personId, procedureCode });
  const [person] = await listPersons(ctx, [personId]);
  return person && { personId, organisationId: null, name: person.fullName, relation: 'self' };
}

/** Who may speak for whom, derived from the registers and gone with them. */
export const representation: Representation = { findApplicant };

export { officeTerms };
