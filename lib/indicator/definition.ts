import { z } from 'zod';
import { type Expression, ExpressionFault } from './language.ts';
import { parseExpression } from './parse.ts';

export const periodKinds = ['day', 'week', 'month', 'quarter', 'instant'] as const;
export type PeriodKind = (typeof periodKinds)[number];
export const unitKinds = ['percent', 'number', 'money', 'days'] as const;
export const directions = ['up', 'down', 'none'] as const;

const sentence = z.strictObject({ vi: z.string().min(1).max(600), en: z.string().min(1).max(600) });
const legalDay = z.iso.date();
const expression = z
  .string()
  .max(1000)
  .superRefine((text, issue) => {
    try {
      parseExpression(text);
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error;
      issue.addIssue({ code: 'custom', message: `at ${error.at}: ${error.message}` });
    }
  });

const base = {
  key: z
    .string()
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/)
    .max(60),
  /** Handbook numbers of the models whose progress it shows. */
  models: z.array(z.int().min(1).max(43)).min(1),
  title: sentence,
  /** What is counted and what is not, as one would tell a colleague. */
  about: sentence,
  /** How the figure is shown; `name` is what it counts. */
  unit: z.strictObject({ kind: z.enum(unitKinds), name: sentence }),
  /** `instant`: a stock, as it stands; otherwise what happened in the period. */
  period: z.enum(periodKinds),
  /** Whether more is better. */
  direction: z.enum(directions),
  /** Dated goals; the newest one whose day has come holds. */
  targets: z
    .array(z.strictObject({ from: legalDay, value: z.number(), source: z.string().min(1) }))
    .default([]),
  /** Key of the agency that answers for it, as the plan named it; its successor answers today. */
  owner: z.string().min(1),
  /** Counts of persons below this are not shown. Luật Thống kê 89/2015/QH13 Đ.57 */
  suppressBelow: z.int().min(2).max(20).nullable().default(null),
  source: z.string().min(1),
  verified: z.boolean(),
};

const computed = z.strictObject({
  ...base,
  kind: z.literal('computed'),
  numerator: expression,
  denominator: expression.nullable().default(null),
});
const typed = z.strictObject({
  ...base,
  kind: z.literal('typed'),
  hasDenominator: z.boolean().default(false),
});

/** One indicator as data: catalog/indicators/*.yaml. */
export const definitionSchema = z.discriminatedUnion('kind', [computed, typed]);
export type IndicatorDefinition = z.infer<typeof definitionSchema>;
export type ComputedDefinition = Extract<IndicatorDefinition, { kind: 'computed' }>;

export const definitionFileSchema = z.strictObject({
  format: z.literal(1),
  about: z.string().min(1),
  indicators: z.array(definitionSchema).min(1),
});

export interface ParsedMeasures {
  readonly numerator: Expression;
  readonly denominator: Expression | null;
}

/** The expressions of a computed definition; an average without a denominator is a sum over a count. */
export function measuresOf(definition: ComputedDefinition): ParsedMeasures {
  const numerator = parseExpression(definition.numerator);
  if (definition.denominator !== null)
    return { numerator, denominator: parseExpression(definition.denominator) };
  if (numerator.measure.kind !== 'avg') return { numerator, denominator: null };
  const { column } = numerator.measure;
  const present = [...numerator.conditions, { kind: 'null', column, isNot: true } as const];
  return {
    numerator: { ...numerator, measure: { kind: 'sum', column } },
    denominator: { ...numerator, measure: { kind: 'count' }, conditions: present },
  };
}

function dayFaults(sides: readonly Expression[], isStock: boolean): string[] {
  const dated = sides.filter((one) => one.by.day !== undefined).length;
  if (isStock) return dated > 0 ? ['a stock has no day: leave out "by day"'] : [];
  return dated < sides.length ? ['a figure of a period needs "by day"'] : [];
}

const isTold = ({ by }: Expression): boolean => by.place !== undefined || by.unit !== undefined;

/** What the schema cannot see: figures that could not be added up or divided. */
export function definitionFaults(definition: IndicatorDefinition): string[] {
  if (definition.kind === 'typed') return [];
  const { numerator, denominator } = measuresOf(definition);
  const sides = denominator ? [numerator, denominator] : [numerator];
  const isStock = definition.period === 'instant';
  const faults = dayFaults(sides, isStock);
  if (sides.some((one) => one.measure.kind === 'avg')) faults.push('avg stands alone, without a denominator');
  const isDistinct = sides.some((one) => one.measure.kind === 'count_distinct');
  if (isDistinct && (!isStock || sides.some(isTold)))
    faults.push('count distinct cannot be added up: only for a stock of the whole province');
  if (definition.unit.kind === 'percent' && denominator === null) faults.push('a share needs a denominator');
  return faults;
}
