import type { z } from 'zod';
import type { QueueItem } from '#contract/dossier';
import type { Language, Translate } from '../../app/language.tsx';
import { formatDate, formatShort, formatTime, formatWeekday, legalDay } from '../../ui/format.ts';
import type { TimeLeftValue } from '../../ui/office-pieces.tsx';
import type { texts } from './texts.ts';

export type Row = z.infer<typeof QueueItem>;
export type RowGroup = { key: string; title: string; rows: Row[] };

export function leftOf(row: Pick<Row, 'timeLeft'>): TimeLeftValue | null {
  if (!row.timeLeft) return null;
  const { level, workingMinutes } = row.timeLeft;
  return { minutes: workingMinutes, state: level === 'paused' ? 'paused' : 'running' };
}

/** The hour is enough under a heading that names the day. */
export function whenOf(row: Pick<Row, 'timeLeft'>): string {
  if (!row.timeLeft) return '';
  const { dueAt, level } = row.timeLeft;
  return level === 'late' || level === 'paused' ? formatShort(dueAt) : formatTime(dueAt);
}

function groupKey(row: Row, today: string): string {
  if (!row.timeLeft) return 'none';
  if (row.timeLeft.level === 'paused') return 'paused';
  if (row.timeLeft.level === 'late') return 'late';
  const day = legalDay(row.timeLeft.dueAt);
  return day <= today ? 'today' : day;
}

/** Rows in the order the server gave, under the day by which they must be answered. */
export function groupRows(
  rows: readonly Row[],
  now: Date,
  say: { t: Translate<typeof texts>; language: Language },
): RowGroup[] {
  const today = legalDay(now);
  const named: Record<string, string> = {
    none: say.t('group.none'),
    paused: say.t('group.paused'),
    late: say.t('group.late'),
    today: say.t('group.today'),
  };
  const title = (key: string) =>
    named[key] ?? `${formatWeekday(key, say.language)} ${formatDate(key).slice(0, 5)}`;
  const groups = Map.groupBy(rows, (row) => groupKey(row, today));
  return [...groups.entries()].map(([key, list]) => ({ key, title: title(key), rows: list }));
}
