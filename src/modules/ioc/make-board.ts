import { addDays, periodBefore, type PeriodKind, periodOf } from '#lib/indicator';
import { type Figure, type Indicator, listDefinitions, readFigures } from '#modules/indicator';
import { type Ctx, legalDay } from '#platform/runtime';
import type { BoardMap, LayoutBody, MapSpec, Page, Tile, TileSpec } from './contract-shapes.ts';

const STEPS = 12;

export interface Moment {
  /** The day looked at. */
  readonly on: string;
  /** Figures as they were known when that day ended; absent: as they are known now. */
  readonly asKnownOn?: string;
}

/** The period before the one in which `on` lies; a stock is compared with a week ago. */
export function dayBefore(kind: PeriodKind, on: string): string {
  return kind === 'instant' ? addDays(on, -7) : periodBefore(kind, periodOf(kind, on)).to;
}

/** Last days of the steps of a trend, oldest first. A count's line ends with the last whole step, a share's with today's. */
function endsOf(step: TileSpec['trend'], on: string, wholeOnly: boolean): string[] {
  const ends = [wholeOnly ? periodBefore(step, periodOf(step, on)).to : on];
  for (let index = 1; index < STEPS; index += 1)
    ends.unshift(periodBefore(step, periodOf(step, ends[0] ?? on)).to);
  return ends;
}

const lengths: Readonly<Record<PeriodKind, number>> = { instant: 0, day: 1, week: 7, month: 31, quarter: 92 };

/** A typed monthly figure has no weekly trend: its line goes in its own steps. */
function stepOf(spec: TileSpec, indicator: Indicator): TileSpec['trend'] {
  if (indicator.kind === 'computed' || indicator.period === 'instant') return spec.trend;
  const own = indicator.period === 'quarter' ? 'month' : indicator.period;
  return lengths[own] > lengths[spec.trend] ? own : spec.trend;
}

/** Reads every figure a page needs, one question per period, not one per tile. */
class Figures {
  readonly #ctx: Ctx;
  readonly #moment: Moment;
  readonly #asked = new Map<string, Map<string, Figure>>();

  constructor(ctx: Ctx, moment: Moment) {
    this.#ctx = ctx;
    this.#moment = moment;
  }

