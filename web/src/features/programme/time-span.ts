const DAY_MS = 86_400_000;

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Where a day lies in a span, in percent; days outside lie at its ends. */
export function placeIn(span: Span, day: string): number {
  const [from, to, at] = [Date.parse(span.from), Date.parse(span.to) + DAY_MS, Date.parse(day)];
  if (Number.isNaN(at) || to <= from) return 0;
  return Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100));
}

/** The first days of the months of a span; thinned so that their names do not touch. */
export function monthsBetween(span: Span): { day: string; words: string }[] {
  const months: { day: string; words: string }[] = [];
  let [year, month] = [Number(span.from.slice(0, 4)), Number(span.from.slice(5, 7))];
  for (let day = span.from; day <= span.to; ) {
    months.push({ day, words: `${String(month).padStart(2, '0')}/${year}` });
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
    day = `${year}-${String(month).padStart(2, '0')}-01`;
  }
  const every = Math.max(1, Math.ceil(months.length / 12));
  return months.filter((_, index) => index % every === 0);
}

/** The days a month page shows, and the column (1 Monday … 7 Sunday) its first day stands in. */
export function daysOfMonth(month: string): { day: string; column: number }[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => {
    const day = `${month}-${String(index + 1).padStart(2, '0')}`;
    return { day, column: ((new Date(day).getUTCDay() + 6) % 7) + 1 };
  });
}

export function monthAfter(month: string, step: 1 | -1): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const at = new Date(Date.UTC(year, number - 1 + step, 1));
  return at.toISOString().slice(0, 7);
}
