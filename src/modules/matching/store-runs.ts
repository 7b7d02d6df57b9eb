import { sql } from 'kysely';
import type { LinkageModel, RowDecision } from '#lib/linkage';
import type { Ctx } from '#platform/runtime';
import type { RowState, RunView } from './contract.ts';
import type { RowFields } from './rules-row.ts';

export interface RunRow {
  readonly id: string;
  readonly list_id: string;
  readonly agency_id: string;
  readonly state: RunView['state'];
  readonly basis_id: string | null;
  readonly engine: string | null;
  readonly model: LinkageModel | null;
  readonly wanted_rate: number;
  readonly total: number;
  readonly done: number;
  readonly after_position: number;
  readonly trouble: string | null;
  readonly requested_at: Date;
  readonly finished_at: Date | null;
}

export async function insertRun(
  ctx: Ctx,
  row: { id: string; listId: string; agencyId: string; wantedRate: number; total: number },
): Promise<void> {
  await ctx.db
    .insertInto('matching.run')
    .values({
      id: row.id,
      list_id: row.listId,
      agency_id: row.agencyId,
      state: 'queued',
      wanted_rate: row.wantedRate,
      total: row.total,
      done: 0,
      after_position: 0,
      counts: JSON.stringify({}),
      requested_by: ctx.principal.kind === 'staff' ? ctx.principal.id : null,
      requested_at: ctx.clock.now(),
    })
    .execute();
}

export async function findRun(ctx: Ctx, id: string): Promise<RunRow | undefined> {
  const row = await ctx.db.selectFrom('matching.run').selectAll().where('id', '=', id).executeTakeFirst();
  return row as RunRow | undefined;
}

export async function lastRun(ctx: Ctx, listId: string): Promise<RunRow | undefined> {
  const row = await ctx.db
    .selectFrom('matching.run')
    .selectAll()
    .where('list_id', '=', listId)
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row as RunRow | undefined;
}

