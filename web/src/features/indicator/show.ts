import type { Figure, Indicator } from '#contract/indicator';
import { formatDate, formatMoney, formatNumber } from '../../ui/format.ts';

type Kind = Indicator['unit']['kind'];

/** 1.234.567 · 82,1% · 8.000 đ */
export function amountText(value: number, kind: Kind): string {
  if (kind === 'percent') return `${value.toFixed(1).replace('.', ',')}%`;
  if (kind === 'money') return formatMoney(Math.round(value));
  if (kind === 'days') return value.toFixed(1).replace('.', ',');
  return formatNumber(Math.round(value));
}

/** The change to the figure before, with its sign; null where one of the two is missing. */
export function changeText(now: number | null, before: number | null, kind: Kind): string | null {
  if (now === null || before === null) return null;
  const difference = now - before;
  const digits = kind === 'percent' || kind === 'days' ? 1 : 0;
  if (Math.abs(difference) < 0.5 * 10 ** -digits) return '=';
  const sign = difference > 0 ? '+' : '−';
  const text = amountText(Math.abs(difference), kind === 'percent' ? 'days' : kind);
  return `${sign}${text}${kind === 'percent' ? ' điểm %' : ''}`;
}

/** "11/2026", "Q4/2026", "23/11" as the head of a column. */
export function periodName(figure: Pick<Figure, 'period'>): string {
  const { from, to } = figure.period;
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  if (days <= 7) return formatDate(from).slice(0, 5);
  if (days > 40) return `Q${Math.ceil(Number(from.slice(5, 7)) / 3)}/${from.slice(0, 4)}`;
  return formatDate(from).slice(3);
}

/** What a person types: 1.234,5 or 1234.5; null when it is no number. */
export function readNumber(typed: string): number | null {
  const text = typed.trim().replaceAll(/\s/g, '');
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'));
  if (/^\d+([.,]\d+)?$/.test(text)) return Number(text.replace(',', '.'));
  return null;
}
