import type { Texts } from '#lib/contract';
import type { IsoDay } from './rules-hours.ts';

export type CalendarLanguage = 'vi' | 'en';

const dayMonth = (day: IsoDay): string => `${day.slice(8, 10)}/${day.slice(5, 7)}`;

const vi = {
  day: dayMonth,
  stretch: (from: IsoDay, to: IsoDay): string => `từ ${dayMonth(from)} đến ${dayMonth(to)}`,
  notCounted: (days: string, why: string): string => `không tính ${days} (${why})`,
  holiday: (name: string): string => `nghỉ ${name}`,
  substitute: (name: string): string => `nghỉ bù ${name}`,
  swappedOff: (day: IsoDay): string => `nghỉ hoán đổi, làm bù ${dayMonth(day)}`,
  weeklyRest: 'nghỉ hằng tuần',
  paused: 'tạm dừng, chờ bổ sung',
  provisional: ', tạm tính, chờ thông báo chính thức',
};

const en: typeof vi = {
  day: dayMonth,
  stretch: (from, to) => `${dayMonth(from)} to ${dayMonth(to)}`,
  notCounted: (days, why) => `not counting ${days} (${why})`,
  holiday: (name) => name,
  substitute: (name) => `day in lieu of ${name}`,
  swappedOff: (day) => `day off exchanged for ${dayMonth(day)}`,
  weeklyRest: 'weekly rest day',
  paused: 'clock stopped, waiting for supplements',
  provisional: ', provisional until the official notice',
};

export const calendarTexts: Record<CalendarLanguage, typeof vi> = { vi, en };

export const texts: Texts = {
  errors: {
    'calendar.no_hours': {
      vi: 'Chưa có giờ làm việc của cơ quan trong thời gian này.',
      en: 'No opening hours are published for this time.',
    },
    'calendar.bad_range': {
      vi: 'Khoảng ngày không hợp lệ: ngày đầu phải trước ngày cuối, dài nhất 400 ngày.',
      en: 'The range of days is not valid: at most 400 days, first before last.',
    },
  },
};
