import { fromLunar } from '#lib/lunar';
import { addDays } from './rules-hours.ts';
import type { Interval, IsoDay } from './rules-hours.ts';

export interface Named {
  readonly vi: string;
  readonly en: string;
}

/** A holiday of the law, from which each year's days are derived until an official notice settles them. */
export interface HolidayRule {
  readonly id: string;
  readonly name: Named;
  readonly from: IsoDay;
  readonly to: IsoDay | null;
  readonly on: { readonly calendar: 'solar' | 'lunar'; readonly month: number; readonly day: number };
  /** Days off before and after the day itself. */
  readonly before: number;
  readonly after: number;
  /** A holiday on a weekly rest day gives the next working day off. */
  readonly substitute: boolean;
  /** The state decides the exact days each year: derived days are provisional until a notice. */
  readonly decidedYearly: boolean;
  readonly source: string;
  readonly verified: boolean;
}

export interface NoticeDay {
  readonly day: IsoDay;
  readonly kind: 'off' | 'working';
  /** The holiday rule this day belongs to. */
  readonly rule?: string | undefined;
  /** The day it is exchanged with. */
  readonly swappedWith?: IsoDay | undefined;
  /** Own hours of a swapped working day. */
  readonly hours?: readonly Interval[] | undefined;
  readonly name?: Named | undefined;
}

/** An official notice: what it names always wins over what the rules derive. */
export interface Notice {
  readonly id: string;
  readonly publishedOn: IsoDay;
  readonly title: Named;
  /** Rule years whose derived days, substitutes included, it replaces. */
  readonly settles: readonly { readonly rule: string; readonly year: number }[];
  readonly days: readonly NoticeDay[];
  /** Earlier notices that no longer count at all. */
  readonly replaces: readonly string[];
  readonly source: string;
  readonly verified: boolean;
}

export interface HolidayDay {
  readonly day: IsoDay;
  readonly rule: HolidayRule;
}

export interface NoticeEntry extends NoticeDay {
  readonly notice: Notice;
}

export interface NoticeBoard {
  readonly entries: ReadonlyMap<IsoDay, NoticeEntry>;
  readonly settled: ReadonlySet<string>;
}

/** All notices laid over one another: of two that name the same day, the later published wins. */
export function readNotices(notices: readonly Notice[]): NoticeBoard {
  const replaced = new Set(notices.flatMap((notice) => notice.replaces));
  const order = notices
    .filter((notice) => !replaced.has(notice.id))
    .toSorted((a, b) => a.publishedOn.localeCompare(b.publishedOn) || a.id.localeCompare(b.id));
  const entries = new Map<IsoDay, NoticeEntry>();
  const settled = new Set<string>();
  for (const notice of order) {
    for (const { rule, year } of notice.settles) {
      settled.add(`${rule}:${year}`);
      for (const [day, entry] of entries) {
        if (entry.rule === rule && yearOf(entry.day) === year) entries.delete(day);
      }
    }
    for (const day of notice.days) entries.set(day.day, { ...day, notice });
  }
  return { entries, settled };
}

const yearOf = (day: IsoDay): number => Number(day.slice(0, 4));

function anchorOf(rule: HolidayRule, year: number): IsoDay {
  const { calendar, month, day } = rule.on;
  if (calendar === 'lunar') return fromLunar({ year, month, day });
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The days a year's holidays fall on by rule, in order, without those a notice has settled. */
export function derivedHolidays(
  rules: readonly HolidayRule[],
  board: NoticeBoard,
  year: number,
): HolidayDay[] {
  const days: HolidayDay[] = [];
  for (const rule of rules) {
    if (board.settled.has(`${rule.id}:${year}`)) continue;
    const anchor = anchorOf(rule, year);
    if (anchor < rule.from || (rule.to !== null && anchor >= rule.to)) continue;
    for (let i = -rule.before; i <= rule.after; i += 1) days.push({ day: addDays(anchor, i), rule });
  }
  return days.toSorted((a, b) => a.day.localeCompare(b.day));
}
