import { expect, test } from 'vitest';
import type { DossierSummary } from '#contract/dossier';
import { fillIn } from '../../app/language.tsx';
import { nextSentence, stepLooks } from './state-words.ts';
import { texts } from './texts.ts';

const t = (key: keyof typeof texts, params?: Record<string, string | number>) =>
  fillIn(texts[key].vi, params);
const now = new Date('2026-11-23T02:00:00Z');
const agency = { id: '0', name: 'Công an phường Buôn Hồ' };
const states = (part: Partial<DossierSummary['states']>): DossierSummary['states'] => ({
  business: 'processing',
  money: 'none',
  delivery: 'none',
  sync: 'off',
  nationalCode: 4,
  ...part,
});

test('a stopped clock hatches the current step only', () => {
  expect(stepLooks({ done: 1, current: 'paused' })).toEqual(['done', 'held', 'todo', 'todo']);
  expect(stepLooks({ done: 4, current: 'finished' })).toEqual(['ok', 'ok', 'ok', 'ok']);
  expect(stepLooks({ done: 1, current: 'ended' })).toEqual(['done', 'stopped', 'todo', 'todo']);
});

test('due today is said as today, in Vietnamese time', () => {
  const dossier = { states: states({}), dueAt: '2026-11-23T10:00:00Z', decidingAgency: agency };
  expect(nextSentence(dossier, t, now)).toBe('Hẹn trả hôm nay, trước 17:00.');
  expect(nextSentence({ ...dossier, dueAt: '2026-11-27T10:00:00Z' }, t, now)).toBe(
    'Hẹn trả 27/11/2026, trước 17:00.',
  );
});

test('a late dossier says that an apology is owed, not when it was due', () => {
  const timeLeft = { dueAt: '2026-11-20T10:00:00Z', workingMinutes: -300, level: 'late' } as const;
  const dossier = { states: states({}), dueAt: timeLeft.dueAt, decidingAgency: agency, timeLeft };
  expect(nextSentence(dossier, t, now)).toMatch(/quá hẹn.*xin lỗi/);
});

test('before reception an unpaid fee is what happens next', () => {
  const dossier = {
    states: states({ business: 'submitted', money: 'due' }),
    dueAt: null,
    decidingAgency: agency,
  };
  expect(nextSentence(dossier, t, now)).toMatch(/nộp lệ phí/);
  expect(
    nextSentence({ ...dossier, states: states({ business: 'submitted', money: 'paid' }) }, t, now),
  ).toMatch(/Công an phường Buôn Hồ trả lời/);
});
