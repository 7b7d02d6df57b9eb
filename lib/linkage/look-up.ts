import { asFlat } from './estimate.ts';
import type { Linkage } from './decide.ts';
import type { PopulationIndex } from './population-index.ts';
import { Scorer } from './scorer.ts';
import type { Candidate, LinkageModel, LinkageRecord } from './types.ts';

/**
 * Candidates for one record, best first, at most `limit`: what a clerk types, or a row of a list again. Score and
 * probability are those of the batch, to the bit, as long as index and model are the same.
 */
export function lookUp(linkage: Linkage, values: LinkageRecord['values'], limit = 10): readonly Candidate[] {
  const scorer = scorerOf(linkage);
  scorer.load({ key: '', values });
  const found = scorer.candidates();
  const shares = scorer.probabilities(found);
  return found.slice(0, limit).map((one, at) => scorer.explain(one, shares[at] ?? 0));
}

const scorers = new WeakMap<PopulationIndex, { model: LinkageModel; scorer: Scorer }>();

function scorerOf({ index, model }: Linkage): Scorer {
  const known = scorers.get(index);
  if (known?.model === model) return known.scorer;
  const scorer = new Scorer(asFlat(index), model);
  scorers.set(index, { model, scorer });
  return scorer;
}
