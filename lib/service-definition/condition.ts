import { z } from 'zod';
import { ageOn, monthsBetween } from './legal-day.ts';

export type Literal = string | number | boolean | null;

/** What a condition compares: a literal, a value of the context, or a figure computed from it. */
export type Operand =
  | Literal
  | { value: string }
  | { count: string }
  | { ageOf: string }
  | { monthsFrom: string; to: string };

/** A condition as data: evaluated by walking this tree, never by running text. */
export type Condition =
  | boolean
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { eq: [Operand, Operand] }
  | { ne: [Operand, Operand] }
  | { lt: [Operand, Operand] }
  | { lte: [Operand, Operand] }
  | { gt: [Operand, Operand] }
  | { gte: [Operand, Operand] }
  | { in: [Operand, Literal[]] }
  | { includes: [Operand, Literal] }
  | { present: string };

export const pathPattern = /^(?:day|channel|(?:form|applicant|filer|data)(?:\.[a-z][A-Za-z0-9]*)+)$/;
export const path = z.string().regex(pathPattern);
const literal = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const operand: z.ZodType<Operand> = z.union([
  literal,
  z.strictObject({ value: path }),
  z.strictObject({ count: path }),
  z.strictObject({ ageOf: path }),
  z.strictObject({ monthsFrom: path, to: path }),
]);
const pair = z.tuple([operand, operand]);

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.boolean(),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
    z.strictObject({ eq: pair }),
    z.strictObject({ ne: pair }),
    z.strictObject({ lt: pair }),
    z.strictObject({ lte: pair }),
    z.strictObject({ gt: pair }),
    z.strictObject({ gte: pair }),
    z.strictObject({ in: z.tuple([operand, z.array(literal).min(1)]) }),
    z.strictObject({ includes: z.tuple([operand, literal]) }),
    z.strictObject({ present: path }),
  ]),
);

/** Reads a dotted path of own properties; undefined where there is none. Never reaches a prototype. */
export function readPath(context: object, dotted: string): unknown {
  let here: unknown = context;
  for (const name of dotted.split('.')) {
    if (here === null || typeof here !== 'object' || !Object.hasOwn(here, name)) return undefined;
    here = (here as Record<string, unknown>)[name];
  }
  return here;
}

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

const textAt = (context: object, dotted: string): string | undefined => {
  const value = readPath(context, dotted);
  return typeof value === 'string' ? value : undefined;
};

const countAt = (context: object, dotted: string): number | undefined => {
  const value = readPath(context, dotted);
  return Array.isArray(value) ? value.length : undefined;
};

const computed = (
  item: Exclude<Operand, Literal | { value: string }>,
  context: object,
): number | undefined => {
  if ('count' in item) return countAt(context, item.count);
  const first = textAt(context, 'ageOf' in item ? item.ageOf : item.monthsFrom);
  const second = textAt(context, 'ageOf' in item ? 'day' : item.to);
  if (first === undefined || second === undefined) return undefined;
  return 'ageOf' in item ? ageOn(first, second) : monthsBetween(first, second);
};

const resolve = (item: Operand, context: object): unknown => {
  if (item === null || typeof item !== 'object') return item;
  return 'value' in item ? (readPath(context, item.value) ?? null) : (computed(item, context) ?? null);
};

type Ordering = (comparison: number) => boolean;
const orderings: Record<'lt' | 'lte' | 'gt' | 'gte', Ordering> = {
  lt: (c) => c < 0,
  lte: (c) => c <= 0,
  gt: (c) => c > 0,
  gte: (c) => c >= 0,
};

const compare = (left: unknown, right: unknown): number | undefined => {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return undefined;
};

const ordered = (name: keyof typeof orderings, items: [Operand, Operand], context: object): boolean => {
  const comparison = compare(resolve(items[0], context), resolve(items[1], context));
  return comparison !== undefined && orderings[name](comparison);
};

type Tree = Exclude<Condition, boolean>;
type Walk = { [K in NameOf<Tree>]: (tree: Extract<Tree, Record<K, unknown>>, context: object) => boolean };
type NameOf<T> = T extends unknown ? keyof T & string : never;

const walks: Walk = {
  all: (tree, context) => tree.all.every((inner) => evaluate(inner, context)),
  any: (tree, context) => tree.any.some((inner) => evaluate(inner, context)),
  not: (tree, context) => !evaluate(tree.not, context),
  eq: (tree, context) => resolve(tree.eq[0], context) === resolve(tree.eq[1], context),
  ne: (tree, context) => resolve(tree.ne[0], context) !== resolve(tree.ne[1], context),
  lt: (tree, context) => ordered('lt', tree.lt, context),
  lte: (tree, context) => ordered('lte', tree.lte, context),
  gt: (tree, context) => ordered('gt', tree.gt, context),
  gte: (tree, context) => ordered('gte', tree.gte, context),
  in: (tree, context) => tree.in[1].includes(resolve(tree.in[0], context) as Literal),
  includes: (tree, context) => {
    const list = resolve(tree.includes[0], context);
    return Array.isArray(list) && list.includes(tree.includes[1]);
  },
  present: (tree, context) => isGiven(readPath(context, tree.present)),
};

const nameOf = (tree: Tree): NameOf<Tree> => Object.keys(tree)[0] as NameOf<Tree>;

/**
 * Does a condition hold in a context? A value that is missing equals null, is never less or greater than anything,
 * and comparing values of different types is false: a condition never throws.
 */
export function evaluate(tree: Condition, context: object): boolean {
  if (typeof tree === 'boolean') return tree;
  return (walks[nameOf(tree)] as (tree: Tree, context: object) => boolean)(tree, context);
}

const operandPaths = (item: Operand): string[] => {
  if (item === null || typeof item !== 'object') return [];
  if ('value' in item) return [item.value];
  if ('count' in item) return [item.count];
  return 'ageOf' in item ? [item.ageOf, 'day'] : [item.monthsFrom, item.to];
};

const operandsOf = (tree: Tree): string[] => {
  const [first, second] = Object.values(tree)[0] as [Operand, Operand | Literal[]];
  return [...operandPaths(first), ...(Array.isArray(second) ? [] : operandPaths(second))];
};

/** Every path a condition reads, so that a definition can be checked before it is published. */
export function pathsOf(tree: Condition): string[] {
  if (typeof tree === 'boolean') return [];
  if ('all' in tree) return tree.all.flatMap(pathsOf);
  if ('any' in tree) return tree.any.flatMap(pathsOf);
  if ('not' in tree) return pathsOf(tree.not);
  return 'present' in tree ? [tree.present] : operandsOf(tree);
}
