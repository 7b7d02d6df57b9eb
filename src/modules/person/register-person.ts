import { maskNumber } from '#lib/identity';
import { normaliseName, parseName } from '#lib/vietnamese';
import { type Ctx, legalDay } from '#platform/runtime';
import type { Birth } from './contract.ts';
import { errors } from './errors.ts';
import { isPossibleBirth, isPossibleName, isPossibleNumber, searchKey } from './rules.ts';
import { insertPerson } from './store.ts';
import { findByLookup, insertIdentifier } from './store-parts.ts';

export interface NewPerson {
  readonly fullName: string;
  readonly sex: 'male' | 'female' | 'unknown';
  readonly birth: Birth;
  /** Two-digit code of the ethnic group. */
  readonly ethnicity: string;
  readonly religion?: string | null;
  readonly nationality?: string;
  readonly maritalStatus?: 'single' | 'married' | 'widowed' | 'divorced' | 'unknown';
  readonly birthPlaceCode?: string | null;
  readonly birthPlace?: string | null;
  readonly hometown?: string | null;
  /** Code of the commune-level unit where the person lives. */
  readonly homePlace?: string | null;
  readonly fatherName?: string | null;
  readonly motherName?: string | null;
  readonly identifiers: readonly NewIdentifier[];
}

export interface NewIdentifier {
  readonly type: string;
  readonly value: string;
  readonly validFrom?: string | null;
}

const unknownFacts = {
  religion: null,
  nationality: 'VN',
  maritalStatus: 'unknown',
  birthPlaceCode: null,
  birthPlace: null,
  hometown: null,
  homePlace: null,
  fatherName: null,
  motherName: null,
} as const;

/**
 * Enters a person into the register. @returns the registry id
 * @throws person.already_registered when one of the numbers is somebody's already
 */
export async function registerPerson(ctx: Ctx, input: NewPerson): Promise<string> {
  const name = parseName(normaliseName(input.fullName));
  if (!isPossibleName(name.full)) throw errors.error('name_invalid');
  if (!isPossibleBirth(input.birth, legalDay(ctx.clock.now()))) throw errors.error('birth_invalid');
  const id = ctx.ids.next();
  const { identifiers, ...facts } = input;
  await insertPerson(ctx, {
    ...unknownFacts,
    ...facts,
    id,
    fullName: name.full,
    familyName: name.family,
    middleName: name.middle || name.prefix,
    givenName: name.given,
    searchKey: searchKey(name.full),
  });
  for (const identifier of identifiers) await addIdentifier(ctx, { personId: id, ...identifier });
  await ctx.events.emit({ type: 'person.registered', streamId: id, data: { personId: id }, subjects: [id] });
  return id;
}

/** Adds a number to a person without touching the others. */
export async function addIdentifier(ctx: Ctx, input: NewIdentifier & { personId: string }): Promise<void> {
  const { personId, type, value, validFrom = null } = input;
  if (!isPossibleNumber(type, value)) throw errors.error('number_invalid');
  const { lookup, sealed } = ctx.ports.identifierCipher.protect(type, value);
  if (await findByLookup(ctx, lookup)) throw errors.error('already_registered');
  await insertIdentifier(ctx, {
    personId,
    type,
    lookup,
    sealed,
    hint: maskNumber(value),
    validFrom,
  });
}
