export { askComputing } from './compute.ts';
export type { Figure, Indicator, IndicatorRow } from './contract.ts';
export { getIndicator, indicatorRows, listDefinitions, listIndicators } from './list-indicators.ts';
export { indicator } from './module.ts';
export { publishDefinitions, readIndicatorFiles } from './publish.ts';
export {
  type FigureQuestion,
  readFigures,
  readSeries,
  type SeriesQuestion,
} from './read-figures.ts';
export { readRun } from './store-runs.ts';
