import type { Candidate, LinkageModel, LinkageRecord, RowDecision } from '#lib/linkage';

export interface EngineStatus {
  /** `asleep`: nothing is held in memory; `waking`: the register is being read. */
  readonly state: 'asleep' | 'waking' | 'ready' | 'failed';
  readonly engine: string;
  readonly persons: number;
  readonly trouble: string | null;
}

/**
 * The one place that holds the population side: names, dates, numbers of the register in memory, read through the
 * registers' own functions, kept up to date by their events. All but `status` and `wake` reject while it is not ready.
 */
export interface PopulationEngine {
  status(): Promise<EngineStatus>;
  /** Begins to read the register unless that is done or under way; does not wait. */
  wake(): void;
  /** Parameters for a list, without labels. */
  estimate(rows: readonly LinkageRecord[]): Promise<LinkageModel>;
  link(rows: readonly LinkageRecord[], model: LinkageModel): Promise<readonly RowDecision[]>;
  /** The same scores as `link` with the same model, to the bit; without a model the engine's own starting values. */
  lookUp(asked: {
    readonly record: LinkageRecord;
    readonly limit: number;
    readonly model: LinkageModel | null;
  }): Promise<readonly Candidate[]>;
  close(): Promise<void>;
}

declare module '#platform/runtime' {
  interface Ports {
    populationEngine: PopulationEngine;
  }
}
