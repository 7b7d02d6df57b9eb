import { isRealDate, toIsoDate, type PartialDate } from '#lib/vietnamese';

export interface ExpiryRules {
  source: string;
  asOf: string;
  /** Ages at which a card must be renewed. */
  renewalAges: readonly number[];
  /** A card issued so many years before a renewal age runs to the next one. */
  graceYears: number;
  /** What the machine-readable zone may hold for "no expiry", as yyMMdd. */
  noExpiryValues: readonly string[];
}

/** From memory of the law, to be confirmed on real cards; an installation may pass other rules. */
export const defaultExpiryRules: ExpiryRules = {
  source: 'Law 26/2023/QH15 Art. 21 (from memory); far date in the MRZ of cards without expiry (from memory)',
  asOf: '2026-11-23',
  renewalAges: [14, 25, 40, 60],
  graceYears: 2,
  noExpiryValues: ['991231'],
};

export interface ExpiryCandidate {
  /** yyMMdd, as the machine-readable zone and Basic Access Control use it. */
  mrz: string;
  /** ISO date; absent for "no expiry". */
  date?: string;
  /** The renewal age, or 'none' for a card without expiry. */
  age: number | 'none';
}

export const maxExpiryCandidates = 4;

function birthdayAt(birth: PartialDate, age: number): PartialDate {
  const moved = { year: birth.year + age, month: birth.month, day: birth.day };
  return isRealDate(moved) ? moved : { ...moved, day: 28 };
}

/** yyMMdd of a full date. */
export function toMrzDate(date: PartialDate): string {
  const part = (value: number | undefined) => (value === undefined ? '<<' : String(value).padStart(2, '0'));
  return String(date.year % 100).padStart(2, '0') + part(date.month) + part(date.day);
}

/**
 * The QR code holds no expiry, which the chip's access key needs. The candidates, likeliest first, at most four:
 * what the rule says, then the other birthdays after issue, then "no expiry". Empty when the day of birth is unknown.
 */
export function expiryCandidates(
  card: { birth: PartialDate; issued: PartialDate },
  rules: ExpiryRules = defaultExpiryRules,
): ExpiryCandidate[] {
  const { birth, issued } = card;
  if (!isRealDate(birth) || birth.day === undefined || !isRealDate(issued)) return [];
  const issuedOn = toIsoDate({ month: 12, day: 31, ...issued });
  const birthdays = rules.renewalAges
    .map((age) => ({ age, date: toIsoDate(birthdayAt(birth, age)), mrz: toMrzDate(birthdayAt(birth, age)) }))
    .filter(({ date }) => date > issuedOn);
  const graceEnd = toIsoDate(
    birthdayAt({ ...issued, day: issued.day ?? 28, month: issued.month ?? 12 }, rules.graceYears),
  );
  const beyondGrace = birthdays.filter(({ date }) => date > graceEnd);
  const withinGrace = birthdays.filter(({ date }) => date <= graceEnd);
  const none = rules.noExpiryValues.map((mrz): ExpiryCandidate => ({ mrz, age: 'none' }));
  const likeliest = beyondGrace.slice(0, 1);
  const rest = [...withinGrace, ...beyondGrace.slice(1)];
  const ordered =
    likeliest.length > 0
      ? [...likeliest, ...withinGrace, ...none, ...beyondGrace.slice(1)]
      : [...none, ...rest];
  return ordered.slice(0, maxExpiryCandidates);
}
