import {
  type ServiceContext,
  type ServiceDefinition,
  actionsAt,
  onDay,
  stepOf,
} from '#lib/service-definition';
import type { OfficerAction } from './contract-shapes.ts';
import { type CaseState, endStates, isOpen } from './rules.ts';

/** Roles of a step in the service definition → roles of a term of office. */
export const officeRoles = {
  receiver: 'one-stop-officer',
  specialist: 'specialist',
  leader: 'leader',
  clerk: 'clerk',
} as const;

export interface ActionQuestion {
  readonly state: CaseState;
  readonly definition: ServiceDefinition;
  readonly context: ServiceContext;
  /** Which role the actor holds at which side of the case. */
  readonly holds: (role: string, at: 'receiving' | 'deciding') => boolean;
}

/** Where an action of the current step leads, or undefined when it may not be done by this actor now. */
export function targetOf(question: ActionQuestion, action: OfficerAction): string | undefined {
  return workflowActions(question).find((found) => found.action === action)?.to;
}

function workflowActions(question: ActionQuestion): { action: OfficerAction; to: string }[] {
  const { state, definition, context } = question;
  if (state.step === null || state.business === 'supplement') return [];
  // A workflow may end with the issue itself: the result still waits to be handed over where it was filed.
  if (state.step === 'done' && state.delivery === 'ready')
    return question.holds(officeRoles.receiver, 'receiving') ? [{ action: 'handOver', to: 'done' }] : [];
  const current = stepOf(definition, state.step);
  if (!current || !question.holds(officeRoles[current.role], current.at)) return [];
  return actionsAt(definition, state.step, context).filter(({ action }) => isTimely(question, action));
}

function isTimely({ state, definition, context }: ActionQuestion, action: OfficerAction): boolean {
  if (action === 'receive') return state.business === 'submitted' && isSettled(state);
  if (action !== 'requestSupplement') return true;
  const rule = onDay(definition.rules.supplement, context.day);
  return rule === undefined || state.supplementRequests < rule.requests;
}

/** Nothing is owed before receipt: paid, exempt, or free. */
export function isSettled(state: Pick<CaseState, 'money'>): boolean {
  return (
    state.money === 'none' ||
    state.money === 'paid' ||
    state.money === 'exempt' ||
    state.money === 'refund_due'
  );
}

/** What an officer may do with the case now. */
export function officerActionsFor(question: ActionQuestion): OfficerAction[] {
  const { state, definition } = question;
  const fromWorkflow = workflowActions(question).map(({ action }) => action);
  if (!isOpen(state)) return fromWorkflow;
  const current = state.step === null ? undefined : stepOf(definition, state.step);
  const isHandler = current !== undefined && question.holds(officeRoles[current.role], current.at);
  if (!isHandler) return fromWorkflow;
  const always: OfficerAction[] = ['assign'];
  if (state.business !== 'supplement' && state.business !== 'issued') always.push('judge');
  if (mayApologise(question)) always.push('apologise');
  return [...new Set([...fromWorkflow, ...always])];
}

// NĐ 61/2018 Đ.19 k.9 (kept by its successor as far as known): a second appointment at most once; the number is data
function mayApologise({ state, definition, context }: ActionQuestion): boolean {
  if (state.dueAt === null || state.business === 'issued') return false;
  const rule = onDay(definition.rules.apology, context.day);
  return rule !== undefined && state.apologies < rule.extensions;
}

export type CitizenAction = 'pay' | 'supplement' | 'withdraw' | 'appeal' | 'download' | 'rate';

const withdrawableUntil = {
  received: ['submitted'],
  approved: ['submitted', 'received', 'processing', 'supplement', 'proposed'],
  signed: ['submitted', 'received', 'processing', 'supplement', 'proposed', 'approved'],
} as const;

/** What the applicant or filer may do with the case now. */
export function citizenActionsFor(
  state: CaseState,
  definition: ServiceDefinition,
  day: string,
): CitizenAction[] {
  const actions: CitizenAction[] = [];
  const { business, money } = state;
  const isEnded = endStates.includes(business);
  if (!isEnded && (money === 'due' || money === 'pending' || money === 'short')) actions.push('pay');
  if (business === 'supplement') actions.push('supplement');
  const rule = onDay(definition.rules.withdrawal, day);
  if (rule && (withdrawableUntil[rule.until] as readonly string[]).includes(business))
    actions.push('withdraw');
  if (business === 'issued' || business === 'refused' || business === 'stopped') actions.push('appeal');
  if (business === 'issued') actions.push('download', 'rate');
  return actions;
}
