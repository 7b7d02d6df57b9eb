import type { SkippedDay, SkipReason } from './rules-deadline.ts';
import { addDays } from './rules-hours.ts';
import type { IsoDay } from './rules-hours.ts';
import { calendarTexts } from './texts.ts';
import type { CalendarLanguage } from './texts.ts';

export interface SkippedStretch {
  readonly from: IsoDay;
  readonly to: IsoDay;
  readonly reason: SkipReason;
}

/** Neighbouring days skipped for the same reason, put together; weekly rest days only when asked for. */
export function skippedStretches(skipped: readonly SkippedDay[], withRestDays = false): SkippedStretch[] {
  const stretches: { from: IsoDay; to: IsoDay; reason: SkipReason }[] = [];
  for (const { day, reason } of skipped) {
    if (reason.kind === 'weekly_rest' && !withRestDays) continue;
    const last = stretches.at(-1);
    if (last && addDays(last.to, 1) === day && sameReason(last.reason, reason)) last.to = day;
    else stretches.push({ from: day, to: day, reason });
  }
  return stretches;
}

function sameReason(a: SkipReason, b: SkipReason): boolean {
  const name = (reason: SkipReason): string => ('name' in reason ? reason.name.vi : '');
  return a.kind === b.kind && name(a) === name(b);
}

/** One sentence part per stretch: `không tính 24/11 (nghỉ Ngày Văn hóa Việt Nam)`. */
export function explainSkipped(skipped: readonly SkippedDay[], language: CalendarLanguage): string[] {
  const texts = calendarTexts[language];
  return skippedStretches(skipped).map(({ from, to, reason }) => {
    const days = from === to ? texts.day(from) : texts.stretch(from, to);
    return texts.notCounted(days, reasonText(reason, language));
  });
}

function reasonText(reason: SkipReason, language: CalendarLanguage): string {
  const texts = calendarTexts[language];
  if (reason.kind === 'weekly_rest') return texts.weeklyRest;
  if (reason.kind === 'paused') return texts.paused;
  if (reason.kind === 'swapped_off') return texts.swappedOff(reason.swappedWith);
  if (reason.kind === 'closed') return reason.name[language];
  const sentence = reason.kind === 'substitute' ? texts.substitute : texts.holiday;
  return sentence(reason.name[language]) + (reason.provisional ? texts.provisional : '');
}
