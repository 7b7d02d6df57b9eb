import { describe, expect, test } from 'vitest';
import {
  type CaseEvent,
  type StoredCaseEvent,
  nationalCode,
  newCase,
  project,
  step,
  steps,
  undoableEvent,
} from './rules.ts';

const start = new Date('2026-11-23T02:00:00Z');
const minute = 60_000;

function record(...events: CaseEvent[]): StoredCaseEvent[] {
  return events.map((event, index) => ({
    id: `e${index}`,
    at: new Date(start.getTime() + index * minute),
    actorId: 'officer',
    event,
  }));
}

const submitted: CaseEvent = {
  type: 'submitted',
  step: 'receive',
  feeAmount: 8000,
  exempt: false,
  replyDueAt: '2026-11-23T10:00:00Z',
  sync: true,
};
const paid: CaseEvent = { type: 'paid', paid: 8000 };
const received: CaseEvent = { type: 'received', step: 'process', dueAt: '2026-11-25T10:00:00Z' };
const ask: CaseEvent = {
  type: 'supplement_requested',
  items: [{ componentKey: null, text: 'ảnh' }],
  reason: 'thiếu',
  legalGround: 'NĐ',
  answerBy: null,
  stopsClock: true,
};
const answer: CaseEvent = {
  type: 'supplement_answered',
  note: '',
  dueAt: '2026-11-27T10:00:00Z',
  replyDueAt: null,
};
const issued: CaseEvent = { type: 'issued', step: 'handOver', documentId: 'd', number: '1/2026' };

describe('the state of a case', () => {
  test('is computed from its events alone', () => {
    const state = project(
      record(
        submitted,
        paid,
        received,
        { type: 'proposed', outcome: 'grant', step: 'approve', note: '' },
        { type: 'approved', step: 'sign' },
        issued,
      ),
    );
    expect(state).toMatchObject({
      business: 'issued',
      money: 'paid',
      delivery: 'ready',
      step: 'handOver',
      outcome: 'grant',
      paidAmount: 8000,
    });
  });

  test('a filing is newly registered until received; money owed afterwards has its own code', () => {
    expect(nationalCode(project(record(submitted)))).toBe(1);
    expect(nationalCode(project(record(submitted, paid)))).toBe(1);
    expect(nationalCode(project(record(submitted, received)))).toBe(6);
    expect(nationalCode(project(record(submitted, received, paid)))).toBe(2);
  });

  test.each([
    ['received', [received], 2],
    ['in work', [received, { type: 'stepped', action: 'process', step: 'process', note: '' }], 4],
    ['supplement', [received, ask], 5],
    ['refused', [{ type: 'refused', reason: 'x', legalGround: 'y' }], 3],
    ['withdrawn', [{ type: 'withdrawn', reason: 'x' }], 7],
    ['stopped', [received, { type: 'stopped', reason: 'x', legalGround: 'y' }], 8],
    ['issued', [received, issued], 9],
    [
      'handed over',
      [received, issued, { type: 'handed_over', step: 'done', way: 'electronic', note: '' }],
      10,
    ],
  ] as [string, CaseEvent[], number][])('%s has its national code', (_name, events, code) => {
    expect(nationalCode(project(record(submitted, paid, ...events)))).toBe(code);
  });

  test('stops its clock while a supplement is asked for, and goes back to receipt when asked before it', () => {
    const asked = project(record(submitted, paid, ask));
    expect(asked.pauses).toEqual([{ from: new Date(start.getTime() + 2 * minute), to: null }]);
    expect(project(record(submitted, paid, ask, answer))).toMatchObject({
      business: 'submitted',
      receivedAt: null,
    });
    const later = project(record(submitted, paid, received, ask, answer));
    expect(later).toMatchObject({ business: 'processing', dueAt: new Date('2026-11-27T10:00:00Z') });
    expect(later.pauses[0]?.to).toEqual(new Date(start.getTime() + 4 * minute));
  });

  test('must be told to the gateway again whenever its code changes, not otherwise', () => {
    const synced = project(record(submitted, paid, { type: 'synced', code: 1 }));
    expect(synced.sync).toBe('synced');
    expect(step(synced, { type: 'judged', component: 'form', verdict: 'valid', note: '' }, start).sync).toBe(
      'synced',
    );
    expect(step(synced, received, start).sync).toBe('queued');
    expect(step({ ...newCase, sync: 'off' }, received, start).sync).toBe('off');
  });

  test('an act taken back counts as never done; only the one who did it may, and only while it is the last', () => {
    const events = record(submitted, paid, received);
    const soon = new Date(start.getTime() + 3 * minute);
    expect(undoableEvent(events, 'officer', soon)?.id).toBe('e2');
    expect(undoableEvent(events, 'somebody else', soon)).toBeUndefined();
    expect(undoableEvent(events, 'officer', new Date(start.getTime() + 13 * minute))).toBeUndefined();
    expect(undoableEvent(record(submitted, paid), 'officer', soon)).toBeUndefined();
    const after = record(submitted, paid, received, {
      type: 'undone',
      eventId: 'e2',
      undoneType: 'received',
    });
    expect(project(after)).toMatchObject({ business: 'submitted', receivedAt: null, dueAt: null });
    expect(undoableEvent(after, 'officer', soon)).toBeUndefined();
  });

  test('shows as a four-step line', () => {
    expect(steps(project(record(submitted)))).toEqual({ done: 1, current: 'running' });
    expect(steps(project(record(submitted, paid, received, ask)))).toEqual({ done: 2, current: 'paused' });
    expect(steps(project(record(submitted, paid, received, issued)))).toEqual({
      done: 4,
      current: 'finished',
    });
    expect(steps(project(record(submitted, { type: 'withdrawn', reason: 'x' })))).toEqual({
      done: 1,
      current: 'ended',
    });
  });
});
