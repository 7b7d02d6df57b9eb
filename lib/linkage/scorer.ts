import { personHash, rowHashes, type Rule } from './blocks.ts';
import type { Comparator } from './comparator.ts';
import type { FlatIndex } from './population-index.ts';
import type { Candidate, FieldAgreement, LinkageModel, LinkageRecord } from './types.ts';

/** Chains longer than this are cut: a rarer rule finds those persons. */
const longestChain = 600;
/** Candidates below these odds (log2) are dropped at once. */
const floor = -16;
/** Beyond doubt: odds of 65,536 to 1 before rivals. */
const sureScore = 16;

export interface Found {
  readonly slot: number;
  readonly score: number;
}

/** Weights by output and level: log2 m of the model; u comes with each pair. */
function logWeights(index: FlatIndex, model: LinkageModel): readonly Float64Array[] {
  return index.fields.outputs.map(({ field, levels }) => {
    const known = model.fields[field] ?? [];
    return Float64Array.from(levels, (level, at) =>
      at === 0 ? 0 : Math.log2(known.find(({ level: name }) => name === level.name)?.m ?? level.m),
    );
  });
}

/** Finds and scores the candidates of one row; batch, estimation and look-up all go through here. */
export class Scorer {
  readonly index: FlatIndex;
  readonly weights: readonly Float64Array[];
  private readonly model: LinkageModel;
  private readonly comparators: readonly Comparator[];
  private mark = 0;
  private base = 0;
  private found: Found[] = [];

  constructor(index: FlatIndex, model: LinkageModel) {
    this.index = index;
    this.model = model;
    this.weights = logWeights(index, model);
    this.comparators = index.fields.comparators;
  }

  /** Reads the row into the comparators. */
  load(row: LinkageRecord): void {
    this.index.settle();
    for (const comparator of this.comparators) comparator.take(row.values);
    const { prior } = this.model;
    this.base = Math.log2(prior / (1 - prior)) - this.index.fields.shared.logSize;
  }

  /** Score of the row in hand with one person, in bits of odds. */
  scoreOf(slot: number): number {
    const { data, stride, fields } = this.index;
    const at = slot * stride;
    const { levels, logU } = fields.shared;
    for (const comparator of this.comparators) comparator.compare(data, at);
    let score = this.base;
    for (let output = 0; output < this.weights.length; output += 1) {
      const level = levels[output] ?? 0;
      if (level !== 0) score += (this.weights[output]?.[level] ?? 0) - (logU[output] ?? 0);
    }
    return score;
  }

  /** Candidates of the row in hand, best first; equal scores by key. */
  candidates(): readonly Found[] {
    this.found = [];
    this.mark = this.nextMark();
    const { rules, config, fields } = this.index;
    const always = config.sureAfter ?? rules.length;
    for (const slot of fields.number?.formerHolders() ?? []) this.consider(slot);
    for (const [at, rule] of rules.entries()) {
      if (at >= always && this.isSure()) break;
      this.walk(rule);
    }
    return this.found.sort((a, b) => b.score - a.score || this.byKey(a, b));
  }

  private byKey(a: Found, b: Found): number {
    return this.index.keys.get(a.slot) < this.index.keys.get(b.slot) ? -1 : 1;
  }

  // The mark lives in the store, so that two scorers of one index never share one.
  private nextMark(): number {
    this.index.marks = (this.index.marks + 1) | 0;
    return this.index.marks;
  }

  private isSure(): boolean {
    return this.found.some(({ score }) => score >= sureScore);
  }

  private walk(rule: Rule): void {
    const { data, stride } = this.index;
    for (const hash of rowHashes(rule)) {
      let next = rule.heads[hash & (rule.heads.length - 1)] ?? 0;
      for (let seen = 0; next !== 0 && seen < longestChain; seen += 1) {
        const slot = next - 1;
        next = data[slot * stride + rule.link] ?? 0;
        if (personHash(rule, this.index.spotOf(slot)) === hash) this.consider(slot);
      }
    }
  }

  private consider(slot: number): void {
    const { data, stride } = this.index;
    const at = slot * stride + stride - 1;
    if (data[at] === this.mark) return;
    data[at] = this.mark;
    const score = this.scoreOf(slot);
    if (score > floor) this.found.push({ slot, score });
  }

  /** Shares of probability among the candidates and "none of them", in the order given. */
  probabilities(found: readonly Found[]): readonly number[] {
    const best = Math.max(0, found[0]?.score ?? 0);
    let total = 2 ** -best;
    for (const { score } of found) total += 2 ** (score - best);
    return found.map(({ score }) => 2 ** (score - best) / total);
  }

  explain(found: Found, probability: number): Candidate {
    const score = this.scoreOf(found.slot);
    return { key: this.index.keys.get(found.slot), score, probability, agreements: this.agreements() };
  }

  private agreements(): FieldAgreement[] {
    const { outputs, shared } = this.index.fields;
    return outputs.map(({ field, levels }, output) => {
      const level = shared.levels[output] ?? 0;
      const weight = level === 0 ? 0 : (this.weights[output]?.[level] ?? 0) - (shared.logU[output] ?? 0);
      return { field, level: levels[level]?.name ?? 'missing', weight };
    });
  }
}
