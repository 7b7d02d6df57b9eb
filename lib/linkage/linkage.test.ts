import { beforeAll, describe, expect, test } from 'vitest';
import { makeList, type NoisyRow, populationSeed, seedRanges } from '#lib/list-noise';
import { daklakUnits, generatePopulation, type SyntheticPerson } from '#lib/synthetic-population';
import { fold } from '#lib/vietnamese';
import {
  createPopulationIndex,
  createRowLinker,
  estimateModel,
  type Linkage,
  type LinkageConfig,
  type LinkageRecord,
  linkRows,
  linkTables,
  lookUp,
  type PopulationIndex,
  type PopulationRecord,
  reestimate,
  restorePopulationIndex,
  vietnamesePersons,
} from './index.ts';

const long = process.env.SEREPOK_LONG === '1';
const PERSONS = long ? 100_000 : 12_000;
const ROWS = long ? 20_000 : 3000;
const seed = seedRanges.tuning.first + 7;
const units = daklakUnits();
const unitCodes = new Map(units.map((unit) => [fold(unit.name), unit.code]));

function codesOf(text: string): readonly string[] {
  const name = fold(text.replace(/^(?:Xã|Phường|Xa|Phuong|P\.|X\.)\s*/i, '')).replace('bmt', 'buon ma thuot');
  const code = unitCodes.get(name);
  return code ? [code] : [];
}
const options = { resolve: { place: codesOf } };

function* persons(): Generator<SyntheticPerson> {
  for (const household of generatePopulation({ units, persons: PERSONS, seed: populationSeed(seed) }))
    yield* household.persons;
}

function toRecord(person: SyntheticPerson): PopulationRecord {
  const { birth, currentAddress: home } = person;
  const parts = [birth.year, birth.month, birth.day].filter((part) => part !== undefined);
  const numbers = (wanted: (one: SyntheticPerson['identifiers'][number]) => boolean) =>
    person.identifiers.filter(wanted).map(({ value }) => value);
  return {
    key: String(person.ref),
    values: {
      name: person.name.full,
      birth: parts.map((part) => String(part).padStart(2, '0')).join('-'),
      sex: person.sex,
      number: person.number,
      place: home.unitCode ?? '',
      address: `${home.detail} ${home.hamlet}`,
      father: person.father?.name ?? '',
      mother: person.mother?.name ?? '',
    },
    flags: {
      state: person.status,
      cancelledNumbers: numbers(({ state }) => state === 'cancelled'),
      formerNumbers: numbers(({ kind }) => kind === 'cmnd9'),
    },
  };
}

function toRow({ row, fields }: NoisyRow): LinkageRecord {
  const { commune, detail, hamlet, ...others } = fields;
  return { key: String(row), values: { ...others, place: commune, address: `${detail} ${hamlet}` } };
}

let records: PopulationRecord[] = [];
let list: NoisyRow[] = [];
let rows: LinkageRecord[] = [];
let linkage: Linkage;

beforeAll(() => {
  const all = [...persons()];
  records = all.map(toRecord);
  list = [...makeList(all, { kind: 'general', seed, rows: ROWS, eligible: PERSONS, units })];
  rows = list.map(toRow);
  linkage = linkageOf(records);
});

function linkageOf(population: Iterable<PopulationRecord>): Linkage {
  const index = createPopulationIndex(vietnamesePersons, options);
  index.addAll(population);
  return { index, model: estimateModel(index, rows) };
}

const answers = (index: PopulationIndex, count = 300) =>
  rows.slice(0, count).map(({ values }) => lookUp({ index, model: linkage.model }, values, 3));

test('a noisy list is matched: precision, recall and work for people as promised', () => {
  const tally = { right: 0, wrong: 0, judged: 0, known: 0, rules: 0 };
  for (const [at, decision] of [...linkRows(linkage, rows)].entries()) {
    const ref = list[at]?.truth.ref;
    if (ref !== undefined) tally.known += 1;
    if (decision.outcome === 'to_judge') tally.judged += 1;
    if (decision.outcome !== 'matched') continue;
    tally.rules += decision.by === 'rule' ? 1 : 0;
    if (decision.candidates[0]?.key === String(ref)) tally.right += 1;
    else tally.wrong += 1;
  }
  expect(tally.wrong).toBeLessThanOrEqual(long ? 8 : 3);
  expect(tally.right / tally.known).toBeGreaterThan(0.99);
  expect(tally.judged / rows.length).toBeLessThan(0.02);
  expect(tally.rules / rows.length).toBeGreaterThan(0.25);
});

