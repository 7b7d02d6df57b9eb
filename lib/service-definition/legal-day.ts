const dayParts = (text: string): [number, number, number] | undefined => {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (match === null) return undefined;
  return [Number(match[1]), Number(match[2] ?? 12), Number(match[3] ?? 31)];
};

/**
 * Full years on a legal day. A birth date known only by year or month counts as the last day of it:
 * a limit reached is then certain.
 */
export function ageOn(birthDate: string, day: string): number | undefined {
  const birth = dayParts(birthDate);
  const now = dayParts(day);
  if (birth === undefined || now === undefined) return undefined;
  const hadBirthday = now[1] > birth[1] || (now[1] === birth[1] && now[2] >= birth[2]);
  return now[0] - birth[0] - (hadBirthday ? 0 : 1);
}

/** Months begun between two legal days: 2026-12-01 to 2028-11-30 is 24, to 2028-12-02 is 25. */
export function monthsBetween(from: string, to: string): number | undefined {
  const first = dayParts(from);
  const last = dayParts(to);
  if (first === undefined || last === undefined) return undefined;
  const whole = (last[0] - first[0]) * 12 + (last[1] - first[1]);
  return last[2] > first[2] ? whole + 1 : whole;
}
