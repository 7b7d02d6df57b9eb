/** A figure's expression: what is measured, over which published view, which rows, by which dimensions. */
export interface Expression {
  readonly measure: Measure;
  readonly view: { readonly schema: string; readonly name: string };
  readonly conditions: readonly Condition[];
  readonly by: Dimensions;
}

export type Measure =
  | { readonly kind: 'count' }
  | { readonly kind: 'count_distinct' | 'sum' | 'avg'; readonly column: string };

export interface Dimensions {
  /** A date column; without it the figure is a stock, as it stands when it is computed. */
  readonly day?: string;
  /** A text column with the code of the commune, or the commune that the unit serves. */
  readonly place?: { readonly column: string } | 'of-unit';
  /** A uuid column: the agency. */
  readonly unit?: string;
}

export type Literal =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'day'; readonly value: string }
  /** `@now`: the instant of computing; `@today`: its legal day. */
  | { readonly kind: 'moment'; readonly value: 'now' | 'today' };

export const comparisons = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof comparisons)[number];

export type Condition =
  | {
      readonly kind: 'compare';
      readonly column: string;
      readonly operator: Comparison;
      readonly value: Literal;
    }
  | {
      readonly kind: 'in';
      readonly column: string;
      readonly isNot: boolean;
      readonly values: readonly Literal[];
    }
  | { readonly kind: 'null'; readonly column: string; readonly isNot: boolean };

/** What is wrong with an expression, and at which character. */
export class ExpressionFault extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.name = 'ExpressionFault';
    this.at = at;
  }
}
