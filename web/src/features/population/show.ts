import type { MapFigures } from '#contract/population-analysis';
import { tiles } from '#lib/province-map';
import { formatNumber, formatPercent } from '../../ui/format.ts';

export type Measure = MapFigures['measure'];

const oneDecimal = (value: number) => value.toFixed(1).replace('.', ',');

/** How a figure of a measure is written. */
export function textOf(measure: Measure, value: number): string {
  if (measure.endsWith('-share')) return formatPercent(value);
  if (measure === 'household-size') return oneDecimal(value);
  return formatNumber(Math.round(value));
}

export function shareOf(part: number | null | undefined, whole: number | null | undefined): string | null {
  if (part === null || part === undefined || !whole) return null;
  return formatPercent(part / whole);
}

const names = new Map(tiles.map((tile) => [tile.code, tile.name]));

export function unitName(code: string): string {
  return names.get(code) ?? code;
}