  async load(keys: readonly string[], at: { on: string; period?: PeriodKind }): Promise<void> {
    const name = `${at.on}|${at.period ?? ''}`;
    const known = this.#asked.get(name) ?? new Map<string, Figure>();
    const missing = [...new Set(keys)].filter((key) => !known.has(key));
    if (missing.length > 0) {
      const { asKnownOn } = this.#moment;
      for (const figure of await readFigures(this.#ctx, { keys: missing, ...at, asKnownOn }))
        known.set(figure.key, figure);
    }
    this.#asked.set(name, known);
  }

  get(key: string, at: { on: string; period?: PeriodKind }): Figure | undefined {
    return this.#asked.get(`${at.on}|${at.period ?? ''}`)?.get(key);
  }
}

const ownerName = (indicator: Indicator) => indicator.owner.today[0]?.vi ?? indicator.owner.name;
const kindOf = (spec: { period?: PeriodKind }, indicator: Indicator): PeriodKind =>
  spec.period ?? indicator.period;

type Known = ReadonlyMap<string, Indicator>;
type Parts = { readonly known: Known; readonly moment: Moment; readonly figures: Figures };

/** A count that is still growing would seem to fall. */
const needsWhole = (spec: TileSpec, indicator: Indicator): boolean =>
  indicator.unit.kind !== 'percent' && indicator.period !== 'instant' && stepOf(spec, indicator) !== 'day';

interface Stepped {
  readonly key: string;
  readonly step: TileSpec['trend'];
  readonly whole: boolean;
}

function bySteps(stepped: readonly Stepped[]) {
  return [...Map.groupBy(stepped, (one) => `${one.step}|${one.whole}`).values()].flatMap((group) =>
    group[0] ? [{ step: group[0].step, whole: group[0].whole, group }] : [],
  );
}

async function loadTiles(specs: readonly TileSpec[], { known, moment, figures }: Parts): Promise<void> {
  for (const [period, group] of Map.groupBy(specs, (spec) => spec.period)) {
    await figures.load(
      group.map((spec) => spec.indicator),
      { on: moment.on, period },
    );
    for (const spec of group) {
      const indicator = known.get(spec.indicator);
      if (indicator)
        await figures.load([spec.indicator], { on: dayBefore(kindOf(spec, indicator), moment.on), period });
    }
  }
  const stepped = specs.flatMap((spec) => {
    const indicator = known.get(spec.indicator);
    return indicator
      ? [{ key: spec.indicator, step: stepOf(spec, indicator), whole: needsWhole(spec, indicator) }]
      : [];
  });
  for (const { step, whole, group } of bySteps(stepped))
    for (const on of endsOf(step, moment.on, whole))
      await figures.load(
        group.map((one) => one.key),
        { on, period: step },
      );
}

function makeTile(spec: TileSpec, { known, moment, figures }: Parts): Tile | undefined {
  const indicator = known.get(spec.indicator);
  const figure = figures.get(spec.indicator, { on: moment.on, period: spec.period });
  if (!indicator || !figure) return undefined;
  const before = figures.get(spec.indicator, {
    on: dayBefore(kindOf(spec, indicator), moment.on),
    period: spec.period,
  });
  const step = stepOf(spec, indicator);
  const shown = figure.state === 'value' || figure.state === 'partial';
  return {
    key: spec.indicator,
    title: spec.title ?? indicator.title,
    unitKind: indicator.unit.kind,
    unitName: indicator.unit.name,
    direction: indicator.direction,
    value: figure.value,
    state: figure.state,
    numerator: shown ? figure.numerator : null,
    denominator: shown ? figure.denominator : null,
    previous: before?.value ?? null,
    target: figure.target,
    isOnTarget: figure.isOnTarget,
    isTyped: figure.isTyped,
    period: figure.period,
    previousPeriod: before?.period ?? figure.period,
    computedAt: figure.computedAt,
    owner: ownerName(indicator),
    trend: endsOf(step, moment.on, needsWhole(spec, indicator)).map(
      (on) => figures.get(spec.indicator, { on, period: step })?.value ?? null,
    ),
    trendStep: step,
  };
}

/** Figures of every commune, today and a period earlier. */
export async function makeMap(
  ctx: Ctx,
  spec: MapSpec,
  parts: Omit<Parts, 'figures'>,
): Promise<BoardMap | null> {
  const { known, moment } = parts;
  const indicator = known.get(spec.indicator);
  if (!indicator) return null;
  const question = {
    keys: [spec.indicator],
    period: spec.period,
    by: 'place' as const,
    asKnownOn: moment.asKnownOn,
  };
  const now = await readFigures(ctx, { ...question, on: moment.on });
  const past = await readFigures(ctx, { ...question, on: dayBefore(kindOf(spec, indicator), moment.on) });
  const before = new Map(past.map((one) => [one.place, one.value]));
  return {
    key: spec.indicator,
    title: spec.title ?? indicator.title,
    unitKind: indicator.unit.kind,
    direction: indicator.direction,
    breaks: spec.breaks ?? null,
    bound: spec.bound ?? null,
    period: now[0]?.period ?? periodOf(kindOf(spec, indicator), moment.on),
    computedAt: now.reduce<string | null>(
      (newest, one) => (one.computedAt && (!newest || one.computedAt > newest) ? one.computedAt : newest),
      null,
    ),
    values: now.flatMap((one) =>
      one.place === null || one.place.length !== 5
        ? []
        : [
            {
              unit: one.place,
              value: one.value,
              state: one.state,
              denominator: one.state === 'suppressed' ? null : one.denominator,
              previous: before.get(one.place) ?? null,
            },
          ],
    ),
  };
}

export async function knownIndicators(ctx: Ctx): Promise<Map<string, Indicator>> {
  return new Map((await listDefinitions(ctx)).map((one) => [one.key, one]));
}

/** Puts a page together from the indicators' figures. Small cells stay as hidden as the indicators hide them. */
export async function makePage(ctx: Ctx, page: LayoutBody['pages'][number], moment: Moment): Promise<Page> {
  const known = await knownIndicators(ctx);
  const figures = new Figures(ctx, moment);
  const parts = { known, moment, figures };
  await loadTiles(page.tiles, parts);
  return {
    title: page.title,
    tiles: page.tiles.flatMap((spec) => makeTile(spec, parts) ?? []),
    map: page.map ? await makeMap(ctx, page.map, parts) : null,
  };
}

export const today = (ctx: Ctx): string => legalDay(ctx.clock.now());
