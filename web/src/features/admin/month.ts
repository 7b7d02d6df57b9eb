/** First and last day of a month written yyyy-MM, and the months beside it. */
export function monthOf(wanted: string | undefined, today: string) {
  const text = /^\d{4}-(0[1-9]|1[0-2])$/.test(wanted ?? '') ? (wanted ?? '') : today.slice(0, 7);
  const [year = 2026, month = 1] = text.split('-').map(Number);
  const at = (by: number) => new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 7);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { year, month, from: `${text}-01`, to: `${text}-${last}`, before: at(-1), after: at(1) };
}
