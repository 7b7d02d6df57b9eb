export type { DateHabit } from './date-noise.ts';
export { type FileEncoding, type FileForm, listFile } from './list-file.ts';
export { countEligible, eligibleFor, layouts, type ListLayout } from './layouts.ts';
export { type ListOptions, makeList } from './make-list.ts';
export { type NoiseRates, plainNoise, standardNoise } from './rates.ts';
export { populationSeed, seedRanges, type SeedUse, useOfSeed } from './seeds.ts';
export type { FieldName, FormerUnit, ListKind, NoisyFields, NoisyRow, RowTruth } from './types.ts';