/** The model of the run that ended last, over all lists: what a look-up scores by. */
export async function lastModel(ctx: Ctx): Promise<{ model: LinkageModel } | undefined> {
  const row = await ctx.db
    .selectFrom('matching.run')
    .select('model')
    .where('state', '=', 'finished')
    .orderBy('finished_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.model ? { model: row.model as LinkageModel } : undefined;
}

export async function updateRun(
  ctx: Ctx,
  id: string,
  change: Partial<{
    state: RunRow['state'];
    basis_id: string;
    engine: string;
    model: LinkageModel;
    done: number;
    after_position: number;
    counts: Record<string, number>;
    trouble: string | null;
    finished_at: Date;
  }>,
): Promise<void> {
  const { model, counts, ...rest } = change;
  await ctx.db
    .updateTable('matching.run')
    .set({
      ...rest,
      ...(model ? { model: JSON.stringify(model) } : {}),
      ...(counts ? { counts: JSON.stringify(counts) } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** Rows the engine may decide: nobody has judged them. */
const isOpenToEngine = sql`matching.row.is_present and matching.row.settled_by is distinct from 'people'
  and matching.row.state in ('new', 'matched', 'not_found', 'to_judge')`;

export interface LinkableRow {
  readonly id: string;
  readonly position: number;
  readonly fields: RowFields;
  readonly number_sealed: Buffer | null;
  readonly commune_code: string | null;
}

export async function listLinkable(
  ctx: Ctx,
  at: { listId: string; after: number; limit: number },
): Promise<LinkableRow[]> {
  const { rows } = await sql<LinkableRow>`
    select id, position, fields, number_sealed, commune_code from matching.row
     where list_id = ${at.listId}::uuid and position > ${at.after} and ${isOpenToEngine}
     order by position limit ${at.limit}`.execute(ctx.db);
  return rows;
}

/** An even share of a list, at most so many rows: enough to estimate parameters. */
export async function sampleLinkable(ctx: Ctx, listId: string, most: number): Promise<LinkableRow[]> {
  const { rows } = await sql<LinkableRow>`
    select id, position, fields, number_sealed, commune_code from (
      select matching.row.*, row_number() over (order by position) as nth, count(*) over () as total
        from matching.row where list_id = ${listId}::uuid and ${isOpenToEngine}) as every
     where (nth * ${most}) / greatest(total, ${most}) <> ((nth - 1) * ${most}) / greatest(total, ${most})
     order by position`.execute(ctx.db);
  return rows;
}

export async function countLinkable(ctx: Ctx, listId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from matching.row where list_id = ${listId}::uuid and ${isOpenToEngine}`.execute(
    ctx.db,
  );
  return rows[0]?.count ?? 0;
}

export interface Decided {
  readonly id: string;
  readonly state: RowState;
  readonly personId: string | null;
  readonly probability: number | null;
  readonly score: number | null;
  readonly by: RowDecision['by'];
  readonly reasons: readonly string[];
  readonly candidates: RowDecision['candidates'];
  readonly groupKey: string | null;
  readonly duplicateOf: string | null;
}

/** Writes what the engine decided; a row that somebody judged meanwhile stays as judged. */
export async function storeDecisions(ctx: Ctx, runId: string, decided: readonly Decided[]): Promise<void> {
  if (decided.length === 0) return;
  await sql`
    update matching.row set state = d.state, is_waiting = d.state = 'to_judge',
      settled_by = case when d.state in ('matched', 'not_found') then 'engine' end,
      settled_at = case when d.state in ('matched', 'not_found') then ${ctx.clock.now()}::timestamptz end,
      person_id = d."personId", probability = d.probability, score = d.score, decided_by = d.by,
      reasons = array(select jsonb_array_elements_text(d.reasons)), candidates = d.candidates, group_key = d."groupKey",
      duplicate_of = d."duplicateOf", run_id = ${runId}::uuid, version = matching.row.version + 1
      from jsonb_to_recordset(${JSON.stringify(decided)}::jsonb) as d (
        id uuid, state text, "personId" uuid, probability double precision, score double precision, by text, reasons jsonb,
        candidates jsonb, "groupKey" text, "duplicateOf" uuid)
     where matching.row.id = d.id and ${isOpenToEngine}
       and not exists (select 1 from matching.judgement j where j.row_id = matching.row.id and j.undone_at is null)`.execute(
    ctx.db,
  );
}

/** Two rows of one list that are the same person: the later ones say so. Over the whole list, settled rows included. */
export async function markDuplicates(ctx: Ctx, listId: string): Promise<void> {
  await sql`
    with twins as (
      select id, first_value(id) over (partition by person_id order by position) as first_id
        from matching.row where list_id = ${listId}::uuid and is_present and person_id is not null)
    update matching.row r set duplicate_of = t.first_id,
           reasons = case when 'duplicate_in_list' = any (r.reasons) then r.reasons else r.reasons || 'duplicate_in_list'::text end
      from twins t where r.id = t.id and t.id <> t.first_id and r.duplicate_of is distinct from t.first_id`.execute(
    ctx.db,
  );
}

/** Everybody whom a run set beside a row of its list: matched or put before people. */
export async function personsOfRun(ctx: Ctx, runId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct person as id from (
      select person_id as person from matching.row where run_id = ${runId}::uuid and person_id is not null
      union all
      select (c ->> 'key')::uuid from matching.row r cross join jsonb_array_elements(r.candidates) c
       where r.run_id = ${runId}::uuid and r.state = 'to_judge') as everybody order by 1`.execute(ctx.db);
  return rows.map((row) => row.id);
}

export async function countOutcomes(ctx: Ctx, runId: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::int as count from matching.row where run_id = ${runId}::uuid group by state`.execute(
    ctx.db,
  );
  return Object.fromEntries(rows.map((row) => [row.state, row.count]));
}

export async function listPlaceless(ctx: Ctx, runId: string): Promise<{ id: string; person: string }[]> {
  const { rows } = await sql<{ id: string; person: string }>`
    select id, coalesce(person_id, (candidates -> 0 ->> 'key')::uuid) as person from matching.row
     where run_id = ${runId}::uuid and commune_code is null and (person_id is not null or jsonb_array_length(candidates) > 0)`.execute(
    ctx.db,
  );
  return rows;
}

export async function setCommunes(
  ctx: Ctx,
  communes: readonly { id: string; code: string }[],
): Promise<void> {
  if (communes.length === 0) return;
  await sql`update matching.row r set commune_code = c.code
    from jsonb_to_recordset(${JSON.stringify(communes)}::jsonb) as c (id uuid, code text) where r.id = c.id`.execute(
    ctx.db,
  );
}

export interface JudgedPair {
  readonly id: string;
  readonly fields: RowFields;
  readonly number_sealed: Buffer | null;
  readonly commune_code: string | null;
  readonly candidates: RowDecision['candidates'];
  readonly person_id: string | null;
}

/** Rows settled by people, with the candidates they chose among. */
export async function listJudgedPairs(ctx: Ctx, kindKey: string, most: number): Promise<JudgedPair[]> {
  const { rows } = await sql<JudgedPair>`
    select r.id, r.fields, r.number_sealed, r.commune_code, r.candidates, r.person_id
      from matching.row r join matching.list l on l.id = r.list_id
     where l.kind_key = ${kindKey} and r.settled_by = 'people' and r.is_present and jsonb_array_length(r.candidates) > 0
     order by r.settled_at desc limit ${most}`.execute(ctx.db);
  return rows;
}
