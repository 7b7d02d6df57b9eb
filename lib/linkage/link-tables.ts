import { linkRows } from './decide.ts';
import { estimateModel, type EstimateOptions } from './estimate.ts';
import { createPopulationIndex } from './population-index.ts';
import type { IndexOptions, LinkageConfig, LinkageModel, LinkageRecord, RowDecision } from './types.ts';

export interface Tables {
  /** The list: each record is looked for in `right`. */
  readonly left: readonly LinkageRecord[];
  /** The table searched; keys must be different. */
  readonly right: Iterable<LinkageRecord>;
}

/**
 * Links two tables of persons of any kind, in any language, by a configuration alone: builds the index of the right one,
 * estimates the model without labels, and decides row by row.
 */
export function linkTables(
  tables: Tables,
  config: LinkageConfig,
  options: IndexOptions & EstimateOptions = {},
): { model: LinkageModel; decisions: Iterable<RowDecision> } {
  const index = createPopulationIndex(config, options);
  index.addAll(tables.right);
  const model = estimateModel(index, tables.left, options);
  return { model, decisions: linkRows({ index, model }, tables.left) };
}
