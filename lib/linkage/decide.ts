import { numberLevel } from './compare-number.ts';
import { asFlat } from './estimate.ts';
import { Guard } from './guard.ts';
import type { FlatIndex, PopulationIndex } from './population-index.ts';
import { Scorer, type Found } from './scorer.ts';
import type { LinkageModel, LinkageRecord, Outcome, Reason, RowDecision } from './types.ts';
import { wordLevel, wordsAgree } from './word-level.ts';

/** A population and the model by which a list is matched against it. */
export interface Linkage {
  readonly index: PopulationIndex;
  readonly model: LinkageModel;
}

export interface LinkOptions {
  /** Candidates shown per row; 3 when absent. */
  readonly limit?: number;
}

/** Decides rows one by one; remembers which person each row of this list was matched to. */
export interface RowLinker {
  decide(row: LinkageRecord): RowDecision;
}

/** Decides every row of a list, in order, one at a time: nothing is held but who is matched already. */
export function* linkRows(
  linkage: Linkage,
  rows: Iterable<LinkageRecord>,
  options: LinkOptions = {},
): Generator<RowDecision, void, undefined> {
  const linker = createRowLinker(linkage, options);
  for (const row of rows) yield linker.decide(row);
}

/** The same for rows that come one after the other from elsewhere. */
export function createRowLinker(linkage: Linkage, options: LinkOptions = {}): RowLinker {
  return new Linker(asFlat(linkage.index), linkage.model, options);
}

interface Judged {
  readonly outcome: Outcome;
  readonly by: 'rule' | 'probability';
  readonly reasons: Reason[];
}

class Linker implements RowLinker {
  private readonly scorer: Scorer;
  private readonly index: FlatIndex;
  private readonly model: LinkageModel;
  private readonly guard: Guard;
  private readonly limit: number;
  private readonly taken = new Map<number, string>();

  constructor(index: FlatIndex, model: LinkageModel, options: LinkOptions) {
    this.index = index;
    this.model = model;
    this.limit = options.limit ?? 3;
    this.scorer = new Scorer(index, model);
    this.guard = new Guard(index.fields, new Map(index.config.fields.map(({ name, kind }) => [name, kind])));
  }

  decide(row: LinkageRecord): RowDecision {
    this.scorer.load(row);
    const found = this.scorer.candidates();
    const shares = this.scorer.probabilities(found);
    const { outcome, by, reasons } = this.judge(found, shares);
    const shown = outcome === 'not_found' ? Math.min(1, this.limit) : this.limit;
    const candidates = found
      .slice(0, shown)
      .filter((_, at) => at === 0 || (shares[at] ?? 0) > 0.001)
      .map((one, at) => this.scorer.explain(one, shares[at] ?? 0));
    const decision = { key: row.key, outcome, reasons, by, candidates };
    const best = found[0];
    if (outcome !== 'matched' || !best) return decision;
    const earlier = this.taken.get(best.slot);
    if (earlier === undefined) {
      this.taken.set(best.slot, row.key);
      return decision;
    }
    reasons.push('duplicate_in_list');
    return { ...decision, duplicateOf: earlier };
  }

  private judge(found: readonly Found[], shares: readonly number[]): Judged {
    const [best, second] = found;
    const top = shares[0] ?? 0;
    if (!best) return { outcome: 'not_found', by: 'probability', reasons: this.numberReasons(false) };
    this.scorer.scoreOf(best.slot);
    const isRule = this.isRule();
    const reasons = this.numberReasons(true);
    if (isRule || (top >= this.model.matchAt && this.guard.allows(top))) {
      const state = this.index.stateOf(best.slot);
      if (state !== 'alive') reasons.push(state);
      return { outcome: 'matched', by: isRule ? 'rule' : 'probability', reasons };
    }
    const mass = shares.reduce((sum, share) => sum + share, 0);
    if (mass < this.model.judgeAt)
      return { outcome: 'not_found', by: 'probability', reasons: this.numberReasons(false) };
    reasons.push(second && (shares[1] ?? 0) >= 0.1 * top ? 'two_candidates' : 'weak_evidence');
    return { outcome: 'to_judge', by: 'probability', reasons };
  }

  // A valid number and the name: given name in any writing, and the family name or the year of birth with it.
  private isRule(): boolean {
    const { name, number, shared, outputs } = this.index.fields;
    if (!name || !number) return false;
    const level = this.levelOf(number.outputs[0]?.field ?? '');
    if (level !== numberLevel.exact && level !== numberLevel.former) return false;
    const first = outputs.findIndex(({ field }) => field === name.outputs[0]?.field);
    const [given, family] = [shared.levels[first] ?? 0, shared.levels[first + 1] ?? 0];
    return isNear(given) && (isNear(family) || family === wordLevel.missing);
  }

  private levelOf(field: string): number {
    const { outputs, shared } = this.index.fields;
    return shared.levels[outputs.findIndex((output) => output.field === field)] ?? 0;
  }

  /** About the best candidate, whose comparison is the last one made. */
  private numberReasons(hasBest: boolean): Reason[] {
    const { number } = this.index.fields;
    if (!number) return [];
    const { row } = number;
    if (row.isMangled) return ['wrong_number'];
    if (!hasBest || (row.high < 0 && row.old < 0)) return [];
    const level = this.levelOf(number.outputs[0]?.field ?? '');
    if (level === numberLevel.cancelled) return ['cancelled_number'];
    return level >= numberLevel.oneDigit ? ['wrong_number'] : [];
  }
}

function isNear(level: number): boolean {
  return wordsAgree(level) || level === wordLevel.typo;
}
