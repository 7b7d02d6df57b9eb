import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Expression,
  ExpressionFault,
  type Figure,
  addDays,
  daysOf,
  definitionFaults,
  definitionSchema,
  expressionFaults,
  expressionText,
  figureOf,
  isOnTarget,
  measuresOf,
  parseExpression,
  periodBefore,
  periodOf,
  periodsWithin,
  suppressSmall,
  targetOn,
} from './index.ts';

const seed = 20_261_123;
const isLong = process.env['SEREPOK_LONG'] === '1';

describe('the language', () => {
  test('reads measure, view, conditions and dimensions', () => {
    const text =
      'sum(paid) of dossier_pub.dossier where channel in ("online", "national") and due < @now and note is not null by day on_day, unit office, place of unit';
    expect(parseExpression(text)).toMatchObject({
      measure: { kind: 'sum', column: 'paid' },
      view: { schema: 'dossier_pub', name: 'dossier' },
      conditions: [
        { kind: 'in', isNot: false },
        { kind: 'compare', operator: '<' },
        { kind: 'null', isNot: true },
      ],
      by: { day: 'on_day', unit: 'office', place: 'of-unit' },
    });
  });

  test.each([
    ['', 0],
    ['count', 5],
    ['count of dossier.dossier', 9],
    ['max(x) of a_pub.b', 0],
    ['count of a_pub.b where x', 24],
    ['count of a_pub.b where x = 1 or y = 2', 29],
    ['count of a_pub.b where lower(x) = "a"', 28],
    ['count of a_pub.b where x = (1)', 27],
    ['count of a_pub.b where x = 1; drop table a', 28],
    ["count of a_pub.b where x = 'a'", 27],
    ['count of a_pub.b -- x', 17],
    ['count of a_pub.b where x in ()', 29],
    ['count of a_pub.b where x = 2026-02-30', 27],
    ['count of a_pub.b where x = @yesterday', 27],
    ['count of a_pub.b by day d, day e', 27],
    ['count of a_pub.b by place of unit', 33],
    ['count of a_pub.B', 15],
    ['count of a_pub.b by day where', 24],
  ])('refuses %j and says where', (text, at) => {
    let fault: unknown;
    try {
      parseExpression(text);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(ExpressionFault);
    expect((fault as ExpressionFault).at).toBe(at);
  });

  const word = fc
    .stringMatching(/^[a-z][a-z0-9_]{0,8}$/)
    .filter(
      (text) =>
        !['of', 'where', 'and', 'by', 'in', 'not', 'is', 'null', 'distinct', 'true', 'false'].includes(text),
    );
  const literal = fc.oneof(
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => ({ kind: 'number' as const, value })),
    fc.stringMatching(/^[^"\\\n]{0,20}$/).map((value) => ({ kind: 'text' as const, value })),
    fc.boolean().map((value) => ({ kind: 'boolean' as const, value })),
    fc.constantFrom('now' as const, 'today' as const).map((value) => ({ kind: 'moment' as const, value })),
  );
  const condition = fc.oneof(
    fc.record({ kind: fc.constant('null' as const), column: word, isNot: fc.boolean() }),
    fc.record({
      kind: fc.constant('compare' as const),
      column: word,
      operator: fc.constantFrom(
        '=' as const,
        '!=' as const,
        '<' as const,
        '<=' as const,
        '>' as const,
        '>=' as const,
      ),
      value: literal,
    }),
    fc.record({
      kind: fc.constant('in' as const),
      column: word,
      isNot: fc.boolean(),
      values: fc.array(literal, { minLength: 1, maxLength: 4 }),
    }),
  );
  const expression: fc.Arbitrary<Expression> = fc.record({
    measure: fc.oneof(
      fc.constant({ kind: 'count' as const }),
      fc.record({
        kind: fc.constantFrom('sum' as const, 'avg' as const, 'count_distinct' as const),
        column: word,
      }),
    ),
    view: fc.record({ schema: word.map((text) => `${text}_pub`), name: word }),
    conditions: fc.array(condition, { maxLength: 4 }),
    by: fc.oneof(
      fc.constant({}),
      fc.record({ day: word }),
      fc.record({ unit: word, place: fc.constant('of-unit' as const) }),
    ),
  });

  test('what is written reads as the same', () => {
    fc.assert(
      fc.property(expression, (one) => {
        expect(parseExpression(expressionText(one))).toEqual(one);
      }),
      { seed, numRuns: isLong ? 20_000 : 500 },
    );
  });

  test('any text is read or refused with a place in it, never anything else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 80 }),
          expression.map((one) => `${expressionText(one)} ;--`),
        ),
        (text) => {
          try {
            parseExpression(text);
          } catch (error) {
            expect(error).toBeInstanceOf(ExpressionFault);
            expect((error as ExpressionFault).at).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { seed, numRuns: isLong ? 50_000 : 1000 },
    );
  });

  test('names and types are checked against what is published', () => {
    const views = new Map([
      [
        'a_pub.b',
        new Map([
          ['n', 'number' as const],
          ['t', 'text' as const],
          ['d', 'day' as const],
        ]),
      ],
    ]);
    const faults = (text: string) => expressionFaults(parseExpression(text), views);
    expect(faults('sum(n) of a_pub.b where t = "x" and d <= @today by day d')).toEqual([]);
    expect(faults('count of a_pub.c')).toHaveLength(1);
    expect(faults('sum(t) of a_pub.b where t < "x" and n = "1" and d = @now by day t, unit n')).toHaveLength(
      6,
    );
  });
});

describe('a definition', () => {
  const base = {
    key: 'x',
    models: [1],
    title: { vi: 'X', en: 'X' },
    about: { vi: 'X', en: 'X' },
    unit: { kind: 'percent', name: { vi: 'x', en: 'x' } },
    period: 'month',
    direction: 'up',
    owner: 'a',
    source: 's',
    verified: false,
    kind: 'computed',
  };
  const faultsOf = (change: object) => definitionFaults(definitionSchema.parse({ ...base, ...change }));
  test('says what cannot be added up', () => {
    const share = { numerator: 'count of a_pub.b by day d', denominator: 'count of a_pub.b by day d' };
    expect(faultsOf(share)).toEqual([]);
    expect(faultsOf({ ...share, denominator: null })).toHaveLength(1);
    expect(faultsOf({ ...share, period: 'instant' })).toHaveLength(1);
    expect(faultsOf({ ...share, numerator: 'count distinct(p) of a_pub.b by day d' })).toHaveLength(1);
    expect(faultsOf({ ...share, numerator: 'avg(p) of a_pub.b by day d' })).toHaveLength(1);
  });
  test('an average is a sum over a count', () => {
    const definition = definitionSchema.parse({
      ...base,
      unit: { kind: 'days', name: base.title },
      numerator: 'avg(n) of a_pub.b by day d',
    });
    if (definition.kind !== 'computed') throw new Error('computed');
    expect(measuresOf(definition)).toMatchObject({
      numerator: { measure: { kind: 'sum', column: 'n' } },
      denominator: { measure: { kind: 'count' }, conditions: [{ kind: 'null', isNot: true }] },
    });
  });
});

describe('figures', () => {
  test.each([
    [undefined, 'missing', null],
    [{ numerator: 3, denominator: 0, daysKnown: 30, daysWanted: 30 }, 'no_denominator', null],
    [{ numerator: 0, denominator: 4, daysKnown: 30, daysWanted: 30 }, 'value', 0],
    [{ numerator: 3, denominator: 4, daysKnown: 20, daysWanted: 30 }, 'partial', 75],
    [{ numerator: 0, denominator: null, daysKnown: 0, daysWanted: 30 }, 'missing', null],
  ])('%j is %s', (sums, state, value) => {
    expect(figureOf(sums, 'percent')).toMatchObject({ state, value });
  });

  const figure = (numerator: number): Figure => ({
    state: 'value',
    value: numerator,
    numerator,
    denominator: null,
  });
  test('a single small cell takes the next smallest with it', () => {
    expect(suppressSmall([3, 9, 40, 0].map(figure), 5).map((one) => one.state)).toEqual([
      'suppressed',
      'suppressed',
      'value',
      'value',
    ]);
  });
  test('no hidden cell can be told from the total and the shown ones', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 12 }), (counts) => {
        const shown = suppressSmall(counts.map(figure), 5);
        const hidden = shown.filter((one) => one.state === 'suppressed').length;
        const others = counts.filter((count) => count >= 5).length;
        if (hidden === 1) expect(others).toBe(0);
        for (const one of shown)
          if (one.state === 'value') expect(one.numerator === 0 || (one.numerator ?? 0) >= 5).toBe(true);
      }),
      { seed, numRuns: isLong ? 20_000 : 500 },
    );
  });
  test('the goal that holds is the newest whose day has come', () => {
    const targets = [
      { from: '2026-01-01', value: 80, source: 's' },
      { from: '2026-07-01', value: 90, source: 's' },
    ];
    expect(targetOn(targets, '2025-12-31')).toBeNull();
    expect(targetOn(targets, '2026-06-30')?.value).toBe(80);
    expect(targetOn(targets, '2026-07-01')?.value).toBe(90);
    expect(isOnTarget(85, targetOn(targets, '2026-06-30'), 'up')).toBe(true);
    expect(isOnTarget(85, targetOn(targets, '2026-06-30'), 'down')).toBe(false);
    expect(isOnTarget(null, targetOn(targets, '2026-06-30'), 'up')).toBeNull();
  });
});

