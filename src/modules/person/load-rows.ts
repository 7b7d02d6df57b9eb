import { maskNumber } from '#lib/identity';
import type { RelativeMention, SyntheticHousehold, SyntheticPerson } from '#lib/synthetic-population';
import { searchKey } from './rules.ts';
import { copyLine, type LoadTable, type LoadTools } from './seed-population.ts';

const SOURCE = 'synthetic';

function homePlaceOf(person: SyntheticPerson): string | null {
  if (person.status !== 'alive') return null;
  return person.currentAddress.unitCode ?? person.permanentAddress.unitCode ?? null;
}

function personLine(person: SyntheticPerson, tools: LoadTools): string {
  const { name, birth } = person;
  return copyLine([
    tools.idOf('person', person.ref),
    name.full,
    name.family,
    name.middle,
    name.given,
    searchKey(name.full),
    person.sex,
    birth.year,
    birth.month,
    birth.day,
    person.ethnicity,
    person.religion,
    'VN',
    person.maritalStatus,
    person.birthRegistration.unitCode,
    person.birthRegistration.place,
    person.hometown,
    homePlaceOf(person),
    person.father?.name,
    person.mother?.name,
    person.status,
    person.diedOn,
    person.movedAwayOn,
    1,
    tools.recordedAt,
  ]);
}

const persons: LoadTable = {
  table: 'person.person',
  columns:
    'id full_name family_name middle_name given_name search_key sex birth_year birth_month birth_day ethnicity religion nationality marital_status birth_place_code birth_place hometown home_place father_name mother_name state died_on moved_away_on version recorded_at'.split(
      ' ',
    ),
  write(household, tools, out) {
    for (const person of household.persons) out(personLine(person, tools));
  },
};

const identifiers: LoadTable = {
  table: 'person.identifier',
  columns: 'id person_id type lookup sealed hint state valid_from valid_to reason recorded_at'.split(' '),
  write(household, tools, out) {
    for (const person of household.persons) {
      const personId = tools.idOf('person', person.ref);
      person.identifiers.forEach((identifier, index) => {
        const { kind, value } = identifier;
        const { lookup, sealed } = tools.cipher.protect(kind, value);
        out(
          copyLine([
            tools.idOf('identifier', person.ref * 16 + index),
            personId,
            kind,
            lookup,
            `\\\\x${sealed.toString('hex')}`,
            maskNumber(value),
            identifier.state,
            identifier.validFrom,
            identifier.validTo,
            identifier.reason,
            tools.recordedAt,
          ]),
        );
      });
    }
  },
};

const kinship: LoadTable = {
  table: 'person.kinship',
  columns: 'id person_id relative_id kind valid_from valid_to source recorded_at'.split(' '),
  write(household, tools, out) {
    for (const person of household.persons) {
      for (const [step, link] of linksOf(household, person).entries()) {
        const relativeRef = link.relative?.ref;
        if (relativeRef === undefined) continue;
        out(
          copyLine([
            tools.idOf('kinship', person.ref * 16 + step),
            tools.idOf('person', person.ref),
            tools.idOf('person', relativeRef),
            link.kind,
            link.from,
            link.to,
            SOURCE,
            tools.recordedAt,
          ]),
        );
      }
    }
  },
};

interface Link {
  kind: string;
  relative: RelativeMention | undefined;
  from?: string;
  to?: string;
}

function linksOf(household: SyntheticHousehold, person: SyntheticPerson): Link[] {
  const { father, mother, spouse, guardian, birth } = person;
  const born =
    birth.month !== undefined && birth.day !== undefined
      ? `${birth.year}-${String(birth.month).padStart(2, '0')}-${String(birth.day).padStart(2, '0')}`
      : undefined;
  const ends = [person.diedOn, spouse && household.persons.find((other) => other.ref === spouse.ref)?.diedOn];
  const widowed = ends.filter((day) => day !== undefined).toSorted()[0];
  return [
    { kind: 'father', relative: father, from: born },
    { kind: 'mother', relative: mother, from: born },
    { kind: 'spouse', relative: spouse, from: person.marriedOn, to: widowed },
    { kind: 'guardian', relative: guardian },
  ];
}

const contacts: LoadTable = {
  table: 'person.contact',
  columns: 'id person_id kind value recorded_at'.split(' '),
  write(household, tools, out) {
    for (const person of household.persons) {
      if (person.phone === undefined) continue;
      const id = tools.idOf('contact', person.ref * 16);
      out(copyLine([id, tools.idOf('person', person.ref), 'phone', person.phone, tools.recordedAt]));
    }
  },
};

/** What this module loads of a synthetic household. */
export const personLoads: readonly LoadTable[] = [persons, identifiers, kinship, contacts];
