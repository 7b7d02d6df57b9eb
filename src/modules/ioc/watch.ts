import { type Figure, type Indicator, listIndicators, readFigures } from '#modules/indicator';
import type { Ctx } from '#platform/runtime';
import type { LayoutRow, MapSpec, TileSpec } from './contract-shapes.ts';
import { knownIndicators, makePage, today } from './make-board.ts';
import { crosses, type Finding, keyOfAlert, settleAlerts } from './rules.ts';
import { currentLayouts, insertAlerts, keepAlerts, runningAlerts, storeBoard } from './store.ts';

interface Watched {
  readonly findings: Finding[];
  /** Alerts that could be judged now, by key: those without a figure stay as they are. */
  readonly judged: Set<string>;
}

function judge(
  figure: Figure,
  at: { spec: TileSpec | MapSpec; indicator: Indicator; watched: Watched },
): void {
  const { spec, indicator, watched } = at;
  if (!spec.bound || figure.value === null) return;
  const where = { kind: 'threshold' as const, indicator: spec.indicator, place: figure.place ?? '' };
  watched.judged.add(keyOfAlert(where));
  if (!crosses(figure.value, spec.bound)) return;
  watched.findings.push({
    ...where,
    title: spec.title ?? indicator.title,
    value: figure.value,
    bound: spec.bound.value,
    side: spec.bound.side,
    owner: spec.owner ?? indicator.owner.today[0]?.vi ?? indicator.owner.name,
  });
}

async function judgeBounds(ctx: Ctx, layouts: readonly LayoutRow[], watched: Watched): Promise<void> {
  const known = await knownIndicators(ctx);
  const on = today(ctx);
  for (const page of layouts.flatMap((layout) => layout.body.pages)) {
    const specs = [
      ...page.tiles.map((spec) => ({ spec, by: 'none' as const })),
      ...(page.map ? [{ spec: page.map, by: 'place' as const }] : []),
    ];
    for (const { spec, by } of specs) {
      const indicator = known.get(spec.indicator);
      if (!spec.bound || !indicator) continue;
      for (const figure of await readFigures(ctx, { keys: [spec.indicator], on, period: spec.period, by }))
        judge(figure, { spec, indicator, watched });
    }
  }
}

/** Units that typed nothing for the last full period, and figures that were not computed. */
async function judgeSilence(ctx: Ctx, layouts: readonly LayoutRow[], watched: Watched): Promise<void> {
  const shown = new Set(
    layouts.flatMap((layout) =>
      layout.body.pages.flatMap((page) =>
        [...page.tiles, ...(page.map ? [page.map] : [])].map((one) => one.indicator),
      ),
    ),
  );
  for (const row of await listIndicators(ctx, {})) {
    if (!shown.has(row.key)) continue;
    const kind = row.kind === 'typed' ? ('silent' as const) : ('stale' as const);
    const where = { kind, indicator: row.key, place: '' };
    watched.judged.add(keyOfAlert(where));
    if (row.isStale)
      watched.findings.push({
        ...where,
        title: row.title,
        value: null,
        bound: null,
        side: null,
        owner: row.owner.today[0]?.vi ?? row.owner.name,
      });
  }
}

/** Looks at every bound of every layout in force: raises what crossed, keeps what stands, closes what settled. */
export async function watchFigures(ctx: Ctx): Promise<{ raised: number; settled: number }> {
  const layouts = await currentLayouts(ctx);
  const watched: Watched = { findings: [], judged: new Set() };
  await judgeBounds(ctx, layouts, watched);
  await judgeSilence(ctx, layouts, watched);
  const { raise, still, settled } = settleAlerts(watched.findings, await runningAlerts(ctx), watched.judged);
  await insertAlerts(ctx, raise);
  await keepAlerts(ctx, still, settled);
  if (raise.length + settled.length > 0)
    await ctx.events.emit({
      type: 'ioc.alerts_changed',
      streamId: ctx.ids.next(),
      data: { raised: raise.length, settled: settled.length },
    });
  return { raised: raise.length, settled: settled.length };
}

/** Puts every page of every layout together, so that a screen reads one row. */
export async function makeBoards(ctx: Ctx): Promise<number> {
  const on = today(ctx);
  let made = 0;
  for (const layout of await currentLayouts(ctx))
    for (const [page, spec] of layout.body.pages.entries()) {
      const body = await makePage(ctx, spec, { on });
      await storeBoard(ctx, layout.key, { page, version: layout.version, body });
      made += 1;
    }
  return made;
}
