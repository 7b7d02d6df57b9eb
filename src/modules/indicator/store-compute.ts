import { type RawBuilder, sql } from 'kysely';
import type { Condition, Expression, Period } from '#lib/indicator';
import type { Ctx } from '#platform/runtime';
import { type Moment, type Pass, parameterOf } from './compile.ts';

type Fragment = RawBuilder<unknown>;

const operators: Readonly<Record<string, Fragment>> = {
  '=': sql`=`,
  '!=': sql`is distinct from`,
  '<': sql`<`,
  '<=': sql`<=`,
  '>': sql`>`,
  '>=': sql`>=`,
};

/** Names come quoted from the checked tree, values as parameters. */
function conditionSql(condition: Condition, moment: Moment): Fragment {
  const column = sql.ref(condition.column);
  if (condition.kind === 'null') return condition.isNot ? sql`${column} is not null` : sql`${column} is null`;
  if (condition.kind === 'compare')
    return sql`${column} ${operators[condition.operator] ?? sql`=`} ${parameterOf(condition.value, moment)}`;
  const values = sql.join(condition.values.map((value) => sql`${parameterOf(value, moment)}`));
  return condition.isNot ? sql`${column} not in (${values})` : sql`${column} in (${values})`;
}

function whereSql(conditions: readonly Condition[], moment: Moment): Fragment {
  if (conditions.length === 0) return sql`true`;
  return sql.join(
    conditions.map((one) => conditionSql(one, moment)),
    sql` and `,
  );
}

function measureSql({ measure }: Expression): Fragment {
  if (measure.kind === 'count') return sql`count(*)`;
  const column = sql.ref(measure.column);
  if (measure.kind === 'count_distinct') return sql`count(distinct ${column})`;
  return measure.kind === 'sum' ? sql`sum(${column})` : sql`avg(${column})`;
}

const viewSql = ({ view }: Pick<Expression, 'view'>): Fragment => sql`${sql.id(view.schema, view.name)}`;

export interface PassRow {
  readonly day: string;
  readonly place: string;
  readonly unit: string;
  readonly rows: readonly number[];
  readonly values: readonly number[];
}

function dimensionSql(pass: Pass, moment: Moment): { day: Fragment; place: Fragment; unit: Fragment } {
  const { by } = pass;
  return {
    day: by.day ? sql`${sql.ref(by.day)}` : sql`${moment.today}::date`,
    place: typeof by.place === 'object' ? sql`coalesce(${sql.ref(by.place.column)}, '')` : sql`''`,
    unit: by.unit ? sql`coalesce(${sql.ref(by.unit)}::text, '')` : sql`''`,
  };
}

/** One pass over a view: all its expressions, each day, place and unit that has rows. */
export async function readPass(
  ctx: Ctx,
  pass: Pass,
  span: Period & { readonly moment: Moment },
): Promise<PassRow[]> {
  const { moment } = span;
  const dimension = dimensionSql(pass, moment);
  const filters = pass.expressions.map((one) => whereSql(one.conditions, moment));
  const values = pass.expressions.map(
    (one, index) =>
      sql`coalesce(${measureSql(one)} filter (where ${filters[index] ?? sql`true`}), 0)::float8`,
  );
  const counts = filters.map((filter) => sql`count(*) filter (where ${filter})::float8`);
  const within = pass.by.day
    ? sql`where ${sql.ref(pass.by.day)} >= ${span.from}::date and ${sql.ref(pass.by.day)} <= ${span.to}::date`
    : sql``;
  const { rows } = await sql<PassRow>`
    select ${dimension.day} as day, ${dimension.place} as place, ${dimension.unit} as unit,
           array[${sql.join(values)}] as values, array[${sql.join(counts)}] as rows
      from ${viewSql(pass)} ${within} group by 1, 2, 3`.execute(ctx.db);
  return rows;
}

/** The first day of which a view has anything. */
export async function firstDayOf(ctx: Ctx, pass: Pass): Promise<string | null> {
  if (!pass.by.day) return null;
  const { rows } = await sql<{ day: string | null }>`
    select min(${sql.ref(pass.by.day)}) as day from ${viewSql(pass)}`.execute(ctx.db);
  return rows[0]?.day ?? null;
}

export interface CaseRow {
  readonly id: string;
  readonly code: string;
  readonly label: string | null;
  readonly day: string | null;
}

/** Single rows behind a figure, as far as row-level security shows them to whoever asks. The view has `id` and `code`. */
export async function listCases(
  ctx: Ctx,
  expression: Expression,
  question: Period & {
    readonly moment: Moment;
    readonly units: readonly string[] | null;
    readonly after: string | null;
    readonly limit: number;
    readonly hasTitle: boolean;
  },
): Promise<CaseRow[]> {
  const { by } = expression;
  const parts: Fragment[] = [whereSql(expression.conditions, question.moment)];
  if (by.day)
    parts.push(
      sql`${sql.ref(by.day)} >= ${question.from}::date and ${sql.ref(by.day)} <= ${question.to}::date`,
    );
  if (question.units !== null && by.unit)
    parts.push(sql`${sql.ref(by.unit)} = any(${[...question.units]}::uuid[])`);
  if (question.after) parts.push(sql`code > ${question.after}`);
  const { rows } = await sql<CaseRow>`
    select id::text as id, code, ${question.hasTitle ? sql`title` : sql`null::text`} as label,
           ${by.day ? sql.ref(by.day) : sql`null::date`} as day
      from ${viewSql(expression)} where ${sql.join(parts, sql` and `)}
     order by code limit ${question.limit}`.execute(ctx.db);
  return rows;
}
