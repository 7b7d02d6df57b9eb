export type * from './types.ts';
export { vietnamesePersons } from './config.ts';
export { createRowLinker, linkRows, type Linkage, type LinkOptions, type RowLinker } from './decide.ts';
export { estimateModel, initialModel, reestimate, type EstimateOptions } from './estimate.ts';
export { linkTables, type Tables } from './link-tables.ts';
export { lookUp } from './look-up.ts';
export { createPopulationIndex, type PopulationIndex, restorePopulationIndex } from './population-index.ts';
export { engineVersion } from './version.ts';
