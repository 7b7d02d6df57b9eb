import type { Ctx } from '#platform/runtime';

/** Attainment of each model's indicators (0 to 1), and whether typed figures carry it; empty while none is defined. */
export async function indicatorProgress(
  _ctx: Ctx,
): Promise<ReadonlyMap<number, { value: number; isTyped: boolean }>> {
  return new Map();
}
