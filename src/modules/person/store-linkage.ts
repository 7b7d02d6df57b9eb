import { sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import type { PersonHit } from './contract.ts';

const columns = [
  'id',
  'full_name',
  'sex',
  'birth_year',
  'birth_month',
  'birth_day',
  'ethnicity',
  'home_place',
  'father_name',
  'mother_name',
  'state',
] as const;

export function listLinkageRows(
  ctx: Ctx,
  at: { readonly after: string | null; readonly limit: number } | { readonly ids: readonly string[] },
) {
  const query = ctx.db.selectFrom('person.person').select(columns).orderBy('id');
  if ('ids' in at) return query.where('id', '=', sql<string>`any (${[...at.ids]}::uuid[])`).execute();
  const paged = at.after === null ? query : query.where('id', '>', at.after);
  return paged.limit(at.limit).execute();
}

export interface LinkageNumber {
  readonly person_id: string;
  readonly type: string;
  readonly sealed: Buffer;
  readonly state: 'valid' | 'cancelled' | 'expired';
}

export async function listLinkageNumbers(ctx: Ctx, ids: readonly string[]): Promise<LinkageNumber[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('person.identifier')
    .select(['person_id', 'type', 'sealed', 'state'])
    .where('person_id', '=', sql<string>`any (${[...ids]}::uuid[])`)
    .where('type', 'in', ['personal_number', 'cmnd9'])
    .execute();
  return rows as LinkageNumber[];
}

/** The function itself checks the basis and answers nothing without one. */
export async function listHitRows(ctx: Ctx, ids: readonly string[]): Promise<PersonHit[]> {
  const { rows } = await sql<{
    id: string;
    full_name: string;
    birth_year: number;
    sex: PersonHit['sex'];
    home_place: string | null;
    state: string;
    number_hint: string | null;
  }>`select * from person.hits_of(${[...ids]}::uuid[])`.execute(ctx.db);
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
