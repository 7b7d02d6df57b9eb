import { evaluate } from './condition.ts';
import type { ServiceContext } from './context.ts';
import { onDay, type Duration } from './parts.ts';
import type { CaseRules, Outcome, ServiceCase, ServiceDefinition, Step, TimeLimit } from './schema.ts';

/** A step's target that ends the work: with a result, refused, or stopped. */
export const ends = ['done', 'refused', 'stopped'] as const;
export type End = (typeof ends)[number];

/** The case that applies: the first whose condition holds. */
export function caseFor(definition: ServiceDefinition, context: ServiceContext): ServiceCase | undefined {
  return definition.cases.find((item) => evaluate(item.when, context));
}

/** The time limit in force on the day of filing for the case that applies. */
export function timeLimitFor(definition: ServiceDefinition, context: ServiceContext): TimeLimit | undefined {
  const found = caseFor(definition, context);
  return found === undefined ? undefined : onDay(found.timeLimits, context.day);
}

/** A time limit in the calendar's words; the cut-off as a minute of the day. */
export function periodOf(limit: Duration & { cutOff?: string }): {
  unit: Duration['unit'];
  amount: number;
  cutOff: number | null;
  ends: 'closing';
} {
  const [hours = 0, minutes = 0] = (limit.cutOff ?? '').split(':').map(Number);
  const cutOff = limit.cutOff === undefined ? null : hours * 60 + minutes;
  return { unit: limit.unit, amount: limit.amount, cutOff, ends: 'closing' };
}

/** A rule on time of the dossier, as it is in force on a day. */
export function ruleOn<Name extends keyof CaseRules>(
  definition: ServiceDefinition,
  name: Name,
  day: string,
): CaseRules[Name][number] | undefined {
  const rows: CaseRules[Name][number][] = definition.rules[name];
  return onDay(rows, day);
}

export function stepOf(definition: ServiceDefinition, key: string): Step | undefined {
  return definition.steps.find((step) => step.key === key);
}

/** What may be done at a step, and where it leads (a step's key or an end). */
export function actionsAt(
  definition: ServiceDefinition,
  key: string,
  context: ServiceContext,
): { action: Step['actions'][number]['action']; to: string }[] {
  return (stepOf(definition, key)?.actions ?? [])
    .filter((item) => evaluate(item.when ?? true, context))
    .map(({ action, to }) => ({ action, to }));
}

/** The documents a finished dossier yields. */
export function outcomesFor(definition: ServiceDefinition, context: ServiceContext): Outcome[] {
  return definition.outcomes.filter((outcome) => evaluate(outcome.when ?? true, context));
}

/** Is an evidence level enough? `held` e.g. `V2`, `I3+D`; a higher rung of the same ladder serves, D only counts if held. */
export function isEvidenceEnough(alternatives: readonly string[], held: string): boolean {
  const [heldLevel = '', heldFlag] = held.split('+');
  return alternatives.some((alternative) => {
    const [level = '', flag] = alternative.split('+');
    return (
      level.charAt(0) === heldLevel.charAt(0) &&
      Number(heldLevel.slice(1)) >= Number(level.slice(1)) &&
      (flag === undefined || flag === heldFlag)
    );
  });
}
