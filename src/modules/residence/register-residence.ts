import { findPerson } from '#modules/person';
import type { Ctx } from '#platform/runtime';
import type { Relation } from './contract.ts';
import { errors } from './errors.ts';
import { addressLine, isPeriod, isWithin, overlaps } from './rules.ts';
import {
  endStays,
  findHouseholdRow,
  insertAbsence,
  insertHousehold,
  insertStay,
  listStays,
  type NewHouseholdRow,
  updateHead,
} from './store.ts';

async function demandAlive(ctx: Ctx, personId: string): Promise<void> {
  const found = await findPerson(ctx, personId);
  if (!found) throw errors.error('not_found');
  if (found.state !== 'alive') throw errors.error('person_not_alive');
}

/** Opens a household at an address. @returns its id */
export async function openHousehold(ctx: Ctx, input: Omit<NewHouseholdRow, 'id'>): Promise<string> {
  const id = ctx.ids.next();
  await insertHousehold(ctx, { id, ...input });
  return id;
}

export interface PermanentResidence {
  readonly personId: string;
  readonly householdId: string;
  readonly relation: Relation;
  readonly on: string;
  readonly source: string;
}

/** Registers permanent residence in a household; the former one ends on the same day. */
export async function registerPermanentResidence(ctx: Ctx, input: PermanentResidence): Promise<string> {
  const { personId, householdId, relation, on, source } = input;
  await demandAlive(ctx, personId);
  const household = await findHouseholdRow(ctx, householdId);
  if (!household) throw errors.error('not_found');
  await endStays(ctx, { personId, on, kind: 'permanent' });
  const { place_code: placeCode, place_name: placeName, hamlet, detail } = household;
  const address = addressLine({ detail, hamlet, placeName });
  const stayId = await insertStay(ctx, {
    personId,
    householdId,
    kind: 'permanent',
    relation,
    placeCode,
    address,
    validFrom: on,
    validTo: null,
    source,
  });
  if (relation === 'head') await updateHead(ctx, { householdId, personId });
  await tell(ctx, 'residence.permanent_registered', { personId, stayId, placeCode });
  return stayId;
}

export interface TemporaryResidence {
  readonly personId: string;
  /** The household that takes the person in, or null where they live by themselves. */
  readonly householdId: string | null;
  readonly relation: Relation;
  readonly placeCode: string;
  readonly address: string;
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
  /** The law's limit as the case has pinned it. */
  readonly maxMonths: number;
  readonly source: string;
}

/** Registers temporary residence for a limited time: Luật Cư trú 68/2020/QH14 Đ.27 */
export async function registerTemporaryResidence(ctx: Ctx, input: TemporaryResidence): Promise<string> {
  const { personId, householdId, relation, placeCode, address, from, to, maxMonths, source } = input;
  if (!isPeriod({ from, to })) throw errors.error('period_invalid');
  if (!isWithin({ from, to }, maxMonths)) throw errors.error('period_too_long', { maxMonths });
  await demandAlive(ctx, personId);
  const same = (await listStays(ctx, { personId, on: from })).filter(
    (stay) => stay.placeCode === placeCode && stay.address === address,
  );
  if (same.some((stay) => overlaps({ from, to }, { from: stay.validFrom, to: stay.validTo }))) {
    throw errors.error('already_resident');
  }
  const stayId = await insertStay(ctx, {
    personId,
    householdId,
    kind: 'temporary',
    relation,
    placeCode,
    address,
    validFrom: from,
    validTo: to,
    source,
  });
  await tell(ctx, 'residence.temporary_registered', { personId, stayId, placeCode });
  return stayId;
}

/** Ends one stay on a day (moved out, registration deleted). */
export async function endResidence(
  ctx: Ctx,
  input: { personId: string; stayId: string; on: string },
): Promise<void> {
  if ((await endStays(ctx, input)) === 0) throw errors.error('not_found');
  await tell(ctx, 'residence.ended', { personId: input.personId, stayId: input.stayId, placeCode: null });
}

/** Declares that a person is away for a while: Luật Cư trú 68/2020/QH14 Đ.31 */
export async function declareAbsence(
  ctx: Ctx,
  input: { personId: string; from: string; to: string; reason: string; destination: string },
): Promise<void> {
  if (!isPeriod(input)) throw errors.error('period_invalid');
  await demandAlive(ctx, input.personId);
  await insertAbsence(ctx, input);
  await ctx.events.emit({
    type: 'residence.absence_declared',
    streamId: input.personId,
    data: { personId: input.personId },
    subjects: [input.personId],
  });
}

async function tell(
  ctx: Ctx,
  type: 'residence.permanent_registered' | 'residence.temporary_registered' | 'residence.ended',
  data: { personId: string; stayId: string; placeCode: string | null },
): Promise<void> {
  await ctx.events.emit({ type, streamId: data.personId, data, subjects: [data.personId] });
}
