import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, daysLate, isSilent, operationRefusal, planDue, progressOf } from './rules.ts';

test('days are counted over months and leap days', () => {
  expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2);
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
});

describe('late', () => {
  test.each([
    ['open', '2026-11-22', 1],
    ['stuck', '2026-11-20', 3],
    ['open', '2026-11-23', null],
    ['open', null, null],
    ['done', '2020-01-01', null],
    ['dropped', '2020-01-01', null],
  ] as const)('%s due %s', (state, dueOn, expected) => {
    expect(daysLate({ state, dueOn }, '2026-11-23')).toBe(expected);
  });
});

test('the body of the plan goes before its annex and the handbook, and the last of its days counts', () => {
  expect(
    planDue([
      { part: 'handbook', on: '2025-01-01' },
      { part: 'annex', on: '2023-08-30' },
      { part: 'body', on: '2023-12-31' },
      { part: 'body', on: '2024-12-31' },
    ]),
  ).toBe('2024-12-31');
  expect(
    planDue([
      { part: 'body', on: null },
      { part: 'annex', on: '2023-12-30' },
    ]),
  ).toBe('2023-12-30');
  expect(planDue([{ part: 'body', on: null }])).toBeNull();
});

describe('operation', () => {
  const passed = { passed: true, assessedOn: '2026-10-01', validTo: null };
  test.each([
    [[], '2026-11-23', 'assessment_missing'],
    [[passed], '2026-09-30', 'assessment_later'],
    [[passed], '2026-10-01', null],
    [[passed, { ...passed, passed: false, assessedOn: '2026-11-01' }], '2026-11-23', 'assessment_failed'],
    [[{ ...passed, validTo: '2026-11-23' }], '2026-11-23', 'assessment_lapsed'],
    [
      [
        { ...passed, passed: false },
        { ...passed, assessedOn: '2026-11-01' },
      ],
      '2026-11-23',
      null,
    ],
  ] as const)('%# on %s: %s', (assessments, on, expected) => {
    expect(operationRefusal(assessments, on)).toBe(expected);
  });
});

describe('progress', () => {
  const model = { state: 'piloting', steps: 4, stepsDone: 1 } as const;
  test('indicators speak before steps, typed ones say so, and nothing exceeds the whole', () => {
    expect(progressOf({ ...model, indicators: { value: 1.4, isTyped: false } })).toEqual({
      basis: 'computed',
      value: 1,
    });
    expect(progressOf({ ...model, indicators: { value: 0.2, isTyped: true } })).toEqual({
      basis: 'typed',
      value: 0.2,
    });
    expect(progressOf(model)).toEqual({ basis: 'steps', value: 0.25 });
  });
  test('a model that has not begun has no number', () => {
    expect(progressOf({ state: 'not_started', steps: 4, stepsDone: 0 })).toEqual({
      basis: 'none',
      value: null,
    });
    expect(
      progressOf({
        state: 'not_started',
        steps: 4,
        stepsDone: 0,
        indicators: { value: 0.5, isTyped: false },
      }),
    ).toEqual({ basis: 'none', value: null });
  });
});

test('silence is longer than the threshold, or nothing ever heard', () => {
  expect(isSilent('2026-10-24', '2026-11-23', 30)).toBe(false);
  expect(isSilent('2026-10-23', '2026-11-23', 30)).toBe(true);
  expect(isSilent(null, '2026-11-23', 30)).toBe(true);
});
