import { type ServiceContext, type ServiceDefinition, readPath } from '#lib/service-definition';
import { type ServingAgency, findServingAgency } from '#modules/agency';
import { listPersons } from '#modules/person';
import { currentPlaces } from '#modules/place';
import type { Ctx } from '#platform/runtime';
import type { Known } from './draft-state.ts';

export interface Competence {
  readonly receiving: ServingAgency;
  readonly deciding: ServingAgency;
}

function placeCodeOf(value: unknown): string | null {
  if (typeof value === 'string' && /^\d{5}$/.test(value)) return value;
  const { place } = (value ?? {}) as { place?: unknown };
  return typeof place === 'string' && /^\d{5}$/.test(place) ? place : null;
}

/** The commune a filing concerns: the one the definition points to, else where the applicant lives. */
function placeOf(definition: ServiceDefinition, context: ServiceContext, known: Known): string | null {
  const { place } = definition.agencies.decides;
  if (place !== null) return placeCodeOf(readPath(context, place));
  const values = known.registers['population']?.values ?? {};
  return placeCodeOf(values['currentPlace']) ?? placeCodeOf(values['permanentPlace']);
}

/** Where our own register says the applicant lives: serves while the population database is silent. */
async function homeOf(ctx: Ctx, applicantId: string | null): Promise<string | null> {
  const [person] = applicantId ? await listPersons(ctx, [applicantId]) : [];
  return placeCodeOf(person?.homePlace);
}

/** Units named by an old code serve through their successor of today; a split unit needs the person to choose. */
async function todaysPlace(ctx: Ctx, code: string, day: string): Promise<string | null> {
  const today = await currentPlaces(ctx, code, day);
  return today.length === 1 ? (today[0] ?? null) : null;
}

/** Where an online filing is received and decided; undefined while the place is not known or nobody serves it. */
export async function competentAgencies(
  ctx: Ctx,
  definition: ServiceDefinition,
  filing: { context: ServiceContext; known: Known; applicantId: string | null },
): Promise<Competence | undefined> {
  const { context, known } = filing;
  const isFixed = definition.agencies.decides.place !== null;
  const named =
    placeOf(definition, context, known) ?? (isFixed ? null : await homeOf(ctx, filing.applicantId));
  const place = named === null ? null : await todaysPlace(ctx, named, context.day);
  if (place === null) return undefined;
  const deciding = await findServingAgency(ctx, {
    kind: definition.agencies.decides.kind,
    place,
    day: context.day,
  });
  for (const { kind } of definition.agencies.receives) {
    const receiving = await findServingAgency(ctx, { kind, place, day: context.day });
    if (deciding && receiving) return { receiving, deciding };
  }
  return undefined;
}
