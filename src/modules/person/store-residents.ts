import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import type { PersonHit } from './contract.ts';
import type { ResidentGroup } from './list-residents.ts';

export async function listResidentRows(ctx: Ctx, group: ResidentGroup): Promise<PersonHit[]> {
  const ethnicities = group.ethnicities === null ? null : [...group.ethnicities];
  const { rows } = await sql<{
    id: string;
    full_name: string;
    birth_year: number;
    sex: PersonHit['sex'];
    home_place: string | null;
    state: string;
    number_hint: string | null;
  }>`select * from person.list_residents(${group.placeCode}, ${group.sex}::text, ${ethnicities}::text[], ${group.fromAge}::int, ${group.toAge}::int, ${group.onDay}::date, ${group.afterId}::uuid, ${group.limit}::int)`.execute(
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
