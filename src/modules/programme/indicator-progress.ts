import { type IndicatorRow, listIndicators } from '#modules/indicator';
import { type Ctx, oncePerAct } from '#platform/runtime';

/** How far a figure is on the way to its target, 0 to 1; null where nothing can be said. */
export function attainment(row: Pick<IndicatorRow, 'figure' | 'direction' | 'unit'>): number | null {
  const { value, target } = row.figure;
  if (value === null) return null;
  if (target === null || target === 0) return row.unit.kind === 'percent' ? value / 100 : null;
  if (row.direction === 'down') return value <= target ? 1 : target / value;
  return value / target;
}

/** Attainment of each model's indicators together, and whether typed figures alone carry it. */
export function indicatorProgress(
  ctx: Ctx,
): Promise<ReadonlyMap<number, { value: number; isTyped: boolean }>> {
  return oncePerAct(ctx, 'programme indicators', async () => {
    const byModel = new Map<number, { share: number; isTyped: boolean }[]>();
    for (const row of await listIndicators(ctx, {})) {
      const share = attainment(row);
      if (share === null) continue;
      const found = { share: Math.min(1, Math.max(0, share)), isTyped: row.figure.isTyped };
      for (const model of row.models) byModel.set(model, [...(byModel.get(model) ?? []), found]);
    }
    return new Map(
      [...byModel].map(([model, found]) => {
        const computed = found.filter((one) => !one.isTyped);
        const used = computed.length > 0 ? computed : found;
        const value = used.reduce((sum, one) => sum + one.share, 0) / used.length;
        return [model, { value, isTyped: computed.length === 0 }] as const;
      }),
    );
  });
}
