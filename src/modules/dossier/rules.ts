import type { FourStates } from './contract-shapes.ts';

/** Events of a case: the record. Everything else about its state is computed from them. */
export type CaseEvent =
  | {
      readonly type: 'submitted';
      readonly step: string;
      readonly feeAmount: number;
      readonly exempt: boolean;
      readonly replyDueAt: string;
      readonly sync: boolean;
    }
  | {
      readonly type: 'received';
      readonly step: string;
      readonly dueAt: string;
      /** How sure the counter was who stood there: I0…I5, and whether the population database agreed. */
      readonly identityCheck?: { readonly id: string; readonly level: string; readonly population: boolean };
    }
  | { readonly type: 'refused'; readonly reason: string; readonly legalGround: string }
  | {
      readonly type: 'supplement_requested';
      readonly items: readonly SupplementItem[];
      readonly reason: string;
      readonly legalGround: string;
      readonly answerBy: string | null;
      readonly stopsClock: boolean;
    }
  | {
      readonly type: 'supplement_answered';
      readonly note: string;
      readonly dueAt: string | null;
      readonly replyDueAt: string | null;
    }
  | { readonly type: 'stepped'; readonly action: string; readonly step: string; readonly note: string }
  | {
      readonly type: 'proposed';
      readonly outcome: 'grant' | 'deny';
      readonly step: string;
      readonly note: string;
    }
  | { readonly type: 'sent_back'; readonly step: string; readonly note: string }
  | { readonly type: 'approved'; readonly step: string }
  | { readonly type: 'signed'; readonly step: string; readonly digest: string }
  | { readonly type: 'numbered'; readonly step: string; readonly number: string }
  | { readonly type: 'issued'; readonly step: string; readonly documentId: string; readonly number: string }
  | { readonly type: 'handed_over'; readonly step: string; readonly way: string; readonly note: string }
  | { readonly type: 'assigned'; readonly assigneeId: string | null; readonly note: string }
  | { readonly type: 'judged'; readonly component: string; readonly verdict: string; readonly note: string }
  | {
      readonly type: 'apologised';
      readonly reason: string;
      readonly oldDueAt: string;
      readonly dueAt: string;
    }
  | { readonly type: 'withdrawn'; readonly reason: string }
  | { readonly type: 'stopped'; readonly reason: string; readonly legalGround: string }
  | { readonly type: 'appealed'; readonly text: string }
  | { readonly type: 'rated'; readonly score: number; readonly comment: string }
  | { readonly type: 'payment_asked'; readonly amount: number }
  | { readonly type: 'payment_short'; readonly paid: number }
  | { readonly type: 'paid'; readonly paid: number }
  | { readonly type: 'refund_due'; readonly amount: number }
  | { readonly type: 'refunded'; readonly amount: number }
  | { readonly type: 'synced'; readonly code: number }
  | { readonly type: 'sync_failed'; readonly code: number; readonly reason: string }
  | { readonly type: 'undone'; readonly eventId: string; readonly undoneType: string };

export type CaseEventType = CaseEvent['type'];

export interface SupplementItem {
  readonly componentKey: string | null;
  readonly text: string;
}

export interface StoredCaseEvent {
  readonly id: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly event: CaseEvent;
}

/** State of a case: a projection of its events. */
export interface CaseState {
  readonly business: FourStates['business'];
  readonly money: FourStates['money'];
  readonly delivery: FourStates['delivery'];
  readonly sync: FourStates['sync'];
  /** Key of the step of the service definition at which the case stands; null when it has ended. */
  readonly step: string | null;
  readonly assigneeId: string | null;
  readonly feeAmount: number;
  readonly paidAmount: number;
  readonly submittedAt: Date | null;
  readonly receivedAt: Date | null;
  /** When the office must answer a filing that is not yet received. */
  readonly replyDueAt: Date | null;
  readonly dueAt: Date | null;
  /** Intervals in which the clock stood; the last may be open. */
  readonly pauses: readonly { readonly from: Date; readonly to: Date | null }[];
  readonly finishedAt: Date | null;
  readonly outcome: 'grant' | 'deny' | null;
  readonly apologies: number;
  readonly supplementRequests: number;
  readonly verdicts: Readonly<Record<string, { readonly verdict: string; readonly note: string }>>;
  readonly resultDocumentId: string | null;
  readonly resultNumber: string | null;
  readonly syncedCode: number | null;
}

