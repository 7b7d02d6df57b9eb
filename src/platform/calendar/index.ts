export { readCalendarCatalog } from './catalog.ts';
export { calendarCatalogSchema, daySchema, periodSchema } from './contract.ts';
export type { CalendarCatalog, CatalogHours, CatalogNotice, CatalogRule } from './contract.ts';
export { errors } from './errors.ts';
export { getCalendar, listDays } from './get-calendar.ts';
export { importCalendar, publishHolidayRule, publishHours, publishNotice } from './publish.ts';
export { calendar } from './room.ts';
export { deadline, overdueBy, timeLeft } from './rules-deadline.ts';
export type { Course, Deadline, Pause, Period, PeriodUnit, SkippedDay } from './rules-deadline.ts';
export { explainSkipped, skippedStretches } from './rules-explain.ts';
export type { HolidayRule, Notice } from './rules-holidays.ts';
export { formatInterval, instantOf, localTime, parseInterval, parseMinute } from './rules-hours.ts';
export type { HoursRow, Interval, IsoDay, LocalTime, Week } from './rules-hours.ts';
export {
  addWorkingDays,
  buildCalendar,
  closingOf,
  isOpenAt,
  isWorking,
  workingDayFrom,
  workingDaysBetween,
  workingMinutes,
} from './rules.ts';
export type { CalendarData, DayPlan, DayReason, WorkingCalendar } from './rules.ts';
export { texts } from './texts.ts';
