import { errors as accessErrors, isAllowed, mayEver } from '#platform/access';
import { loadGazetteer } from '#modules/place';
import { type Ctx, type Term, legalDay } from '#platform/runtime';
import { errors } from './errors.ts';
import { presentName } from './find-agency.ts';
import { policy } from './policy.ts';
import { type Agency, isInForce, isWithin, overlaps } from './rules.ts';
import {
  type NewStaff,
  type TermFilter,
  type TermRow,
  closeTerm,
  insertStaff,
  insertTerm,
  isStaffPerson,
  lockStaff,
  readStaff,
  readTerms,
} from './store-staff.ts';
import { readAgencies } from './store.ts';

/** Enters a member of staff. @throws agency.person_is_staff, access.forbidden */
export async function addStaff(ctx: Ctx, staff: NewStaff): Promise<string> {
  if (!mayEver(policy, 'staff', { principal: ctx.principal, action: 'add' }))
    throw accessErrors.error('forbidden');
  if (staff.personId != null && (await isStaffPerson(ctx, staff.personId)))
    throw errors.error('person_is_staff');
  const id = await insertStaff(ctx, staff);
  await ctx.events.emit({
    type: 'agency.staff_added',
    streamId: id,
    data: {},
    subjects: staff.personId == null ? [] : [staff.personId],
  });
  return id;
}

function checkMay(ctx: Ctx, action: 'grant' | 'end', term: { agencyId: string }): void {
  const may = isAllowed(policy, 'term', {
    principal: ctx.principal,
    action,
    attributes: { agency: term.agencyId },
    basis: null,
  });
  if (may) return;
  const elsewhere = mayEver(policy, 'term', { principal: ctx.principal, action });
  throw elsewhere ? errors.error('outside_jurisdiction') : accessErrors.error('forbidden');
}

export interface Grant {
  readonly staffId: string;
  readonly agencyId: string;
  readonly role: string;
  readonly title: string;
  readonly validFrom: string;
  readonly validTo?: string | null;
  readonly decision?: string | null;
}

/**
 * Gives a role at an agency.
 * @throws agency.outside_jurisdiction, agency.staff_not_found, agency.not_found, agency.agency_not_in_force, agency.term_overlaps
 */
export async function grantTerm(ctx: Ctx, grant: Grant): Promise<string> {
  checkMay(ctx, 'grant', grant);
  const term = { ...grant, validTo: grant.validTo ?? null, decision: grant.decision ?? null };
  const [member] = await readStaff(ctx, { ids: [grant.staffId] });
  if (member === undefined) throw errors.error('staff_not_found');
  const [agency] = await readAgencies(ctx, { ids: [grant.agencyId] });
  if (agency === undefined) throw errors.error('not_found');
  const isEmpty = term.validTo !== null && term.validTo <= term.validFrom;
  if (isEmpty || !isWithin({ ...term, validTo: term.validTo ?? agency.validTo }, agency)) {
    throw errors.error('agency_not_in_force');
  }
  await lockStaff(ctx, grant.staffId);
  const held = await readTerms(ctx, {
    staffIds: [grant.staffId],
    agencyId: grant.agencyId,
    role: grant.role,
  });
  if (held.some((other) => overlaps(other, term))) throw errors.error('term_overlaps');
  const id = await insertTerm(ctx, term);
  await ctx.events.emit({
    type: 'agency.term_granted',
    streamId: grant.staffId,
    data: {
      termId: id,
      agencyId: grant.agencyId,
      role: grant.role,
      validFrom: term.validFrom,
      validTo: term.validTo,
    },
  });
  return id;
}

/**
 * Ends a term of office on a day, today at the earliest: what was done under it stays lawful.
 * @throws agency.term_not_found, agency.outside_jurisdiction, agency.term_ended, agency.end_in_past
 */
export async function endTerm(
  ctx: Ctx,
  id: string,
  ending: { on: string; reason: string },
): Promise<TermRow> {
  const [term] = await readTerms(ctx, { id });
  if (term === undefined) throw errors.error('term_not_found');
  checkMay(ctx, 'end', term);
  await lockStaff(ctx, term.staffId);
  const day = legalDay(ctx.clock.now());
  const [now] = await readTerms(ctx, { id });
  if (now?.validTo != null && now.validTo <= day) throw errors.error('term_ended');
  if (ending.on < day || ending.on < term.validFrom) throw errors.error('end_in_past');
  if (!(await closeTerm(ctx, id, ending))) throw errors.error('term_not_found');
  await ctx.events.emit({
    type: 'agency.term_ended',
    streamId: term.staffId,
    data: { termId: id, agencyId: term.agencyId, role: term.role, on: ending.on },
  });
  return { ...term, validTo: ending.on, endReason: ending.reason };
}

