import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import { ageGroups, PROVINCE } from './rules.ts';
import type { Figure, RawCounts } from './rules-release.ts';

export interface ReleaseRule {
  readonly least: number;
  readonly hamlets: boolean;
}

export async function ruleOn(ctx: Ctx, day: string): Promise<ReleaseRule> {
  const row = await ctx.db
    .selectFrom('population_analysis.release_rule')
    .select(['least', 'hamlets'])
    .where('valid_from', '<=', day)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? { least: 5, hamlets: false };
}

export interface Commune {
  readonly code: string;
  readonly name: string;
  readonly areaKm2: number | null;
}

export async function communesOn(ctx: Ctx, day: string): Promise<Commune[]> {
  const { rows } = await sql<{ code: string; name: string; area_km2: number | null }>`
    select code, name, area_km2 from place_pub.unit
     where level = 'commune' and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)
     order by code`.execute(ctx.db);
  return rows.map((row) => ({ code: row.code, name: row.name, areaKm2: row.area_km2 }));
}

interface CountRow {
  readonly kind: 'people' | 'ethnicity' | 'hamlet' | 'household';
  readonly place: string | null;
  readonly a: string | null;
  readonly b: number | null;
  readonly count: number;
}

/** One statement, so one instant: persons by age and sex, by ethnic group, by hamlet, and households. */
export async function countRegister(
  ctx: Ctx,
  at: { day: string; places: readonly string[] },
): Promise<RawCounts & { unplaced: number }> {
  const { rows } = await sql<CountRow>`
    with home as (
      select person_id, place_code, min(hamlet) as hamlet from residence_pub.member group by person_id, place_code
    ), living as materialized (
      select p.home_place as place, p.sex, p.ethnicity, coalesce(h.hamlet, '') as hamlet,
             least(${ageGroups.length - 1}::int, greatest(0, extract(year from ${at.day}::date)::int - p.birth_year
               - case when (coalesce(p.birth_month, 12), coalesce(p.birth_day, 31))
                         > (extract(month from ${at.day}::date)::int, extract(day from ${at.day}::date)::int)
                      then 1 else 0 end) / 5) as age
        from person_pub.resident p
        left join home h on h.person_id = p.id and h.place_code = p.home_place
    )
    select case when grouping(age) = 0 then 'people' when grouping(ethnicity) = 0 then 'ethnicity' else 'hamlet' end as kind,
           place, case when grouping(age) = 0 then sex when grouping(ethnicity) = 0 then ethnicity else hamlet end as a,
           age as b, count(*)::int as count
      from living group by grouping sets ((place, sex, age), (place, ethnicity), (place, hamlet))
    union all
    select 'household', place_code, hamlet, null, households from residence_pub.hamlet`.execute(ctx.db);
  const inside = new Set(at.places);
  const of = (kind: CountRow['kind']) => rows.filter((row) => row.kind === kind);
  const placed = (row: CountRow) => row.place !== null && inside.has(row.place);
  const base = (row: CountRow) => ({ place: row.place ?? '', count: row.count });
  return {
    places: at.places,
    people: of('people')
      .filter(placed)
      .map((row) => ({ ...base(row), sex: row.a ?? 'unknown', age: row.b ?? 0 })),
    ethnicities: of('ethnicity')
      .filter(placed)
      .map((row) => ({ ...base(row), group: row.a ?? '' })),
    hamlets: of('hamlet')
      .filter(placed)
      .map((row) => ({ ...base(row), hamlet: row.a ?? '' })),
    households: of('household')
      .filter(placed)
      .map((row) => ({ ...base(row), hamlet: row.a ?? '' })),
    unplaced: of('people').reduce((sum, row) => sum + (placed(row) ? 0 : row.count), 0),
  };
}

export interface NewSnapshot {
  readonly id: string;
  readonly day: string;
  readonly least: number;
  readonly persons: number;
  readonly households: number;
  readonly unplaced: number;
  readonly hidden: number;
  readonly withheld: readonly string[];
}

export async function insertSnapshot(ctx: Ctx, row: NewSnapshot): Promise<void> {
  await ctx.db
    .insertInto('population_analysis.snapshot')
    .values({ ...row, withheld: [...row.withheld], taken_at: ctx.clock.now(), state: 'held' })
    .execute();
}

