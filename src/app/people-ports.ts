import { officeTerms } from '#modules/agency';
import type { Applicant, ApplicantInput, Representation } from '#modules/filing';
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

/** Links sign-ins to the register of persons. Organisations join when their register exists. */
export const accountHolders: AccountHolders = {
  identify,
  representedBy: async (ctx, personId) => {
    const represented = await listRepresentations(ctx, personId);
    return { persons: represented.map((item) => item.personId), organisations: [] };
  },
  organisationOf: () => Promise.resolve(null),
};

async function findApplicant(ctx: Ctx, input: ApplicantInput): Promise<Applicant | undefined> {
  const { personId, persons } = ctx.principal;
  if (personId === null || input.kind === 'organisation') return undefined;
  const wanted = input.kind === 'self' ? personId : input.personId;
  if (!persons.includes(wanted)) return undefined;
  const [person] = await listPersons(ctx, [wanted]);
  if (!person) return undefined;
  if (wanted === personId)
    return { personId: wanted, organisationId: null, name: person.fullName, relation: 'self' };
  const link = (await listRepresentations(ctx, personId)).find((item) => item.personId === wanted);
  return link
    ? { personId: wanted, organisationId: null, name: person.fullName, relation: link.ground }
    : undefined;
}

/** Who may speak for whom, derived from the registers and gone with them. */
export const representation: Representation = { findApplicant };

export { officeTerms };
