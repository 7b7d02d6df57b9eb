import {
  ethnicGroup,
  generatePopulation,
  PERSONA_COUNT,
  SeededRandom,
  type SyntheticName,
  type SyntheticPerson,
  type UnitInput,
} from '#lib/synthetic-population';
import { type DateHabit, noisyBirth } from './date-noise.ts';
import { eligibleFor } from './layouts.ts';
import { noisyName } from './name-noise.ts';
import { noisyNumber } from './number-noise.ts';
import { noisyPlace, type Places } from './place-noise.ts';
import { type NoiseRates, standardNoise } from './rates.ts';
import { useOfSeed } from './seeds.ts';
import type { FormerUnit, ListKind, NoisyFields, NoisyRow } from './types.ts';

export interface ListOptions {
  readonly kind: ListKind;
  /** One of `seedRanges`. */
  readonly seed: number;
  /** Rows wanted; exact when `eligible` is the number of persons whom the kind may hold. */
  readonly rows: number;
  /** How many of the persons given the kind may hold: `countEligible`. */
  readonly eligible: number;
  readonly units: readonly UnitInput[];
  readonly formerUnits?: readonly FormerUnit[];
  readonly noise?: Partial<NoiseRates>;
  /** ISO day on which the list was written: ages of pupils count from it. */
  readonly asOf?: string;
}

interface Making {
  readonly options: ListOptions;
  readonly rates: NoiseRates;
  readonly places: Places;
  readonly habit: DateHabit;
  readonly givenNames: Record<'male' | 'female', string[]>;
}

const habits: readonly DateHabit[] = [
  'dd/MM/yyyy',
  'dd/MM/yyyy',
  'd/M/yyyy',
  'dd-MM-yyyy',
  'dd.MM.yyyy',
  'yyyy-MM-dd',
];

/**
 * Reads persons once, in order, and writes the rows of a list about some of them, at constant memory. The same
 * persons and options give the same list. Rows keep the order of the persons, as lists are kept by commune.
 */
export function* makeList(
  persons: Iterable<SyntheticPerson>,
  options: ListOptions,
): Generator<NoisyRow, void, undefined> {
  const making = preparations(options);
  const random = new SeededRandom(`list/${options.seed}/choice`);
  const { stranger, duplicate } = making.rates;
  const strangerRows = Math.round(options.rows * stranger);
  const repeated = Math.round(options.rows * duplicate);
  let wanted = options.rows - strangerRows - repeated;
  const strangers = strangersFor(options, strangerRows);
  const perPerson = { stranger: strangerRows / wanted, repeat: repeated / wanted };
  const due = { stranger: 0, repeat: 0 };
  const waiting: { person: SyntheticPerson; row: number }[] = [];
  let left = options.eligible;
  let row = 0;
  for (const person of persons) {
    if (!eligibleFor(options.kind, person, options.asOf)) continue;
    remember(making, person.name, person.sex);
    const isTaken = random.float() * left < wanted;
    left -= 1;
    if (!isTaken) continue;
    wanted -= 1;
    row += 1;
    const ownRow = row;
    yield writeRow(making, person, { row });
    due.stranger += perPerson.stranger;
    due.repeat += perPerson.repeat;
    for (; due.stranger >= 1; due.stranger -= 1) {
      const next = strangers.next();
      if (next.done) break;
      row += 1;
      yield writeRow(making, next.value, { row, isStranger: true });
    }
    if (random.chance(0.05)) waiting.push({ person, row: ownRow });
    for (; due.repeat >= 1 && waiting.length > 0; due.repeat -= 1) {
      const [again] = waiting.splice(random.int(waiting.length), 1);
      if (!again) break;
      row += 1;
      yield writeRow(making, again.person, { row, duplicateOf: again.row });
    }
    if (waiting.length > 200) waiting.shift();
  }
}

function preparations(options: ListOptions): Making {
  useOfSeed(options.seed);
  const formerByUnit = new Map<string, FormerUnit[]>();
  for (const unit of options.formerUnits ?? [])
    formerByUnit.set(unit.unitCode, [...(formerByUnit.get(unit.unitCode) ?? []), unit]);
  return {
    options,
    rates: { ...standardNoise, ...options.noise },
    places: { units: options.units, formerByUnit },
    habit: new SeededRandom(`list/${options.seed}/habit`).pick(habits),
    givenNames: { male: ['Hùng', 'Dũng'], female: ['Hoa', 'Lan'] },
  };
}

// Given names written wrong are those of other people of the same list, so that they are as frequent as real ones.
function remember(making: Making, name: SyntheticName, sex: 'male' | 'female'): void {
  const known = making.givenNames[sex];
  known.push(name.given);
  if (known.length > 400) known.splice(0, 200);
}

interface RowPlace {
  readonly row: number;
  readonly isStranger?: boolean;
  readonly duplicateOf?: number;
}