export async function insertFigures(ctx: Ctx, snapshotId: string, figures: readonly Figure[]): Promise<void> {
  const column = <T>(pick: (figure: Figure) => T) => figures.map(pick);
  await sql`insert into population_analysis.figure (snapshot_id, place_code, measure, category, sex, value, state)
    select ${snapshotId}::uuid, place, measure, category, sex, value, 'held'
      from unnest(${column((one) => one.place)}::text[], ${column((one) => one.measure)}::text[],
                  ${column((one) => one.category)}::text[], ${column((one) => one.sex)}::text[],
                  ${column((one) => one.value)}::int[]) as f (place, measure, category, sex, value)`.execute(
    ctx.db,
  );
}

/** Daily figures older than `before` go; the first of a month stays, and what was published stays. */
export async function deleteDaily(ctx: Ctx, before: string): Promise<number> {
  const result = await sql`delete from population_analysis.snapshot
    where day < ${before}::date and extract(day from day) <> 1 and state = 'held'`.execute(ctx.db);
  return Number(result.numAffectedRows ?? 0n);
}

export async function findSnapshotOn(ctx: Ctx, day: string | undefined) {
  let query = ctx.db.selectFrom('population_analysis.snapshot').selectAll();
  if (day !== undefined) query = query.where('day', '<=', day);
  return query.orderBy('day', 'desc').orderBy('taken_at', 'desc').limit(1).executeTakeFirst();
}

export async function findOpenSnapshot(ctx: Ctx) {
  return ctx.db
    .selectFrom('population_analysis.snapshot')
    .selectAll()
    .where('state', '=', 'open')
    .orderBy('day', 'desc')
    .orderBy('taken_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function listSnapshotRows(ctx: Ctx, at: { before?: string; limit: number }) {
  let query = ctx.db.selectFrom('population_analysis.snapshot').selectAll();
  if (at.before !== undefined) query = query.where('day', '<', at.before);
  return query.orderBy('day', 'desc').orderBy('taken_at', 'desc').limit(at.limit).execute();
}
export type SnapshotRow = Awaited<ReturnType<typeof listSnapshotRows>>[number];

export async function setOpen(ctx: Ctx, id: string): Promise<SnapshotRow | undefined> {
  const row = await ctx.db
    .updateTable('population_analysis.snapshot')
    .set({ state: 'open', opened_at: ctx.clock.now(), opened_by: ctx.principal.id })
    .where('id', '=', id)
    .where('state', '=', 'held')
    .returningAll()
    .executeTakeFirst();
  if (row)
    await ctx.db
      .updateTable('population_analysis.figure')
      .set({ state: 'open' })
      .where('snapshot_id', '=', id)
      .execute();
  return row;
}

export function findSnapshotRow(ctx: Ctx, id: string) {
  return ctx.db
    .selectFrom('population_analysis.snapshot')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
}

const figureColumns = ['place_code', 'measure', 'category', 'sex', 'value'] as const;

export function figuresOfPlace(ctx: Ctx, snapshotId: string, place: string) {
  return ctx.db
    .selectFrom('population_analysis.figure')
    .select(figureColumns)
    .where('snapshot_id', '=', snapshotId)
    .where('place_code', '=', place)
    .where(sql<SqlBool>`measure = any (${[...measureNames]}::text[])`)
    .execute();
}

const measureNames = [
  'persons',
  'sex',
  'broad',
  'age',
  'ethnicity',
  'households',
  'hamlet',
  'hamlet_households',
] as const;

export function figuresOf(ctx: Ctx, snapshotId: string, wanted: readonly string[]) {
  return ctx.db
    .selectFrom('population_analysis.figure')
    .select(figureColumns)
    .where('snapshot_id', '=', snapshotId)
    .where(sql<SqlBool>`measure = any (${[...wanted]}::text[])`)
    .execute();
}

export function allFigures(ctx: Ctx, snapshotId: string, place: string | undefined) {
  let query = ctx.db
    .selectFrom('population_analysis.figure')
    .select(figureColumns)
    .where('snapshot_id', '=', snapshotId);
  if (place !== undefined && place !== PROVINCE) query = query.where('place_code', '=', place);
  return query.orderBy('place_code').orderBy('measure').orderBy('category').orderBy('sex').execute();
}
