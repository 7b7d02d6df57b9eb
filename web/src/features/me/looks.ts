import type { Look } from '../home/home-view.tsx';

/** Who looked at my data, newest first. */
export function useLooks(_count: number): { items: readonly Look[]; count: number } {
  return { items: [], count: 0 };
}