function writeRow(making: Making, person: SyntheticPerson, at: RowPlace): NoisyRow {
  const who = at.isStranger ? `stranger/${person.ref}` : String(person.ref);
  const copy = at.duplicateOf === undefined ? '' : `/${at.row}`;
  const random = new SeededRandom(`list/${making.options.seed}/${who}${copy}`);
  const { fields, noise } = noisyFields(making, person, random);
  const truth = {
    row: at.row,
    ...(at.isStranger ? {} : { ref: person.ref, status: person.status }),
    ...(at.duplicateOf === undefined ? {} : { duplicateOf: at.duplicateOf }),
    noise,
  };
  return { row: at.row, fields, truth };
}

function noisyFields(
  making: Making,
  person: SyntheticPerson,
  random: SeededRandom,
): { fields: NoisyFields; noise: string[] } {
  const { rates, places, habit } = making;
  const otherGiven = random.pick(making.givenNames[person.sex]);
  const name = noisyName({ name: person.name, sex: person.sex, otherGiven }, rates, random);
  const number = noisyNumber(person, rates, random);
  const birth = noisyBirth(person.birth, { rates, random, habit });
  const place = noisyPlace(person, places, { rates, random });
  const sex = noisySex(person.sex, rates, random);
  const father = noisyParent(person, 'father', { rates, random });
  const mother = noisyParent(person, 'mother', { rates, random });
  const { detail, hamlet, commune, district } = place;
  const ethnicity = random.chance(rates.ethnicityMissing) ? '' : ethnicityText(person.ethnicity, random);
  const noise = [...name.noise, ...number.noise, ...birth.noise, ...place.noise];
  return {
    fields: {
      name: name.text,
      birth: birth.text,
      sex,
      number: number.text,
      ethnicity,
      detail,
      hamlet,
      commune,
      district,
      father,
      mother,
    },
    noise,
  };
}

function noisySex(sex: 'male' | 'female', rates: NoiseRates, random: SeededRandom): string {
  const roll = random.float();
  if (roll < rates.sexMissing) return '';
  const isWrong = roll < rates.sexMissing + rates.sexWrong;
  return (sex === 'male') === !isWrong ? 'Nam' : 'Nữ';
}

const otherNames: Readonly<Record<string, readonly string[]>> = {
  '12': ['Ê Đê', 'Ê-đê', 'Êđê', 'Ede', 'Ê đê'],
  '20': ["M'nông", 'Mnông', 'M’Nông', 'Mơ nông'],
  '08': ['Mông', "H'Mông", 'Hmông'],
  '10': ['Gia Rai', 'Gia-rai', 'Jrai', 'Gia rai'],
};

function ethnicityText(code: string, random: SeededRandom): string {
  const known = otherNames[code];
  return known ? random.pick(known) : ethnicGroup(code).name;
}

function noisyParent(
  person: SyntheticPerson,
  which: 'father' | 'mother',
  { rates, random }: { rates: NoiseRates; random: SeededRandom },
): string {
  const parent = person[which];
  const missing = which === 'father' ? rates.fatherMissing : rates.motherMissing;
  if (random.chance(missing) || !parent) return '';
  const words = parent.name.split(' ');
  const name = { full: parent.name, family: words[0] ?? '', middle: '', given: words.at(-1) ?? '' };
  const sex = which === 'father' ? 'male' : 'female';
  const isWrong = random.chance(rates.parentWrong);
  const otherGiven = isWrong ? 'Tư' : name.given;
  const own = { ...rates, givenNameWrong: isWrong ? 1 : 0 };
  return noisyName({ name, sex, otherGiven }, own, random).text;
}

// Serials of the featured persons end below 999100; those above are nobody's.
const STRANGER_SERIAL = 999_100;
const STRANGER_SPACE = 900;

/** People of another making: as likely in every respect as ours, but none of them has a number of ours. */
function* strangersFor(options: ListOptions, rows: number): Generator<SyntheticPerson, void, undefined> {
  if (rows === 0) return;
  const seed = `strangers/${options.seed}`;
  const persons = Math.max(2000, rows * 4);
  const random = new SeededRandom(`${seed}/choice`);
  const used = new Map<string, number>();
  const takes = Math.min(1, (rows * 1.05) / persons);
  for (const household of generatePopulation({ units: options.units, persons, seed }))
    for (const person of household.persons) {
      // Featured persons and their families are the same in every population.
      if (person.ref < PERSONA_COUNT || !eligibleFor(options.kind, person, options.asOf)) continue;
      if (options.kind === 'general' && !random.chance(takes)) continue;
      yield renumbered(person, used);
    }
}

function renumbered(person: SyntheticPerson, used: Map<string, number>): SyntheticPerson {
  const cohort = person.number.slice(0, 6);
  const count = used.get(cohort) ?? 0;
  used.set(cohort, count + 1);
  const number = `${cohort}${STRANGER_SERIAL + (count % STRANGER_SPACE)}`;
  return {
    ...person,
    number,
    identifiers: [{ kind: 'personal_number', value: number, validFrom: '2021-01-01', state: 'valid' }],
    ...(person.father ? { father: { name: person.father.name } } : {}),
    ...(person.mother ? { mother: { name: person.mother.name } } : {}),
    ...(person.spouse ? { spouse: { name: person.spouse.name } } : {}),
  };
}
