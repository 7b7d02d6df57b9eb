import type { Condition, Expression, Literal } from './language.ts';

export type ColumnType = 'text' | 'number' | 'boolean' | 'day' | 'instant' | 'uuid' | 'other';

/** What the rooms publish: `<schema>.<view>` → column → type. Nothing outside it can be named. */
export type PublishedViews = ReadonlyMap<string, ReadonlyMap<string, ColumnType>>;

const fitting: Readonly<Record<Literal['kind'], readonly ColumnType[]>> = {
  number: ['number'],
  text: ['text', 'uuid'],
  boolean: ['boolean'],
  day: ['day'],
  moment: ['day', 'instant'],
};

const ordered: readonly ColumnType[] = ['number', 'day', 'instant'];

type Columns = ReadonlyMap<string, ColumnType>;

function typeOf(columns: Columns, column: string, faults: string[]): ColumnType | undefined {
  const type = columns.get(column);
  if (type === undefined) faults.push(`the view has no column ${column}`);
  return type;
}

function literalFits(type: ColumnType, value: Literal): boolean {
  if (value.kind === 'moment') return type === (value.value === 'now' ? 'instant' : 'day');
  return fitting[value.kind].includes(type);
}

function conditionFaults(condition: Condition, columns: Columns): string[] {
  const faults: string[] = [];
  const type = typeOf(columns, condition.column, faults);
  if (type === undefined || condition.kind === 'null') return faults;
  const values = condition.kind === 'in' ? condition.values : [condition.value];
  for (const value of values) {
    if (!literalFits(type, value))
      faults.push(`${condition.column} is ${type}, it cannot be compared with ${value.kind}`);
  }
  const isOrder = condition.kind === 'compare' && !['=', '!='].includes(condition.operator);
  if (isOrder && !ordered.includes(type))
    faults.push(`${condition.column} is ${type}, it has no greater or smaller`);
  return faults;
}

function dimensionFaults({ by }: Expression, columns: Columns): string[] {
  const faults: string[] = [];
  const expect = (column: string | undefined, wanted: ColumnType): void => {
    if (column === undefined) return;
    const type = typeOf(columns, column, faults);
    if (type !== undefined && type !== wanted) faults.push(`${column} is ${type}, not ${wanted}`);
  };
  expect(by.day, 'day');
  expect(by.unit, 'uuid');
  expect(typeof by.place === 'object' ? by.place.column : undefined, 'text');
  return faults;
}

function measureFaults({ measure }: Expression, columns: Columns): string[] {
  const faults: string[] = [];
  if (measure.kind === 'count') return faults;
  const type = typeOf(columns, measure.column, faults);
  if (type !== undefined && type !== 'number' && measure.kind !== 'count_distinct')
    faults.push(`${measure.kind} needs a number, ${measure.column} is ${type}`);
  return faults;
}

/** What hinders an expression from being computed over the views that are published; empty when nothing does. */
export function expressionFaults(expression: Expression, views: PublishedViews): string[] {
  const name = `${expression.view.schema}.${expression.view.name}`;
  const columns = views.get(name);
  if (!columns) return [`no room publishes ${name}`];
  return [
    ...measureFaults(expression, columns),
    ...expression.conditions.flatMap((condition) => conditionFaults(condition, columns)),
    ...dimensionFaults(expression, columns),
  ];
}
