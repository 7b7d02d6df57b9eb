import { type SqlBool, type Expression, sql } from 'kysely';
import type { Ctx } from '#platform/runtime';
import { closingOf, localTime } from '#platform/calendar';
import { calendarsFor } from './clock.ts';
import { queueBuckets } from './contract-officer.ts';

export type Bucket = (typeof queueBuckets)[number];

export interface QueueFilter {
  readonly agencyIds: readonly string[];
  readonly bucket: Bucket;
  readonly assigneeId: string | null;
  readonly search: string | null;
  readonly procedureCode: string | null;
  readonly channel: string | null;
  readonly sort: 'due' | 'submitted' | 'code';
  readonly cursor: Cursor | null;
  readonly limit: number;
}

export interface Cursor {
  readonly value: string | null;
  readonly id: string;
}

/** Counting stops here: the screen shows 999+. */
export const COUNT_LIMIT = 1000;

const bucketStates: Readonly<Partial<Record<Bucket, readonly string[]>>> = {
  'to-receive': ['submitted'],
  'in-progress': ['received', 'processing', 'proposed', 'approved', 'signed'],
  'waiting-supplement': ['supplement'],
  'to-return': ['issued'],
};

function baseQuery(ctx: Ctx, agencyIds: readonly string[]) {
  return ctx.db.selectFrom('dossier.dossier').where('handling_agency_id', 'in', [...agencyIds]);
}

interface Moment {
  readonly now: Date;
  readonly endOfDay: Date;
}

/** Written out, not a parameter: only so does a plan kept for all parameters use the indexes of open cases. */
const isOpenCase = sql<SqlBool>`is_open`;

function inBucket(query: ReturnType<typeof baseQuery>, bucket: Bucket, { now, endOfDay }: Moment) {
  if (bucket === 'done') return query.where(sql<SqlBool>`not is_open`);
  const open = query.where(isOpenCase);
  if (bucket === 'overdue') return open.where('next_due_at', '<', now);
  if (bucket === 'due-today')
    return open.where('next_due_at', '>=', now).where('next_due_at', '<=', endOfDay);
  const states = bucketStates[bucket];
  return states ? open.where('business', 'in', [...states]) : open;
}

/** Now, and when the working day of the first agency ends. */
async function momentFor(ctx: Ctx, agencyIds: readonly string[]): Promise<Moment> {
  const now = ctx.clock.now();
  const [first = ''] = agencyIds;
  const calendar = (await calendarsFor(ctx, [first])).get(first);
  return { now, endOfDay: calendar ? closingOf(calendar, localTime(now).day) : now };
}

/** How many cases stand in each bucket, counted along the queue's own index and never beyond COUNT_LIMIT. */
export async function countBuckets(
  ctx: Ctx,
  agencyIds: readonly string[],
  assigneeId: string | null,
): Promise<Record<Bucket, number>> {
  const moment = await momentFor(ctx, agencyIds);
  const counts: Partial<Record<Bucket, number>> = {};
  for (const bucket of queueBuckets) {
    if (bucket === 'done') continue;
    let query = inBucket(baseQuery(ctx, agencyIds), bucket, moment);
    if (assigneeId) query = query.where('assignee_id', '=', assigneeId);
    const limited = query.select('id').limit(COUNT_LIMIT).as('limited');
    const row = await ctx.db
      .selectFrom(limited)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    counts[bucket] = row.count;
  }
  return { ...counts, done: 0 } as Record<Bucket, number>;
}

const sortColumns = { due: 'next_due_at', submitted: 'submitted_at', code: 'code' } as const;

/** Rows after the cursor: by value, then by id; rows without a deadline come last. */
function afterCursor(sort: QueueFilter['sort'], cursor: Cursor): Expression<SqlBool> {
  const column = sql.ref(sortColumns[sort]);
  if (cursor.value === null) return sql<SqlBool>`(${column} is null and id > ${cursor.id})`;
  const type = sort === 'code' ? sql`text` : sql`timestamptz`;
  return sql<SqlBool>`(${column} > ${cursor.value}::${type} or (${column} = ${cursor.value}::${type} and id > ${cursor.id}) or ${column} is null)`;
}

/** One page of the queue. */
export async function listQueueRows(ctx: Ctx, filter: QueueFilter) {
  let query = inBucket(
    baseQuery(ctx, filter.agencyIds),
    filter.bucket,
    await momentFor(ctx, filter.agencyIds),
  );
  if (filter.assigneeId) query = query.where('assignee_id', '=', filter.assigneeId);
  if (filter.procedureCode) query = query.where('procedure_code', '=', filter.procedureCode);
  if (filter.channel) query = query.where('channel', '=', filter.channel);
  if (filter.search) query = query.where(searchCondition(filter.search));
  if (filter.cursor) query = query.where(afterCursor(filter.sort, filter.cursor));
  return query
    .selectAll()
    .orderBy(sql`${sql.ref(sortColumns[filter.sort])} asc nulls last`)
    .orderBy('id')
    .limit(filter.limit)
    .execute();
}

/** By code exactly or by its end, or by name without diacritics: within one agency's open cases, so no index is needed. */
function searchCondition(search: string): Expression<SqlBool> {
  const pattern = `%${search.replaceAll(/[%_\\]/g, '\\$&')}%`;
  return sql<SqlBool>`(code ilike ${pattern} or lower(public.unaccent(normalize(applicant_name))) like lower(public.unaccent(normalize(${pattern}))))`;
}

/** How many open cases each colleague has, for those who hand work over. */
export async function countOpenByAssignee(
  ctx: Ctx,
  staffIds: readonly string[],
): Promise<Map<string, number>> {
  if (staffIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('dossier.dossier')
    .select(['assignee_id', ({ fn }) => fn.countAll<number>().as('count')])
    .where('assignee_id', 'in', [...staffIds])
    .where(isOpenCase)
    .groupBy('assignee_id')
    .execute();
  return new Map(rows.map((row) => [row.assignee_id ?? '', row.count]));
}
