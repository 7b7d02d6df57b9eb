import { errors as accessErrors } from '#platform/access';
import { listPersons, matchPerson } from '#modules/person';
import { type Ctx, legalDay } from '#platform/runtime';
import type { Authorisation } from './contract.ts';
import { errors } from './errors.ts';
import { authorisationState, isInForce } from './rules.ts';
import { findOrganisationRow } from './store.ts';
import {
  type AuthorisationRow,
  closeAuthorisation,
  insertAuthorisation,
  listGivenRows,
  listHeldRows,
  listRepresentativeRows,
  lockAuthorisationRow,
} from './store-mandates.ts';

/** Version of the sentence the grantor agrees to; the sentence itself stands on the page. */
const TEXT_VERSION = '2026-11';
const MOST_YEARS = 5;

function ownPerson(ctx: Ctx): string {
  const { personId, kind } = ctx.principal;
  if (kind !== 'citizen' || personId === null) throw accessErrors.error('forbidden');
  return personId;
}

function present(ctx: Ctx, row: AuthorisationRow): Authorisation {
  return {
    id: row.id,
    side: row.holder_person_id === ctx.principal.personId ? 'held' : 'given',
    grantorName: row.grantor_name,
    grantorOrganisationId: row.grantor_organisation_id,
    holderName: row.holder_name,
    procedures: row.procedures,
    reason: row.reason,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    grantedAt: row.granted_at.toISOString(),
    state: authorisationState(row, legalDay(ctx.clock.now())),
    endReason: row.end_reason,
  };
}

/** Authorisations given by the actor or by organisations they represent, and those they hold. */
export async function listAuthorisations(ctx: Ctx): Promise<Authorisation[]> {
  const personId = ownPerson(ctx);
  const given = await listGivenRows(ctx, { personId, organisations: ctx.principal.organisations });
  const held = await listHeldRows(ctx, personId);
  const all = new Map([...given, ...held].map((row) => [row.id, row]));
  return [...all.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1)).map((row) => present(ctx, row));
}

interface Grantor {
  readonly personId: string | null;
  readonly organisationId: string | null;
  readonly name: string;
}

/** Only who the register names as legal representative may let others act; an authorised person may not pass it on. BLDS 91/2015/QH13 Đ.564 */
async function grantorOf(ctx: Ctx, personId: string, organisationId: string | null): Promise<Grantor> {
  if (organisationId === null) {
    const [self] = await listPersons(ctx, [personId]);
    return { personId, organisationId: null, name: self?.fullName ?? '' };
  }
  const day = legalDay(ctx.clock.now());
  const organisation = await findOrganisationRow(ctx, organisationId);
  const roles = await listRepresentativeRows(ctx, { personId });
  const isDirector = roles.some(
    (row) =>
      row.organisation_id === organisationId &&
      isInForce({ validFrom: row.valid_from, validTo: row.valid_to }, day),
  );
  if (!organisation || !isDirector) throw errors.error('authorisation_not_yours');
  if (organisation.state === 'dissolved') throw errors.error('dissolved');
  return { personId: null, organisationId, name: organisation.name };
}

function checkPeriod(day: string, validTo: string): void {
  const latest = `${Number(day.slice(0, 4)) + MOST_YEARS}${day.slice(4)}`;
  if (validTo <= day || validTo > latest) throw errors.error('period_invalid');
}

/**
 * Lets a person, named by number and name, file for the actor or for an organisation the actor represents.
 * @throws organisation.authorisation_not_yours, organisation.holder_unknown, organisation.holder_is_grantor,
 *   organisation.period_invalid
 */
export async function authorise(
  ctx: Ctx,
  input: {
    organisationId: string | null;
    holderNumber: string;
    holderName: string;
    procedures: readonly string[] | null;
    reason: string;
    validTo: string;
  },
): Promise<Authorisation> {
  const personId = ownPerson(ctx);
  const day = legalDay(ctx.clock.now());
  checkPeriod(day, input.validTo);
  const grantor = await grantorOf(ctx, personId, input.organisationId);
  const holder = await matchPerson(ctx, {
    type: 'personal_number',
    value: input.holderNumber,
    fullName: input.holderName,
  });
  if (!holder || holder.state !== 'valid') throw errors.error('holder_unknown');
  if (holder.personId === personId) throw errors.error('holder_is_grantor');
  const id = ctx.ids.next();
  await insertAuthorisation(ctx, {
    id,
    grantorPersonId: grantor.personId,
    grantorOrganisationId: grantor.organisationId,
    grantorName: grantor.name,
    holderPersonId: holder.personId,
    holderName: input.holderName.trim(),
    grantedBy: personId,
    procedures: input.procedures,
    reason: input.reason,
    textVersion: TEXT_VERSION,
    validFrom: day,
    validTo: input.validTo,
  });
  await ctx.events.emit({
    type: 'organisation.authorised',
    streamId: id,
    data: { organisationId: grantor.organisationId, validTo: input.validTo },
    subjects: [...(grantor.personId ? [grantor.personId] : []), holder.personId],
  });
  const row = await lockAuthorisationRow(ctx, id);
  if (!row) throw errors.error('not_found');
  return present(ctx, row);
}

/** Ends an authorisation at once; whoever filed on it no longer sees those dossiers. */
export async function endOne(ctx: Ctx, row: AuthorisationRow, reason: string): Promise<void> {
  await closeAuthorisation(ctx, row.id, { by: ctx.principal.personId, reason });
  await ctx.events.emit({
    type: 'organisation.authorisation_ended',
    streamId: row.id,
    data: {
      holderPersonId: row.holder_person_id,
      grantorPersonId: row.grantor_person_id,
      grantorOrganisationId: row.grantor_organisation_id,
    },
    subjects: [...(row.grantor_person_id ? [row.grantor_person_id] : []), row.holder_person_id],
  });
}

/**
 * The grantor takes it back, or the holder lays it down. BLDS 91/2015/QH13 Đ.569
 * @throws organisation.not_found, organisation.already_ended
 */
export async function endAuthorisation(ctx: Ctx, id: string, reason: string): Promise<Authorisation> {
  ownPerson(ctx);
  const row = await lockAuthorisationRow(ctx, id);
  if (!row) throw errors.error('not_found');
  if (authorisationState(row, legalDay(ctx.clock.now())) === 'ended') throw errors.error('already_ended');
  await endOne(ctx, row, reason);
  return present(ctx, { ...row, ended_at: ctx.clock.now(), end_reason: reason });
}
