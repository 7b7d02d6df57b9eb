import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { determined } from '../../../lib/disclosure/solve.fixture.ts';
import { ageGroups, broadGroups, broadOf, PROVINCE } from './rules.ts';
import { type Figure, type RawCounts, release } from './rules-release.ts';

const rules = { least: 5, hamlets: true };
const runs = process.env.SEREPOK_LONG === '1' ? 400 : 12;

type Dice = (most: number) => number;
function dice(seed: number): Dice {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % most;
  };
}

/** A made-up province: some communes large, some with a handful of persons. */
function province(seed: number, communes: number): RawCounts {
  const roll = dice(seed);
  const places = Array.from({ length: communes }, (_, index) => `c${index}`);
  const sizes = places.map(() => [6, 30, 300, 900][roll(4)] ?? 30);
  const people = places.flatMap((place, index) =>
    ['male', 'female'].flatMap((sex) =>
      ageGroups.map((_, age) => ({
        place,
        sex,
        age,
        count: roll(Math.max(2, Math.floor((sizes[index] ?? 1) / (age > 13 ? 40 : 8)))),
      })),
    ),
  );
  const of = (place: string) =>
    people.filter((one) => one.place === place).reduce((sum, one) => sum + one.count, 0);
  const split = (place: string, names: string[], count: number) => {
    let left = count;
    return names.map((name, index) => {
      const share = index === names.length - 1 ? left : roll(left + 1);
      left -= share;
      return { place, group: name, hamlet: name, count: share };
    });
  };
  return {
    places,
    people,
    ethnicities: places.flatMap((place) => split(place, ['01', '12', '07', '55'], of(place))),
    hamlets: places.flatMap((place) => split(place, ['Buôn Một', 'Buôn Hai', 'Thôn Ba'], of(place))),
    households: places.flatMap((place) =>
      split(place, ['Buôn Một', 'Buôn Hai'], 1 + Math.ceil(of(place) / 4)),
    ),
  };
}

const key = (one: Pick<Figure, 'place' | 'measure' | 'category' | 'sex'>) =>
  [one.measure, one.place, one.category, one.sex].join('|');

/** Every sum that holds between figures, whether published or not: [whole, ...parts]. */
function sums(raw: RawCounts, figures: readonly Figure[]): string[][] {
  const found: string[][] = [];
  const categories = [
    ...new Set(figures.filter((one) => one.measure === 'ethnicity').map((one) => one.category)),
  ];
  const named = (measure: Figure['measure'], place: string, at: { category?: string; sex?: string } = {}) =>
    key({ measure, place, category: at.category ?? '', sex: at.sex ?? '' });
  const sexes = ['male', 'female'];
  for (const place of [PROVINCE, ...raw.places]) {
    found.push([named('persons', place), ...sexes.map((sex) => named('sex', place, { sex }))]);
    found.push([
      named('persons', place),
      ...broadGroups.map((category) => named('broad', place, { category })),
    ]);
    found.push([
      named('persons', place),
      ...categories.map((category) => named('ethnicity', place, { category })),
    ]);
    for (const sex of sexes)
      found.push([
        named('sex', place, { sex }),
        ...ageGroups.map((category) => named('age', place, { category, sex })),
      ]);
    broadGroups.forEach((group, index) =>
      found.push([
        named('broad', place, { category: group }),
        ...sexes.flatMap((sex) =>
          ageGroups
            .filter((_, age) => broadOf(age) === index)
            .map((category) => named('age', place, { category, sex })),
        ),
      ]),
    );
  }
  const inner = figures.filter((one) => one.place === PROVINCE);
  for (const one of inner) found.push([key(one), ...raw.places.map((place) => key({ ...one, place }))]);
  return found;
}

function openSmall(raw: RawCounts): string[] {
  const truth = new Map(
    release(raw, { ...rules, least: 1 }).figures.map((one) => [key(one), one.value ?? 0]),
  );
  const { figures } = release(raw, rules);
  const unknown = new Map<string, number>();
  for (const one of figures) if (one.value === null) unknown.set(key(one), unknown.size);
  const equations = sums(raw, figures)
    .map((names) => names.flatMap((name) => unknown.get(name) ?? []))
    .filter((row) => row.length > 0);
  const known = determined(equations, unknown.size);
  return [...unknown]
    .filter(([name, index]) => {
      const value = truth.get(name) ?? 0;
      return known.has(index) && value > 0 && value < rules.least;
    })
    .map(([name]) => name);
}

describe('what is released of the population', () => {
  test('no small figure can be computed from all published figures together', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 3, max: 12 }), (seed, communes) => {
        expect(openSmall(province(seed, communes))).toEqual([]);
      }),
      { numRuns: runs, seed: 102 },
    );
  });
  test('no figure from 1 to 4 is published anywhere', () => {
    const { figures } = release(province(7, 16), rules);
    expect(figures.filter((one) => one.value !== null && one.value > 0 && one.value < 5)).toEqual([]);
    expect(figures.some((one) => one.value === null)).toBe(true);
    expect(figures.some((one) => one.value !== null && one.measure === 'age' && one.place !== PROVINCE)).toBe(
      true,
    );
  });
  test('what is published adds up to the register', () => {
    const raw = province(11, 8);
    const { figures } = release(raw, rules);
    const total = raw.people.reduce((sum, one) => sum + one.count, 0);
    expect(figures.find((one) => one.measure === 'persons' && one.place === PROVINCE)?.value).toBe(total);
    const ages = figures.filter((one) => one.measure === 'age' && one.place === PROVINCE);
    if (ages.every((one) => one.value !== null))
      expect(ages.reduce((sum, one) => sum + (one.value ?? 0), 0)).toBe(total);
  });
  test('an ethnic group of few in the whole province is not named', () => {
    const raw = province(3, 6);
    const few = { ...raw, ethnicities: [...raw.ethnicities, { place: 'c0', group: '99', count: 2 }] };
    expect(release(few, rules).figures.some((one) => one.category === '99')).toBe(false);
  });
  test('hamlets stay unpublished where the rule says so', () => {
    const { figures, withheld } = release(province(3, 6), { ...rules, hamlets: false });
    expect(figures.some((one) => one.measure === 'hamlet')).toBe(false);
    expect(withheld).toContain('hamlet');
  });
});
