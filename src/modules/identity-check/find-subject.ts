import { type PartialDate } from '#lib/vietnamese';
import { isPersonalNumber, maskNumber } from '#lib/identity';
import { matchPerson, verifyPopulation } from '#modules/person';
import type { Ctx } from '#platform/runtime';

/** Who a card says its bearer is. Lives as long as the transaction; never stored. */
export interface CardSubject {
  readonly number: string;
  readonly fullName: string;
  readonly birth: PartialDate | null;
}

export interface FoundSubject {
  readonly numberKey: string | null;
  readonly numberHint: string | null;
  readonly personId: string | null;
  readonly population: 'matched' | 'differs' | 'unverified' | null;
}

async function askPopulation(
  ctx: Ctx,
  subject: CardSubject,
  reason: { purposeCode: string; caseRef: string },
): Promise<FoundSubject['population']> {
  if (!subject.birth) return 'unverified';
  const { year, month, day } = subject.birth;
  const answer = await verifyPopulation(
    ctx,
    {
      number: subject.number,
      numberType: isPersonalNumber(subject.number) ? 'personal_number' : 'cmnd9',
      fullName: subject.fullName,
      birth: { year, month: month ?? null, day: day ?? null },
    },
    { officerCode: ctx.principal.id ?? '', purposeCode: reason.purposeCode, caseRef: reason.caseRef },
  );
  if (answer.state === 'unverified') return 'unverified';
  return answer.state === 'confirmed' && answer.value ? 'matched' : 'differs';
}

/**
 * The registered person whose number and name the card gives, and flag D when asked for. A person of no name here is no
 * fault of the card. The person sees the match on the own page.
 */
export async function findSubject(
  ctx: Ctx,
  subject: CardSubject,
  asked: { purposeCode: string; caseRef: string; matchPopulation: boolean },
): Promise<FoundSubject> {
  const type = isPersonalNumber(subject.number) ? 'personal_number' : 'cmnd9';
  const population = asked.matchPopulation ? await askPopulation(ctx, subject, asked) : null;
  const match = await matchPerson(ctx, { type, value: subject.number, fullName: subject.fullName });
  return {
    numberKey: numberKeyOf(ctx, subject.number),
    numberHint: maskNumber(subject.number),
    personId: match?.personId ?? null,
    population,
  };
}

/** Tells whether two readings name one number, without keeping the number. */
export function numberKeyOf(ctx: Ctx, number: string): string {
  return ctx.ports.identifierCipher.lookupOf('identity-check', number);
}
