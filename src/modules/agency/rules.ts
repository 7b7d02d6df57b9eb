import type { AgencyRow } from '#lib/catalog';

export interface Agency {
  readonly id: string;
  readonly key: string;
  readonly code: string | null;
  readonly provisional: boolean;
  readonly name: string;
  readonly nameEn: string;
  readonly shortName: string | null;
  readonly kind: AgencyRow['kind'];
  readonly parentKey: string | null;
  readonly dossierPrefix: string | null;
  /** Unit codes it serves; a province stands for its communes. */
  readonly places: readonly string[];
  readonly fields: readonly string[];
  /** `-infinity`: since before the records begin. */
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface Succession {
  readonly on: string;
  readonly from: string;
  readonly to: string;
  /** Fields that went over; empty: everything. */
  readonly scope: readonly string[];
  /** Instruments of catalog/law by which it happened; empty while not entered. */
  readonly law: readonly string[];
  readonly note: string | null;
  readonly verified: boolean;
}

export interface Period {
  readonly validFrom: string;
  readonly validTo: string | null;
}

export const isInForce = (row: Period, day: string): boolean =>
  row.validFrom <= day && (row.validTo === null || day < row.validTo);

/** Does the whole of an inner period lie in the outer one? An inner period without end needs an outer without end. */
export const isWithin = (inner: Period, outer: Period): boolean =>
  outer.validFrom <= inner.validFrom &&
  (outer.validTo === null ||
    (inner.validFrom < outer.validTo && (inner.validTo === null || inner.validTo <= outer.validTo)));

export const overlaps = (a: Period, b: Period): boolean =>
  (a.validTo === null || b.validFrom < a.validTo) && (b.validTo === null || a.validFrom < b.validTo);

const coversField = (step: Succession, field: string | undefined): boolean =>
  field === undefined || step.scope.length === 0 || step.scope.includes(field);

/**
 * Who answers on a day for what an agency did: itself while it stands, otherwise its successors and theirs.
 * With a field: whoever holds that field now, even where the agency itself goes on without it.
 */
export function successorKeys(start: string, known: KnownAgencies, question: SuccessionQuestion): string[] {
  return followSuccession(start, known, question).found;
}

export interface KnownAgencies {
  readonly agencies: ReadonlyMap<string, Period>;
  readonly successions: readonly Succession[];
}
export interface SuccessionQuestion {
  readonly day: string;
  readonly field?: string | undefined;
}

/** The successors of an agency, and the steps by which its work came to them, in the order of time. */
export function followSuccession(
  start: string,
  known: KnownAgencies,
  question: SuccessionQuestion,
): { found: string[]; steps: Succession[] } {
  const found = new Set<string>();
  const gone: Succession[] = [];
  const seen = new Set<string>();
  const visit = (key: string): void => {
    if (seen.has(key)) return;
    seen.add(key);
    const steps = known.successions.filter(
      (step) => step.from === key && step.on <= question.day && coversField(step, question.field),
    );
    const end = known.agencies.get(key)?.validTo ?? null;
    const isEnded = end !== null && end <= question.day;
    const gaveFieldAway = question.field !== undefined && steps.length > 0;
    if (!isEnded && !gaveFieldAway) found.add(key);
    else
      for (const step of steps) {
        gone.push(step);
        visit(step.to);
      }
  };
  visit(start);
  return { found: [...found].toSorted(), steps: gone };
}
