import { type Condition, type Expression, type Literal, expressionFaults } from '#lib/indicator';
import type { PublishedViews } from '#lib/indicator';
import { errors } from './errors.ts';

/** Expressions that one pass over a view answers: the same view, the same dimensions. */
export interface Pass {
  readonly view: Expression['view'];
  readonly by: Expression['by'];
  readonly expressions: readonly Expression[];
}

export const passKey = ({ view, by }: Pick<Expression, 'view' | 'by'>): string =>
  JSON.stringify([view.schema, view.name, by.day ?? null, by.place ?? null, by.unit ?? null]);

export const viewName = ({ view }: Pick<Expression, 'view'>): string => `${view.schema}.${view.name}`;

/** Refuses what no room publishes, before any name comes near a statement. @throws indicator.definition_faulty */
export function checkAgainst(views: PublishedViews, key: string, expression: Expression): void {
  const [detail] = expressionFaults(expression, views);
  if (detail !== undefined) throw errors.error('definition_faulty', { key, detail });
}

export interface Moment {
  readonly now: Date;
  readonly today: string;
}

/** A literal as the parameter that is sent. */
export function parameterOf(literal: Literal, moment: Moment): string | number | boolean | Date {
  if (literal.kind !== 'moment') return literal.value;
  return literal.value === 'now' ? moment.now : moment.today;
}

export type { Condition };
