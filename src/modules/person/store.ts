import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import type { Birth, PersonHit } from './contract.ts';

const columns = [
  'id',
  'full_name',
  'sex',
  'birth_year',
  'birth_month',
  'birth_day',
  'ethnicity',
  'religion',
  'nationality',
  'marital_status',
  'birth_place',
  'hometown',
  'home_place',
  'father_name',
  'mother_name',
  'state',
  'died_on',
  'moved_away_on',
  'version',
] as const;

export interface NewPersonRow {
  readonly id: string;
  readonly fullName: string;
  readonly familyName: string;
  readonly middleName: string;
  readonly givenName: string;
  readonly searchKey: string;
  readonly sex: string;
  readonly birth: Birth;
  readonly ethnicity: string;
  readonly religion: string | null;
  readonly nationality: string;
  readonly maritalStatus: string;
  readonly birthPlaceCode: string | null;
  readonly birthPlace: string | null;
  readonly hometown: string | null;
  readonly homePlace: string | null;
  readonly fatherName: string | null;
  readonly motherName: string | null;
}

export async function insertPerson(ctx: Ctx, row: NewPersonRow): Promise<void> {
  await ctx.db
    .insertInto('person.person')
    .values({
      id: row.id,
      full_name: row.fullName,
      family_name: row.familyName,
      middle_name: row.middleName,
      given_name: row.givenName,
      search_key: row.searchKey,
      sex: row.sex,
      birth_year: row.birth.year,
      birth_month: row.birth.month,
      birth_day: row.birth.day,
      ethnicity: row.ethnicity,
      religion: row.religion,
      nationality: row.nationality,
      marital_status: row.maritalStatus,
      birth_place_code: row.birthPlaceCode,
      birth_place: row.birthPlace,
      hometown: row.hometown,
      home_place: row.homePlace,
      father_name: row.fatherName,
      mother_name: row.motherName,
      state: 'alive',
      version: 1,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}

export function findPersonRow(ctx: Ctx, id: string) {
  return ctx.db.selectFrom('person.person').select(columns).where('id', '=', id).executeTakeFirst();
}

export function listPersonRows(ctx: Ctx, ids: readonly string[]) {
  return ctx.db
    .selectFrom('person.person')
    .select(columns)
    .where('id', 'in', ids.length > 0 ? ids : ['00000000-0000-0000-0000-000000000000'])
    .execute();
}

export type PersonRow = NonNullable<Awaited<ReturnType<typeof findPersonRow>>>;

/** Changes columns of a person; false when the version seen is no longer the present one. */
export async function updatePerson(
  ctx: Ctx,
  at: { id: string; version?: number },
  change: Partial<{
    full_name: string;
    family_name: string;
    middle_name: string;
    given_name: string;
    search_key: string;
    marital_status: string;
    home_place: string | null;
    state: string;
    died_on: string | null;
    moved_away_on: string | null;
  }>,
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('person.person')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('id', '=', at.id)
    .$if(at.version !== undefined, (query) => query.where('version', '=', at.version ?? 0))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function insertFormerName(
  ctx: Ctx,
  row: { personId: string; fullName: string; validTo: string; reason: string },
): Promise<void> {
  await ctx.db
    .insertInto('person.former_name')
    .values({
      id: ctx.ids.next(),
      person_id: row.personId,
      full_name: row.fullName,
      valid_to: row.validTo,
      reason: row.reason,
      recorded_at: ctx.clock.now(),
    })
    .execute();
}

/** Masked rows; the function itself checks the basis and answers nothing without one. */
export async function searchNames(
  ctx: Ctx,
  at: { words: readonly string[]; birthYear: number | null; limit: number },
): Promise<PersonHit[]> {
  const { rows } = await sql<{
    id: string;
    full_name: string;
    birth_year: number;
    sex: PersonHit['sex'];
    home_place: string | null;
    state: string;
    number_hint: string | null;
  }>`select * from person.search_names(${[...at.words]}::text[], ${at.birthYear}::int, ${at.limit}::int)`.execute(
    ctx.db,
  );
  return rows.map((row) => ({
    id: row.id,
    fullName: row.full_name,
    birthYear: row.birth_year,
    sex: row.sex,
    homePlace: row.home_place,
    state: row.state,
    numberHint: row.number_hint,
  }));
}

export async function maySearch(ctx: Ctx): Promise<boolean> {
  const { rows } = await sql<{ may: SqlBool }>`select person.may_search() as may`.execute(ctx.db);
  return rows[0]?.may === true;
}
