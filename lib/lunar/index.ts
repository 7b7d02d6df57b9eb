export { addDays, dayNumber, isoDay, weekday } from './day-number.ts';
export type { IsoDay } from './day-number.ts';
export { fromLunar, tet, toLunar, yearName } from './convert.ts';
export type { LunarDay } from './convert.ts';
export { lunarMonths, vietnam } from './lunar-year.ts';
export type { LunarMonth, LunarOptions } from './lunar-year.ts';
