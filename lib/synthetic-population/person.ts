import { HOME_PROVINCE, pickOriginProvince } from './address.ts';
import { type CivilDay, fromDayNumber, isoOfDayNumber, toDayNumber } from './days.ts';
import { DAYS_PER_YEAR, type Draft } from './draft.ts';
import { kinhName, pickKinhSurname } from './names-kinh.ts';
import { composeName } from './names-ethnic.ts';
import type { NumberAllocator, OldNumberAllocator, PhoneAllocator } from './numbers.ts';
import type { SeededRandom } from './random.ts';
import type {
  MaritalStatus,
  RelativeMention,
  SyntheticAddress,
  SyntheticBirth,
  SyntheticIdentifier,
  SyntheticPerson,
} from './types.ts';

export interface PersonContext {
  random: SeededRandom;
  today: number;
  numbers: NumberAllocator;
  oldNumbers: OldNumberAllocator;
  phones: PhoneAllocator;
  unitCode: string;
  unitName: string;
}

export interface HomeOf {
  householdRef: number;
  address: SyntheticAddress;
  permanentAddress: SyntheticAddress;
}

const day = (year: number, month: number, d: number): number => toDayNumber({ year, month, day: d });
const NUMBER_ROLLOUT_FROM = day(2016, 1, 1);
const NUMBER_ROLLOUT_DAYS = 1900;
// CMND lost validity after 2024-12-31: Luật Căn cước 26/2023 Đ.46 k.2 (as reported; an assumption of the data).
const OLD_NUMBER_END = day(2025, 1, 1);
const OLD_NUMBER_LAST_ISSUE = day(2021, 1, 1);
const BLOOD = ['O', 'O', 'O', 'B', 'B', 'A', 'AB'];

/** Turns a simulated draft, whose ref and number are already fixed, into the register's view of a person. */
export function toPerson(context: PersonContext, draft: Draft, home: HomeOf): SyntheticPerson {
  const { random, today } = context;
  const born = fromDayNumber(draft.born);
  const age = (today - draft.born) / DAYS_PER_YEAR;
  const status = statusOf(context, draft);
  const place = birthPlace(context, draft);
  const person: SyntheticPerson = {
    ref: draft.ref,
    householdRef: home.householdRef,
    number: draft.number,
    identifiers: identifiersOf(context, draft, born),
    name: draft.name,
    sex: draft.sex,
    birth: birthAsRecorded(random, draft, born),
    ethnicity: draft.group.code,
    religion: religionOf(random, draft),
    maritalStatus: maritalStatusOf(draft, today),
    birthRegistration: place,
    hometown: place.place,
    permanentAddress: home.permanentAddress,
    currentAddress: home.address,
    accountLevel: accountLevelOf(random, age, status),
    status,
    ...relativesOf(random, draft),
  };
  if (draft.marriedOn !== undefined) person.marriedOn = isoOfDayNumber(draft.marriedOn);
  if (status === 'deceased') person.diedOn = isoOfDayNumber(draft.died);
  if (status === 'moved_away') person.movedAwayOn = isoOfDayNumber(draft.leftOn ?? today);
  if (age > 14 && status === 'alive' && random.chance(age > 70 ? 0.45 : 0.92))
    person.phone = context.phones.of(draft.ref);
  if (random.chance(0.3)) person.bloodGroup = random.pick(BLOOD);
  return person;
}

function statusOf(context: PersonContext, draft: Draft): SyntheticPerson['status'] {
  if (draft.died <= context.today) return 'deceased';
  return draft.leftOn === undefined ? 'alive' : 'moved_away';
}

function birthAsRecorded(random: SeededRandom, draft: Draft, born: CivilDay): SyntheticBirth {
  const { year, month, day: d } = born;
  if (year >= 1985) return { year, month, day: d };
  const rural = draft.group.code === '01' ? 1 : 2.6;
  const old = Math.min(1, Math.max(0, (1975 - year) / 25));
  const roll = random.float();
  if (roll < 0.11 * rural * old) return { year };
  if (roll < 0.125 * rural * old) return { year, month };
  if (roll < 0.16 * rural * old + 0.004) return { year, month: 1, day: 1 };
  return { year, month, day: d };
}

function identifiersOf(context: PersonContext, draft: Draft, born: CivilDay): SyntheticIdentifier[] {
  const { random, today } = context;
  const list: SyntheticIdentifier[] = [];
  const last = Math.min(today, draft.died);
  const from = Math.min(
    draft.born >= NUMBER_ROLLOUT_FROM
      ? draft.born + random.int(45)
      : NUMBER_ROLLOUT_FROM + random.int(NUMBER_ROLLOUT_DAYS),
    last,
  );
  if (last - draft.born > 2000 && random.chance(0.004))
    list.push(...corrected(context, draft, { from, born, last }));
  else
    list.push({
      kind: 'personal_number',
      value: draft.number,
      validFrom: isoOfDayNumber(from),
      state: 'valid',
    });
  const old = oldNumberOf(context, draft);
  if (old) list.push(old);
  if (draft.died > today && last - draft.born > 6600 && random.chance(0.07))
    list.push(passportOf(context, draft));
  return list;
}

