/** Five-year groups as the census names them; the last is open. */
export const ageGroups = [
  ...Array.from({ length: 17 }, (_, index) => `${index * 5}-${index * 5 + 4}`),
  '85+',
] as const;

/** Children, of working years, older: the groups of a dependency ratio. */
export const broadGroups = ['0-14', '15-59', '60+'] as const;

/** Index of the broad group a five-year group lies in. */
export function broadOf(age: number): number {
  if (age < 3) return 0;
  return age < 12 ? 1 : 2;
}

/** First and last year of life of a group: `0-4` → [0, 4], `85+` → [85, 200]. */
export function agesOf(group: string): readonly [number, number] {
  const found = /^(\d+)(?:-(\d+)|\+)$/.exec(group);
  if (!found) return [0, 200];
  return [Number(found[1]), found[2] === undefined ? 200 : Number(found[2])];
}

/** The code under which the whole province stands beside its communes. */
export const PROVINCE = '*';
/** Ethnic groups too small to be named one by one. */
export const OTHER = 'other';
/** Persons of a commune whose household names no hamlet. */
export const NO_HAMLET = '-';

/** Days whose figures stay when the daily ones are cleared. */
export function isKeptDay(day: string): boolean {
  return day.endsWith('-01');
}
