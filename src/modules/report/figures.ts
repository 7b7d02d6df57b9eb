import { type Period, type PeriodKind, periodBefore } from '#lib/indicator';
import { getAgencyById } from '#modules/agency';
import { type Figure, type Indicator, listDefinitions, readFigures } from '#modules/indicator';
import { type Ctx, legalDay } from '#platform/runtime';
import type { FigureLine, ReportKind } from './contract.ts';

/** Units that answer for the whole programme: they report every figure of the province. */
export const wholeProgramme: readonly string[] = ['province-police', 'province-committee', 'province-office'];

interface Scope {
  readonly wanted: readonly Indicator[];
  readonly place?: string;
  readonly unitId?: string;
}

/** Which figures a unit reports: all for the province, its own for a department, those of its commune for a commune. */
async function scopeOf(ctx: Ctx, unitId: string): Promise<Scope> {
  const agency = await getAgencyById(ctx, unitId);
  const all = await listDefinitions(ctx);
  if (wholeProgramme.includes(agency.kind)) return { wanted: all };
  const [place] = agency.places;
  if (agency.places.length === 1 && place?.length === 5)
    return { wanted: all.filter((one) => one.byPlace && one.kind === 'computed'), place };
  return { wanted: all.filter((one) => one.owner.today.some((heir) => heir.id === unitId)) };
}

function lineOf(indicator: Indicator, figure: Figure, previous: number | null): FigureLine {
  return {
    key: indicator.key,
    models: [...indicator.models],
    title: indicator.title.vi,
    unit: { kind: indicator.unit.kind, name: indicator.unit.name.vi },
    state: figure.state,
    value: figure.value,
    numerator: figure.numerator,
    denominator: figure.denominator,
    isTyped: figure.isTyped,
    previous,
    target: figure.target,
    isOnTarget: figure.isOnTarget,
  };
}

/** The last day of a period that has come: a report of the running month shows the figures so far. */
function lastDay(ctx: Ctx, period: Period): string {
  const today = legalDay(ctx.clock.now());
  return period.to < today ? period.to : today;
}

/** The table of figures as it stands now, each beside the last report's, or the period before's where there is none. */
export async function takeFigures(
  ctx: Ctx,
  report: { unitId: string; kind: ReportKind; period: Period; last: readonly FigureLine[] | null },
): Promise<FigureLine[]> {
  const { wanted, place, unitId } = await scopeOf(ctx, report.unitId);
  const keys = wanted.map((one) => one.key);
  const kind: PeriodKind = report.kind;
  const ask = async (on: string) =>
    new Map(
      (await readFigures(ctx, { keys, on, period: kind, place, unitId })).map((figure) => [
        figure.key,
        figure,
      ]),
    );
  const now = await ask(lastDay(ctx, report.period));
  const before = report.last === null ? await ask(periodBefore(kind, report.period).to) : undefined;
  const lastValues = new Map((report.last ?? []).map((line) => [line.key, line.value]));
  return wanted
    .flatMap((indicator) => {
      const figure = now.get(indicator.key);
      const previous = before ? before.get(indicator.key)?.value : lastValues.get(indicator.key);
      return figure ? [lineOf(indicator, figure, previous ?? null)] : [];
    })
    .toSorted((a, b) => (a.models[0] ?? 0) - (b.models[0] ?? 0) || (a.key < b.key ? -1 : 1));
}
