import { describe, expect, test } from 'vitest';
import {
  daklakUnits,
  generatePopulation,
  PERSONA_COUNT,
  type SyntheticPerson,
} from '#lib/synthetic-population';
import { decodeLegacy, fold, repairText } from '#lib/vietnamese';
import { otherTonePlace, telexKeys, vniKeys } from './keyboard-noise.ts';
import {
  countEligible,
  type FormerUnit,
  layouts,
  listFile,
  type ListKind,
  makeList,
  type NoisyRow,
  plainNoise,
  populationSeed,
  seedRanges,
  standardNoise,
  useOfSeed,
} from './index.ts';

const units = daklakUnits();
const PERSONS = 20_000;

function* persons(seed: number): Generator<SyntheticPerson> {
  for (const household of generatePopulation({ units, persons: PERSONS, seed: populationSeed(seed) }))
    yield* household.persons;
}

const formerUnits: FormerUnit[] = units.map((unit) => ({
  name: `Xã ${unit.name} cũ`,
  district: 'Huyện Cũ',
  unitCode: unit.code,
}));

function listOf(kind: ListKind, rows: number, seed = 1000): NoisyRow[] {
  const eligible = kind === 'general' ? PERSONS : countEligible(persons(seed), kind);
  return [...makeList(persons(seed), { kind, seed, rows, eligible, units, formerUnits })];
}

const rows = listOf('general', 6000);
const byRef = new Map([...persons(1000)].map((person) => [person.ref, person]));
const share = (mark: string) => rows.filter(({ truth }) => truth.noise.includes(mark)).length / rows.length;

test('the same seed gives the same list, another seed another', () => {
  const first = listOf('general', 200);
  expect(listOf('general', 200)).toEqual(first);
  expect(listOf('general', 200, 1001)).not.toEqual(first);
});

test('rows are as many as asked for, numbered in order, with strangers and repeats as stated', () => {
  expect(rows.length).toBeGreaterThanOrEqual(5998);
  expect(rows.length).toBeLessThanOrEqual(6000);
  expect(rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index + 1));
  const strangers = rows.filter(({ truth }) => truth.ref === undefined).length;
  expect(strangers / rows.length).toBeCloseTo(standardNoise.stranger, 2);
  const repeats = rows.filter(({ truth }) => truth.duplicateOf !== undefined);
  expect(repeats.length / rows.length).toBeCloseTo(standardNoise.duplicate, 2);
  for (const { truth } of repeats) {
    expect(rows[(truth.duplicateOf ?? 0) - 1]?.truth.ref).toBe(truth.ref);
    expect(truth.duplicateOf).toBeLessThan(truth.row);
  }
});

test('no stranger has a number of the population', () => {
  const known = new Set(
    [...byRef.values()].flatMap((person) => person.identifiers.map(({ value }) => value)),
  );
  const strangers = rows.filter(
    ({ truth }) => truth.ref === undefined && !truth.noise.includes('numberTypo'),
  );
  expect(strangers.filter(({ fields }) => fields.number !== '').length).toBeGreaterThan(100);
  expect(strangers.filter(({ fields }) => known.has(fields.number))).toEqual([]);
});

test('no stranger is one of the featured persons, who are in every population', () => {
  const featured = [...byRef.values()].filter(({ ref }) => ref < PERSONA_COUNT);
  const births = new Set(featured.map(({ birth }) => `${birth.day}-${birth.month}-${birth.year}`));
  const everyone = makeList([], { kind: 'general', seed: 1005, rows: 100, eligible: 0, units });
  expect([...everyone]).toEqual([]);
  const strangers = rows.filter(({ truth }) => truth.ref === undefined).slice(0, 40);
  const parsed = strangers.map(({ fields }) => fields.birth.split(/\D/).map(Number).join('-'));
  expect(parsed.filter((birth) => births.has(birth))).toEqual([]);
});

test('the noise is at least as hard as the published comparison', () => {
  for (const [mark, least] of [
    ['numberMissing', plainNoise.numberMissing],
    ['nameWithoutDiacritics', plainNoise.nameWithoutDiacritics],
    ['birthYearOnly', plainNoise.birthYearOnly],
    ['birthSwapped', plainNoise.birthSwapped],
    ['givenNameWrong', plainNoise.givenNameWrong],
    ['communeWrong', plainNoise.communeWrong],
  ] as const) {
    expect(share(mark), mark).toBeGreaterThan(least * 0.86);
    expect(share(mark), mark).toBeLessThan(least * 1.2);
  }
});

