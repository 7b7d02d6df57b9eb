import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn, evaluate, monthsBetween, pathsOf, readPath, type Condition } from './index.ts';
import { condition } from './condition.ts';

const context = {
  day: '2026-11-23',
  form: {
    name: 'Y Thử',
    copies: 3,
    kinds: ['birth', 'death'],
    empty: '',
    nobody: [],
    none: null,
    from: '2026-12-01',
    to: '2028-11-30',
  },
  applicant: { kind: 'person', birthDate: '1966-11-23' },
};
const form = (name: string): { value: string } => ({ value: `form.${name}` });

describe('evaluate', () => {
  const table: [Condition, boolean][] = [
    [true, true],
    [false, false],
    [{ eq: [form('name'), 'Y Thử'] }, true],
    [{ ne: [form('name'), 'Y Thử'] }, false],
    [{ eq: [form('missing'), null] }, true],
    [{ eq: [form('copies'), '3'] }, false],
    [{ lt: [form('copies'), 3] }, false],
    [{ lte: [form('copies'), 3] }, true],
    [{ gt: [form('copies'), 2] }, true],
    [{ gte: [form('copies'), 4] }, false],
    [{ lt: [form('from'), form('to')] }, true],
    [{ gt: [form('missing'), 0] }, false],
    [{ lte: [form('missing'), 0] }, false],
    [{ lt: [form('name'), 5] }, false],
    [{ lte: [form('name'), 5] }, false],
    [{ gte: [5, form('name')] }, false],
    [{ lte: [true, 1] }, false],
    [{ in: [form('name'), ['a', 'Y Thử']] }, true],
    [{ in: [form('missing'), ['a']] }, false],
    [{ includes: [form('kinds'), 'death'] }, true],
    [{ includes: [form('kinds'), 'x'] }, false],
    [{ includes: [form('name'), 'Y'] }, false],
    [{ present: 'form.name' }, true],
    [{ present: 'form.empty' }, false],
    [{ present: 'form.kinds' }, true],
    [{ present: 'form.nobody' }, false],
    [{ gte: [{ count: 'form.nobody' }, 0] }, true],
    [{ present: 'form.none' }, false],
    [{ present: 'form.missing.deep' }, false],
    [{ gte: [{ count: 'form.kinds' }, 2] }, true],
    [{ gte: [{ count: 'form.name' }, 0] }, false],
    [{ gte: [{ ageOf: 'applicant.birthDate' }, 60] }, true],
    [{ gte: [{ ageOf: 'applicant.birthDate' }, 61] }, false],
    [{ lte: [{ monthsFrom: 'form.from', to: 'form.to' }, 24] }, true],
    [{ lte: [{ monthsFrom: 'form.missing', to: 'form.to' }, 24] }, false],
    [{ not: { present: 'form.name' } }, false],
    [{ all: [true, { any: [false, { present: 'form.name' }] }] }, true],
    [{ all: [true, false] }, false],
    [{ any: [false, false] }, false],
  ];
  it.each(table)('%j is %s', (tree, expected) => {
    expect(condition.safeParse(tree).success).toBe(true);
    expect(evaluate(tree, context)).toBe(expected);
  });

  it('reads own properties only', () => {
    expect(readPath(context, 'form.constructor')).toBeUndefined();
    expect(readPath(context, 'form.name.length')).toBeUndefined();
    expect(evaluate({ present: 'form.toString' }, context)).toBe(false);
  });

  it('never throws and obeys De Morgan, whatever the values', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string()),
      fc.object(),
    );
    fc.assert(
      fc.property(leaf, leaf, fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte'), (a, b, name) => {
        const here = { form: { a, b } };
        const tree = { [name]: [{ value: 'form.a' }, { value: 'form.b' }] } as Condition;
        const other: Condition = { present: 'form.a' };
        expect(evaluate({ not: { all: [tree, other] } }, here)).toBe(
          evaluate({ any: [{ not: tree }, { not: other }] }, here),
        );
      }),
    );
  });
});

describe('the form of a condition', () => {
  it.each([
    [{ eq: [1] }],
    [{ run: 'process.exit()' }],
    [{ eq: [1, 1], ne: [1, 2] }],
    [{ present: '__proto__.x' }],
    [{ present: 'form' }],
    [{ present: 'form.__proto__' }],
    [{ all: [] }],
    [{ in: [{ value: 'form.a' }, []] }],
    ['true'],
  ])('refuses %j', (bad) => {
    expect(condition.safeParse(bad).success).toBe(false);
  });

  it('lists every path read', () => {
    const tree: Condition = {
      all: [
        { any: [{ eq: [{ value: 'form.a' }, { count: 'form.b' }] }, { not: { present: 'form.c' } }] },
        { lt: [{ ageOf: 'applicant.birthDate' }, 16] },
        { lte: [{ monthsFrom: 'form.from', to: 'form.to' }, 24] },
        { in: [{ value: 'form.d' }, ['x']] },
        { includes: [{ value: 'form.e' }, 'x'] },
        { eq: [null, 1] },
        true,
      ],
    };
    expect(pathsOf(tree)).toEqual([
      'form.a',
      'form.b',
      'form.c',
      'applicant.birthDate',
      'day',
      'form.from',
      'form.to',
      'form.d',
      'form.e',
    ]);
  });
});

describe('counting years and months', () => {
  it.each([
    ['1966-11-23', '2026-11-23', 60],
    ['1966-11-24', '2026-11-23', 59],
    ['1966', '2026-11-23', 59],
    ['1966', '2026-12-31', 60],
    ['1966-11', '2026-11-30', 59],
    ['1966-10', '2026-11-23', 60],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['x', '2026-01-01', undefined],
    ['2000-01-01', 'x', undefined],
  ])('age of %s on %s is %s', (birth, day, age) => {
    expect(ageOn(birth, day)).toBe(age);
  });

  it.each([
    ['2026-12-01', '2028-11-30', 24],
    ['2026-12-01', '2028-12-01', 24],
    ['2026-12-01', '2028-12-02', 25],
    ['2026-01-31', '2026-02-28', 1],
    ['2026-01-01', '2026-01-01', 0],
    ['x', '2026-01-01', undefined],
    ['2026-01-01', 'x', undefined],
  ])('%s to %s is %s months', (from, to, months) => {
    expect(monthsBetween(from, to)).toBe(months);
  });
});
