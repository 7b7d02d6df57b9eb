import { engineVersion } from './version.ts';
import { FlatIndex, type PopulationIndex } from './population-index.ts';
import { Scorer, type Found } from './scorer.ts';
import type { AdjudicatedPair, LinkageModel, LinkageRecord } from './types.ts';

export interface EstimateOptions {
  /** Rows drawn for estimation; 12,000 when absent. */
  readonly sample?: number;
  readonly seed?: number;
  /** Rounds of expectation and maximisation at most. */
  readonly rounds?: number;
}

interface Vector {
  readonly levels: Uint8Array;
  /** Score without the weights of the model: minus log2 u of all outputs. */
  readonly rest: number;
}

interface Row {
  readonly groups: Uint8Array;
  readonly vectors: readonly Vector[];
}

/** What maximisation needs of a list: for each row its group and its candidates' levels. */
interface Sample {
  readonly index: FlatIndex;
  readonly rows: readonly Row[];
}

export function asFlat(index: PopulationIndex): FlatIndex {
  if (index instanceof FlatIndex) return index;
  throw new TypeError('an index made by createPopulationIndex is needed');
}

/** The model before anything was seen: levels' own starting values. */
export function initialModel(index: PopulationIndex): LinkageModel {
  const fields = asFlat(index).fields.outputs.map(({ field, levels }) => [
    field,
    levels.slice(1).map(({ name, m }) => ({ level: name, m, u: 0 })),
  ]);
  return {
    engine: engineVersion,
    prior: 0.9,
    fields: Object.fromEntries(fields) as LinkageModel['fields'],
    matchAt: 0.99,
    judgeAt: 0.2,
    estimatedFalseMatchRate: 0,
    estimatedFalseNonMatchRate: 0,
  };
}

/**
 * Estimates the model on the list itself, without labels: chance agreement (u) from the frequencies of the population,
 * agreement of true pairs (m) and the share of rows that are in the population by expectation–maximisation. The same
 * index, rows and seed give the same model. Thresholds meet the error rates wanted in the configuration, as estimated.
 */
export function estimateModel(
  index: PopulationIndex,
  rows: readonly LinkageRecord[],
  options: EstimateOptions = {},
): LinkageModel {
  const flat = asFlat(index);
  let model = initialModel(index);
  const sample = drawSample(flat, draw(rows, options), model);
  if (sample.rows.length === 0) return model;
  const rounds = options.rounds ?? 12;
  for (let round = 0; round < rounds; round += 1) {
    const next = maximise(sample, model);
    const moved = Math.abs(next.prior - model.prior);
    model = next;
    if (round > 3 && moved < 0.0002) break;
  }
  return withThresholds(sample, model);
}

function draw(rows: readonly LinkageRecord[], options: EstimateOptions): LinkageRecord[] {
  const wanted = options.sample ?? 12_000;
  if (rows.length <= wanted) return [...rows];
  let state = (options.seed ?? 1) >>> 0 || 1;
  const drawn: LinkageRecord[] = [];
  for (let at = 0; at < wanted; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    // One of each equal stretch: the sample covers the list evenly.
    const offset = ((state >>> 0) / 4_294_967_296 + at) * (rows.length / wanted);
    const row = rows[Math.min(rows.length - 1, Math.floor(offset))];
    if (row) drawn.push(row);
  }
  return drawn;
}

const mostVectors = 24;

function drawSample(index: FlatIndex, rows: readonly LinkageRecord[], model: LinkageModel): Sample {
  const scorer = new Scorer(index, model);
  const { shared, outputs } = index.fields;
  const collected: Row[] = [];
  for (const row of rows) {
    scorer.load(row);
    const found = scorer.candidates().slice(0, mostVectors);
    const groups = Uint8Array.from(shared.groups.subarray(0, outputs.length));
    const vectors = found.map((one) => vectorOf(scorer, one));
    collected.push({ groups, vectors });
  }
  return { index, rows: collected };
}

function vectorOf(scorer: Scorer, found: Found): Vector {
  scorer.scoreOf(found.slot);
  const { shared, outputs } = scorer.index.fields;
  let rest = 0;
  for (let output = 0; output < outputs.length; output += 1) {
    if (shared.levels[output] !== 0) rest -= shared.logU[output] ?? 0;
  }
  return { levels: Uint8Array.from(shared.levels.subarray(0, outputs.length)), rest };
}

/** Probability of each candidate of a row under a model; what is left is "none of them". */
function posteriors(row: Row, weights: Weighing): number[] {
  const scores = row.vectors.map(({ levels, rest }) => {
    let score = weights.base + rest;
    for (let output = 0; output < levels.length; output += 1) {
      const level = levels[output] ?? 0;
      if (level !== 0) score += weights.logM[output]?.[level] ?? 0;
    }
    return score;
  });
  const best = Math.max(0, ...scores);
  const total = scores.reduce((sum, score) => sum + 2 ** (score - best), 2 ** -best);
  return scores.map((score) => 2 ** (score - best) / total);
}

interface Weighing {
  readonly base: number;
  readonly logM: readonly Float64Array[];
}

function weigh(sample: Sample, model: LinkageModel): Weighing {
  const base = Math.log2(model.prior / (1 - model.prior)) - Math.log2(Math.max(1, sample.index.size));
  return { base, logM: new Scorer(sample.index, model).weights };
}

// Belief in the starting values, in pairs: keeps rare levels from becoming impossible.
const belief = 20;

