import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import type { Relation, StayView } from './contract.ts';

const stayColumns = [
  'id',
  'kind',
  'household_id',
  'relation',
  'place_code',
  'address',
  'valid_from',
  'valid_to',
] as const;

export interface NewHouseholdRow {
  readonly id: string;
  readonly kind: 'permanent' | 'temporary';
  readonly placeCode: string;
  readonly placeName: string;
  readonly hamlet: string;
  readonly detail: string;
  readonly headPersonId: string | null;
  readonly openedOn: string;
}

export async function insertHousehold(ctx: Ctx, row: NewHouseholdRow): Promise<void> {
  await ctx.db
    .insertInto('residence.household')
    .values({
      id: row.id,
      kind: row.kind,
      place_code: row.placeCode,
      place_name: row.placeName,
      hamlet: row.hamlet,
      detail: row.detail,
      head_person_id: row.headPersonId,
      opened_on: row.openedOn,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}

export function findHouseholdRow(ctx: Ctx, id: string) {
  return ctx.db.selectFrom('residence.household').selectAll().where('id', '=', id).executeTakeFirst();
}

export interface NewStayRow {
  readonly personId: string;
  readonly householdId: string | null;
  readonly kind: 'permanent' | 'temporary';
  readonly relation: Relation;
  readonly placeCode: string | null;
  readonly address: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
}

export async function insertStay(ctx: Ctx, row: NewStayRow): Promise<string> {
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('residence.stay')
    .values({
      id,
      person_id: row.personId,
      household_id: row.householdId,
      kind: row.kind,
      relation: row.relation,
      place_code: row.placeCode,
      address: row.address,
      valid_from: row.validFrom,
      valid_to: row.validTo,
      source: row.source,
      recorded_at: ctx.clock.now(),
    })
    .execute();
  return id;
}

/** Stays in force on a day or beginning later, the permanent one first. */
export async function listStays(ctx: Ctx, at: { personId: string; on: string }): Promise<StayView[]> {
  const rows = await ctx.db
    .selectFrom('residence.stay')
    .select(stayColumns)
    .where('person_id', '=', at.personId)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', at.on)]))
    .orderBy('kind')
    .orderBy('valid_from', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as StayView['kind'],
    householdId: row.household_id,
    relation: row.relation as Relation,
    placeCode: row.place_code,
    address: row.address,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}

/** Ends stays of a person on a day; a stay not yet begun ends where it would have begun. */
export async function endStays(
  ctx: Ctx,
  at: { personId: string; on: string; kind?: 'permanent' | 'temporary'; stayId?: string },
): Promise<number> {
  const result = await ctx.db
    .updateTable('residence.stay')
    .set({ valid_to: sql<string>`greatest(coalesce(valid_from, ${at.on}::date), ${at.on}::date)` })
    .where('person_id', '=', at.personId)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', at.on)]))
    .$if(at.kind !== undefined, (query) => query.where('kind', '=', at.kind ?? ''))
    .$if(at.stayId !== undefined, (query) => query.where('id', '=', at.stayId ?? ''))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export async function insertAbsence(
  ctx: Ctx,
  row: { personId: string; from: string; to: string; reason: string; destination: string },
): Promise<void> {
  await ctx.db
    .insertInto('residence.absence')
    .values({
      id: ctx.ids.next(),
      person_id: row.personId,
      valid_from: row.from,
      valid_to: row.to,
      reason: row.reason,
      destination: row.destination,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}

export function listAbsences(ctx: Ctx, at: { personId: string; on: string }) {
  return ctx.db
    .selectFrom('residence.absence')
    .select(['valid_from as validFrom', 'valid_to as validTo', 'reason', 'destination'])
    .where('person_id', '=', at.personId)
    .where('valid_to', '>', at.on)
    .orderBy('valid_from')
    .execute();
}

export interface MemberRow {
  readonly person_id: string;
  readonly relation: Relation;
  readonly kind: 'permanent' | 'temporary';
  readonly valid_from: string | null;
}

export async function listMembers(ctx: Ctx, householdId: string): Promise<MemberRow[]> {
  const { rows } =
    await sql<MemberRow>`select * from residence.household_members(${householdId}::uuid)`.execute(ctx.db);
  return rows;
}

export async function updateHead(
  ctx: Ctx,
  at: { householdId: string; personId: string | null },
): Promise<void> {
  await ctx.db
    .updateTable('residence.household')
    .set({ head_person_id: at.personId })
    .where('id', '=', at.householdId)
    .execute();
}

export async function listAddressRows(
  ctx: Ctx,
  personIds: readonly string[],
): Promise<{ person_id: string; kind: string; address: string }[]> {
  if (personIds.length === 0) return [];
  return ctx.db
    .selectFrom('residence.stay')
    .select(['person_id', 'kind', 'address'])
    .where('person_id', '=', sql<string>`any (${[...personIds]}::uuid[])`)
    .where('valid_to', 'is', null)
    .execute();
}
