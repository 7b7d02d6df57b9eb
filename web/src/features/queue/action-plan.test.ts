import { expect, test } from 'vitest';
import { officerActions } from '#contract/dossier';
import { offered, plans } from './action-plan.ts';

const listKeys = ['j', 'k', ' ', '/', 'z', 'x', '1', '2', '3', '4', '5', '6', '?'];

test('every act has a key of its own, and none takes a key of the list', () => {
  const keys = plans.map((plan) => plan.key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.filter((key) => listKeys.includes(key))).toEqual([]);
});

test('every act an officer may be offered is planned; judging and undoing have their own places', () => {
  const planned = new Set<string>([...plans.map((plan) => plan.action), 'judge', 'undo']);
  expect(officerActions.filter((action) => !planned.has(action))).toEqual([]);
});

test('one filled button: the first act forward, never a refusal, an assignment or a step back', () => {
  expect(offered(['refuse', 'requestSupplement', 'receive']).main?.action).toBe('receive');
  expect(offered(['refuse', 'assign']).main).toBeUndefined();
  expect(offered(['requestSupplement', 'assign']).main).toBeUndefined();
  expect(offered(['requestSupplement', 'forward']).main?.action).toBe('forward');
  expect(offered(['refuse', 'receive']).refusing.map((plan) => plan.action)).toEqual(['refuse']);
});
