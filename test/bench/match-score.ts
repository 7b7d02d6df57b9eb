import { readFileSync } from 'node:fs';

/** One row as a side decided it. */
export interface Decided {
  readonly row: string;
  readonly key: string;
  readonly probability: number;
  /** Ours only. */
  readonly outcome?: string;
  readonly candidates: readonly string[];
}

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly matched: number;
  /** Rows for people, as a share of all. */
  readonly toPeople: number;
  readonly recallAfterPeople: number;
}

function linesOf(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(','));
}

/** Row → key of its person, '' for a stranger. */
export function truthOf(path: string): ReadonlyMap<string, string> {
  return new Map(
    linesOf(path)
      .slice(1)
      .map(([row = '', key = '']) => [row, key]),
  );
}

export function decisionsOf(path: string): Decided[] {
  return linesOf(path).map(([row = '', key = '', probability, outcome, candidates]) => ({
    row,
    key,
    probability: Number(probability),
    ...(outcome === undefined ? {} : { outcome }),
    candidates: (candidates ?? '').split('|'),
  }));
}

/** Our side: what it decided itself. */
export function scoreOutcomes(decisions: readonly Decided[], truth: ReadonlyMap<string, string>): Score {
  return score(decisions, truth, {
    isMatched: ({ outcome }) => outcome === 'matched',
    isForPeople: ({ outcome }) => outcome === 'to_judge',
  });
}

/** A side that gives only probabilities, cut at `threshold`. */
export function scoreAt(
  decisions: readonly Decided[],
  truth: ReadonlyMap<string, string>,
  threshold: number,
): Score {
  return score(decisions, truth, {
    isMatched: ({ probability }) => probability >= threshold,
    isForPeople: () => false,
  });
}

function score(
  decisions: readonly Decided[],
  truth: ReadonlyMap<string, string>,
  by: { isMatched: (one: Decided) => boolean; isForPeople: (one: Decided) => boolean },
): Score {
  const there = [...truth.values()].filter((key) => key !== '').length;
  let [matched, right, people, shown] = [0, 0, 0, 0];
  for (const decision of decisions) {
    const key = truth.get(decision.row) ?? '';
    if (by.isMatched(decision)) {
      matched += 1;
      if (key !== '' && decision.key === key) right += 1;
    } else if (by.isForPeople(decision)) {
      people += 1;
      if (key !== '' && decision.candidates.includes(key)) shown += 1;
    }
  }
  return {
    matched,
    precision: right / Math.max(1, matched),
    recall: right / Math.max(1, there),
    toPeople: people / Math.max(1, truth.size),
    recallAfterPeople: (right + shown) / Math.max(1, there),
  };
}

/** The lowest threshold that keeps a precision, chosen knowing the truth: an oracle's privilege. */
export function bestAt(
  decisions: readonly Decided[],
  truth: ReadonlyMap<string, string>,
  precision: number,
): Score {
  const sorted = decisions.toSorted((a, b) => b.probability - a.probability);
  const there = [...truth.values()].filter((key) => key !== '').length;
  let [right, best] = [0, { matched: 0, right: 0 }];
  sorted.forEach(({ row, key }, at) => {
    if (key !== '' && truth.get(row) === key) right += 1;
    if (right / (at + 1) >= precision) best = { matched: at + 1, right };
  });
  const recall = best.right / Math.max(1, there);
  const reached = best.right / Math.max(1, best.matched);
  return { matched: best.matched, precision: reached, recall, toPeople: 0, recallAfterPeople: recall };
}