test('every kind of noise occurs, and only kinds with a published rate', () => {
  const seen = new Set(rows.flatMap(({ truth }) => truth.noise));
  expect([...seen].filter((mark) => !(mark in standardNoise))).toEqual([]);
  const unmarked =
    /^(stranger|duplicate|birthYearAs|birthYearWith|sex|ethnicity|communeAbb|detail|father|mother|parent)/;
  const expected = Object.keys(standardNoise).filter((mark) => !unmarked.test(mark));
  expect(expected.filter((mark) => !seen.has(mark))).toEqual([]);
});

test('a row without noise says what the register says', () => {
  const clean = rows.filter(({ truth }) => truth.noise.length === 0 && truth.ref !== undefined);
  expect(clean.length).toBeGreaterThan(100);
  for (const { fields, truth } of clean) {
    const person = byRef.get(truth.ref ?? -1);
    expect(fold(fields.name)).toBe(fold(person?.name.full ?? ''));
    expect(fields.number).toBe(person?.number);
    expect(fields.birth).toContain(String(person?.birth.year));
  }
});

test('the dead and those who moved away are among the rows, and the truth says so', () => {
  const states = new Set(rows.map(({ truth }) => truth.status));
  expect(states).toEqual(new Set(['alive', 'deceased', 'moved_away', undefined]));
});

test('seeds for tuning and for measuring are apart, and so are their populations', () => {
  const { tuning, measuring } = seedRanges;
  expect(tuning.last < measuring.first || measuring.last < tuning.first).toBe(true);
  expect(useOfSeed(tuning.first)).toBe('tuning');
  expect(useOfSeed(measuring.last)).toBe('measuring');
  expect(populationSeed(tuning.first)).not.toBe(populationSeed(measuring.first));
  expect(() => [...makeList([], { kind: 'general', seed: 1, rows: 1, eligible: 1, units })]).toThrow(
    RangeError,
  );
});

describe('keys and tones', () => {
  test.each(['Nguyễn Đức Hường', 'Trần Thị Thúy', 'Lê Hoàng Quý', 'Võ Hòa'])('%s is found again', (name) => {
    expect(decodeLegacy(telexKeys(name), 'telex')).toBe(name);
    expect(decodeLegacy(vniKeys(name), 'vni-keys')).toBe(name);
    expect(repairText(telexKeys('Nguyễn Đường')).text).toBe('Nguyễn Đường');
  });
  test.each([
    ['Hòa Thúy Khỏe', 'Hoà Thuý Khoẻ'],
    ['Quý Toán Nguyễn', 'Quý Toán Nguyễn'],
  ])('%s → %s', (one, other) => expect(otherTonePlace(one)).toBe(other));
});

describe('sector lists', () => {
  const kinds = Object.keys(layouts) as ListKind[];
  test.each(kinds)('%s: as many cells as columns, and only those the list may hold', (kind) => {
    const list = listOf(kind, 300);
    expect(list.length).toBeGreaterThan(280);
    for (const row of list) {
      expect(layouts[kind].cells(row)).toHaveLength(layouts[kind].header[0]?.length ?? 0);
      const person = byRef.get(row.truth.ref ?? -1);
      if (person) expect(layouts[kind].mayHold(person, 2026)).toBe(true);
    }
  });

  test.each([
    ['tcvn3', 'windows-1252', 'tcvn3'],
    ['vni', 'windows-1252', 'vni'],
    ['windows-1258', 'windows-1258', 'unicode'],
    ['utf-16le', 'utf-16le', 'unicode'],
  ] as const)('a file in %s reads back', (encoding, label, system) => {
    const bytes = Buffer.concat([...listFile('labour', listOf('labour', 50), { encoding, delimiter: ';' })]);
    const text = decodeLegacy(new TextDecoder(label).decode(bytes), system);
    expect(text.toLowerCase()).toContain('họ tên;ngày sinh;giới tính;số định danh');
  });
});
