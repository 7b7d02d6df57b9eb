import { getPerson } from '#modules/person';
import type { Ctx } from '#platform/runtime';
import { openCase } from './case-file.ts';
import { errors } from './errors.ts';

/** Shows the applicant's number to an officer of the case; who, when and why stand in the log and on the person's page. */
export async function revealApplicantNumber(
  ctx: Ctx,
  input: { id: string; reason: string },
): Promise<string> {
  const file = await openCase(ctx, input.id);
  const personId = file.row.applicant_person_id;
  if (!personId) throw errors.error('not_found');
  const person = await getPerson(ctx, personId);
  const number = person.identifiers.find(
    (identifier) => identifier.type === 'personal_number' && identifier.state === 'valid',
  );
  if (!number) throw errors.error('not_found');
  ctx.looks.add([personId], `personal-number: ${input.reason}`);
  return number.value;
}
