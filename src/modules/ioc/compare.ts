import { periodBefore, periodOf } from '#lib/indicator';
import { type Figure, getIndicator, readFigures } from '#modules/indicator';
import type { Ctx } from '#platform/runtime';
import { errors } from './errors.ts';
import { checkMayLook } from './get-board.ts';
import { knownIndicators, today } from './make-board.ts';
import { findLayout } from './store.ts';

function moment(ctx: Ctx, on: string | undefined) {
  const now = today(ctx);
  return on !== undefined && on < now ? { on, asKnownOn: on } : { on: now };
}

/** All communes over the last periods, oldest first. */
export async function compare(ctx: Ctx, question: { indicator: string; on?: string; periods: number }) {
  checkMayLook(ctx);
  const indicator = await getIndicator(ctx, question.indicator);
  const at = moment(ctx, question.on);
  const kind = indicator.period === 'instant' ? 'week' : indicator.period;
  const ends = [at.on];
  while (ends.length < question.periods)
    ends.unshift(periodBefore(kind, periodOf(kind, ends[0] ?? at.on)).to);
  const columns: Figure[][] = [];
  const whole: (number | null)[] = [];
  for (const on of ends) {
    const asked = { ...at, on, keys: [question.indicator] };
    columns.push(await readFigures(ctx, { ...asked, by: 'place' }));
    whole.push((await readFigures(ctx, asked))[0]?.value ?? null);
  }
  const units = [...new Set(columns.flat().flatMap((one) => (one.place?.length === 5 ? [one.place] : [])))];
  const lookup = columns.map((column) => new Map(column.map((one) => [one.place, one.value])));
  return {
    key: indicator.key,
    title: indicator.title,
    unitKind: indicator.unit.kind,
    direction: indicator.direction,
    periods: ends.map((on) => periodOf(kind, on)),
    rows: units
      .toSorted()
      .map((unit) => ({ unit, values: lookup.map((column) => column.get(unit) ?? null) })),
    province: whole,
  };
}

/** Figures of one commune for a layout, each with its rank among the communes that have one. */
export async function getCommune(ctx: Ctx, code: string, at: { layout: string; on?: string }) {
  checkMayLook(ctx);
  const layout = await findLayout(ctx, at.layout);
  if (!layout) throw errors.error('not_found');
  const known = await knownIndicators(ctx);
  const specs = layout.body.pages.flatMap((page) => [...page.tiles, ...(page.map ? [page.map] : [])]);
  const keys = [...new Set(specs.map((spec) => spec.indicator))].filter((key) => known.get(key)?.byPlace);
  const when = moment(ctx, at.on);
  const figures = keys.length === 0 ? [] : await readFigures(ctx, { ...when, keys, by: 'place' });
  const whole = keys.length === 0 ? [] : await readFigures(ctx, { ...when, keys });
  const items = keys.flatMap((key) => {
    const indicator = known.get(key);
    const own = figures.filter((one) => one.key === key && one.value !== null);
    const figure = figures.find((one) => one.key === key && one.place === code);
    const total = whole.find((one) => one.key === key);
    if (!indicator || !total) return [];
    const value = figure?.value ?? null;
    const sign = indicator.direction === 'down' ? -1 : 1;
    const better = own.filter((one) => sign * ((one.value ?? 0) - (value ?? 0)) > 0).length;
    return [
      {
        key,
        title: indicator.title,
        unitKind: indicator.unit.kind,
        direction: indicator.direction,
        value,
        state: figure?.state ?? 'missing',
        province: total.value,
        rank: value === null ? null : better + 1,
        of: own.length,
        period: total.period,
      },
    ];
  });
  return { code, items };
}