test('the same rows and seed give the same model, to the bit', () => {
  expect(estimateModel(linkage.index, rows)).toEqual(linkage.model);
});

test('on line a record gets the score and probability of the batch, to the bit', () => {
  const linker = createRowLinker(linkage, { limit: 5 });
  for (const row of rows) {
    const decision = linker.decide(row);
    const found = lookUp(linkage, row.values, 5);
    for (const [at, candidate] of decision.candidates.entries()) expect(found[at]).toEqual(candidate);
  }
});

test('weights and prior add up to the score', () => {
  const [best] = lookUp(linkage, rows[0]?.values ?? {}, 1);
  const odds = linkage.model.prior / (1 - linkage.model.prior) / linkage.index.size;
  const sum = (best?.agreements ?? []).reduce((total, { weight }) => total + weight, Math.log2(odds));
  expect(best?.score).toBeCloseTo(sum, 9);
});

describe('an index kept up by events', () => {
  test('answers as one built afresh', () => {
    const kept = createPopulationIndex(vietnamesePersons, options);
    const strangers = records.slice(0, 500).map((record, at) => ({ ...record, key: `s${at}` }));
    kept.addAll(strangers);
    for (const [at, record] of records.entries()) {
      const other = records[(at * 7) % records.length] ?? record;
      kept.add(at % 5 === 0 ? { ...other, key: record.key } : record);
    }
    for (const { key } of strangers) expect(kept.remove(key)).toBe(true);
    for (const [at, record] of records.entries()) if (at % 5 === 0) kept.replace(record);
    expect(kept.size).toBe(linkage.index.size);
    expect(answers(kept)).toEqual(answers(linkage.index));
    expect(estimateModel(kept, rows)).toEqual(linkage.model);
  });

  test('refuses a key twice, and does not know one removed', () => {
    const index = createPopulationIndex(vietnamesePersons, options);
    const [first] = records;
    if (!first) throw new Error('no persons');
    index.add(first);
    expect(() => index.add(first)).toThrow(RangeError);
    expect([index.remove(first.key), index.remove(first.key), index.size]).toEqual([true, false, 0]);
    expect(lookUp({ index, model: linkage.model }, first.values)).toEqual([]);
  });
});

describe('a snapshot', () => {
  test('brings the index back, whatever way it was cut, and the index goes on', async () => {
    const whole = Buffer.concat([...linkage.index.snapshot()]);
    const pieces = [whole.subarray(0, 7), whole.subarray(7, 100_000), whole.subarray(100_000)];
    const back = await restorePopulationIndex(vietnamesePersons, pieces, options);
    expect(answers(back)).toEqual(answers(linkage.index));
    const [first] = records;
    if (!first) throw new Error('no persons');
    back.remove(first.key);
    back.add({ ...first, key: 'a new key' });
    expect(lookUp({ index: back, model: linkage.model }, first.values, 1)[0]?.key).toBe('a new key');
  });

  test('is refused when cut short or foreign', async () => {
    const whole = Buffer.concat([...linkage.index.snapshot()]);
    await expect(restorePopulationIndex(vietnamesePersons, [whole.subarray(0, -9)], options)).rejects.toThrow(
      RangeError,
    );
    const other = { ...vietnamesePersons, blocking: [['name.pair']] };
    await expect(restorePopulationIndex(other, [whole], options)).rejects.toThrow(RangeError);
  });
});

test('reasons: cancelled number, deceased, moved away, duplicate, wrong number', () => {
  const index = createPopulationIndex(vietnamesePersons, options);
  index.addAll(records);
  const made = {
    name: 'Đinh Bạch Yến Khuê',
    birth: '1971-05-03',
    place: '24133',
    sex: 'female',
    mother: 'Tôn Nữ Hạ',
  };
  const flags = { state: 'deceased' as const, cancelledNumbers: ['100171888777'] };
  index.add({ key: 'x', values: { ...made, number: '100171888666' }, flags });
  const row = (key: string, number: string) => ({ key, values: { ...made, place: 'Buôn Ma Thuột', number } });
  const decisions = [
    ...linkRows({ index, model: linkage.model }, [
      row('1', '100171888777'),
      row('2', '1,00E+11'),
      row('3', '100171888667'),
    ]),
  ];
  expect(decisions.map(({ outcome }) => outcome)).toEqual(['matched', 'matched', 'matched']);
  expect(decisions.map(({ reasons }) => reasons)).toEqual([
    ['cancelled_number', 'deceased'],
    ['wrong_number', 'deceased', 'duplicate_in_list'],
    ['wrong_number', 'deceased', 'duplicate_in_list'],
  ]);
  expect(decisions.map(({ duplicateOf }) => duplicateOf)).toEqual([undefined, '1', '1']);
});

