import { copyLine, type LoadTable, type LoadTools } from '#modules/person';
import {
  formatAddress,
  type RelativeMention,
  type SyntheticHousehold,
  type SyntheticPerson,
} from '#lib/synthetic-population';
import type { ActContent, SomeoneAsWritten } from './contract.ts';

// The electronic register of civil status is taken to begin here; older acts stand in paper books.
const REGISTER_START = '2016-01-01';

interface Entry {
  readonly kind: ActContent['kind'];
  readonly person: SyntheticPerson;
  readonly partnerRef: number | undefined;
  readonly on: string;
  readonly placeCode: string;
  /** Unit name as printed, e.g. `Xã Ea Tul`. */
  readonly placeName: string;
  readonly content: ActContent;
}

function birthIso(person: SyntheticPerson): string {
  const { year, month, day } = person.birth;
  const parts = [String(year), month, day].filter((part) => part !== undefined);
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

function someone(person: SyntheticPerson): SomeoneAsWritten {
  return {
    name: person.name.full,
    birth: birthIso(person),
    ethnicity: person.ethnicity,
    residence: formatAddress(person.permanentAddress),
  };
}

function byName(relative: RelativeMention | undefined): SomeoneAsWritten | null {
  return relative ? { name: relative.name, birth: null, ethnicity: null, residence: null } : null;
}

function birthOf(person: SyntheticPerson): Entry[] {
  const on = birthIso(person);
  const placeCode = person.birthRegistration.unitCode;
  if (on.length < 10 || on < REGISTER_START || placeCode === undefined) return [];
  const { place } = person.birthRegistration;
  const child = { ...someone(person), sex: person.sex, birthPlace: place, hometown: person.hometown };
  const content: ActContent = {
    kind: 'birth',
    child,
    father: byName(person.father),
    mother: byName(person.mother),
    declarant: null,
  };
  return [
    {
      kind: 'birth',
      person,
      partnerRef: undefined,
      on,
      placeCode,
      placeName: place.split(',')[0] ?? place,
      content,
    },
  ];
}

function marriageOf(household: SyntheticHousehold, person: SyntheticPerson): Entry[] {
  const { marriedOn, spouse } = person;
  if (
    person.sex !== 'male' ||
    spouse?.ref === undefined ||
    marriedOn === undefined ||
    marriedOn < REGISTER_START
  )
    return [];
  const wife = household.persons.find((other) => other.ref === spouse.ref);
  if (!wife) return [];
  const content: ActContent = { kind: 'marriage', husband: someone(person), wife: someone(wife) };
  return [
    {
      kind: 'marriage',
      person,
      partnerRef: wife.ref,
      on: marriedOn,
      placeCode: household.unitCode,
      placeName: household.address.unitName,
      content,
    },
  ];
}

function deathOf(household: SyntheticHousehold, person: SyntheticPerson): Entry[] {
  if (person.diedOn === undefined) return [];
  const content: ActContent = {
    kind: 'death',
    deceased: someone(person),
    place: null,
    cause: null,
    declarant: null,
  };
  return [
    {
      kind: 'death',
      person,
      partnerRef: undefined,
      on: person.diedOn,
      placeCode: household.unitCode,
      placeName: household.address.unitName,
      content,
    },
  ];
}

const STEPS = { birth: 0, marriage: 1, death: 2 } as const;

function actLine(entry: Entry, tools: LoadTools, number: number): string {
  const { kind, person, partnerRef, on, placeCode, placeName, content } = entry;
  return copyLine([
    tools.idOf('act', person.ref * 16 + STEPS[kind]),
    kind,
    placeCode,
    Number(on.slice(0, 4)),
    number,
    on,
    on,
    `Ủy ban nhân dân ${placeName.charAt(0).toLowerCase()}${placeName.slice(1)}`,
    tools.idOf('person', person.ref),
    partnerRef === undefined ? null : tools.idOf('person', partnerRef),
    JSON.stringify(content),
    'valid',
    tools.recordedAt,
  ]);
}

/** What this module loads of a synthetic household; numbers run without gaps, so a set serves one load only. */
export function createCivilStatusLoads(): readonly LoadTable[] {
  const lastNumbers = new Map<string, number>();
  const acts: LoadTable = {
    table: 'civil_status.act',
    columns:
      'id kind place_code book_year number registered_on event_on agency_name subject_id partner_id content state recorded_at'.split(
        ' ',
      ),
    write(household, tools, out) {
      for (const person of household.persons) {
        for (const entry of [
          ...birthOf(person),
          ...marriageOf(household, person),
          ...deathOf(household, person),
        ]) {
          const book = `${entry.kind}\t${entry.placeCode}\t${entry.on.slice(0, 4)}`;
          const number = (lastNumbers.get(book) ?? 0) + 1;
          lastNumbers.set(book, number);
          out(actLine(entry, tools, number));
        }
      }
    },
  };
  const books: LoadTable = {
    table: 'civil_status.book',
    columns: ['kind', 'place_code', 'year', 'last_number'],
    write: () => undefined,
    finish(out) {
      for (const [book, last] of lastNumbers) out(`${book}\t${last}\n`);
    },
  };
  return [acts, books];
}
