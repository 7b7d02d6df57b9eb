import type { Alert, BoardMap, Tile } from '#contract/ioc';
import { tiles } from '#lib/province-map';
import type { Translate } from '../../app/language.tsx';
import { formatDate, formatNumber, formatShort, legalDay } from '../../ui/format.ts';
import type { MapScale, MapValue } from '../../ui/province-map.tsx';
import { quantileScale } from '../../ui/province-map.tsx';
import type { texts } from './texts.ts';

type T = Translate<typeof texts>;
const names = new Map(tiles.map((tile) => [tile.code, tile.name]));

export function unitName(code: string | null): string {
  return code === null ? '' : (names.get(code) ?? code);
}

const decimals = (value: number, digits: number) => value.toFixed(digits).replace('.', ',').replace('-', '−');

/** The figure and what stands smaller behind it: 96,7 and %. */
export function figureParts(unitKind: string, value: number): { main: string; unit: string } {
  if (unitKind === 'percent') return { main: decimals(value, 1), unit: '%' };
  if (unitKind === 'days') return { main: decimals(value, 1), unit: ' ngày' };
  if (unitKind !== 'money') return { main: formatNumber(Math.round(value)), unit: '' };
  if (Math.abs(value) >= 1e9) return { main: decimals(value / 1e9, 1), unit: ' tỷ đ' };
  if (Math.abs(value) >= 1e6) return { main: decimals(value / 1e6, 1), unit: ' triệu đ' };
  return { main: formatNumber(Math.round(value)), unit: ' đ' };
}

export function figureText(unitKind: string, value: number): string {
  const { main, unit } = figureParts(unitKind, value);
  return main + unit;
}

const stateKeys = {
  missing: 'state.missing',
  suppressed: 'state.suppressed',
  no_denominator: 'state.no_denominator',
} as const;

export function stateText(t: T, state: string): string {
  return t(stateKeys[state as keyof typeof stateKeys] ?? 'state.missing');
}

/** How long the period of a figure is, for "so với tháng trước". */
export function periodKind(period: {
  from: string;
  to: string;
}): 'instant' | 'day' | 'week' | 'month' | 'quarter' {
  const days = Math.round((Date.parse(period.to) - Date.parse(period.from)) / 86_400_000) + 1;
  if (days <= 1) return 'day';
  if (days <= 7) return 'week';
  return days <= 31 ? 'month' : 'quarter';
}

export type Delta = { text: string; way: 'up' | 'down' | 'same'; isGood: boolean | null };

/** A count of a period that is not over cannot be held against a whole one; a share can. */
function isRunning(tile: Tile): boolean {
  if (tile.unitKind === 'percent' || tile.period.from === tile.period.to) return false;
  return tile.computedAt === null || legalDay(tile.computedAt) < tile.period.to;
}

/** The change against the period before, in words; null when either is unknown. */
export function deltaOf(t: T, tile: Tile): Delta | null {
  if (tile.value === null || tile.previous === null || isRunning(tile)) return null;
  const change = tile.value - tile.previous;
  const gap = (Date.parse(tile.period.from) - Date.parse(tile.previousPeriod.from)) / 86_400_000;
  const kind = tile.period.from === tile.period.to && gap >= 7 ? 'instant' : periodKind(tile.period);
  const when = t(`before.${kind}`);
  const written =
    tile.unitKind === 'percent'
      ? t('points', { n: decimals(Math.abs(change), 1) })
      : figureText(tile.unitKind, Math.abs(change));
  if (Math.abs(change) < 0.05) return { text: t('same', { when }), way: 'same', isGood: null };
  const way = change > 0 ? 'up' : 'down';
  const isGood = tile.direction === 'none' ? null : tile.direction === way;
  return { text: t(way, { delta: written, when }), way, isGood };
}

/** Of when and from what. */
export function sourceOf(t: T, tile: Tile): string {
  const parts = [
    tile.numerator !== null && tile.denominator
      ? t('parts', {
          a: formatNumber(Math.round(tile.numerator)),
          b: formatNumber(Math.round(tile.denominator)),
        })
      : '',
    tile.isTyped ? t('typed', { owner: tile.owner }) : t('computed'),
    tile.computedAt ? t('until', { at: formatShort(tile.computedAt) }) : formatDate(tile.period.to),
    tile.state === 'partial' ? t('state.partial') : '',
  ];
  return parts.filter(Boolean).join(', ');
}

export function mapValues(t: T, map: BoardMap): MapValue[] {
  return map.values.map((one) => {
    if (one.value !== null)
      return { unit: one.unit, value: one.value, text: figureText(map.unitKind, one.value) };
    const state = one.state === 'suppressed' ? ('suppressed' as const) : ('silent' as const);
    return { unit: one.unit, value: null, text: stateText(t, one.state), state };
  });
}

export function mapScale(map: BoardMap, values: readonly MapValue[]): MapScale {
  const format = (value: number) => figureText(map.unitKind, value);
  if (!map.breaks) return quantileScale(values, format);
  return { breaks: map.breaks, format };
}

export type Marked = { unit: string; value: number; previous: number | null; denominator: number | null };

/** The places to look at first: across the bound, or the lowest or highest few. */
export function markedOf(map: BoardMap, most: number): Marked[] {
  const known = map.values.flatMap((one) => (one.value === null ? [] : [{ ...one, value: one.value }]));
  const { bound } = map;
  const ascending = bound ? bound.side === 'below' : map.direction === 'up';
  const chosen = bound
    ? known.filter((one) => (bound.side === 'below' ? one.value < bound.value : one.value > bound.value))
    : known;
  return chosen.toSorted((a, b) => (ascending ? a.value - b.value : b.value - a.value)).slice(0, most);
}

export function alertText(
  t: T,
  alert: Alert,
  { title, unitKind }: { title: string; unitKind: string },
): string {
  if (alert.kind !== 'threshold' || alert.side === null)
    return t(`alert.${alert.kind === 'silent' ? 'silent' : 'stale'}`, { title });
  return t(`alert.${alert.side}`, {
    title,
    where: unitName(alert.place),
    value: alert.value === null ? '' : figureText(unitKind, alert.value),
    bound: alert.bound === null ? '' : figureText(unitKind, alert.bound),
  }).replace(' :', ':');
}

export function ageText(t: T, since: string, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 60_000));
  if (minutes < 60) return t('age.min', { n: minutes });
  if (minutes < 48 * 60) return t('age.hour', { n: Math.floor(minutes / 60) });
  return t('age.day', { n: Math.floor(minutes / 1440) });
}
