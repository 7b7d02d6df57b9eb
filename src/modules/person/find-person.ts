import { compactNumber } from '#lib/identity';
import type { Ctx } from '#platform/runtime';
import { searchKey } from './rules.ts';
import { findByLookup, type IdentifierMatch, matchLookup } from './store-parts.ts';

/**
 * Who bears this number. Answers the system, staff on an open basis, and a citizen about themselves and those they
 * represent; nobody else. A cancelled number still tells whose it was (`state`).
 */
export async function findPersonByIdentifier(
  ctx: Ctx,
  input: { type: string; value: string },
): Promise<IdentifierMatch | undefined> {
  const found = await findByLookup(
    ctx,
    ctx.ports.identifierCipher.lookupOf(input.type, compactNumber(input.value)),
  );
  if (found) ctx.looks.add([found.personId], 'person.identifier');
  return found;
}

/**
 * Tells whether number and name, both already known to the asker, belong to one registered person: the way to name
 * another person (a householder, a co-applicant) without being able to look them up. The person sees it.
 */
export async function matchPerson(
  ctx: Ctx,
  input: { type: string; value: string; fullName: string },
): Promise<IdentifierMatch | undefined> {
  const lookup = ctx.ports.identifierCipher.lookupOf(input.type, compactNumber(input.value));
  const found = await matchLookup(ctx, { lookup, key: searchKey(input.fullName) });
  if (found) ctx.looks.add([found.personId], 'person.match');
  return found;
}