async function running(
  ctx: Ctx,
  filter: TermFilter & { on: string },
): Promise<{ term: TermRow; agency: Agency }[]> {
  const terms = await readTerms(ctx, filter);
  const agencies = await readAgencies(ctx, { ids: [...new Set(terms.map((term) => term.agencyId))] });
  const byId = new Map(agencies.map((agency) => [agency.id, agency]));
  return terms.flatMap((term) => {
    const agency = byId.get(term.agencyId);
    return agency !== undefined && isInForce(agency, filter.on) ? [{ term, agency }] : [];
  });
}

/** The unit codes an agency serves, every commune of a province named. */
async function placesServed(ctx: Ctx, agency: Agency, day: string): Promise<string[]> {
  const gazetteer = await loadGazetteer(ctx);
  const inside = agency.places.flatMap((place) =>
    place.length === 2
      ? gazetteer.search({ on: day, parent: place, level: 'commune' }).map((unit) => unit.code)
      : [],
  );
  return [...new Set([...agency.places, ...inside])];
}

/** Roles a member of staff holds on a day, with the places they reach: what a signed-in officer may act as. */
export async function termsOn(ctx: Ctx, staffId: string, day?: string): Promise<Term[]> {
  const on = day ?? legalDay(ctx.clock.now());
  const terms: Term[] = [];
  for (const { term, agency } of await running(ctx, { staffIds: [staffId], on })) {
    terms.push({ role: term.role, agencyId: agency.id, places: await placesServed(ctx, agency, on) });
  }
  return terms;
}

/** Implements identity's port: asked on every request of an officer, as the system. */
export const officeTerms = {
  termsOf: (ctx: Ctx, staffId: string): Promise<readonly Term[]> => termsOn(ctx, staffId),
};

/** May this member of staff act for the agency on a day, in this role or in any? */
export async function mayActFor(
  ctx: Ctx,
  question: { staffId: string; agencyId: string; role?: string; day?: string },
): Promise<boolean> {
  const on = question.day ?? legalDay(ctx.clock.now());
  const { staffId, agencyId, role } = question;
  return (await running(ctx, { staffIds: [staffId], agencyId, role, on })).length > 0;
}

export interface Holder {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly role: string;
}

/** Who may act for an agency on a day. */
export async function listStaffAt(
  ctx: Ctx,
  question: { agencyId: string; role?: string | undefined; day?: string },
): Promise<Holder[]> {
  const on = question.day ?? legalDay(ctx.clock.now());
  const found = await running(ctx, { agencyId: question.agencyId, role: question.role, on });
  const members = await readStaff(ctx, { ids: [...new Set(found.map(({ term }) => term.staffId))] });
  return members.flatMap((member) =>
    found
      .filter(({ term }) => term.staffId === member.id)
      .map(({ term }) => ({ id: member.id, name: member.name, title: term.title, role: term.role })),
  );
}

/** Everybody who holds a role at any agency on a day. */
export async function listHolders(ctx: Ctx, role: string, day?: string): Promise<{ id: string }[]> {
  const found = await running(ctx, { role, on: day ?? legalDay(ctx.clock.now()) });
  return [...new Set(found.map(({ term }) => term.staffId))].map((id) => ({ id }));
}

/** Names by staff id, for lists. */
export async function staffNames(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map(
    (await readStaff(ctx, { ids: [...new Set(ids)] })).map((member) => [member.id, member.name]),
  );
}

/** Colleagues with their terms; of an agency or role: those who hold it on the day. */
export async function listStaff(
  ctx: Ctx,
  question: {
    search?: string | undefined;
    agency?: string | undefined;
    role?: string | undefined;
    on?: string | undefined;
  },
) {
  const on = question.on ?? legalDay(ctx.clock.now());
  const isNarrow = question.agency !== undefined || question.role !== undefined;
  const holders = isNarrow ? await running(ctx, { agencyId: question.agency, role: question.role, on }) : [];
  const ids = isNarrow ? [...new Set(holders.map(({ term }) => term.staffId))] : undefined;
  const members = await readStaff(ctx, { search: question.search, ...(ids === undefined ? {} : { ids }) });
  const terms = await readTerms(ctx, { staffIds: members.map((member) => member.id) });
  const agencies = await readAgencies(ctx, { ids: [...new Set(terms.map((term) => term.agencyId))] });
  const byId = new Map(agencies.map((agency) => [agency.id, agency]));
  return members.map((member) => ({
    ...member,
    terms: terms
      .filter((term) => term.staffId === member.id)
      .flatMap(({ staffId: _staffId, agencyId, ...term }) => {
        const agency = byId.get(agencyId);
        return agency === undefined ? [] : [{ ...term, agency: presentName(agency) }];
      }),
  }));
}
