/** Why there is a value, or why there is none: a figure is never a silent zero. */
export const figureStates = ['value', 'missing', 'partial', 'no_denominator', 'suppressed'] as const;
export type FigureState = (typeof figureStates)[number];

export interface Sums {
  readonly numerator: number;
  /** Null where the indicator is a plain count or sum. */
  readonly denominator: number | null;
  /** Days of the period that were computed, and how many it has. */
  readonly daysKnown: number;
  readonly daysWanted: number;
}

export interface Figure {
  readonly state: FigureState;
  /** Percent from 0 to 100, a number, đồng or days; null when the state says there is none. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

const none = (state: FigureState): Figure => ({ state, value: null, numerator: null, denominator: null });

/** The figure of a period. Division by zero is "no figure yet"; a period not computed at all is missing, not zero. */
export function figureOf(sums: Sums | undefined, unit: 'percent' | 'number' | 'money' | 'days'): Figure {
  if (!sums || sums.daysKnown === 0) return none('missing');
  const { numerator, denominator } = sums;
  const state = sums.daysKnown < sums.daysWanted ? 'partial' : 'value';
  if (denominator === null) return { state, value: numerator, numerator, denominator };
  if (denominator === 0) return { state: 'no_denominator', value: null, numerator, denominator };
  const value = (numerator / denominator) * (unit === 'percent' ? 100 : 1);
  return { state, value, numerator, denominator };
}

const isSmall = (count: number | null, below: number): boolean =>
  count !== null && count > 0 && count < below;
const isHidden = (figure: Figure, below: number): boolean =>
  isSmall(figure.numerator, below) ||
  isSmall(figure.denominator, below) ||
  (figure.denominator !== null &&
    figure.numerator !== null &&
    isSmall(figure.denominator - figure.numerator, below));

/**
 * Hides cells that count fewer persons than `below`. Where one cell alone would be hidden beside a known total, the
 * smallest other cell goes with it, or the difference would tell.
 */
export function suppressSmall(figures: readonly Figure[], below: number | null): Figure[] {
  if (below === null) return [...figures];
  const hidden = new Set(
    [...figures.keys()].filter((index) => isHidden(figures[index] ?? none('missing'), below)),
  );
  if (hidden.size === 1) {
    const others = [...figures.keys()]
      .filter((index) => !hidden.has(index) && (figures[index]?.numerator ?? 0) > 0)
      .toSorted((a, b) => (figures[a]?.numerator ?? 0) - (figures[b]?.numerator ?? 0));
    const [smallest] = others;
    if (smallest !== undefined) hidden.add(smallest);
  }
  return figures.map((figure, index) => (hidden.has(index) ? none('suppressed') : figure));
}

export interface Target {
  readonly from: string;
  readonly value: number;
  readonly source: string;
}

/** The goal that holds on a day. */
export function targetOn(targets: readonly Target[], day: string): Target | null {
  return (
    targets.filter((target) => target.from <= day).toSorted((a, b) => (a.from < b.from ? 1 : -1))[0] ?? null
  );
}

/** Whether a figure reaches its goal; null where there is no goal, no figure or no better direction. */
export function isOnTarget(
  value: number | null,
  target: Target | null,
  direction: 'up' | 'down' | 'none',
): boolean | null {
  if (value === null || target === null || direction === 'none') return null;
  return direction === 'up' ? value >= target.value : value <= target.value;
}
