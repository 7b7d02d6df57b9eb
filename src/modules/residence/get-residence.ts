import { requireCovered } from '#platform/access';
import { listPersons } from '#modules/person';
import { type Ctx, legalDay } from '#platform/runtime';
import type { HouseholdView, ResidenceView } from './contract.ts';
import { errors } from './errors.ts';
import { addressLine } from './rules.ts';
import { findHouseholdRow, listAbsences, listMembers, listStays } from './store.ts';

/** Where a person is registered to live on a day (today by default). */
export async function getResidence(ctx: Ctx, personId: string, day?: string): Promise<ResidenceView> {
  await requireCovered(ctx, 'residence');
  const on = day ?? legalDay(ctx.clock.now());
  const stays = await listStays(ctx, { personId, on });
  ctx.looks.add([personId], 'residence');
  const begun = stays.filter((stay) => stay.validFrom === null || stay.validFrom <= on);
  return {
    permanent: begun.find((stay) => stay.kind === 'permanent') ?? null,
    temporary: stays.filter((stay) => stay.kind === 'temporary'),
    absences: await listAbsences(ctx, { personId, on }),
  };
}

/**
 * A household and its members, for who may see one of them. Names are given of those the asker may see.
 * @throws residence.not_found
 */
export async function getHousehold(ctx: Ctx, householdId: string): Promise<HouseholdView> {
  const members = await listMembers(ctx, householdId);
  if (members.length === 0) throw errors.error('not_found');
  ctx.looks.add(
    members.map((member) => member.person_id),
    'household',
  );
  const known = await listPersons(
    ctx,
    members.map((member) => member.person_id),
  );
  const names = new Map(known.map((person) => [person.id, person.fullName]));
  const row = await findHouseholdRow(ctx, householdId);
  return {
    id: householdId,
    kind: row ? (row.kind as 'permanent' | 'temporary') : null,
    address: row ? addressLine({ detail: row.detail, hamlet: row.hamlet, placeName: row.place_name }) : null,
    headPersonId: members.find((member) => member.relation === 'head')?.person_id ?? null,
    members: members.map((member) => ({
      personId: member.person_id,
      fullName: names.get(member.person_id) ?? null,
      relation: member.relation,
      kind: member.kind,
      since: member.valid_from,
    })),
  };
}

/** The household of a person's permanent residence, or undefined. */
export async function findHouseholdOf(ctx: Ctx, personId: string): Promise<HouseholdView | undefined> {
  const { permanent } = await getResidence(ctx, personId);
  return permanent?.householdId ? getHousehold(ctx, permanent.householdId) : undefined;
}