describe('periods', () => {
  test.each([
    ['week', '2026-11-23', '2026-11-23', '2026-11-29'],
    ['week', '2027-01-01', '2026-12-28', '2027-01-03'],
    ['month', '2028-02-10', '2028-02-01', '2028-02-29'],
    ['quarter', '2026-11-23', '2026-10-01', '2026-12-31'],
    ['day', '2026-11-23', '2026-11-23', '2026-11-23'],
  ] as const)('the %s of %s', (...row) => {
    const [kind, day, from, to] = row;
    expect(periodOf(kind, day)).toEqual({ from, to });
  });
  test('periods of a kind follow each other without gap or overlap', () => {
    const kinds = fc.constantFrom('week' as const, 'month' as const, 'quarter' as const);
    fc.assert(
      fc.property(kinds, fc.integer({ min: 0, max: 9000 }), (kind, offset) => {
        const here = periodOf(kind, addDays('2020-01-01', offset));
        expect(addDays(periodBefore(kind, here).to, 1)).toBe(here.from);
        expect(periodsWithin(kind, { from: periodBefore(kind, here).from, to: here.to })).toHaveLength(2);
        expect(daysOf(here)).toContain(addDays('2020-01-01', offset));
      }),
      { seed, numRuns: 300 },
    );
  });
});
