import type { Period } from '#lib/indicator';
import type { Ctx } from '#platform/runtime';
import type { Tasks } from './contract.ts';

/** Tasks done, late and stuck in a period, from the programme's published views. */
export function readTasks(_ctx: Ctx, _question: { unitId: string; period: Period }): Promise<Tasks> {
  return Promise.resolve({ done: [], late: [], stuck: [] });
}
