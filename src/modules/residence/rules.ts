/** The day `months` after `day`; at the end of a shorter month, its last day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

export interface Period {
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
}

export function isPeriod({ from, to }: Period): boolean {
  return from < to;
}

/** `maxMonths` is the law's figure in force when the case began: Luật Cư trú 68/2020/QH14 Đ.27 k.2 */
export function isWithin(period: Period, maxMonths: number): boolean {
  return period.to <= addMonths(period.from, maxMonths);
}

export function overlaps(a: Period, b: { from: string | null; to: string | null }): boolean {
  return (b.to === null || a.from < b.to) && (b.from === null || b.from < a.to);
}

export function addressLine(parts: { detail: string; hamlet: string; placeName: string }): string {
  return [parts.detail, parts.hamlet, parts.placeName].filter((part) => part !== '').join(', ');
}
