import { sql } from 'kysely';
import type { Period } from '#lib/indicator';
import type { Ctx } from '#platform/runtime';

export interface ValueRow {
  readonly key: string;
  readonly day: string;
  readonly place: string;
  readonly unit: string;
  readonly version: number;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly sourceRows: number;
}

/** Values that hold now, of some indicators over some days. */
export async function readCurrentValues(
  ctx: Ctx,
  keys: readonly string[],
  { from, to }: Period,
): Promise<ValueRow[]> {
  return ctx.db
    .selectFrom('indicator.value')
    .select([
      'indicator_key as key',
      'day',
      'place',
      'unit',
      'definition_version as version',
      'numerator',
      'denominator',
      'source_rows as sourceRows',
    ])
    .where('indicator_key', 'in', [...keys])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('superseded_at', 'is', null)
    .execute();
}

const CHUNK = 4000;

function chunksOf<T>(rows: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let at = 0; at < rows.length; at += CHUNK) chunks.push(rows.slice(at, at + CHUNK));
  return chunks;
}

/** Ends values that a computing has not found again. They stay readable as they were known. */
export async function endValues(ctx: Ctx, rows: readonly Omit<ValueRow, 'version'>[]): Promise<void> {
  for (const chunk of chunksOf(rows)) {
    await sql`update indicator.value v set superseded_at = ${ctx.clock.now()}
       from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as old (key text, day date, place text, unit text)
      where v.indicator_key = old.key and v.day = old.day and v.place = old.place and v.unit = old.unit
        and v.superseded_at is null`.execute(ctx.db);
  }
}

export async function addValues(ctx: Ctx, rows: readonly ValueRow[], computationId: string): Promise<void> {
  for (const chunk of chunksOf(rows)) {
    await sql`insert into indicator.value
        (indicator_key, day, place, unit, computed_at, definition_version, numerator, denominator, source_rows, computation_id)
      select n.key, n.day, n.place, n.unit, ${ctx.clock.now()}, n.version, n.numerator, n.denominator, n."sourceRows", ${computationId}::uuid
        from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb)
          as n (key text, day date, place text, unit text, version int, numerator float8, denominator float8, "sourceRows" bigint)`.execute(
      ctx.db,
    );
  }
}

export async function coverDays(ctx: Ctx, keys: readonly string[], days: readonly string[]): Promise<void> {
  await sql`insert into indicator.covered_day (indicator_key, day, computed_at)
    select k, d, ${ctx.clock.now()} from unnest(${[...keys]}::text[]) k, unnest(${[...days]}::date[]) d
    on conflict do nothing`.execute(ctx.db);
}

export interface Coverage {
  readonly key: string;
  readonly first: string;
  readonly last: string;
  readonly days: number;
}

/** Which days of a span are computed, by indicator; as known at an instant. */
export async function readCoverage(
  ctx: Ctx,
  keys: readonly string[],
  span: Period & { readonly knownAt: Date | null },
): Promise<Map<string, Coverage>> {
  if (keys.length === 0) return new Map();
  let query = ctx.db
    .selectFrom('indicator.covered_day')
    .select([
      'indicator_key as key',
      ({ fn }) => fn.min('day').as('first'),
      ({ fn }) => fn.max('day').as('last'),
      ({ fn }) => fn.countAll<number>().as('days'),
    ])
    .where('indicator_key', 'in', [...keys])
    .where('day', '>=', span.from)
    .where('day', '<=', span.to)
    .groupBy('indicator_key');
  if (span.knownAt) query = query.where('computed_at', '<=', span.knownAt);
  return new Map((await query.execute()).map((row) => [row.key, row]));
}

export interface CellSum {
  readonly key: string;
  readonly place: string;
  readonly unit: string;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly sourceRows: number;
  readonly computedAt: Date;
  readonly versions: readonly number[];
}

export type CellKind = 'none' | 'place' | 'unit' | 'both';

/** Sums over days, told apart as asked; for a stock the span is one day. */
export async function readSums(
  ctx: Ctx,
  keys: readonly string[],
  span: Period & { readonly by: CellKind; readonly knownAt: Date | null },
): Promise<CellSum[]> {
  if (keys.length === 0) return [];
  const place = span.by === 'place' || span.by === 'both' ? sql`place` : sql`''`;
  const unit = span.by === 'unit' || span.by === 'both' ? sql`unit` : sql`''`;
  const known = span.knownAt
    ? sql`computed_at <= ${span.knownAt} and (superseded_at is null or superseded_at > ${span.knownAt})`
    : sql`superseded_at is null`;
  const { rows } = await sql<CellSum>`
    select indicator_key as key, ${place} as place, ${unit} as unit, sum(numerator) as numerator, sum(denominator) as denominator,
           sum(source_rows)::float8 as "sourceRows", max(computed_at) as "computedAt", array_agg(distinct definition_version) as versions
      from indicator.value
     where indicator_key = any(${[...keys]}::text[]) and day >= ${span.from}::date and day <= ${span.to}::date and ${known}
     group by 1, 2, 3`.execute(ctx.db);
  return rows;
}

export async function newestVersionComputed(ctx: Ctx, keys: readonly string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ key: string; version: number | null }>`
    select k as key, (select max(definition_version) from indicator.value where indicator_key = k and superseded_at is null) as version
      from unnest(${[...keys]}::text[]) k`.execute(ctx.db);
  return new Map(rows.flatMap((row) => (row.version === null ? [] : [[row.key, row.version]])));
}
