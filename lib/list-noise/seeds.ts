/** What a made-up list is for. Thresholds and comparators are tuned on one half of the seeds and measured on the other. */
export type SeedUse = 'tuning' | 'measuring';

interface SeedRange {
  readonly first: number;
  readonly last: number;
}

/** The one place that says which seeds are for what. */
export const seedRanges: Readonly<Record<SeedUse, SeedRange>> = {
  tuning: { first: 1000, last: 1999 },
  measuring: { first: 9000, last: 9099 },
};

/** Throws RangeError for a seed of neither range. */
export function useOfSeed(seed: number): SeedUse {
  for (const [use, { first, last }] of Object.entries(seedRanges))
    if (Number.isInteger(seed) && seed >= first && seed <= last) return use as SeedUse;
  throw new RangeError(`seed ${seed} belongs to neither range of lib/list-noise/seeds.ts`);
}

/** Seed of the population that lists of this seed are about: measured persons were never seen while tuning. */
export function populationSeed(seed: number): string {
  return `serepok/lists/${useOfSeed(seed)}`;
}