export const newCase: CaseState = {
  business: 'submitted',
  money: 'none',
  delivery: 'none',
  sync: 'off',
  step: null,
  assigneeId: null,
  feeAmount: 0,
  paidAmount: 0,
  submittedAt: null,
  receivedAt: null,
  replyDueAt: null,
  dueAt: null,
  pauses: [],
  finishedAt: null,
  outcome: null,
  apologies: 0,
  supplementRequests: 0,
  verdicts: {},
  resultDocumentId: null,
  resultNumber: null,
  syncedCode: null,
};

type Change = Partial<CaseState>;
type Apply = {
  readonly [T in CaseEventType]: (
    state: CaseState,
    event: Extract<CaseEvent, { type: T }>,
    at: Date,
  ) => Change;
};

function closePause(state: CaseState, at: Date): CaseState['pauses'] {
  return state.pauses.map((pause) => (pause.to === null ? { ...pause, to: at } : pause));
}

function ended(business: FourStates['business']) {
  return (state: CaseState, _event: unknown, at: Date): Change => ({
    business,
    step: null,
    finishedAt: at,
    assigneeId: null,
    pauses: closePause(state, at),
    ...(state.money === 'pending' || state.money === 'due' ? { money: 'none' as const } : {}),
  });
}

const apply: Apply = {
  submitted: (_state, event, at) => ({
    business: 'submitted',
    step: event.step,
    submittedAt: at,
    replyDueAt: new Date(event.replyDueAt),
    feeAmount: event.feeAmount,
    money: event.feeAmount > 0 ? 'due' : event.exempt ? 'exempt' : 'none',
    sync: event.sync ? 'queued' : 'off',
  }),
  received: (_state, event, at) => ({
    business: 'received',
    step: event.step,
    receivedAt: at,
    dueAt: new Date(event.dueAt),
  }),
  refused: ended('refused'),
  supplement_requested: (state, event, at) => ({
    business: 'supplement',
    supplementRequests: state.supplementRequests + 1,
    pauses: event.stopsClock ? [...state.pauses, { from: at, to: null }] : state.pauses,
  }),
  // Asked before receipt the filing waits for receipt again, asked later the work goes on. procedures §2.2, codes 5 → 1 or 4
  supplement_answered: (state, event, at) => ({
    business: state.receivedAt ? 'processing' : 'submitted',
    pauses: closePause(state, at),
    dueAt: event.dueAt ? new Date(event.dueAt) : state.dueAt,
    replyDueAt: event.replyDueAt ? new Date(event.replyDueAt) : state.replyDueAt,
  }),
  stepped: (_state, event) => ({ business: 'processing', step: event.step, assigneeId: null }),
  proposed: (_state, event) => ({
    business: 'proposed',
    step: event.step,
    outcome: event.outcome,
    assigneeId: null,
  }),
  sent_back: (_state, event) => ({
    business: 'processing',
    step: event.step,
    outcome: null,
    assigneeId: null,
  }),
  approved: (_state, event) => ({ business: 'approved', step: event.step, assigneeId: null }),
  signed: (_state, event) => ({ business: 'signed', step: event.step }),
  numbered: (_state, event) => ({ step: event.step, resultNumber: event.number }),
  issued: (_state, event, at) => ({
    business: 'issued',
    delivery: 'ready',
    step: event.step,
    finishedAt: at,
    resultDocumentId: event.documentId,
    resultNumber: event.number,
  }),
  handed_over: () => ({ delivery: 'delivered', step: null }),
  assigned: (_state, event) => ({ assigneeId: event.assigneeId }),
  judged: (state, event) => ({
    verdicts: { ...state.verdicts, [event.component]: { verdict: event.verdict, note: event.note } },
  }),
  apologised: (state, event) => ({ dueAt: new Date(event.dueAt), apologies: state.apologies + 1 }),
  withdrawn: ended('withdrawn'),
  stopped: ended('stopped'),
  appealed: () => ({}),
  rated: () => ({}),
  payment_asked: () => ({ money: 'pending' }),
  payment_short: (_state, event) => ({ money: 'short', paidAmount: event.paid }),
  paid: (_state, event) => ({ money: 'paid', paidAmount: event.paid }),
  refund_due: () => ({ money: 'refund_due' }),
  refunded: () => ({ money: 'refunded' }),
  synced: (_state, event) => ({ sync: 'synced', syncedCode: event.code }),
  sync_failed: () => ({ sync: 'failed' }),
  undone: () => ({}),
};