test('twins whose name decides are told apart, others go to people', () => {
  const index = createPopulationIndex(vietnamesePersons, options);
  index.addAll(records);
  const both = { birth: '2015-04-03', place: '24133', father: 'Đoàn Lục Quyết', mother: 'Khổng Mỹ Diệu' };
  index.add({ key: 'anh', values: { ...both, name: 'Đoàn Minh Anh' } });
  index.add({ key: 'ánh', values: { ...both, name: 'Đoàn Minh Ánh' } });
  const decide = (name: string) =>
    createRowLinker({ index, model: linkage.model }).decide({
      key: '1',
      values: { ...both, name, place: 'Buôn Ma Thuột' },
    });
  expect(decide('Đoàn Minh Ánh').outcome).toBe('matched');
  expect(decide('Đoàn Minh Ánh').candidates[0]?.key).toBe('ánh');
  expect(decide('doan minh anh')).toMatchObject({ outcome: 'to_judge', reasons: ['two_candidates'] });
});

test('clan, hamlet and year alone do not match somebody of another name', () => {
  const index = createPopulationIndex(vietnamesePersons, options);
  index.addAll(records);
  const home = { place: '24133', address: 'Buôn Xa Lạ', sex: 'male' };
  index.add({ key: 'x', values: { ...home, name: 'So Khuất Chiến', birth: '2025-11-20' } });
  const decide = (name: string, birth: string) =>
    createRowLinker({ index, model: { ...linkage.model, matchAt: 0.5 } }).decide({
      key: '1',
      values: { ...home, place: 'Buôn Ma Thuột', name, birth },
    }).outcome;
  expect(decide('So Khuất Phong', '22/04/2025')).not.toBe('matched');
  expect(decide('So Khuất Chiến', '20/11/2025')).toBe('matched');
});

test('judged pairs move m towards what people said', () => {
  const pairs = Array.from({ length: 400 }, (_, at) => ({ rowKey: `${at}`, personKey: 'p', isSame: true }));
  const model = reestimate(linkage.model, pairs, () => ({ place: 'differs' }));
  const m = (of: typeof model, level: string) => of.fields.place?.find((one) => one.level === level)?.m ?? 0;
  expect(m(model, 'differs')).toBeGreaterThan(m(linkage.model, 'differs') + 0.2);
  expect(m(model, 'same')).toBeLessThan(m(linkage.model, 'same'));
});

test('any table of persons: English names by a configuration', () => {
  const config: LinkageConfig = {
    fields: [
      { name: 'given', kind: 'text' },
      { name: 'surname', kind: 'text' },
      { name: 'born', kind: 'date' },
      { name: 'town', kind: 'text' },
    ],
    blocking: [['surname.sound', 'born.year'], ['born.date'], ['given.sound', 'surname.sound']],
    wantedFalseMatchRate: 0.002,
    wantedFalseNonMatchRate: 0.002,
  };
  const pick = (from: readonly string[], at: number) => from[at % from.length] ?? '';
  const given = 'mary john philip susan walter harriet oliver ruth george edith'.split(' ');
  const surnames =
    'miller knight johnson taylor hughes bennett fletcher marsh whitfield osborne palmer'.split(' ');
  const right = Array.from({ length: 1100 }, (_, at) => ({
    key: `r${at}`,
    values: {
      given: pick(given, at),
      surname: pick(surnames, at * 3 + Math.floor(at / 10)),
      born: `${1930 + ((at * 13) % 70)}-0${1 + (at % 9)}-${10 + ((at * 7) % 18)}`,
      town: pick(['leeds', 'bath', 'york', 'derby'], Math.floor(at / 3)),
    },
  }));
  const left = right.slice(0, 500).map(({ values }, at) => ({
    key: `r${at}`,
    values: {
      ...values,
      given: at % 7 === 0 ? values.given.replace('i', 'y') : values.given,
      surname: at % 5 === 0 ? `${values.surname.slice(0, -1)}` : values.surname,
      town: at % 6 === 0 ? '' : values.town,
    },
  }));
  const decisions = [...linkTables({ left, right }, config).decisions];
  const right1 = decisions.filter(
    ({ key, outcome, candidates }) => outcome === 'matched' && candidates[0]?.key === key,
  );
  const wrong = decisions.filter(
    ({ key, outcome, candidates }) => outcome === 'matched' && candidates[0]?.key !== key,
  );
  expect(wrong).toEqual([]);
  expect(right1.length).toBeGreaterThan(450);
});
