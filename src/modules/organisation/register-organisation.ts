import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { nameRepresentative } from './represent.ts';
import { type OrganisationKind, isPossibleNumber, nameKey, shownNumber } from './rules.ts';
import {
  type NewEstablishmentRow,
  type NewLicenceRow,
  endEstablishment,
  findByLookups,
  findOrganisationRow,
  insertEstablishment,
  insertIdentifier,
  insertLicence,
  insertOrganisation,
  revokeLicenceRow,
} from './store.ts';

export interface NewOrganisation {
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly shortName?: string | null;
  readonly foundedOn?: string | null;
  readonly placeCode?: string | null;
  readonly address: string;
  readonly fields?: readonly string[];
  readonly identifiers: readonly {
    readonly type: string;
    readonly value: string;
    readonly validFrom: string;
  }[];
  readonly representatives?: readonly {
    readonly personId: string;
    readonly title: string;
    readonly validFrom: string;
  }[];
}

const digitsOf = (value: string): string => value.replaceAll(/[\s.-]/g, '');

/** Fingerprints are made under a type of their own, so that a household business is not found through its owner's number as a person's. */
export const lookupOf = (ctx: Ctx, type: string, value: string): string =>
  ctx.ports.identifierCipher.lookupOf(`organisation.${type}`, digitsOf(value));

async function addIdentifier(
  ctx: Ctx,
  at: { organisationId: string; kind: OrganisationKind },
  identifier: NewOrganisation['identifiers'][number],
): Promise<void> {
  if (!isPossibleNumber(identifier.value, at.kind)) throw errors.error('number_invalid');
  const value = digitsOf(identifier.value);
  const lookup = lookupOf(ctx, identifier.type, value);
  if (await findByLookups(ctx, [lookup])) throw errors.error('already_registered');
  const { sealed } = ctx.ports.identifierCipher.protect(`organisation.${identifier.type}`, value);
  await insertIdentifier(ctx, {
    organisationId: at.organisationId,
    type: identifier.type,
    lookup,
    sealed,
    hint: shownNumber(at.kind, value),
    validFrom: identifier.validFrom,
  });
}

/**
 * Enters an organisation with its numbers and legal representatives.
 * @throws organisation.already_registered, organisation.number_invalid, organisation.name_invalid
 */
export async function registerOrganisation(ctx: Ctx, input: NewOrganisation): Promise<string> {
  const searchKey = nameKey(input.name);
  if (searchKey === '') throw errors.error('name_invalid');
  const id = ctx.ids.next();
  await insertOrganisation(ctx, {
    id,
    kind: input.kind,
    name: input.name,
    searchKey,
    shortName: input.shortName ?? null,
    foundedOn: input.foundedOn ?? null,
    placeCode: input.placeCode ?? null,
    address: input.address,
    fields: input.fields ?? [],
  });
  for (const identifier of input.identifiers)
    await addIdentifier(ctx, { organisationId: id, kind: input.kind }, identifier);
  await ctx.events.emit({ type: 'organisation.registered', streamId: id, data: { kind: input.kind } });
  for (const one of input.representatives ?? [])
    await nameRepresentative(ctx, { ...one, organisationId: id, validTo: null, source: 'registration' });
  return id;
}

/** Opens a place of business; what runs there (lodging, clinic, …) is the `kind` other modules agree on. */
export async function openEstablishment(ctx: Ctx, input: Omit<NewEstablishmentRow, 'id'>): Promise<string> {
  if (!(await findOrganisationRow(ctx, input.organisationId))) throw errors.error('not_found');
  const id = ctx.ids.next();
  await insertEstablishment(ctx, { ...input, id });
  await ctx.events.emit({
    type: 'organisation.establishment_opened',
    streamId: input.organisationId,
    data: { establishmentId: id, kind: input.kind, placeCode: input.placeCode },
  });
  return id;
}

/** Closes a place of business from a day on. @throws organisation.not_found */
export async function closeEstablishment(
  ctx: Ctx,
  at: { organisationId: string; establishmentId: string; on: string },
): Promise<void> {
  if (!(await endEstablishment(ctx, at.establishmentId, at.on))) throw errors.error('not_found');
  await ctx.events.emit({
    type: 'organisation.establishment_closed',
    streamId: at.organisationId,
    data: { establishmentId: at.establishmentId, on: at.on },
  });
}

/** Records a licence of an organisation or of one of its establishments. */
export async function grantLicence(ctx: Ctx, input: Omit<NewLicenceRow, 'id'>): Promise<string> {
  if (!(await findOrganisationRow(ctx, input.organisationId))) throw errors.error('not_found');
  const id = ctx.ids.next();
  await insertLicence(ctx, { ...input, id });
  await ctx.events.emit({
    type: 'organisation.licence_granted',
    streamId: input.organisationId,
    data: { licenceId: id, kind: input.kind, establishmentId: input.establishmentId },
  });
  return id;
}

/** @throws organisation.not_found also when it was revoked already */
export async function revokeLicence(
  ctx: Ctx,
  at: { organisationId: string; licenceId: string; on: string; reason: string },
): Promise<void> {
  if (!(await revokeLicenceRow(ctx, at.licenceId, at))) throw errors.error('not_found');
  await ctx.events.emit({
    type: 'organisation.licence_revoked',
    streamId: at.organisationId,
    data: { licenceId: at.licenceId, on: at.on },
  });
}