function corrected(
  context: PersonContext,
  draft: Draft,
  at: { from: number; born: CivilDay; last: number },
): SyntheticIdentifier[] {
  const bySex = context.random.chance(0.2);
  const otherSex = draft.sex === 'male' ? 'female' : 'male';
  const wrongYear = at.born.year + (context.random.chance(0.5) && at.born.year < 2020 ? 1 : -1);
  const wrong = context.numbers.allocate(bySex ? otherSex : draft.sex, bySex ? at.born.year : wrongYear);
  const switched = isoOfDayNumber(
    at.from + Math.floor((at.last - at.from) * (0.3 + 0.6 * context.random.float())),
  );
  return [
    {
      kind: 'personal_number',
      value: wrong,
      validFrom: isoOfDayNumber(at.from),
      validTo: switched,
      state: 'cancelled',
      reason: bySex ? 'sex_corrected' : 'birth_year_corrected',
    },
    { kind: 'personal_number', value: draft.number, validFrom: switched, state: 'valid' },
  ];
}

function oldNumberOf(context: PersonContext, draft: Draft): SyntheticIdentifier | undefined {
  const earliest = draft.born + Math.floor(14 * DAYS_PER_YEAR);
  if (earliest >= OLD_NUMBER_LAST_ISSUE || !context.random.chance(0.78)) return undefined;
  const first = Math.max(earliest, OLD_NUMBER_LAST_ISSUE - Math.floor(15 * DAYS_PER_YEAR));
  return {
    kind: 'cmnd9',
    value: context.oldNumbers.of(draft.ref),
    validFrom: isoOfDayNumber(first + context.random.int(OLD_NUMBER_LAST_ISSUE - first)),
    validTo: isoOfDayNumber(OLD_NUMBER_END),
    state: 'expired',
    reason: 'replaced_by_law',
  };
}

function passportOf(context: PersonContext, draft: Draft): SyntheticIdentifier {
  const from = context.today - context.random.int(3000);
  return {
    kind: 'passport',
    value: `Z${String(draft.ref).padStart(8, '0')}`,
    validFrom: isoOfDayNumber(from),
    validTo: isoOfDayNumber(from + 3652),
    state: 'valid',
  };
}

function birthPlace(context: PersonContext, draft: Draft): { unitCode?: string; place: string } {
  const local = !draft.tenant && (draft.group.indigenous || !draft.outsider || context.random.chance(0.55));
  if (local) return { unitCode: context.unitCode, place: `${context.unitName}, ${HOME_PROVINCE}` };
  return { place: pickOriginProvince(context.random) };
}

function religionOf(random: SeededRandom, draft: Draft): string {
  const roll = random.float();
  if (draft.group.naming === 'ede' || draft.group.naming === 'mnong')
    return roll < 0.45 ? 'Tin Lành' : 'Không';
  if (draft.group.naming === 'hmong') return roll < 0.5 ? 'Tin Lành' : 'Không';
  if (roll < 0.11) return 'Công giáo';
  return roll < 0.19 ? 'Phật giáo' : 'Không';
}

function maritalStatusOf(draft: Draft, today: number): MaritalStatus {
  if (draft.divorced) return 'divorced';
  if (!draft.spouse) return 'single';
  return draft.spouse.died <= today ? 'widowed' : 'married';
}

function accountLevelOf(random: SeededRandom, age: number, status: SyntheticPerson['status']): 0 | 1 | 2 {
  if (status !== 'alive') return 0;
  const roll = random.float();
  if (age < 6) return roll < 0.04 ? 1 : 0;
  if (age < 14) return roll < 0.1 ? 2 : 0;
  const active = age < 60 ? 0.86 : 0.5;
  if (roll < active) return 2;
  return roll < active + 0.05 ? 1 : 0;
}

type Relatives = Pick<SyntheticPerson, 'father' | 'mother' | 'spouse' | 'guardian'>;

function relativesOf(random: SeededRandom, draft: Draft): Relatives {
  const relatives: Relatives = {};
  if (draft.father && draft.mother) {
    relatives.father = mention(draft.father);
    relatives.mother = mention(draft.mother);
  } else {
    relatives.father = parentByName(random, draft, 'male');
    relatives.mother = parentByName(random, draft, 'female');
  }
  if (draft.spouse) relatives.spouse = mention(draft.spouse);
  return relatives;
}

export function mention(draft: Draft): RelativeMention {
  if (draft.ref < 0) return { name: draft.name.full };
  return { ref: draft.ref, name: draft.name.full, number: draft.number };
}

function parentByName(random: SeededRandom, draft: Draft, sex: 'male' | 'female'): RelativeMention {
  const naming = draft.group.naming;
  const inherits = sex === (draft.group.matrilineal ? 'female' : 'male');
  const birthYear = fromDayNumber(draft.born).year - 26;
  const family = inherits ? draft.name.family : pickKinhSurname(random);
  if (naming === 'kinh' || (!inherits && naming !== 'ede'))
    return { name: kinhName(random, family, { sex, birthYear }).full };
  return { name: composeName(random, naming, { sex, birthYear, family: draft.name.family }).full };
}
