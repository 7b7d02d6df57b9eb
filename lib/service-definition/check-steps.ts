import type { DefinitionFault } from './check-definition.ts';
import type { ServiceDefinition, Step } from './schema.ts';
import { ends } from './workflow.ts';

const isEnd = (target: string): boolean => (ends as readonly string[]).includes(target);

const reachable = (steps: readonly Step[]): Set<string> => {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const seen = new Set<string>();
  const open = steps[0] === undefined ? [] : [steps[0].key];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    for (const action of byKey.get(key)?.actions ?? []) if (!isEnd(action.to)) open.push(action.to);
  }
  return seen;
};

const finishing = (steps: readonly Step[]): Set<string> => {
  const done = new Set<string>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const step of steps) {
      if (
        done.has(step.key) ||
        !step.actions.some((a) => a.to === 'done' || (a.to !== step.key && done.has(a.to)))
      )
        continue;
      done.add(step.key);
      grew = true;
    }
  }
  return done;
};

const mustOccur = ['receive', 'refuse', 'requestSupplement', 'approve', 'sign', 'number', 'issue'] as const;

const stepFaults = (step: Step, keys: readonly string[]): string[] => {
  const faults: string[] = [];
  if (keys.indexOf(step.key) !== keys.lastIndexOf(step.key)) faults.push('key occurs twice');
  if (isEnd(step.key)) faults.push('key names an end');
  for (const action of step.actions) {
    if (!isEnd(action.to) && !keys.includes(action.to)) faults.push(`leads to unknown step ${action.to}`);
  }
  return faults;
};

/** The steps form a path from receipt to result: no dead end, nothing unreachable, every decision its own act. */
export function checkSteps(definition: ServiceDefinition): DefinitionFault[] {
  const { steps } = definition;
  const faults: DefinitionFault[] = [];
  const keys = steps.map((step) => step.key);
  const seen = reachable(steps);
  const done = finishing(steps);
  for (const step of steps) {
    const path = `steps.${step.key}`;
    faults.push(...stepFaults(step, keys).map((message) => ({ path, message })));
    if (!seen.has(step.key)) faults.push({ path, message: 'is never reached' });
    if (!done.has(step.key)) faults.push({ path, message: 'leads to no result' });
  }
  if (steps[0]?.at !== 'receiving')
    faults.push({ path: 'steps', message: 'the first step is at the receiving agency' });
  const occurring = new Set(steps.flatMap((step) => step.actions.map((item) => item.action)));
  for (const action of mustOccur) {
    if (!occurring.has(action)) faults.push({ path: 'steps', message: `${action} occurs at no step` });
  }
  return faults;
}