/** The state after one more event. */
export function step(state: CaseState, event: CaseEvent, at: Date): CaseState {
  const change = (apply[event.type] as (s: CaseState, e: CaseEvent, at: Date) => Change)(state, event, at);
  const next = { ...state, ...change };
  const mustSync =
    next.sync !== 'off' && !event.type.startsWith('sync') && nationalCode(next) !== state.syncedCode;
  return mustSync ? { ...next, sync: 'queued' } : next;
}

/** The state of a case from its record. An event that was taken back counts as if it had never been. */
export function project(events: readonly StoredCaseEvent[]): CaseState {
  const undone = new Set(events.flatMap(({ event }) => (event.type === 'undone' ? [event.eventId] : [])));
  return events
    .filter(({ id }) => !undone.has(id))
    .reduce((state, { event, at }) => step(state, event, at), newCase);
}

/** TrangThaiHoSo of the national gateway. procedures §2.2 */
export function nationalCode(state: Pick<CaseState, 'business' | 'money' | 'delivery'>): number {
  if (state.delivery === 'delivered') return 10;
  const codes: Record<FourStates['business'], number> = {
    submitted: 1,
    received: 2,
    processing: 4,
    supplement: 5,
    proposed: 4,
    approved: 4,
    signed: 4,
    issued: 9,
    refused: 3,
    withdrawn: 7,
    stopped: 8,
  };
  const isAtWork = state.business === 'received' || state.business === 'processing';
  const isOwed = state.money === 'due' || state.money === 'pending' || state.money === 'short';
  return isAtWork && isOwed ? 6 : codes[state.business];
}

export const endStates: readonly FourStates['business'][] = ['refused', 'withdrawn', 'stopped'];

export function isOpen(state: Pick<CaseState, 'business' | 'delivery'>): boolean {
  return !endStates.includes(state.business) && state.delivery !== 'delivered';
}

/** The clock stands while a supplement is asked for. */
export function isPaused(state: Pick<CaseState, 'pauses'>): boolean {
  return state.pauses.some((pause) => pause.to === null);
}

/** Acts that may be taken back while they are the last thing that happened and nothing has left the house because of them. */
const undoable: readonly CaseEventType[] = [
  'received',
  'stepped',
  'proposed',
  'sent_back',
  'assigned',
  'judged',
];
export const undoWindowMinutes = 10;

/** The event that `undo` would take back now, by the same actor; undefined when there is none. */
export function undoableEvent(
  events: readonly StoredCaseEvent[],
  actorId: string | null,
  now: Date,
): StoredCaseEvent | undefined {
  const undone = new Set(events.flatMap(({ event }) => (event.type === 'undone' ? [event.eventId] : [])));
  const alive = events.filter(
    ({ id, event }) => !undone.has(id) && event.type !== 'undone' && !event.type.startsWith('sync'),
  );
  const last = alive.at(-1);
  if (!last || !undoable.includes(last.event.type) || last.actorId !== actorId) return undefined;
  return now.getTime() - last.at.getTime() <= undoWindowMinutes * 60_000 ? last : undefined;
}

/** The four-step line: filed, received, decided, returned. */
export function steps(state: CaseState): {
  done: number;
  current: 'none' | 'running' | 'paused' | 'finished' | 'ended';
} {
  if (endStates.includes(state.business)) return { done: state.receivedAt ? 2 : 1, current: 'ended' };
  if (state.business === 'issued') return { done: 4, current: 'finished' };
  if (state.business === 'supplement') return { done: state.receivedAt ? 2 : 1, current: 'paused' };
  if (state.business === 'submitted') return { done: 1, current: 'running' };
  if (state.business === 'approved' || state.business === 'signed') return { done: 3, current: 'running' };
  return { done: 2, current: 'running' };
}