function maximise(sample: Sample, model: LinkageModel): LinkageModel {
  const { outputs } = sample.index.fields;
  const weights = weigh(sample, model);
  const seen = outputs.map(({ levels }) => new Float64Array(levels.length));
  const possible = outputs.map(({ levels }) => new Float64Array(levels.length));
  let matched = 0;
  for (const row of sample.rows) {
    for (const [at, share] of posteriors(row, weights).entries()) {
      matched += share;
      if (share > 1e-6)
        addPair(sample, { seen, possible, groups: row.groups }, { vector: row.vectors[at], share });
    }
  }
  const fields: Record<string, { level: string; m: number; u: number }[]> = {};
  for (const [output, { field, levels }] of outputs.entries()) {
    fields[field] = levels.slice(1).map((level, at) => {
      const [count, total] = [seen[output]?.[at + 1] ?? 0, possible[output]?.[at + 1] ?? 0];
      return { level: level.name, m: (count + belief * level.m) / (total + belief), u: 0 };
    });
  }
  const prior = Math.min(0.9995, Math.max(0.05, matched / sample.rows.length));
  return { ...model, prior, fields };
}

function addPair(
  sample: Sample,
  sums: { seen: readonly Float64Array[]; possible: readonly Float64Array[]; groups: Uint8Array },
  pair: { vector: Vector | undefined; share: number },
): void {
  for (const [output, { levels }] of sample.index.fields.outputs.entries()) {
    const level = pair.vector?.levels[output] ?? 0;
    if (level === 0) continue;
    increase(sums.seen[output], level, pair.share);
    const group = sums.groups[output] ?? 0;
    for (const [at, { groups }] of levels.entries()) {
      if ((groups & group) !== 0) increase(sums.possible[output], at, pair.share);
    }
  }
}

function increase(sums: Float64Array | undefined, at: number, share: number): void {
  if (sums) sums[at] = (sums[at] ?? 0) + share;
}

function withThresholds(sample: Sample, model: LinkageModel): LinkageModel {
  const { wantedFalseMatchRate, wantedFalseNonMatchRate } = sample.index.config;
  const weights = weigh(sample, model);
  const tops: number[] = [];
  const masses: { top: number; mass: number }[] = [];
  for (const row of sample.rows) {
    const shares = posteriors(row, weights);
    const top = Math.max(0, ...shares);
    tops.push(top);
    masses.push({ top, mass: shares.reduce((sum, share) => sum + share, 0) });
  }
  const match = thresholdFor(tops, wantedFalseMatchRate);
  const all = masses.reduce((sum, { mass }) => sum + mass, 0);
  const lost = masses.filter(({ top }) => top < match.at).sort((a, b) => a.mass - b.mass);
  let sum = 0;
  let judgeAt = match.at;
  let rate = 0;
  for (const { mass } of lost) {
    if (sum + mass > wantedFalseNonMatchRate * all) {
      judgeAt = mass;
      break;
    }
    sum += mass;
    rate = sum / all;
  }
  return {
    ...model,
    fields: withChance(sample, model),
    matchAt: match.at,
    judgeAt: Math.min(judgeAt, match.at),
    estimatedFalseMatchRate: match.rate,
    estimatedFalseNonMatchRate: rate,
  };
}

/** Lowest threshold at which the expected share of wrong links above it is as wanted. */
function thresholdFor(tops: readonly number[], wanted: number): { at: number; rate: number } {
  const sorted = tops.filter((top) => top >= 0.5).sort((a, b) => b - a);
  let wrong = 0;
  let at = 0.999;
  let rate = 0;
  for (const [count, top] of sorted.entries()) {
    wrong += 1 - top;
    if (wrong / (count + 1) > wanted) break;
    at = top;
    rate = wrong / (count + 1);
  }
  return { at: Math.min(0.9999, Math.max(0.9, at)), rate };
}

/** Mean chance agreement by level among the likely pairs, for those who read the model; scores use each pair's own. */
function withChance(sample: Sample, model: LinkageModel): LinkageModel['fields'] {
  const { outputs } = sample.index.fields;
  const scale = sample.rows.reduce((sum, row) => sum + row.vectors.length, 0);
  const counts = outputs.map(({ levels }) => new Float64Array(levels.length));
  for (const row of sample.rows) {
    for (const { levels } of row.vectors) {
      for (let output = 0; output < levels.length; output += 1) {
        const count = counts[output];
        const level = levels[output] ?? 0;
        if (count) count[level] = (count[level] ?? 0) + 1;
      }
    }
  }
  const named = outputs.map(({ field }, output) => [
    field,
    (model.fields[field] ?? []).map((one, at) => ({
      ...one,
      u: (counts[output]?.[at + 1] ?? 0) / Math.max(1, scale),
    })),
  ]);
  return Object.fromEntries(named) as LinkageModel['fields'];
}

/**
 * Sharpens m by pairs that people have judged. Each judged pair counts as `weight` pairs of the estimate before
 * (which stands for a thousand); u and the thresholds stay.
 */
export function reestimate(
  model: LinkageModel,
  pairs: readonly AdjudicatedPair[],
  levelsOf: (pair: AdjudicatedPair) => Readonly<Record<string, string>> | undefined,
): LinkageModel {
  const before = 1000;
  const same = pairs.filter(({ isSame }) => isSame).flatMap((pair) => [levelsOf(pair) ?? {}]);
  const fields = Object.entries(model.fields).map(([field, levels]) => {
    const known = same
      .flatMap((agreements) => agreements[field] ?? [])
      .filter((level) => level !== 'missing');
    return [
      field,
      levels.map((one) => {
        const count = known.filter((level) => level === one.level).length;
        return { ...one, m: (one.m * before + count) / (before + known.length) };
      }),
    ];
  });
  return { ...model, fields: Object.fromEntries(fields) as LinkageModel['fields'] };
}
