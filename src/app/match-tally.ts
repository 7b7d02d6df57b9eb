import type { LinkageModel, Reason, RowDecision } from '#lib/linkage';
import { openByColumns } from './match-files.ts';

/** Key of a row → key of its record; '' for a row whose record is not in the other file. */
export type Truth = ReadonlyMap<string, string>;

/** A file with the columns `row` and `key`. */
export async function readTruth(path: string): Promise<Truth> {
  const file = await openByColumns(path, { columns: { key: 'key' }, key: 'row' });
  const rowAt = file.header.columns.find(({ title }) => title === 'row')?.index ?? 0;
  const keyAt = file.header.columns.find(({ title }) => title === 'key')?.index ?? 1;
  const truth = new Map<string, string>();
  for await (const batch of file.table.batches())
    for (const { row, cells } of batch)
      if (row >= file.header.firstDataRow) truth.set(cells[rowAt] ?? '', cells[keyAt] ?? '');
  await file.close();
  return truth;
}

export interface Accuracy {
  /** Right among the automatic matches. */
  readonly precision: number;
  /** Automatic and right among the rows whose record is there. */
  readonly recall: number;
  /** The same when people pick the right one wherever it is shown to them. */
  readonly recallAfterPeople: number;
  readonly toPeople: number;
}

/** Counts outcomes, and right and wrong where the truth is known. */
export class Tally {
  rows = 0;
  private readonly outcomes = { matched: 0, not_found: 0, to_judge: 0 };
  private readonly reasons = new Map<Reason, number>();
  private readonly truth: Truth | undefined;
  private right = 0;
  private shown = 0;
  private there = 0;

  constructor(truth?: Truth) {
    this.truth = truth;
  }

  add(decision: RowDecision): void {
    this.rows += 1;
    this.outcomes[decision.outcome] += 1;
    for (const reason of decision.reasons) this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
    const key = this.truth?.get(decision.key) ?? '';
    if (key === '') return;
    this.there += 1;
    if (decision.outcome === 'matched' && decision.candidates[0]?.key === key) this.right += 1;
    if (decision.outcome === 'to_judge' && decision.candidates.some((one) => one.key === key))
      this.shown += 1;
  }

  accuracy(): Accuracy {
    return {
      precision: this.right / Math.max(1, this.outcomes.matched),
      recall: this.right / Math.max(1, this.there),
      recallAfterPeople: (this.right + this.shown) / Math.max(1, this.there),
      toPeople: this.outcomes.to_judge / Math.max(1, this.rows),
    };
  }

  lines(model: LinkageModel): string[] {
    const share = (count: number) => `${count} (${((100 * count) / Math.max(1, this.rows)).toFixed(2)} %)`;
    const lines = [
      `rows       ${this.rows}`,
      ...Object.entries(this.outcomes).map(([outcome, count]) => `${outcome.padEnd(10)} ${share(count)}`),
      ...[...this.reasons].map(([reason, count]) => `  ${reason}: ${count}`),
      `engine ${model.engine}; estimated: ${percent(model.estimatedFalseMatchRate)} of automatic matches wrong, ${percent(model.estimatedFalseNonMatchRate)} of those there not found`,
    ];
    if (!this.truth) return lines;
    const { precision, recall, recallAfterPeople } = this.accuracy();
    return [
      ...lines,
      `precision ${percent(precision)}, recall ${percent(recall)}, recall after people ${percent(recallAfterPeople)}`,
    ];
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(3)} %`;
}
